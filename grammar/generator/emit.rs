//! Functions for rules and conditions for expressions.
//!
//! Every condition leaves the place in the text, and the nodes, as they were when it does not hold. `T` says
//! whether nodes are kept: not in a lookahead, and not inside a rule marked with `@`.

use super::class::{Class, Other};
use super::first::{Bytes, First};
use super::table::Tables;
use super::{Grammar, choice, sequence};
use pest_meta::ast::{Expr, Rule, RuleType};
use std::collections::HashSet;
use std::fmt::Write;

/// The rule whose places are kept beside the nodes.
const COMMENT: &str = "comment";

struct Emitter<'g> {
    grammar: &'g Grammar,
    /// What characters are in which class.
    classes: Tables<128>,
    /// What bytes, or the end, an expression can start with.
    firsts: Tables<257>,
}

/// The whole recogniser: the enumeration of rules, the tables, a function for each rule.
pub fn code(grammar: &Grammar) -> Result<String, String> {
    check_atomic(grammar)?;
    let mut emitter = Emitter { grammar, classes: Tables::new(), firsts: Tables::new() };
    let functions =
        grammar.rules.iter().map(|rule| emitter.function(rule)).collect::<Result<String, String>>()?;
    let mut code = rules(grammar);
    code += &emitter.classes.code("CLASSES");
    code += &emitter.firsts.code("FIRSTS");
    let _ = write!(code, "impl Recogniser<'_> {{\n{functions}}}\n");
    Ok(code)
}

/// `enum Rule`: what leaves a node.
fn rules(grammar: &Grammar) -> String {
    let named = grammar.rules.iter().filter(|rule| rule.ty != RuleType::Silent && rule.name != COMMENT);
    let names: Vec<&str> = ["EOI"].into_iter().chain(named.map(|rule| rule.name.as_str())).collect();
    format!(
        "/// The rules that leave a node.\n#[allow(non_camel_case_types)]\n#[derive(Clone, Copy, Debug, PartialEq, Eq)]\npub enum Rule {{ {} }}\n",
        names.join(", ")
    )
}

/// Nodes inside an `@` rule would be lost: such a rule must not use a `$` rule.
fn check_atomic(grammar: &Grammar) -> Result<(), String> {
    let atomic = grammar.rules.iter().filter(|rule| rule.ty == RuleType::Atomic);
    for rule in atomic {
        let mut seen = HashSet::new();
        let mut open = vec![rule];
        while let Some(one) = open.pop() {
            let below = one.expr.iter_top_down().filter_map(|expression| match expression {
                Expr::Ident(name) => grammar.rule(&name),
                _ => None,
            });
            for next in below.filter(|next| seen.insert(next.name.clone())) {
                if matches!(next.ty, RuleType::CompoundAtomic | RuleType::NonAtomic) {
                    return Err(format!(
                        "the atomic rule {} uses {}, which keeps nodes",
                        rule.name, next.name
                    ));
                }
                open.push(next);
            }
        }
    }
    Ok(())
}

