//! Operands: literals, names, calls, `new`, casts.

use super::expression::{Typed, grouped};
use super::token::{Kind, Piece, tokens};
use super::translator::{Shape, Translator, Unsupported};
use crate::language::literal::quoted;

impl Translator<'_> {
    pub fn unary(&mut self) -> Result<Typed, Unsupported> {
        let Kind::Symbol(symbol) = *self.peek() else { return self.postfix() };
        match symbol {
            "!" | "-" | "+" | "~" => {
                self.position += 1;
                let (text, shape) = self.nested(Self::unary)?;
                let operator = match symbol {
                    "!" => "-not ",
                    "~" => "-bnot ",
                    other => other,
                };
                Ok((format!("({operator}{text})"), shape))
            }
            "++" | "--" => {
                self.position += 1;
                let (text, shape) = self.nested(Self::unary)?;
                Ok((format!("({symbol}{text})"), shape))
            }
            "(" if self.at_cast() => {
                self.position += 1;
                let of = self.parse_type()?;
                self.expect(")")?;
                let (text, shape) = self.nested(Self::unary)?;
                let own = Shape::of_type(&of);
                // C# cuts off where PowerShell rounds.
                if own == Shape::Whole && shape == Shape::Fraction {
                    return Ok((format!("[{of}][math]::Truncate({text})"), own));
                }
                Ok((format!("[{of}]{}", parenthesized(&text)), own))
            }
            _ => self.postfix(),
        }
    }

    /// Whether `(Type)` stands here, in front of an operand.
    fn at_cast(&mut self) -> bool {
        let start = self.position;
        self.position += 1;
        let word = match self.peek() {
            Kind::Word(word) => word.clone(),
            _ => String::new(),
        };
        let is_type = !word.is_empty() && !self.locals.contains_key(&word) && self.parse_type().is_ok();
        let closed = is_type && self.take(")");
        let operand = matches!(
            self.peek(),
            Kind::Word(_)
                | Kind::Number(..)
                | Kind::Text(_)
                | Kind::Character(_)
                | Kind::Symbol("(" | "!" | "~")
        );
        let simple = Shape::of_type(&word) != Shape::Other || self.type_name(&word).is_some();
        self.position = start;
        closed && operand && (simple || !word.is_empty() && self.member(&word).is_none())
    }

    fn postfix(&mut self) -> Result<Typed, Unsupported> {
        let mut value = self.primary()?;
        loop {
            if self.is(".") || self.is("?.") {
                let symbol = if self.take(".") {
                    "."
                } else {
                    self.position += 1;
                    "?."
                };
                let name = self.word()?;
                value = match self.is("(") {
                    true => {
                        (format!("{}{symbol}{name}({})", value.0, self.arguments()?), method_shape(&name))
                    }
                    false => (format!("{}{symbol}{name}", value.0), property_shape(&name)),
                };
            } else if self.is("[") {
                self.position += 1;
                let index = self.expression()?.0;
                self.expect("]")?;
                value = (format!("{}[{index}]", value.0), Shape::Other);
            } else if self.is("++") || self.is("--") {
                let symbol = if self.is("++") { "++" } else { "--" };
                self.position += 1;
                value = (format!("({}{symbol})", value.0), value.1);
            } else {
                return Ok(value);
            }
        }
    }

    fn primary(&mut self) -> Result<Typed, Unsupported> {
        match self.advance() {
            Kind::Number(text, whole) => Ok((text, if whole { Shape::Whole } else { Shape::Fraction })),
            Kind::Text(text) => Ok((quoted(&text), Shape::Text)),
            Kind::Character(character) => {
                Ok((format!("[char]{}", quoted(&character.to_string())), Shape::Other))
            }
            Kind::Interpolated(pieces) => self.interpolated(pieces),
            Kind::Symbol("(") => {
                let (text, shape) = self.expression()?;
                if !self.take(")") {
                    return self.fail("this expression");
                }
                Ok((parenthesized(&text), shape))
            }
            Kind::Word(word) => self.word_operand(word),
            _ => {
                self.position -= 1;
                self.fail("this expression")
            }
        }
    }

    fn word_operand(&mut self, word: String) -> Result<Typed, Unsupported> {
        let plain = |text: &str, shape: Shape| Ok((text.to_string(), shape));
        match word.as_str() {
            "true" => plain("$true", Shape::Other),
            "false" => plain("$false", Shape::Other),
            "null" => plain("$null", Shape::Null),
            "this" => plain("$this", Shape::Other),
            "base" => self.base_call(),
            "new" => self.creation(),
            "typeof" => {
                self.expect("(")?;
                let of = self.parse_type()?;
                self.expect(")")?;
                Ok((format!("[{of}]"), Shape::Other))
            }
            "default" | "nameof" | "sizeof" | "stackalloc" | "delegate" | "async" | "await" => {
                self.fail(format!("'{word}'"))
            }
            _ => self.name(word),
        }
    }

    fn base_call(&mut self) -> Result<Typed, Unsupported> {
        let base =
            self.current.and_then(|index| self.types.get(index)).and_then(|of| of.bases.first().cloned());
        let Some(base) = base else { return self.fail("'base' here") };
        self.expect(".")?;
        let name = self.word()?;
        match self.is("(") {
            true => Ok((format!("([{base}]$this).{name}({})", self.arguments()?), Shape::Other)),
            false => Ok((format!("$this.{name}"), Shape::Other)),
        }
    }

    /// A variable, a member of the class, or a type with what stands behind its dot.
    fn name(&mut self, word: String) -> Result<Typed, Unsupported> {
        if let Some(shape) = self.locals.get(&word).cloned() {
            return Ok((self.variable(&word), shape));
        }
        if let Some((of, member)) = self.member(&word) {
            let place =
                if member.is_static { format!("[{}]::{word}", of.full) } else { format!("$this.{word}") };
            let shape = member.shape.clone();
            return match self.is("(") {
                true => Ok((format!("{place}({})", self.arguments()?), shape)),
                false => Ok((place, shape)),
            };
        }
        let start = self.position;
        let mut name = word.clone();
        loop {
            if self.is("<") {
                self.position = start - 1;
                if let Ok(of) = self.parse_type()
                    && self.is(".")
                {
                    return self.static_member(&of);
                }
                self.position = start;
            } else if let Some(of) = self.type_name(&name) {
                return self.static_member(&of);
            }
            let Kind::Word(next) = self.peek_at(1).clone() else { break };
            if !self.take(".") {
                break;
            }
            self.position += 1;
            name.push('.');
            name.push_str(&next);
        }
        self.position = start;
        let inherits =
            self.current.and_then(|index| self.types.get(index)).is_some_and(|of| !of.bases.is_empty());
        if inherits && !self.in_static {
            return match self.is("(") {
                true => Ok((format!("$this.{word}({})", self.arguments()?), Shape::Other)),
                false => Ok((format!("$this.{word}"), Shape::Other)),
            };
        }
        self.fail(format!("the name '{word}'"))
    }

    fn static_member(&mut self, of: &str) -> Result<Typed, Unsupported> {
        if !self.take(".") {
            return Ok((format!("[{of}]"), Shape::Other));
        }
        let name = self.word()?;
        match self.is("(") {
            true => Ok((format!("[{of}]::{name}({})", self.arguments()?), method_shape(&name))),
            false => {
                let own = self.source_type(of).and_then(|of| of.members.get(&name));
                let shape = own.map_or(Shape::of_type(of), |member| member.shape.clone());
                Ok((format!("[{of}]::{name}"), shape))
            }
        }
    }

    /// `new T(…)`, `new T[n]`, `new T[] { … }`, `new[] { … }`, with initial values of properties or a list.
    fn creation(&mut self) -> Result<Typed, Unsupported> {
        if self.take("[") {
            self.expect("]")?;
            return Ok((self.array_items("object")?, Shape::Other));
        }
        let of = self.parse_type()?;
        if let Some(element) = of.strip_suffix("[]") {
            return Ok((self.array_items(element)?, Shape::Other));
        }
        if self.take("[") {
            let size = self.expression()?.0;
            self.expect("]")?;
            return Ok((format!("[{of}[]]::new({size})"), Shape::Other));
        }
        let arguments = if self.is("(") { self.arguments()? } else { String::new() };
        let made = format!("[{of}]::new({arguments})");
        let shape = Shape::of_type(&of);
        match self.is("{") {
            true => Ok((self.initializer(&of, made)?, shape)),
            false => Ok((made, shape)),
        }
    }

    /// `{ a, b }`
    pub fn array_items(&mut self, element: &str) -> Result<String, Unsupported> {
        self.expect("{")?;
        let mut items = Vec::new();
        while !self.take("}") {
            items.push(grouped(&self.expression()?.0));
            if !self.take(",") && !self.is("}") {
                return self.fail("this list");
            }
        }
        Ok(format!("[{element}[]]@({})", items.join(", ")))
    }

    /// `{ Name = value, … }` or `{ item, … }` behind a new object.
    fn initializer(&mut self, of: &str, made: String) -> Result<String, Unsupported> {
        self.expect("{")?;
        let mut steps = String::new();
        while !self.take("}") {
            if matches!(self.peek(), Kind::Word(_)) && self.is_at(1, "=") {
                let name = self.word()?;
                self.expect("=")?;
                steps.push_str(&format!("$made_.{name} = {}; ", self.expression()?.0));
            } else if self.take("{") {
                let key = grouped(&self.expression()?.0);
                self.expect(",")?;
                let value = grouped(&self.expression()?.0);
                self.expect("}")?;
                steps.push_str(&format!("$made_.Add({key}, {value}); "));
            } else {
                steps.push_str(&format!("[void]$made_.Add({}); ", grouped(&self.expression()?.0)));
            }
            if !self.take(",") && !self.is("}") {
                return self.fail("this list of initial values");
            }
        }
        Ok(format!("[{of}]$(& {{ $made_ = {made}; {steps}, $made_ }})"))
    }

    fn interpolated(&mut self, pieces: Vec<Piece>) -> Result<Typed, Unsupported> {
        let mut parts = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Literal(text) => parts.push(quoted(&text)),
                Piece::Hole { source, format } => {
                    let inner = tokens(&source)?;
                    let outer = std::mem::replace(&mut self.tokens, inner);
                    let position = std::mem::take(&mut self.position);
                    let value = self.expression();
                    self.tokens = outer;
                    self.position = position;
                    let item = if format.is_empty() { "{0}".into() } else { format!("{{0:{format}}}") };
                    parts.push(format!("({} -f {})", quoted(&item), parenthesized(&value?.0)));
                }
            }
        }
        Ok((format!("({})", parts.join(" + ")), Shape::Text))
    }
}

fn parenthesized(text: &str) -> String {
    format!("({text})")
}

fn property_shape(name: &str) -> Shape {
    match name {
        "Length" | "Count" => Shape::Whole,
        "Message" | "Name" | "FullName" => Shape::Text,
        _ => Shape::Other,
    }
}

fn method_shape(name: &str) -> Shape {
    match name {
        "ToString" | "Substring" | "Trim" | "Replace" | "ToUpper" | "ToLower" | "Join" | "Format"
        | "Concat" => Shape::Text,
        "IndexOf" | "LastIndexOf" => Shape::Whole,
        "Sqrt" | "Pow" | "Round" | "Floor" | "Ceiling" => Shape::Fraction,
        _ => Shape::Other,
    }
}
