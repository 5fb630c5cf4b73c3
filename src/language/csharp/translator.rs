//! What the parts of the translation share: the tokens, the types of the source, and what is in scope.

use super::token::{Kind, Token, tokens};
use std::collections::HashMap;

/// Something that `Add-Type` cannot take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsupported {
    pub what: String,
    /// From 1, in the source.
    pub line: usize,
}

/// A source as a PowerShell script that defines its types.
#[derive(Debug)]
pub struct Translation {
    pub script: String,
    /// Names in the script, and the full names that the types have.
    pub names: Vec<(String, String)>,
}

/// Rewrites C# source. `known` says whether there is a type of that name.
pub fn translate(source: &str, known: &dyn Fn(&str) -> bool) -> Result<Translation, Unsupported> {
    let tokens = tokens(source)?;
    let mut translator = Translator::new(tokens, known);
    translator.collect_types()?;
    translator.position = 0;
    translator.unit()?;
    let mut script: String =
        translator.usings.iter().map(|name| format!("using namespace {name}\n")).collect();
    script.push_str(&translator.output);
    let names = translator.types.iter().map(|known| (known.alias.clone(), known.full.clone())).collect();
    Ok(Translation { script, names })
}

/// What is known of a value without running anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Text,
    Whole,
    Fraction,
    Table,
    Null,
    Other,
}

impl Shape {
    /// The shape of values of a type, by its name in PowerShell.
    pub fn of_type(name: &str) -> Shape {
        match name {
            "string" => Shape::Text,
            "int" | "long" | "short" | "byte" | "sbyte" | "uint" | "ulong" | "ushort" => Shape::Whole,
            "double" | "float" | "decimal" => Shape::Fraction,
            _ if name.contains("Dictionary[") || name.ends_with("Hashtable") => Shape::Table,
            _ => Shape::Other,
        }
    }
}

/// A member of a class of the source.
#[derive(Clone, Debug)]
pub(super) struct Member {
    pub is_static: bool,
    pub shape: Shape,
}

/// A type of the source.
#[derive(Clone, Debug, Default)]
pub(super) struct SourceType {
    pub short: String,
    pub full: String,
    /// Its name in the script: a name without dots.
    pub alias: String,
    pub members: HashMap<String, Member>,
    pub bases: Vec<String>,
}

pub(super) struct Translator<'a> {
    pub tokens: Vec<Token>,
    pub position: usize,
    pub known: &'a dyn Fn(&str) -> bool,
    pub usings: Vec<String>,
    pub types: Vec<SourceType>,
    pub namespace: Vec<String>,
    /// Index of the class whose members are being read.
    pub current: Option<usize>,
    pub in_static: bool,
    /// Variables of the method, by their C# names.
    pub locals: HashMap<String, Shape>,
    pub output: String,
    /// How deep expressions and statements are nested.
    pub depth: usize,
}

/// Deeper nesting is refused.
const MOST_DEPTH: usize = 200;

/// Variables that PowerShell fills itself.
const AUTOMATIC: &[&str] = &[
    "_",
    "args",
    "error",
    "event",
    "false",
    "foreach",
    "home",
    "host",
    "input",
    "matches",
    "myinvocation",
    "null",
    "pid",
    "profile",
    "psitem",
    "pwd",
    "sender",
    "switch",
    "this",
    "true",
];

impl<'a> Translator<'a> {
    pub fn new(tokens: Vec<Token>, known: &'a dyn Fn(&str) -> bool) -> Translator<'a> {
        Translator {
            tokens,
            position: 0,
            known,
            usings: Vec::new(),
            types: Vec::new(),
            namespace: Vec::new(),
            current: None,
            in_static: false,
            locals: HashMap::new(),
            output: String::new(),
            depth: 0,
        }
    }

    pub fn peek(&self) -> &Kind {
        self.peek_at(0)
    }

    pub fn peek_at(&self, ahead: usize) -> &Kind {
        self.tokens.get(self.position + ahead).map_or(&Kind::End, |token| &token.kind)
    }

    pub fn advance(&mut self) -> Kind {
        let kind = self.peek().clone();
        self.position += 1;
        kind
    }

    pub fn fail<T>(&self, what: impl Into<String>) -> Result<T, Unsupported> {
        let at = self.tokens.get(self.position).or(self.tokens.last());
        Err(Unsupported { what: what.into(), line: at.map_or(0, |token| token.line) })
    }

    /// Counts nesting around `work`. Errors: it is too deep.
    pub fn nested<T>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, Unsupported>,
    ) -> Result<T, Unsupported> {
        if self.depth >= MOST_DEPTH {
            return self.fail("nesting as deep as this");
        }
        self.depth += 1;
        let result = work(self);
        self.depth -= 1;
        result
    }

