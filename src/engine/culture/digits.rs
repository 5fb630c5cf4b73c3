//! A number as decimal digits: what all formats of numbers start from.

use crate::engine::convert;
use crate::engine::value::Value;
use num_bigint::Sign;

/// `0.d₁d₂d₃… × 10^scale`; no digits is zero.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Digits {
    pub negative: bool,
    /// ASCII digits without leading zeros.
    pub digits: Vec<u8>,
    pub scale: i32,
    /// Binary floating point keeps the sign of zero.
    pub floating: bool,
    /// Digits come rounded to what was asked for, and are not rounded again.
    pub rounded: bool,
}

/// How many digits of a binary floating-point number are wanted; other numbers are exact.
#[derive(Clone, Copy)]
pub enum Wanted {
    /// The shortest that reads back the same.
    Shortest,
    /// Significant ones.
    Significant(usize),
    /// Behind the point.
    Decimals(usize),
}

impl Digits {
    /// The digits of a number. `None` when it is none, or not finite.
    pub fn of(value: &Value, wanted: Wanted) -> Option<Digits> {
        Some(match value.unwrapped() {
            Value::Double(number) => Digits::floating(*number, wanted, |number| format!("{number:e}"))?,
            Value::Single(number) => Digits::floating(f64::from(*number), wanted, |_| format!("{number:e}"))?,
            Value::Decimal(number) => {
                let mantissa = number.mantissa();
                let text = mantissa.unsigned_abs().to_string();
                let scale = text.len() as i32 - number.scale() as i32;
                Digits::from_text(number.is_sign_negative(), &text, scale)
            }
            Value::BigInt(number) => {
                let text = number.magnitude().to_string();
                Digits::from_text(number.sign() == Sign::Minus, &text, text.len() as i32)
            }
            other if convert::is_number(other) => {
                let number = convert::to_i128(other)?;
                let text = number.unsigned_abs().to_string();
                Digits::from_text(number < 0, &text, text.len() as i32)
            }
            _ => return None,
        })
    }

    fn from_text(negative: bool, text: &str, scale: i32) -> Digits {
        let bare = text.trim_start_matches('0');
        let lost = (text.len() - bare.len()) as i32;
        let scale = if bare.is_empty() { 0 } else { scale - lost };
        Digits { negative, digits: bare.bytes().collect(), scale, floating: false, rounded: false }
    }

    fn floating(number: f64, wanted: Wanted, shortest: impl Fn(f64) -> String) -> Option<Digits> {
        if !number.is_finite() {
            return None;
        }
        let magnitude = number.abs();
        let text = match wanted {
            Wanted::Shortest => shortest(number),
            Wanted::Significant(count) => format!("{magnitude:.*e}", count.saturating_sub(1)),
            Wanted::Decimals(count) => format!("{magnitude:.count$}"),
        };
        let text = text.trim_start_matches('-');
        let (mantissa, exponent) = match text.split_once('e') {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let whole = mantissa.split('.').next().unwrap_or_default().len() as i32;
        let plain: String = mantissa.chars().filter(char::is_ascii_digit).collect();
        let mut made = Digits::from_text(number.is_sign_negative(), &plain, whole + exponent);
        while made.digits.last() == Some(&b'0') {
            made.digits.pop();
        }
        made.floating = true;
        made.rounded = true;
        Some(made)
    }

    pub fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// A digit at a place counted from the first; zero behind the last.
    pub fn at(&self, index: usize) -> u8 {
        self.digits.get(index).copied().unwrap_or(b'0')
    }

    /// Keeps the first `count` digits, rounded half up in the last of them. Source: .NET's `RoundNumber`.
    pub fn round(&mut self, count: i32, rounded: bool) {
        let keep = usize::try_from(count.max(0)).unwrap_or(0);
        let up = count >= 0 && !rounded && self.digits.get(keep).is_some_and(|digit| *digit >= b'5');
        self.digits.truncate(keep);
        if up {
            while self.digits.last() == Some(&b'9') {
                self.digits.pop();
            }
            match self.digits.last_mut() {
                Some(last) => *last += 1,
                None => {
                    self.scale += 1;
                    self.digits.push(b'1');
                }
            }
        } else {
            while self.digits.last() == Some(&b'0') {
                self.digits.pop();
            }
        }
        if self.digits.is_empty() {
            self.scale = 0;
            if !self.floating {
                self.negative = false;
            }
        }
    }
}
