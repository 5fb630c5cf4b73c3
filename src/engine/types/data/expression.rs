//! Expressions of `System.Data`: filters, computed columns and totals.
//! Source: the documentation of `DataColumn.Expression`.

use super::model::Row;
use super::{row, storage};
use crate::engine::operators::{like, text_order};
use crate::engine::types::{arguments, datetime, nothing};
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome, convert};
use std::cmp::Ordering;
use std::rc::Rc;

/// An expression as a tree.
#[derive(Debug)]
pub enum Expression {
    Constant(Value),
    Column(String),
    Not(Box<Expression>),
    Minus(Box<Expression>),
    Binary(Box<Expression>, &'static str, Box<Expression>),
    In(Box<Expression>, Vec<Expression>, bool),
    IsNull(Box<Expression>, bool),
    Call(String, Vec<Expression>),
}

fn wrong(message: impl Into<String>) -> Box<Fault> {
    arguments::throw("System.Data.EvaluateException", message)
}

fn syntax(message: impl Into<String>) -> Box<Fault> {
    arguments::throw("System.Data.SyntaxErrorException", message)
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Number(String),
    Text(String),
    Date(String),
    Name(String),
    /// A name in brackets, which is never a word of the language.
    Column(String),
    Sign(&'static str),
}

const SIGNS: &[&str] = &["<>", "<=", ">=", "!=", "=", "<", ">", "+", "-", "*", "/", "%", "(", ")", ",", "."];

/// The text up to a mark, and what is behind it; a doubled mark of texts is one of it.
fn quoted(text: &str, mark: char) -> Outcome<(String, &str)> {
    let mut found = String::new();
    let mut rest = text.char_indices().peekable();
    while let Some((at, character)) = rest.next() {
        if character == '\\' && mark == ']' {
            found.extend(rest.next().map(|(_, escaped)| escaped));
        } else if character != mark {
            found.push(character);
        } else if mark == '\'' && rest.peek().is_some_and(|(_, next)| *next == mark) {
            found.push(mark);
            rest.next();
        } else {
            return Ok((found, text.get(at + mark.len_utf8()..).unwrap_or_default()));
        }
    }
    Err(syntax("The expression contains an invalid string constant: the end of the text is missing."))
}

fn tokens(text: &str) -> Outcome<Vec<Token>> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let behind = rest.get(first.len_utf8()..).unwrap_or_default();
        let word = |keep: fn(char) -> bool| {
            let end = rest.find(|character| !keep(character)).unwrap_or(rest.len());
            rest.split_at(end)
        };
        let (token, more) = match first {
            '\'' => quoted(behind, '\'').map(|(text, more)| (Token::Text(text), more))?,
            '#' => quoted(behind, '#').map(|(text, more)| (Token::Date(text), more))?,
            '[' => quoted(behind, ']').map(|(text, more)| (Token::Column(text), more))?,
            '0'..='9' => {
                let (number, more) = word(|character| character.is_ascii_digit() || character == '.');
                (Token::Number(number.to_string()), more)
            }
            _ if first.is_alphabetic() || first == '_' => {
                let (name, more) = word(|character| character.is_alphanumeric() || character == '_');
                (Token::Name(name.to_string()), more)
            }
            _ => match SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
                Some(sign) => (Token::Sign(sign), rest.get(sign.len()..).unwrap_or_default()),
                None => return Err(syntax(format!("Syntax error in the expression: '{first}'."))),
            },
        };
        found.push(token);
        rest = more.trim_start();
    }
    Ok(found)
}

/// Reads an expression. Errors: it has no sense.
pub fn parsed(text: &str) -> Outcome<Expression> {
    if text.trim().is_empty() {
        return Ok(Expression::Constant(Value::Bool(true)));
    }
    let mut parser = Parser { tokens: tokens(text)?, at: 0, depth: 0 };
    let found = parser.either()?;
    match parser.tokens.get(parser.at) {
        None => Ok(found),
        Some(Token::Sign(sign)) => {
            Err(syntax(format!("Syntax error: Missing operand before '{sign}' operator.")))
        }
        Some(
            Token::Name(name)
            | Token::Column(name)
            | Token::Text(name)
            | Token::Number(name)
            | Token::Date(name),
        ) => Err(syntax(format!("Syntax error: Missing operand after '{name}' operator."))),
    }
}

