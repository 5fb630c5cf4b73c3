//! Statements.

use super::token::Kind;
use super::translator::{Shape, Translator, Unsupported};

impl Translator<'_> {
    /// `{ … }`
    pub fn block(&mut self) -> Result<String, Unsupported> {
        self.nested(|translator| {
            translator.expect("{")?;
            let mut text = String::from("{\n");
            while !translator.take("}") {
                if *translator.peek() == Kind::End {
                    return translator.fail("a source without '}'");
                }
                text.push_str(&translator.statement()?);
                text.push('\n');
            }
            text.push('}');
            Ok(text)
        })
    }

    /// A statement as a block, also when it is a single one.
    fn body(&mut self) -> Result<String, Unsupported> {
        match self.is("{") {
            true => self.block(),
            false => Ok(format!("{{ {} }}", self.nested(Self::statement)?)),
        }
    }

    fn statement(&mut self) -> Result<String, Unsupported> {
        if self.is("{") {
            return Ok(format!("if ($true) {}", self.block()?));
        }
        if self.take(";") {
            return Ok(String::new());
        }
        let Kind::Word(word) = self.peek().clone() else { return self.simple() };
        match word.as_str() {
            "if" => self.if_statement(),
            "while" => {
                self.position += 1;
                let condition = self.condition()?;
                Ok(format!("while ({condition}) {}", self.body()?))
            }
            "do" => {
                self.position += 1;
                let body = self.body()?;
                if !self.take_word("while") {
                    return self.fail("'do' without 'while'");
                }
                let condition = self.condition()?;
                self.expect(";")?;
                Ok(format!("do {body} while ({condition})"))
            }
            "for" => self.for_statement(),
            "foreach" => self.foreach_statement(),
            "switch" => self.switch_statement(),
            "try" => self.try_statement(),
            "using" => self.using_statement(),
            "lock" => {
                self.position += 1;
                self.condition()?;
                Ok(format!("if ($true) {}", self.body()?))
            }
            "return" | "throw" => {
                self.position += 1;
                let value = if self.is(";") { String::new() } else { self.expression()?.0 };
                self.expect(";")?;
                Ok(format!("{word} {value}").trim_end().to_string())
            }
            "break" | "continue" => {
                self.position += 1;
                self.expect(";")?;
                Ok(word)
            }
            "goto" | "yield" | "fixed" | "unsafe" | "checked" | "await" => self.fail(format!("'{word}'")),
            _ => self.simple(),
        }
    }

    fn simple(&mut self) -> Result<String, Unsupported> {
        let text = self.declaration_or_expression()?;
        self.expect(";")?;
        Ok(text)
    }

    /// `(condition)`
    fn condition(&mut self) -> Result<String, Unsupported> {
        self.expect("(")?;
        let condition = self.expression()?.0;
        self.expect(")")?;
        Ok(condition)
    }

    fn if_statement(&mut self) -> Result<String, Unsupported> {
        let mut text = String::new();
        loop {
            self.position += 1;
            let condition = self.condition()?;
            text.push_str(&format!("if ({condition}) {}", self.body()?));
            if !self.take_word("else") {
                return Ok(text);
            }
            if !self.is_word("if") {
                text.push_str(&format!(" else {}", self.body()?));
                return Ok(text);
            }
            text.push_str(" else");
        }
    }

    /// Whether a type and a name stand here: a declaration.
    fn at_declaration(&mut self) -> bool {
        let start = self.position;
        let declared = self.parse_type().is_ok()
            && matches!(self.peek(), Kind::Word(word) if word != "is" && word != "as")
            && matches!(self.peek_at(1), Kind::Symbol("=" | ";" | "," | ")") | Kind::Word(_));
        self.position = start;
        declared
    }

    /// `int i = 0, j = 1`, or any expression; without its end.
    fn declaration_or_expression(&mut self) -> Result<String, Unsupported> {
        self.take_word("const");
        if !self.at_declaration() {
            return self.effect();
        }
        let inferred = self.is_word("var");
        let of = self.parse_type()?;
        let mut parts = Vec::new();
        loop {
            let name = self.word()?;
            // A text of PowerShell's is never null; numbers are converted as they are assigned.
            let constrained = !inferred && matches!(Shape::of_type(&of), Shape::Whole | Shape::Fraction);
            let declared = if constrained { format!("[{of}]") } else { String::new() };
            let (value, shape) = match self.take("=") {
                true if self.is("{") => (self.array_items(of.trim_end_matches("[]"))?, Shape::Other),
                true => self.expression()?,
                false => (default_of(&of), Shape::of_type(&of)),
            };
            let shape = if inferred { shape } else { Shape::of_type(&of) };
            self.locals.insert(name.clone(), shape);
            parts.push(format!("{declared}{} = {value}", self.variable(&name)));
            if !self.take(",") {
                break;
            }
        }
        Ok(parts.join("; "))
    }

    /// An expression for what it does.
    fn effect(&mut self) -> Result<String, Unsupported> {
        Ok(self.expression()?.0)
    }

    fn for_statement(&mut self) -> Result<String, Unsupported> {
        self.position += 1;
        self.expect("(")?;
        let first = if self.is(";") { String::new() } else { self.declaration_or_expression()? };
        self.expect(";")?;
        let condition = if self.is(";") { String::from("$true") } else { self.expression()?.0 };
        self.expect(";")?;
        let mut steps = Vec::new();
        while !self.take(")") {
            steps.push(self.effect()?);
            if !self.take(",") && !self.is(")") {
                return self.fail("this 'for'");
            }
        }
        let step = match steps.as_slice() {
            [one] => one.clone(),
            several => several.iter().map(|step| format!("[void]({step})")).collect::<Vec<_>>().join("; "),
        };
        let step = if steps.len() > 1 { format!("$({step})") } else { step };
        // What stands first runs before the loop: it may be several statements.
        Ok(format!("{first}\nfor (; {condition}; {step}) {}", self.body()?))
    }

    fn foreach_statement(&mut self) -> Result<String, Unsupported> {
        self.position += 1;
        self.expect("(")?;
        let of = self.parse_type()?;
        let name = self.word()?;
        if !self.take_word("in") {
            return self.fail("this 'foreach'");
        }
        let (list, shape) = self.expression()?;
        self.expect(")")?;
        self.locals.insert(name.clone(), Shape::of_type(&of));
        let list = match shape {
            Shape::Text => format!("({list}).ToCharArray()"),
            Shape::Table => format!("({list}).GetEnumerator()"),
            _ => list,
        };
        let variable = self.variable(&name);
        Ok(format!("foreach ({variable} in {list}) {}", self.body()?))
    }

    fn switch_statement(&mut self) -> Result<String, Unsupported> {
        self.position += 1;
        let value = self.condition()?;
        self.expect("{")?;
        let mut text = format!("switch ({value}) {{\n");
        while !self.take("}") {
            let mut tests = Vec::new();
            let mut is_default = false;
            loop {
                if self.take_word("case") {
                    tests.push(format!("$_ -ceq {}", self.expression()?.0));
                } else if self.take_word("default") {
                    is_default = true;
                } else {
                    break;
                }
                self.expect(":")?;
            }
            if tests.is_empty() && !is_default {
                return self.fail("this 'switch'");
            }
            let test =
                if is_default { "default".to_string() } else { format!("{{ {} }}", tests.join(" -or ")) };
            text.push_str(&format!("{test} {{\n"));
            while !self.is_word("case") && !self.is_word("default") && !self.is("}") {
                if self.is_word("continue") {
                    return self.fail("'continue' in a 'switch'");
                }
                text.push_str(&self.nested(Self::statement)?);
                text.push('\n');
            }
            text.push_str("}\n");
        }
        text.push('}');
        Ok(text)
    }

    fn try_statement(&mut self) -> Result<String, Unsupported> {
        self.position += 1;
        let mut text = format!("try {}", self.block()?);
        while self.take_word("catch") {
            let mut of = None;
            let mut assigned = String::new();
            if self.take("(") {
                of = Some(self.parse_type()?);
                if let Kind::Word(_) = self.peek() {
                    let name = self.word()?;
                    assigned = format!(" {} = $_.Exception\n", self.variable(&name));
                    self.locals.insert(name, Shape::Other);
                }
                self.expect(")")?;
            }
            let of = of.map(|of| format!(" [{of}]")).unwrap_or_default();
            let body = self.block()?;
            text.push_str(&format!(" catch{of} {{{assigned}{}", body.strip_prefix('{').unwrap_or(&body)));
        }
        if self.take_word("finally") {
            text.push_str(&format!(" finally {}", self.block()?));
        }
        Ok(text)
    }

    fn using_statement(&mut self) -> Result<String, Unsupported> {
        self.position += 1;
        self.expect("(")?;
        if !self.at_declaration() {
            return self.fail("'using' of an expression");
        }
        let declared = self.declaration_or_expression()?;
        self.expect(")")?;
        let variable = declared.split(" = ").next().unwrap_or_default();
        let variable = variable.rsplit(']').next().unwrap_or_default().to_string();
        let body = self.body()?;
        Ok(format!(
            "{declared}\ntry {body} finally {{ if ($null -ne {variable}) {{ {variable}.Dispose() }} }}"
        ))
    }
}

/// The value of a variable that is declared without one.
fn default_of(of: &str) -> String {
    match Shape::of_type(of) {
        Shape::Whole | Shape::Fraction => "0",
        _ if of == "bool" => "$false",
        _ => "$null",
    }
    .into()
}
