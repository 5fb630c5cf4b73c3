//! Namespaces, types and their members.

use super::token::Kind;
use super::translator::{Member, Shape, SourceType, Translator, Unsupported};

const MODIFIERS: &[&str] = &[
    "public",
    "private",
    "protected",
    "internal",
    "static",
    "sealed",
    "abstract",
    "virtual",
    "override",
    "readonly",
    "const",
    "new",
    "partial",
    "volatile",
    "unsafe",
    "extern",
    "async",
];

#[derive(Default)]
struct Modifiers {
    is_static: bool,
    hidden: bool,
}

/// What stands at a member, without its body.
enum Head {
    Constructor,
    Method { name: String, of: String },
    Property { name: String, of: String },
    Fields { of: String },
}

impl Translator<'_> {
    /// Finds the types and members of the source, before anything is translated.
    pub fn collect_types(&mut self) -> Result<(), Unsupported> {
        self.unit_with(&mut |translator, keyword, name| translator.collect(keyword, name))
    }

    /// Writes all types.
    pub fn unit(&mut self) -> Result<(), Unsupported> {
        self.unit_with(&mut |translator, keyword, name| translator.write_type(keyword, name))
    }

    fn unit_with(
        &mut self,
        each: &mut dyn FnMut(&mut Self, &str, String) -> Result<(), Unsupported>,
    ) -> Result<(), Unsupported> {
        while *self.peek() != Kind::End {
            if self.take_word("using") {
                self.using()?;
            } else if self.take_word("namespace") {
                let name = self.dotted()?;
                self.namespace.push(name);
                if !self.take(";") {
                    self.expect("{")?;
                }
            } else if self.take("}") {
                self.namespace.pop();
            } else {
                self.attributes()?;
                self.modifiers()?;
                let keyword = self.word()?;
                let name = match keyword.as_str() {
                    "class" | "struct" | "enum" | "interface" => self.word()?,
                    other => return self.fail(format!("'{other}' outside of a class")),
                };
                if self.is("<") {
                    return self.fail("classes with type parameters");
                }
                each(self, &keyword, name)?;
            }
        }
        Ok(())
    }

    fn using(&mut self) -> Result<(), Unsupported> {
        if self.is_word("static") || matches!(self.peek_at(1), Kind::Symbol("=")) {
            return self.fail("'using static' and other names for types");
        }
        let name = self.dotted()?;
        self.expect(";")?;
        if !self.usings.contains(&name) {
            self.usings.push(name);
        }
        Ok(())
    }

    /// Attributes; true when one of them is `[Flags]`.
    fn attributes(&mut self) -> Result<bool, Unsupported> {
        let mut flags = false;
        while self.is("[") {
            if let Kind::Word(name) = self.peek_at(1)
                && matches!(name.as_str(), "DllImport" | "Cmdlet" | "ComImport")
            {
                return self.fail(format!("the attribute [{name}]"));
            }
            flags |= matches!(self.peek_at(1), Kind::Word(name) if name.starts_with("Flags"))
                || matches!(self.peek_at(3), Kind::Word(name) if name.starts_with("Flags"));
            self.skip_block("[", "]")?;
        }
        Ok(flags)
    }

    fn modifiers(&mut self) -> Result<Modifiers, Unsupported> {
        let mut found = Modifiers { hidden: true, ..Modifiers::default() };
        while let Kind::Word(word) = self.peek() {
            if !MODIFIERS.contains(&word.as_str()) {
                break;
            }
            if matches!(word.as_str(), "extern" | "unsafe" | "async") {
                return self.fail(format!("'{word}'"));
            }
            found.is_static |= matches!(word.as_str(), "static" | "const");
            found.hidden &= !matches!(word.as_str(), "public" | "internal");
            self.position += 1;
        }
        Ok(found)
    }

    fn bases(&mut self) -> Result<Vec<String>, Unsupported> {
        let mut bases = Vec::new();
        if self.take(":") {
            loop {
                bases.push(self.parse_type()?);
                if !self.take(",") {
                    break;
                }
            }
        }
        Ok(bases)
    }

    fn collect(&mut self, keyword: &str, name: String) -> Result<(), Unsupported> {
        let full = self.namespace.iter().chain([&name]).cloned().collect::<Vec<_>>().join(".");
        let alias = full.replace('.', "__");
        let bases = self.bases()?;
        self.types.push(SourceType { short: name, full, alias, bases, ..SourceType::default() });
        let index = self.types.len() - 1;
        if keyword == "enum" || keyword == "interface" {
            return self.skip_block("{", "}");
        }
        self.expect("{")?;
        while !self.take("}") {
            self.attributes()?;
            let modifiers = self.modifiers()?;
            let head = self.head(index)?;
            let add = |name: String, shape: Shape, types: &mut Vec<SourceType>| {
                if let Some(of) = types.get_mut(index) {
                    of.members.insert(name, Member { is_static: modifiers.is_static, shape });
                }
            };
            match head {
                Head::Constructor => self.skip_method()?,
                Head::Method { name, of } => {
                    add(name, Shape::of_type(&of), &mut self.types);
                    self.skip_method()?;
                }
                Head::Property { name, of } => {
                    add(name, Shape::of_type(&of), &mut self.types);
                    self.skip_block("{", "}")?;
                    if self.take("=") {
                        self.skip_to_semicolon()?;
                    }
                }
                Head::Fields { of } => loop {
                    let name = self.word()?;
                    add(name, Shape::of_type(&of), &mut self.types);
                    while !self.is(",") && !self.is(";") {
                        self.skip_any()?;
                    }
                    if !self.take(",") {
                        self.expect(";")?;
                        break;
                    }
                },
            }
        }
        Ok(())
    }

    /// One token, or a bracketed part as a whole.
    fn skip_any(&mut self) -> Result<(), Unsupported> {
        for (open, close) in [("(", ")"), ("{", "}"), ("[", "]")] {
            if self.is(open) {
                return self.skip_block(open, close);
            }
        }
        match self.advance() {
            Kind::End => self.fail("a source that ends here"),
            _ => Ok(()),
        }
    }

    fn skip_to_semicolon(&mut self) -> Result<(), Unsupported> {
        while !self.take(";") {
            self.skip_any()?;
        }
        Ok(())
    }

    fn skip_method(&mut self) -> Result<(), Unsupported> {
        self.skip_block("(", ")")?;
        while !self.is("{") && !self.is(";") && !self.is("=>") {
            self.skip_any()?;
        }
        if self.is("{") { self.skip_block("{", "}") } else { self.skip_to_semicolon() }
    }

    /// What kind of member stands here; a method's parentheses, a property's braces and a field's name are next.
    fn head(&mut self, index: usize) -> Result<Head, Unsupported> {
        let own = self.types.get(index).map(|of| of.short.clone()).unwrap_or_default();
        if let Kind::Word(word) = self.peek() {
            if matches!(word.as_str(), "class" | "struct" | "enum" | "interface" | "delegate" | "event") {
                return self.fail(format!("a '{word}' inside of a class"));
            }
            if *word == own && self.is_at(1, "(") {
                self.position += 1;
                return Ok(Head::Constructor);
            }
        }
        let of = self.parse_type()?;
        let after = self.peek_at(1).clone();
        match after {
            Kind::Symbol("(") => Ok(Head::Method { name: self.word()?, of }),
            Kind::Symbol("{") => Ok(Head::Property { name: self.word()?, of }),
            Kind::Symbol("<") => self.fail("methods with type parameters"),
            Kind::Symbol("=>") => self.fail("properties with a body"),
            Kind::Symbol("[") => self.fail("indexers and operators of its own"),
            _ if self.is_word("operator") => self.fail("operators of its own"),
            _ => Ok(Head::Fields { of }),
        }
    }

    fn write_type(&mut self, keyword: &str, name: String) -> Result<(), Unsupported> {
        let full = self.namespace.iter().chain([&name]).cloned().collect::<Vec<_>>().join(".");
        let Some(index) = self.types.iter().position(|known| known.full == full) else {
            return self.fail(format!("the type {name}"));
        };
        let bases = self.bases()?;
        match keyword {
            "interface" => self.fail("interfaces of its own"),
            "enum" => self.write_enumeration(index, &bases),
            _ => self.write_class(index, &bases),
        }
    }

    /// Whether the attributes right before the type's modifiers name `[Flags]`.
    fn flags_before(&self) -> bool {
        let mut at = self.position;
        while at > 0 {
            at -= 1;
            match self.tokens.get(at).map(|token| &token.kind) {
                Some(Kind::Symbol("{" | "}" | ";")) | None => return false,
                Some(Kind::Word(word)) if word == "Flags" || word == "FlagsAttribute" => return true,
                _ => {}
            }
        }
        false
    }

    fn write_enumeration(&mut self, index: usize, bases: &[String]) -> Result<(), Unsupported> {
        let alias = self.types.get(index).map(|of| of.alias.clone()).unwrap_or_default();
        let flags = if self.flags_before() { "[Flags()] " } else { "" };
        let base = bases.first().map(|base| format!(" : {base}")).unwrap_or_default();
        self.expect("{")?;
        let mut values: Vec<(String, i64)> = Vec::new();
        while !self.take("}") {
            self.attributes()?;
            let name = self.word()?;
            let number = match self.take("=") {
                true => self.constant(&values)?,
                false => values.last().map_or(0, |(_, number)| number.saturating_add(1)),
            };
            values.push((name, number));
            if !self.take(",") && !self.is("}") {
                return self.fail("this value of an enumeration");
            }
        }
        let lines: String = values.iter().map(|(name, number)| format!("    {name} = {number}\n")).collect();
        self.output.push_str(&format!("{flags}enum {alias}{base} {{\n{lines}}}\n"));
        Ok(())
    }

    /// A whole number of literals and names of the same enumeration, joined by `|`, `+`, `-`, `<<` and `&`.
    fn constant(&mut self, values: &[(String, i64)]) -> Result<i64, Unsupported> {
        let mut number = self.constant_part(values)?;
        loop {
            let Kind::Symbol(symbol) = self.peek().clone() else { return self.fail("this constant") };
            if !matches!(symbol, "|" | "+" | "-" | "&" | "<<") {
                return Ok(number);
            }
            self.position += 1;
            let other = self.constant_part(values)?;
            number = match symbol {
                "|" => number | other,
                "&" => number & other,
                "+" => number.wrapping_add(other),
                "-" => number.wrapping_sub(other),
                _ => number.wrapping_shl(u32::try_from(other).unwrap_or_default()),
            };
        }
    }

    fn constant_part(&mut self, values: &[(String, i64)]) -> Result<i64, Unsupported> {
        match self.advance() {
            Kind::Number(text, true) => match text.trim_end_matches('L').parse() {
                Ok(number) => Ok(number),
                Err(_) => self.fail("this number"),
            },
            Kind::Symbol("-") => self.constant_part(values).map(i64::wrapping_neg),
            Kind::Symbol("~") => self.constant_part(values).map(|number| !number),
            Kind::Symbol("(") => {
                let number = self.nested(|translator| translator.constant(values))?;
                self.expect(")")?;
                Ok(number)
            }
            Kind::Character(character) => Ok(i64::from(u32::from(character))),
            Kind::Word(name) => match values.iter().find(|(known, _)| *known == name) {
                Some((_, number)) => Ok(*number),
                None => self.fail(format!("the constant {name}")),
            },
            _ => self.fail("this constant"),
        }
    }

    fn write_class(&mut self, index: usize, bases: &[String]) -> Result<(), Unsupported> {
        self.current = Some(index);
        let alias = self.types.get(index).map(|of| of.alias.clone()).unwrap_or_default();
        // A base that is not there is an interface of .NET: it promises methods and gives none.
        let bases: Vec<&str> = bases.iter().map(String::as_str).filter(|base| *base != "object").collect();
        let after = if bases.is_empty() { String::new() } else { format!(" : {}", bases.join(", ")) };
        self.output.push_str(&format!("class {alias}{after} {{\n"));
        self.expect("{")?;
        while !self.take("}") {
            self.attributes()?;
            let modifiers = self.modifiers()?;
            self.in_static = modifiers.is_static;
            let head = self.head(index)?;
            self.write_member(head, &modifiers, &alias)?;
        }
        self.output.push_str("}\n");
        self.current = None;
        Ok(())
    }

    fn write_member(&mut self, head: Head, modifiers: &Modifiers, alias: &str) -> Result<(), Unsupported> {
        let prefix = format!(
            "    {}{}",
            if modifiers.hidden { "hidden " } else { "" },
            if modifiers.is_static { "static " } else { "" }
        );
        match head {
            Head::Constructor => {
                let parameters = self.parameters()?;
                let mut base = String::new();
                if self.take(":") {
                    if !self.take_word("base") {
                        return self.fail("': this(…)' of a constructor");
                    }
                    base = format!(" : base({})", self.arguments()?);
                }
                let body = self.method_body(false)?;
                self.output.push_str(&format!("    {alias}({parameters}){base} {body}\n"));
            }
            Head::Method { name, of } => {
                let parameters = self.parameters()?;
                let body = self.method_body(of != "void")?;
                self.output.push_str(&format!("{prefix}[{of}] {name}({parameters}) {body}\n"));
            }
            Head::Property { name, of } => {
                self.accessors()?;
                let initial = self.initial(&of)?;
                self.output.push_str(&format!("{prefix}[{of}] ${name}{initial}\n"));
            }
            Head::Fields { of } => loop {
                let name = self.word()?;
                let initial = self.initial_value()?;
                self.output.push_str(&format!("{prefix}[{of}] ${name}{initial}\n"));
                if !self.take(",") {
                    self.expect(";")?;
                    break;
                }
            },
        }
        Ok(())
    }

    /// `= value`, in front of what ends a field.
    fn initial_value(&mut self) -> Result<String, Unsupported> {
        self.locals.clear();
        Ok(match self.take("=") {
            true => format!(" = {}", self.expression()?.0),
            false => String::new(),
        })
    }

    fn initial(&mut self, _of: &str) -> Result<String, Unsupported> {
        let initial = self.initial_value()?;
        if !initial.is_empty() {
            self.expect(";")?;
        }
        Ok(initial)
    }

    /// `{ get; set; }`
    fn accessors(&mut self) -> Result<(), Unsupported> {
        self.expect("{")?;
        while !self.take("}") {
            self.modifiers()?;
            let word = self.word()?;
            if !matches!(word.as_str(), "get" | "set" | "init") || !self.is(";") {
                return self.fail("properties with a body");
            }
            self.expect(";")?;
        }
        Ok(())
    }

    /// Parameters of a method, which become its first variables.
    fn parameters(&mut self) -> Result<String, Unsupported> {
        self.locals.clear();
        self.expect("(")?;
        let mut written = Vec::new();
        while !self.take(")") {
            self.attributes()?;
            if let Kind::Word(word) = self.peek()
                && matches!(word.as_str(), "ref" | "out" | "in" | "this")
            {
                return self.fail(format!("a parameter with '{word}'"));
            }
            self.take_word("params");
            let of = self.parse_type()?;
            let name = self.word()?;
            if self.is("=") {
                return self.fail("parameters with a default value");
            }
            self.locals.insert(name.clone(), Shape::of_type(&of));
            written.push(format!("[{of}]{}", self.variable(&name)));
            if !self.take(",") && !self.is(")") {
                return self.fail("this list of parameters");
            }
        }
        Ok(written.join(", "))
    }

    fn method_body(&mut self, gives: bool) -> Result<String, Unsupported> {
        if self.take("=>") {
            let value = self.expression()?.0;
            self.expect(";")?;
            return Ok(if gives {
                format!("{{ return {value} }}")
            } else {
                format!("{{ [void]({value}) }}")
            });
        }
        self.block()
    }
}