/// How deep expressions may be nested.
const DEEPEST: usize = 200;

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
}

impl Parser {
    fn word(&mut self, wanted: &str) -> bool {
        let fits =
            matches!(self.tokens.get(self.at), Some(Token::Name(name)) if name.eq_ignore_ascii_case(wanted));
        self.at += usize::from(fits);
        fits
    }

    fn sign(&mut self, wanted: &[&'static str]) -> Option<&'static str> {
        match self.tokens.get(self.at) {
            Some(Token::Sign(sign)) if wanted.contains(sign) => {
                self.at += 1;
                Some(sign)
            }
            _ => None,
        }
    }

    fn either(&mut self) -> Outcome<Expression> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(syntax("The expression is too complex."));
        }
        let mut left = self.both()?;
        while self.word("or") {
            left = Expression::Binary(Box::new(left), "or", Box::new(self.both()?));
        }
        self.depth -= 1;
        Ok(left)
    }

    fn both(&mut self) -> Outcome<Expression> {
        let mut left = self.negated()?;
        while self.word("and") {
            left = Expression::Binary(Box::new(left), "and", Box::new(self.negated()?));
        }
        Ok(left)
    }

    fn negated(&mut self) -> Outcome<Expression> {
        let mut times = 0;
        while self.word("not") {
            times += 1;
        }
        let mut found = self.compared()?;
        for _ in 0..times {
            found = Expression::Not(Box::new(found));
        }
        Ok(found)
    }

    fn compared(&mut self) -> Outcome<Expression> {
        let left = self.sum()?;
        if let Some(sign) = self.sign(&["=", "<>", "!=", "<=", ">=", "<", ">"]) {
            return Ok(Expression::Binary(Box::new(left), sign, Box::new(self.sum()?)));
        }
        if self.word("is") {
            let is_not = self.word("not");
            return match self.word("null") {
                true => Ok(Expression::IsNull(Box::new(left), is_not)),
                false => {
                    Err(syntax("Syntax error: The 'Is' operator must be followed by 'Null' or 'Not Null'."))
                }
            };
        }
        let is_not = self.word("not");
        if self.word("like") {
            let found = Expression::Binary(Box::new(left), "like", Box::new(self.sum()?));
            return Ok(if is_not { Expression::Not(Box::new(found)) } else { found });
        }
        if self.word("in") {
            let items = self.list()?;
            return Ok(Expression::In(Box::new(left), items, is_not));
        }
        if self.word("between") {
            return Err(syntax("The expression contains unsupported operator 'Between'."));
        }
        Ok(left)
    }

    fn list(&mut self) -> Outcome<Vec<Expression>> {
        if self.sign(&["("]).is_none() {
            return Err(syntax(
                "Syntax error: The items following the IN keyword must be separated by commas and be enclosed in parentheses.",
            ));
        }
        let mut items = Vec::new();
        if self.sign(&[")"]).is_some() {
            return Ok(items);
        }
        loop {
            items.push(self.either()?);
            if self.sign(&[","]).is_none() {
                break;
            }
        }
        match self.sign(&[")"]) {
            Some(_) => Ok(items),
            None => Err(syntax("The expression is missing the closing parenthesis.")),
        }
    }

    fn sum(&mut self) -> Outcome<Expression> {
        let mut left = self.product()?;
        while let Some(sign) = self.sign(&["+", "-"]) {
            left = Expression::Binary(Box::new(left), sign, Box::new(self.product()?));
        }
        Ok(left)
    }

    fn product(&mut self) -> Outcome<Expression> {
        let mut left = self.signed()?;
        while let Some(sign) = self.sign(&["*", "/", "%"]) {
            left = Expression::Binary(Box::new(left), sign, Box::new(self.signed()?));
        }
        Ok(left)
    }

