//! Operators between operands.

use super::token::Kind;
use super::translator::{Shape, Translator, Unsupported};

/// An expression in PowerShell, and what is known of its value.
pub(super) type Typed = (String, Shape);

/// Binary operators by how tightly they bind, loosest first.
const LEVELS: &[&[&str]] = &[
    &["||"],
    &["&&"],
    &["|"],
    &["^"],
    &["&"],
    &["==", "!="],
    &["<", ">", "<=", ">="],
    &["<<", ">>"],
    &["+", "-"],
    &["*", "/", "%"],
];

/// The level at which `is` and `as` stand: that of `<`.
const TYPE_TESTS: usize = 6;

impl Translator<'_> {
    pub fn expression(&mut self) -> Result<Typed, Unsupported> {
        self.nested(Self::assignment)
    }

    fn assignment(&mut self) -> Result<Typed, Unsupported> {
        if matches!(self.peek(), Kind::Word(_)) && self.is_at(1, "=>") {
            return self.fail("lambda expressions");
        }
        let (target, shape) = self.conditional()?;
        let Kind::Symbol(symbol) = *self.peek() else { return Ok((target, shape)) };
        match symbol {
            "=" | "+=" | "-=" | "*=" | "%=" | "??=" => {
                self.position += 1;
                let value = self.expression()?.0;
                Ok((format!("{target} {symbol} {value}"), shape))
            }
            "/=" | "&=" | "|=" | "^=" | "<<=" | ">>=" => {
                self.position += 1;
                let right = self.expression()?;
                let operator = symbol.trim_end_matches('=');
                let value = joined(operator, (target.clone(), shape.clone()), right);
                Ok((format!("{target} = {}", value.0), shape))
            }
            "=>" => self.fail("lambda expressions"),
            _ => Ok((target, shape)),
        }
    }

    fn conditional(&mut self) -> Result<Typed, Unsupported> {
        let condition = self.coalesced()?;
        if !self.take("?") {
            return Ok(condition);
        }
        let yes = self.expression()?;
        self.expect(":")?;
        let no = self.expression()?;
        let shape = if yes.1 == Shape::Null { no.1 } else { yes.1 };
        Ok((format!("({} ? {} : {})", grouped(&condition.0), grouped(&yes.0), grouped(&no.0)), shape))
    }

    fn coalesced(&mut self) -> Result<Typed, Unsupported> {
        let left = self.binary(0)?;
        if !self.take("??") {
            return Ok(left);
        }
        let right = self.nested(Self::coalesced)?;
        Ok((format!("({} ?? {})", left.0, right.0), right.1))
    }

    fn binary(&mut self, level: usize) -> Result<Typed, Unsupported> {
        let Some(symbols) = LEVELS.get(level) else { return self.unary() };
        let mut left = self.binary(level + 1)?;
        loop {
            if level == TYPE_TESTS && (self.is_word("is") || self.is_word("as")) {
                let operator = self.word()?;
                let of = self.parse_type()?;
                left = match operator.as_str() {
                    "as" => (unconverted(&left.0, &of), Shape::of_type(&of)),
                    _ => (format!("({} -is [{of}])", left.0), Shape::Other),
                };
                continue;
            }
            let Kind::Symbol(symbol) = *self.peek() else { return Ok(left) };
            if !symbols.contains(&symbol) {
                return Ok(left);
            }
            self.position += 1;
            let right = self.binary(level + 1)?;
            left = joined(symbol, left, right);
        }
    }

    /// `(a, b)`, the arguments of a call, as text without parentheses.
    pub fn arguments(&mut self) -> Result<String, Unsupported> {
        self.expect("(")?;
        let mut written = Vec::new();
        while !self.take(")") {
            if let Kind::Word(word) = self.peek()
                && matches!(word.as_str(), "ref" | "out" | "in")
            {
                return self.fail(format!("an argument with '{word}'"));
            }
            written.push(grouped(&self.expression()?.0));
            if !self.take(",") && !self.is(")") {
                return self.fail("this list of arguments");
            }
        }
        Ok(written.join(", "))
    }
}

/// An assignment has a value only in parentheses.
pub(super) fn grouped(text: &str) -> String {
    let assigns = [" = ", " += ", " -= ", " *= ", " %= ", " ??= "].iter().any(|sign| text.contains(sign));
    if assigns && !text.starts_with('(') { format!("({text})") } else { text.to_string() }
}

/// `x as T` is null where `x` is no `T`; PowerShell's `-as` would convert it. What may do more than read a variable
/// runs once only.
fn unconverted(value: &str, of: &str) -> String {
    let is_variable = value
        .strip_prefix('$')
        .is_some_and(|name| name.chars().all(|letter| letter.is_alphanumeric() || letter == '_'));
    match is_variable {
        true => format!("({value} -is [{of}] ? {value} : $null)"),
        false => format!("(& {{ param($value) if ($value -is [{of}]) {{ , $value }} }} ({value}))"),
    }
}

fn joined(symbol: &str, left: Typed, right: Typed) -> Typed {
    let (a, b) = (grouped(&left.0), grouped(&right.0));
    let both_whole = left.1 == Shape::Whole && right.1 == Shape::Whole;
    let number = if both_whole { Shape::Whole } else { Shape::Fraction };
    let plain = |operator: &str, shape: Shape| (format!("({a} {operator} {b})"), shape);
    match symbol {
        "||" => plain("-or", Shape::Other),
        "&&" => plain("-and", Shape::Other),
        // Null stands on the left, so that a list is not searched.
        "==" | "!=" => {
            let operator = if symbol == "==" { "-ceq" } else { "-cne" };
            match right.1 {
                Shape::Null => (format!("({b} {operator} {a})"), Shape::Other),
                _ => plain(operator, Shape::Other),
            }
        }
        "<" => plain("-clt", Shape::Other),
        ">" => plain("-cgt", Shape::Other),
        "<=" => plain("-cle", Shape::Other),
        ">=" => plain("-cge", Shape::Other),
        "<<" => plain("-shl", Shape::Whole),
        ">>" => plain("-shr", Shape::Whole),
        "|" => plain("-bor", left.1),
        "&" => plain("-band", left.1),
        "^" => plain("-bxor", left.1),
        "+" if left.1 == Shape::Text => plain("+", Shape::Text),
        "+" if right.1 == Shape::Text => (format!("([string]{a} + {b})"), Shape::Text),
        "+" if left.1 == Shape::Other || right.1 == Shape::Other => plain("+", Shape::Other),
        "/" if both_whole => (format!("[long][math]::Truncate([decimal]{a} / {b})"), Shape::Whole),
        operator => plain(operator, number),
    }
}
