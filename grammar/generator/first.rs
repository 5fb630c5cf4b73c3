//! Which byte can follow where an expression matches: what cannot match is not tried.

use super::Grammar;
use super::class::{Class, Other};
use pest_meta::ast::{Expr, Rule};

/// Bytes, and the end of the text as number 256.
#[derive(Clone, PartialEq)]
pub struct Bytes([bool; 257]);

/// The number of the end of the text among [`Bytes`].
const END: usize = 256;

impl Bytes {
    fn none() -> Bytes {
        Bytes([false; 257])
    }

    fn all() -> Bytes {
        Bytes([true; 257])
    }

    fn only(byte: usize) -> Bytes {
        Bytes(std::array::from_fn(|index| index == byte))
    }

    fn or(&self, more: &Bytes) -> Bytes {
        Bytes(std::array::from_fn(|index| self.0[index] || more.0[index]))
    }

    fn and(&self, more: &Bytes) -> Bytes {
        Bytes(std::array::from_fn(|index| self.0[index] && more.0[index]))
    }

    fn not(&self) -> Bytes {
        Bytes(self.0.map(|has| !has))
    }

    pub fn is_all(&self) -> bool {
        self.0.iter().all(|has| *has)
    }

    pub fn is_none(&self) -> bool {
        !self.0.iter().any(|has| *has)
    }

    /// Whether each byte is in the set, the end of the text last.
    pub fn flags(&self) -> &[bool; 257] {
        &self.0
    }
}

/// With which next bytes an expression can match.
#[derive(Clone)]
pub struct First {
    /// And take something.
    pub consuming: Bytes,
    /// And take nothing.
    pub empty: Bytes,
}

impl First {
    /// With which next bytes it can match at all.
    pub fn viable(&self) -> Bytes {
        self.consuming.or(&self.empty)
    }

    pub fn of(expression: &Expr, grammar: &Grammar) -> First {
        if let Some(class) = Class::of(expression, grammar) {
            return First { consuming: bytes_of(&class, class.other != Other::None), empty: Bytes::none() };
        }
        let nothing = |empty: Bytes| First { consuming: Bytes::none(), empty };
        match expression {
            Expr::Str(text) | Expr::Insens(text) if text.is_empty() => nothing(Bytes::all()),
            Expr::Str(text) => First { consuming: leading(text), empty: Bytes::none() },
            Expr::Insens(text) => {
                let both = leading(&text.to_ascii_lowercase()).or(&leading(&text.to_ascii_uppercase()));
                First { consuming: both, empty: Bytes::none() }
            }
            Expr::Ident(name) => match grammar.rule(name) {
                Some(rule) => First::of_rule(rule, grammar),
                None if name == "EOI" => nothing(Bytes::only(END)),
                None => nothing(Bytes::all()),
            },
            Expr::Seq(left, right) => First::of(left, grammar).then(right, grammar),
            Expr::Choice(left, right) => {
                let (left, right) = (First::of(left, grammar), First::of(right, grammar));
                First { consuming: left.consuming.or(&right.consuming), empty: left.empty.or(&right.empty) }
            }
            Expr::Opt(inner) | Expr::Rep(inner) => {
                First { consuming: First::of(inner, grammar).consuming, empty: Bytes::all() }
            }
            Expr::RepOnce(inner) => First::of(inner, grammar),
            Expr::PosPred(inner) => nothing(First::of(inner, grammar).viable()),
            Expr::NegPred(inner) => nothing(certain(inner, grammar).not()),
            _ => First { consuming: Bytes::all(), empty: Bytes::all() },
        }
    }

    /// Rules are asked about again and again: each is answered once.
    fn of_rule(rule: &Rule, grammar: &Grammar) -> First {
        if let Some(first) = grammar.firsts.borrow().get(&rule.name) {
            return first.clone();
        }
        let first = First::of(&rule.expr, grammar);
        grammar.firsts.borrow_mut().insert(rule.name.clone(), first.clone());
        first
    }

    /// This, and behind it another. Only what takes nothing lets the other be seen, so no rule leads to itself.
    fn then(self, right: &Expr, grammar: &Grammar) -> First {
        if self.empty.is_none() {
            return self;
        }
        let right = First::of(right, grammar);
        First {
            consuming: self.consuming.or(&self.empty.and(&right.consuming)),
            empty: self.empty.and(&right.empty),
        }
    }
}

/// Next bytes with which an expression matches whatever comes after.
fn certain(expression: &Expr, grammar: &Grammar) -> Bytes {
    if let Some(class) = Class::of(expression, grammar) {
        return bytes_of(&class, class.other == Other::All);
    }
    match expression {
        Expr::Ident(name) => match grammar.rule(name) {
            Some(rule) => certain(&rule.expr, grammar),
            None if name == "EOI" => Bytes::only(END),
            None => Bytes::none(),
        },
        Expr::Choice(left, right) => certain(left, grammar).or(&certain(right, grammar)),
        Expr::Opt(_) | Expr::Rep(_) => Bytes::all(),
        _ => Bytes::none(),
    }
}

/// The bytes that its characters start with; `beyond` says whether those beyond ASCII count.
fn bytes_of(class: &Class, beyond: bool) -> Bytes {
    Bytes(std::array::from_fn(|index| match index {
        0..128 => class.ascii >> index & 1 == 1,
        _ => beyond && index < END,
    }))
}

fn leading(text: &str) -> Bytes {
    text.bytes().next().map_or_else(Bytes::all, |byte| Bytes::only(usize::from(byte)))
}