    pub fn is(&self, symbol: &str) -> bool {
        self.is_at(0, symbol)
    }

    pub fn is_at(&self, ahead: usize, symbol: &str) -> bool {
        matches!(self.peek_at(ahead), Kind::Symbol(found) if *found == symbol)
    }

    /// Steps over a symbol that is there.
    pub fn take(&mut self, symbol: &str) -> bool {
        let found = self.is(symbol);
        self.position += usize::from(found);
        found
    }

    pub fn expect(&mut self, symbol: &str) -> Result<(), Unsupported> {
        match self.take(symbol) {
            true => Ok(()),
            false => self.fail(format!("a source without '{symbol}' here")),
        }
    }

    pub fn is_word(&self, word: &str) -> bool {
        matches!(self.peek(), Kind::Word(found) if found == word)
    }

    pub fn take_word(&mut self, word: &str) -> bool {
        let found = self.is_word(word);
        self.position += usize::from(found);
        found
    }

    pub fn word(&mut self) -> Result<String, Unsupported> {
        match self.peek() {
            Kind::Word(word) => {
                let word = word.clone();
                self.position += 1;
                Ok(word)
            }
            _ => self.fail("a source without a name here"),
        }
    }

    /// Steps over a bracketed part, from its opening symbol.
    pub fn skip_block(&mut self, open: &str, close: &str) -> Result<(), Unsupported> {
        self.expect(open)?;
        let mut depth = 1usize;
        while depth > 0 {
            match self.advance() {
                Kind::Symbol(symbol) if symbol == open => depth += 1,
                Kind::Symbol(symbol) if symbol == close => depth -= 1,
                Kind::End => return self.fail(format!("a source without '{close}'")),
                _ => {}
            }
        }
        Ok(())
    }

    /// A dotted name.
    pub fn dotted(&mut self) -> Result<String, Unsupported> {
        let mut name = self.word()?;
        while self.take(".") {
            name.push('.');
            name.push_str(&self.word()?);
        }
        Ok(name)
    }

    /// A type of the source by its short or full name.
    pub fn source_type(&self, name: &str) -> Option<&SourceType> {
        self.types.iter().find(|known| known.full == name || known.short == name)
    }

    /// The name of a type for PowerShell; `None` when there is no such type.
    pub fn type_name(&self, name: &str) -> Option<String> {
        match self.source_type(name) {
            Some(own) => Some(own.full.clone()),
            None => {
                let found = (self.known)(name).then(|| name.to_string());
                let used = || self.usings.iter().map(|space| format!("{space}.{name}"));
                found.or_else(|| used().find(|full| (self.known)(full)))
            }
        }
    }

    /// A type as written, for PowerShell: `List<string>` → `System.Collections.Generic.List[string]`.
    pub fn parse_type(&mut self) -> Result<String, Unsupported> {
        let name = self.dotted()?;
        let mut arguments = Vec::new();
        if self.take("<") {
            loop {
                arguments.push(self.parse_type()?);
                if !self.take(",") {
                    break;
                }
            }
            self.close_angle()?;
        }
        let mut text = match arguments.is_empty() {
            true => self.type_name(&name).unwrap_or_else(|| "object".into()),
            false => format!("{name}[{}]", arguments.join(",")),
        };
        if self.take("?") {
            text = format!("System.Nullable[{text}]");
        }
        while self.is("[") && (self.is_at(1, "]") || self.is_at(1, ",")) {
            self.position += 1;
            let mut commas = String::new();
            while self.take(",") {
                commas.push(',');
            }
            self.expect("]")?;
            text = format!("{text}[{commas}]");
        }
        Ok(text)
    }

    /// `>`; of `>>` the first half.
    fn close_angle(&mut self) -> Result<(), Unsupported> {
        if self.is(">>")
            && let Some(token) = self.tokens.get_mut(self.position)
        {
            token.kind = Kind::Symbol(">");
            let half = token.clone();
            self.tokens.insert(self.position, half);
        }
        self.expect(">")
    }

    /// The variable of a local or parameter.
    pub fn variable(&self, name: &str) -> String {
        match AUTOMATIC.contains(&name.to_ascii_lowercase().as_str()) {
            true => format!("${name}_"),
            false => format!("${name}"),
        }
    }

    /// A member of the current class or of a class of the source that it derives from.
    pub fn member(&self, name: &str) -> Option<(&SourceType, &Member)> {
        let mut current = self.current.and_then(|index| self.types.get(index))?;
        for _ in 0..self.types.len() {
            if let Some(member) = current.members.get(name) {
                return Some((current, member));
            }
            current = current.bases.iter().find_map(|base| self.source_type(base))?;
        }
        None
    }
}
