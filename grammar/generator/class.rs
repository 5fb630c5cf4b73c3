//! Expressions that match exactly one character, which alone decides.

use super::Grammar;
use pest_meta::ast::Expr;

/// A set of characters.
#[derive(Clone, Debug, PartialEq)]
pub struct Class {
    /// Bit n for the character with the code n.
    pub ascii: u128,
    pub other: Other,
}

/// Which characters beyond ASCII a set has.
#[derive(Clone, Debug, PartialEq)]
pub enum Other {
    None,
    All,
    /// Those for which a Rust condition over `c: char` holds.
    If(String),
}

impl Class {
    /// The class an expression stands for, if it is one.
    pub fn of(expression: &Expr, grammar: &Grammar) -> Option<Class> {
        match expression {
            Expr::Str(text) => Class::character(single(text)?),
            Expr::Insens(text) => {
                let character = single(text)?;
                let lower = Class::character(character.to_ascii_lowercase())?;
                Some(lower.or(&Class::character(character.to_ascii_uppercase())?))
            }
            Expr::Range(from, to) => Some(Class::range(single(from)?, single(to)?)),
            Expr::Ident(name) => match grammar.rule(name) {
                None => Class::built_in(name),
                Some(_) => Class::of(grammar.silent(name)?, grammar),
            },
            Expr::Choice(left, right) => Some(Class::of(left, grammar)?.or(&Class::of(right, grammar)?)),
            Expr::Seq(left, right) => match left.as_ref() {
                Expr::NegPred(out) => Some(Class::of(right, grammar)?.without(&Class::of(out, grammar)?)),
                _ => None,
            },
            _ => None,
        }
    }

    fn character(character: char) -> Option<Class> {
        Some(Class::range(character, character))
    }

    fn range(from: char, to: char) -> Class {
        let ascii = (0..128u8).filter(|byte| (from..=to).contains(&char::from(*byte)));
        let other = match to.is_ascii() {
            true => Other::None,
            false if from == to => Other::If(format!("c == {from:?}")),
            false if from <= '\u{80}' && to == char::MAX => Other::All,
            false => Other::If(format!("({from:?}..={to:?}).contains(&c)")),
        };
        Class { ascii: ascii.fold(0, |bits, byte| bits | 1 << byte), other }
    }

    /// pest's own classes that the grammar uses.
    fn built_in(name: &str) -> Option<Class> {
        let ascii_of = |test: fn(char) -> bool| {
            (0..128u8).filter(|byte| test(char::from(*byte))).fold(0, |bits, byte| bits | 1 << byte)
        };
        let ascii = match name {
            "ANY" => return Some(Class { ascii: u128::MAX, other: Other::All }),
            "LETTER" => ascii_of(|c| c.is_ascii_alphabetic()),
            "NUMBER" => ascii_of(|c| c.is_ascii_digit()),
            "SPACE_SEPARATOR" => ascii_of(|c| c == ' '),
            _ => return None,
        };
        Some(Class { ascii, other: Other::If(format!("pest::unicode::{name}(c)")) })
    }

    fn or(&self, more: &Class) -> Class {
        let other = match (&self.other, &more.other) {
            (Other::None, one) | (one, Other::None) => one.clone(),
            (Other::All, _) | (_, Other::All) => Other::All,
            (Other::If(left), Other::If(right)) => Other::If(format!("({left} || {right})")),
        };
        Class { ascii: self.ascii | more.ascii, other }
    }

    fn without(&self, out: &Class) -> Class {
        let other = match (&self.other, &out.other) {
            (Other::None, _) | (_, Other::All) => Other::None,
            (one, Other::None) => one.clone(),
            (Other::All, Other::If(out)) => Other::If(format!("!({out})")),
            (Other::If(one), Other::If(out)) => Other::If(format!("({one} && !({out}))")),
        };
        Class { ascii: self.ascii & !out.ascii, other }
    }
}

/// The only character of a text.
fn single(text: &str) -> Option<char> {
    let mut characters = text.chars();
    characters.next().filter(|_| characters.next().is_none())
}