    fn signed(&mut self) -> Outcome<Expression> {
        let mut minus = false;
        while let Some(sign) = self.sign(&["-", "+"]) {
            minus ^= sign == "-";
        }
        let found = self.operand()?;
        Ok(if minus { Expression::Minus(Box::new(found)) } else { found })
    }

    fn operand(&mut self) -> Outcome<Expression> {
        let Some(token) = self.tokens.get(self.at).cloned() else {
            return Err(syntax("Syntax error: The expression ends where an operand is missing."));
        };
        self.at += 1;
        Ok(match token {
            Token::Number(text) => {
                let number = convert::number::parse(&text);
                Expression::Constant(
                    number.ok_or_else(|| syntax(format!("Syntax error in the expression: '{text}'.")))?,
                )
            }
            Token::Text(text) => Expression::Constant(Value::text(text)),
            Token::Date(text) => Expression::Constant(datetime::convert(&Value::text(text))?),
            Token::Column(name) => Expression::Column(name),
            Token::Name(name) => self.named(name)?,
            Token::Sign("(") => {
                let inner = self.either()?;
                match self.sign(&[")"]) {
                    Some(_) => inner,
                    None => return Err(syntax("The expression is missing the closing parenthesis.")),
                }
            }
            Token::Sign(sign) => {
                return Err(syntax(format!("Syntax error: Missing operand before '{sign}' operator.")));
            }
        })
    }

    fn named(&mut self, name: String) -> Outcome<Expression> {
        let constant = match name.to_ascii_lowercase().as_str() {
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            "null" => Some(nothing::db_null()),
            _ => None,
        };
        if let Some(value) = constant {
            return Ok(Expression::Constant(value));
        }
        match self.tokens.get(self.at) {
            Some(Token::Sign("(")) => Ok(Expression::Call(name.to_ascii_lowercase(), self.list()?)),
            _ => Ok(Expression::Column(name)),
        }
    }
}

impl Expression {
    /// Whether a row fits. Errors: as [`Expression::value`].
    pub fn holds(&self, row: &Row) -> Outcome<bool> {
        let found = self.value(row)?;
        Ok(!storage::is_null(&found) && convert::to_bool(&found))
    }

    /// Its value for a row. Errors: an unknown column or function, operands that do not fit.
    pub fn value(&self, row: &Row) -> Outcome<Value> {
        self.over(row, &[])
    }

    /// Its value for a row, with totals over some rows.
    pub fn over(&self, row: &Row, all: &[Rc<Row>]) -> Outcome<Value> {
        Ok(match self {
            Expression::Constant(value) => value.clone(),
            Expression::Column(name) => match row.schema.place(name) {
                Some(place) => row::cell(row, place)?,
                None => return Err(wrong(format!("Cannot find column [{name}]."))),
            },
            Expression::Not(inner) => match inner.over(row, all)? {
                value if storage::is_null(&value) => value,
                value => Value::Bool(!convert::to_bool(&value)),
            },
            Expression::Minus(inner) => arithmetic("-", &Value::Int(0), &inner.over(row, all)?)?,
            Expression::IsNull(inner, is_not) => {
                Value::Bool(storage::is_null(&inner.over(row, all)?) != *is_not)
            }
            Expression::In(inner, items, is_not) => {
                let (own, fold) = (inner.over(row, all)?, !row.schema.case_sensitive.get());
                let mut found = false;
                for item in items {
                    found |= ordered(&own, &item.over(row, all)?, fold) == Some(Ordering::Equal);
                }
                Value::Bool(found != *is_not)
            }
            Expression::Binary(left, sign, right) => binary(left, sign, right, row, all)?,
            Expression::Call(name, operands) => super::query::call(name, operands, row, all)?,
        })
    }
}