impl Emitter<'_> {
    /// The function of a rule; none for a class of characters, which is written where it is used.
    fn function(&mut self, rule: &Rule) -> Result<String, String> {
        if rule.ty == RuleType::Silent && Class::of(&rule.expr, self.grammar).is_some() {
            return Ok(String::new());
        }
        let keeps = if rule.ty == RuleType::Atomic { "false" } else { "T" };
        let body = self.condition(&rule.expr, keeps)?;
        let name = &rule.name;
        let body = match rule.ty {
            RuleType::Silent => body,
            _ if name == COMMENT => {
                format!("let from = self.at;\nlet done = {body};\nself.comment::<T>(from, done)")
            }
            _ => {
                let viable = self.viable(&First::of(&rule.expr, self.grammar).viable());
                let guard =
                    viable.map_or_else(String::new, |test| format!("if !{test} {{ return false; }}\n"));
                format!(
                    "{guard}let open = self.open::<T>(Rule::{name});\nlet done = {body};\nself.close::<T>(open, done)"
                )
            }
        };
        Ok(format!(
            "pub(super) fn {}<const T: bool>(&mut self) -> bool {{\n{body}\n}}\n",
            function_name(name)
        ))
    }

    /// The condition that an expression matches here, and is passed.
    fn condition(&mut self, expression: &Expr, keeps: &str) -> Result<String, String> {
        if let Some(class) = Class::of(expression, self.grammar) {
            return Ok(format!("self.one({})", self.class(&class)));
        }
        Ok(match expression {
            Expr::Str(text) if text.is_empty() => "true".to_string(),
            Expr::Str(text) => format!("self.text(&{:?})", text.as_bytes()),
            Expr::Insens(text) => format!("self.word(&{:?})", text.to_ascii_lowercase().as_bytes()),
            Expr::Ident(name) => self.named(name, keeps)?,
            Expr::Seq(..) => self.all_of(&sequence(expression), keeps)?,
            Expr::Choice(..) => {
                let parts = choice(expression).into_iter().map(|part| self.guarded(part, keeps));
                format!("({})", parts.collect::<Result<Vec<_>, _>>()?.join(" || "))
            }
            Expr::Opt(inner) => format!("({} || true)", self.guarded(inner, keeps)?),
            Expr::Rep(inner) => self.repeated(inner, keeps)?,
            Expr::RepOnce(inner) => {
                format!("({} && {})", self.condition(inner, keeps)?, self.repeated(inner, keeps)?)
            }
            Expr::PosPred(inner) => self.ahead(inner)?,
            Expr::NegPred(inner) => format!("!{}", self.ahead(inner)?),
            other => return Err(format!("not supported: {other:?}")),
        })
    }

    fn named(&self, name: &str, keeps: &str) -> Result<String, String> {
        match (self.grammar.rule(name), name) {
            (Some(_), _) => Ok(format!("self.{}::<{keeps}>()", function_name(name))),
            (None, "EOI") => Ok(format!("self.end::<{keeps}>()")),
            (None, "SOI") => Ok("(self.at == 0)".to_string()),
            (None, _) => Err(format!("not supported: {name}")),
        }
    }

    /// `a ~ b ~ c`: goes back when a later part fails after an earlier one took something.
    fn all_of(&mut self, parts: &[&Expr], keeps: &str) -> Result<String, String> {
        let conditions =
            parts.iter().map(|part| self.condition(part, keeps)).collect::<Result<Vec<_>, _>>()?;
        let all = conditions.join(" && ");
        let takes = |part: &&Expr| !First::of(part, self.grammar).consuming.is_none();
        let taking = parts.iter().position(takes).unwrap_or(parts.len());
        let can_fail = parts.iter().skip(taking + 1).any(|part| !self.always(part));
        Ok(match can_fail {
            true => format!("{{ let mark = self.mark::<{keeps}>(); ({all}) || self.back::<{keeps}>(mark) }}"),
            false => format!("({all})"),
        })
    }

    /// `a*`
    fn repeated(&mut self, inner: &Expr, keeps: &str) -> Result<String, String> {
        if let Some(class) = Class::of(inner, self.grammar) {
            return Ok(format!("self.run({})", self.class(&class)));
        }
        Ok(format!("{{ while {} {{}} true }}", self.guarded(inner, keeps)?))
    }

    /// Whether an expression matches here, without passing it.
    fn ahead(&mut self, inner: &Expr) -> Result<String, String> {
        if let Some(class) = Class::of(inner, self.grammar) {
            return Ok(format!("self.is({})", self.class(&class)));
        }
        let matches = self.condition(inner, "false")?;
        let looked = format!("{{ let at = self.at; let ahead = {matches}; self.at = at; ahead }}");
        let test = self.viable(&First::of(inner, self.grammar).viable());
        Ok(test.map_or_else(|| format!("({looked})"), |test| format!("({test} && {looked})")))
    }

    /// A condition behind a look at the next byte, where that can save something.
    fn guarded(&mut self, expression: &Expr, keeps: &str) -> Result<String, String> {
        let condition = self.condition(expression, keeps)?;
        let cheap = matches!(expression, Expr::Str(_)) || Class::of(expression, self.grammar).is_some();
        let test = match cheap {
            true => None,
            false => self.viable(&First::of(expression, self.grammar).viable()),
        };
        Ok(test.map_or_else(|| condition.clone(), |test| format!("({test} && {condition})")))
    }

    /// The look at the next byte; none if every byte will do.
    fn viable(&mut self, bytes: &Bytes) -> Option<String> {
        let place = (!bytes.is_all()).then(|| self.firsts.place(*bytes.flags()))?;
        Some(format!("self.may({}, {:#x})", place.table, 1u64 << place.bit))
    }

    /// The arguments that name a class: its table, its bit, and the condition for `c` beyond ASCII.
    fn class(&mut self, class: &Class) -> String {
        let place = self.classes.place(std::array::from_fn(|index| class.ascii >> index & 1 == 1));
        let other = match &class.other {
            Other::None => "|_| false".to_string(),
            Other::All => "|_| true".to_string(),
            Other::If(condition) => format!("|c| {condition}"),
        };
        format!("{}, {:#x}, {other}", place.table, 1u64 << place.bit)
    }

    /// Whether an expression matches everywhere.
    fn always(&self, expression: &Expr) -> bool {
        match expression {
            Expr::Opt(_) | Expr::Rep(_) => true,
            Expr::Str(text) => text.is_empty(),
            Expr::Seq(left, right) => self.always(left) && self.always(right),
            Expr::Choice(left, right) => self.always(left) || self.always(right),
            Expr::Ident(name) => self.grammar.rule(name).is_some_and(|rule| self.always(&rule.expr)),
            _ => false,
        }
    }
}

/// Rules may have the names of Rust's keywords.
fn function_name(rule: &str) -> String {
    format!("rule_{rule}")
}
