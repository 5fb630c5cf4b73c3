//! From a grammar in pest's notation to Rust code that recognises it.
//!
//! pest reads and checks the grammar (`pest_meta`); the code is our own, because pest's looks at every
//! alternative of a choice and keeps a queue of tokens, and a shell reads its scripts at every start:
//! 1.7 MB/s against 45 on the scripts of `tests/bench/parse.rs`. What is recognised is the same, which
//! `tests/grammar.rs` holds against pest itself.
//!
//! A rule becomes a function, an expression a condition. [`class`] finds expressions that are one
//! character out of a set, [`first`] the bytes an expression can start with, so that most of what cannot
//! match is never tried. [`emit`] writes the functions, [`table`] the sets.

mod class;
mod emit;
mod first;
mod table;

use first::First;
use pest_meta::ast::{Expr, Rule, RuleType};
use pest_meta::{parser, validator};
use std::cell::RefCell;
use std::collections::HashMap;

/// The rules by name.
pub struct Grammar {
    rules: Vec<Rule>,
    by_name: HashMap<String, usize>,
    /// What is known already of what rules start with.
    firsts: RefCell<HashMap<String, First>>,
}

/// The code of the recogniser for a grammar.
///
/// # Errors
/// What pest finds wrong with the grammar, and parts of its notation that are not supported.
pub fn recogniser(text: &str) -> Result<String, String> {
    let pairs = parser::parse(parser::Rule::grammar_rules, text).map_err(|error| error.to_string())?;
    validator::validate_pairs(pairs.clone()).map_err(|errors| listed(&errors))?;
    let rules = parser::consume_rules(pairs).map_err(|errors| listed(&errors))?;
    let by_name = rules.iter().enumerate().map(|(index, rule)| (rule.name.clone(), index)).collect();
    emit::code(&Grammar { rules, by_name, firsts: RefCell::default() })
}

fn listed<E: ToString>(errors: &[E]) -> String {
    errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

impl Grammar {
    /// The rule of that name; none for what pest brings along (`ANY`, `EOI`, `LETTER`).
    fn rule(&self, name: &str) -> Option<&Rule> {
        self.by_name.get(name).and_then(|index| self.rules.get(*index))
    }

    /// The expression of a rule that leaves no node.
    fn silent(&self, name: &str) -> Option<&Expr> {
        self.rule(name).filter(|rule| rule.ty == RuleType::Silent).map(|rule| &rule.expr)
    }
}

/// The parts of `a ~ b ~ c` from left to right.
fn sequence(expression: &Expr) -> Vec<&Expr> {
    match expression {
        Expr::Seq(left, right) => [sequence(left), sequence(right)].concat(),
        other => vec![other],
    }
}

/// The parts of `a | b | c` from left to right.
fn choice(expression: &Expr) -> Vec<&Expr> {
    match expression {
        Expr::Choice(left, right) => [choice(left), choice(right)].concat(),
        other => vec![other],
    }
}