fn binary(left: &Expression, sign: &str, right: &Expression, row: &Row, all: &[Rc<Row>]) -> Outcome<Value> {
    let own = left.over(row, all)?;
    let truth = |value: &Value| !storage::is_null(value) && convert::to_bool(value);
    match sign {
        "and" => return Ok(Value::Bool(truth(&own) && truth(&right.over(row, all)?))),
        "or" => return Ok(Value::Bool(truth(&own) || truth(&right.over(row, all)?))),
        _ => {}
    }
    let other = right.over(row, all)?;
    if storage::is_null(&own) || storage::is_null(&other) {
        return Ok(nothing::db_null());
    }
    let fold = !row.schema.case_sensitive.get();
    if sign == "like" {
        let pattern = convert::display(&other).replace('%', "*");
        return Ok(Value::Bool(like(&convert::display(&own), &pattern, fold)));
    }
    let fits: fn(Ordering) -> bool = match sign {
        "=" => Ordering::is_eq,
        "<>" | "!=" => Ordering::is_ne,
        "<" => Ordering::is_lt,
        "<=" => Ordering::is_le,
        ">" => Ordering::is_gt,
        ">=" => Ordering::is_ge,
        _ => return arithmetic(sign, &own, &other),
    };
    match ordered(&own, &other, fold) {
        Some(order) => Ok(Value::Bool(fits(order))),
        None => {
            let of = |value: &Value| crate::engine::types::type_of(value).full_name();
            Err(wrong(format!("Cannot perform '{sign}' operation on {} and {}.", of(&own), of(&other))))
        }
    }
}

/// The order of two values; `None` for those that have none. Texts without case where `fold` says so.
pub fn ordered(left: &Value, right: &Value, fold: bool) -> Option<Ordering> {
    match (left, right) {
        (Value::String(a), Value::String(b)) => Some(text_order(a, b, fold)),
        (Value::DateTime(a), Value::DateTime(b)) => Some(a.ticks.cmp(&b.ticks)),
        (Value::DateTime(a), Value::String(text)) => {
            match datetime::convert(&Value::text(text.to_string())).ok()? {
                Value::DateTime(b) => Some(a.ticks.cmp(&b.ticks)),
                _ => None,
            }
        }
        (Value::TimeSpan(a), Value::TimeSpan(b)) => Some(a.cmp(b)),
        (Value::Bool(a), other) => Some(a.cmp(&convert::to_bool(other))),
        (a, Value::Bool(b)) => Some(convert::to_bool(a).cmp(b)),
        (a, b) if convert::is_number(a) || convert::is_number(b) => {
            convert::as_double(a)?.partial_cmp(&convert::as_double(b)?)
        }
        (a, b) => Some(text_order(&convert::display(a), &convert::display(b), fold)),
    }
}

fn arithmetic(sign: &str, left: &Value, right: &Value) -> Outcome<Value> {
    if storage::is_null(left) || storage::is_null(right) {
        return Ok(nothing::db_null());
    }
    if sign == "+" && (matches!(left, Value::String(_)) || matches!(right, Value::String(_))) {
        return Ok(Value::text(format!("{}{}", convert::display(left), convert::display(right))));
    }
    let no_operation = || {
        let of = |value: &Value| crate::engine::types::type_of(value).full_name();
        wrong(format!("Cannot perform '{sign}' operation on {} and {}.", of(left), of(right)))
    };
    if let (Some(a), Some(b)) = (convert::to_i128(left), convert::to_i128(right))
        && sign != "/"
    {
        let found = match sign {
            "+" => a.checked_add(b),
            "-" => a.checked_sub(b),
            "*" => a.checked_mul(b),
            _ => a.checked_rem(b),
        };
        let found = found.and_then(|number| i64::try_from(number).ok());
        let overflow = || wrong("Value is either too large or too small for Type 'Int64'.");
        return found
            .map(|number| i32::try_from(number).map_or(Value::Long(number), Value::Int))
            .ok_or_else(overflow);
    }
    let (Some(a), Some(b)) = (convert::as_double(left), convert::as_double(right)) else {
        return Err(no_operation());
    };
    Ok(Value::Double(match sign {
        "+" => a + b,
        "-" => a - b,
        "*" => a * b,
        "/" => a / b,
        _ => a % b,
    }))
}
