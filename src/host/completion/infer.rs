//! What type an expression has, from its text: literals, casts, assignments, members, and what
//! commands put out. Nothing is run.

mod item;
mod members;

pub use members::{classes, element, element_or_self};

use super::outputs;
use super::scan::{Kind, Scan};
use crate::engine::types::{self, Type};
use crate::engine::value::Value;
use crate::engine::{Engine, member};
use crate::language::ast::*;
use crate::language::{Source, parse};
use members::{array_of, property_type, return_type};
use std::rc::Rc;

/// Steps from variable to variable before it counts as a circle.
const STEPS: usize = 24;

/// Variables whose type is the same wherever they are mentioned.
const AUTOMATIC: &[(&str, &str)] = &[
    ("args", "object[]"),
    ("myinvocation", "System.Management.Automation.InvocationInfo"),
    ("pscmdlet", "System.Management.Automation.PSScriptCmdlet"),
    ("psboundparameters", "System.Collections.Generic.Dictionary[string,object]"),
    ("pscommandpath", "System.String"),
    ("psscriptroot", "System.String"),
];

/// What is known of a value.
#[derive(Clone, Default)]
pub struct Inferred {
    pub types: Vec<Rc<Type>>,
    /// Keys and added properties, with what is known of their values.
    pub notes: Vec<(String, Inferred)>,
    /// The value itself, where the session has it.
    pub value: Option<Value>,
    /// A class that the text defines.
    pub class: Option<Rc<TypeDefinition>>,
    /// The type itself was written: `[int]`.
    pub is_type: bool,
    /// `[pscustomobject]`
    pub custom: bool,
}

impl Inferred {
    pub fn of(name: &str) -> Inferred {
        Inferred { types: vec![types::named(name)], ..Inferred::default() }
    }

    pub fn of_type(of: Rc<Type>) -> Inferred {
        Inferred { types: vec![of], ..Inferred::default() }
    }

    pub fn is_empty(&self) -> bool {
        self.types.is_empty() && self.notes.is_empty() && self.value.is_none() && self.class.is_none()
    }

    fn of_value(value: Value) -> Inferred {
        Inferred { types: vec![types::type_of(&value)], value: Some(value), ..Inferred::default() }
    }
}

/// Infers over one input.
pub struct Inference<'a, 't> {
    pub engine: &'a mut Engine,
    pub scan: &'a Scan<'t>,
    /// What `$_` is in the innermost block.
    pub item: Option<Inferred>,
    /// Where `$_` is looked for: the frame around what is inferred; the innermost one at first.
    from: Option<usize>,
    steps: usize,
}

impl<'a, 't> Inference<'a, 't> {
    pub fn new(engine: &'a mut Engine, scan: &'a Scan<'t>) -> Inference<'a, 't> {
        Inference { engine, scan, item: None, from: None, steps: 0 }
    }

    /// What a piece of text gives.
    pub fn text(&mut self, text: &str) -> Inferred {
        let parsed = parse(Source::inline(text));
        let Some(script) = parsed.script else { return Inferred::default() };
        match script.end.as_ref().and_then(|block| block.statements.last()) {
            Some(statement) => self.statement(statement),
            None => Inferred::default(),
        }
    }

    pub fn statement(&mut self, statement: &Statement) -> Inferred {
        match &statement.kind {
            StatementKind::Chain(chain) => self.pipeline(&chain.first),
            StatementKind::Assignment { value, .. } => self.statement(value),
            _ => Inferred::default(),
        }
    }

    fn block(&mut self, block: &Block) -> Inferred {
        match block.statements.last() {
            Some(statement) => self.statement(statement),
            None => Inferred::default(),
        }
    }

    pub fn pipeline(&mut self, pipeline: &Pipeline) -> Inferred {
        let mut input = Inferred::default();
        for element in &pipeline.elements {
            input = match element {
                PipelineElement::Expression { expression, .. } => self.expression(expression),
                PipelineElement::Command(command) => outputs::of(self, command, &input),
            };
        }
        input
    }

    pub fn expression(&mut self, expression: &Expression) -> Inferred {
        use ExpressionKind::*;
        self.steps += 1;
        if self.steps > STEPS * 16 {
            return Inferred::default();
        }
        match &expression.kind {
            Number(number) => Inferred::of(number_type(number)),
            String { .. } | Expandable { .. } => Inferred::of("System.String"),
            Variable(path) => self.variable(path),
            Using(inner) => self.expression(inner),
            Member { target, member, is_static, .. } => self.member(target, member, *is_static),
            InvokeMember { target, member, is_static, .. } => self.call(target, member, *is_static),
            Index { target, index, .. } => self.index(target, index),
            List(items) => self.list(items),
            Array(block) => match block.statements.as_slice() {
                [only] => {
                    let inner = self.statement(only);
                    array_of(element_or_self(&inner))
                }
                _ => self.array(),
            },
            Sub(block) => self.block(block),
            Paren(statement) => self.statement(statement),
            Hashtable(entries) => self.hashtable(entries),
            ScriptBlock(_) => Inferred::of("System.Management.Automation.ScriptBlock"),
            Unary { operator, operand } => match operator {
                UnaryOperator::Bang | UnaryOperator::Not => Inferred::of("System.Boolean"),
                UnaryOperator::Join => Inferred::of("System.String"),
                UnaryOperator::Split { .. } => self.named("string[]"),
                UnaryOperator::PreIncrement | UnaryOperator::PreDecrement => {
                    let found = self.expression(operand);
                    // What has no value yet counts from zero.
                    if found.is_empty() { Inferred::of("System.Int32") } else { found }
                }
                _ => self.expression(operand),
            },
            Binary { operator, left, right, .. } => self.binary(*operator, left, right),
            Ternary { when_true, .. } => self.expression(when_true),
            Convert { target, operand } => self.cast(target, operand),
            Attributed { operand, .. } => self.expression(operand),
            Type(name) => Inferred { is_type: true, ..self.type_name(name) },
            Splat(_) | Error(_) => Inferred::default(),
        }
    }

    fn named(&mut self, name: &str) -> Inferred {
        types::resolve_text(self.engine, name).map_or_else(|_| Inferred::default(), Inferred::of_type)
    }

    fn array(&mut self) -> Inferred {
        self.named("object[]")
    }

    fn list(&mut self, items: &[Expression]) -> Inferred {
        let first = items.first().map(|item| self.expression(item)).unwrap_or_default();
        array_of(first)
    }

    pub fn hashtable(&mut self, entries: &[(Expression, Statement)]) -> Inferred {
        let mut found = Inferred::of("System.Collections.Hashtable");
        for (key, value) in entries {
            if let ExpressionKind::String { value: name, .. } = &key.kind {
                let inner = self.statement(value);
                found.notes.push((name.to_string(), inner));
            }
        }
        found
    }

    /// The class of the text, or the type of the session, that a name means.
    pub fn type_name(&mut self, name: &TypeName) -> Inferred {
        if name.array_ranks.is_empty()
            && let Some(class) = self.class_in_text(&name.name)
        {
            return Inferred { class: Some(class), ..Inferred::default() };
        }
        if name.name.eq_ignore_ascii_case("pscustomobject") {
            return Inferred { custom: true, ..Inferred::default() };
        }
        types::resolve(self.engine, name).map_or_else(|_| Inferred::default(), Inferred::of_type)
    }

    fn cast(&mut self, target: &TypeName, operand: &Expression) -> Inferred {
        let inner = self.expression(operand);
        if target.name.eq_ignore_ascii_case("pscustomobject") {
            return Inferred { notes: inner.notes, custom: true, ..Inferred::default() };
        }
        let mut found = self.type_name(target);
        if target.name.eq_ignore_ascii_case("ordered") {
            found.notes = inner.notes;
        }
        found
    }

    fn binary(&mut self, operator: BinaryOperator, left: &Expression, right: &Expression) -> Inferred {
        use BinaryOperator as Op;
        match operator {
            Op::And | Op::Or | Op::Xor | Op::Is | Op::IsNot => Inferred::of("System.Boolean"),
            Op::Format | Op::Join => Inferred::of("System.String"),
            Op::Range => self.named("int[]"),
            Op::As => Inferred { is_type: false, ..self.expression(right) },
            Op::Compare { operator: Comparison::Split, .. } => self.named("string[]"),
            Op::Compare { operator: Comparison::Replace, .. } => Inferred::of("System.String"),
            Op::Compare { .. } => Inferred::of("System.Boolean"),
            _ => self.expression(left),
        }
    }

    fn variable(&mut self, path: &VariablePath) -> Inferred {
        let folded = path.name.to_lowercase();
        if path.qualifier.as_deref().is_some_and(|scope| scope.eq_ignore_ascii_case("env")) {
            return Inferred::of("System.String");
        }
        if matches!(folded.as_str(), "_" | "psitem")
            && let Some(item) = self.current_item()
        {
            return item;
        }
        if let Some((_, of)) = AUTOMATIC.iter().find(|(name, _)| *name == folded) {
            return self.named(of);
        }
        if folded == "this"
            && let Some(class) = self.enclosing_class()
        {
            return Inferred { class: Some(class), ..Inferred::default() };
        }
        if let Some(assigned) = self.assigned(&folded) {
            return assigned;
        }
        match self.engine.find_variable(&folded).filter(|value| !value.is_null()) {
            Some(value) => Inferred::of_value(value),
            None => Inferred::default(),
        }
    }

    /// What the text says of a variable: the last assignment, a typed parameter, a loop.
    fn assigned(&mut self, folded: &str) -> Option<Inferred> {
        if self.steps > STEPS {
            return None;
        }
        let tokens = &self.scan.tokens;
        let places: Vec<usize> = (0..tokens.len())
            .filter(|at| {
                tokens.get(*at).is_some_and(|token| {
                    token.kind == Kind::Variable && variable_name(self.scan.of_token(token)) == folded
                })
            })
            .collect();
        for at in places.into_iter().rev() {
            if let Some(found) = self.declared_at(at) {
                self.steps += 1;
                return Some(found);
            }
        }
        None
    }

    /// What one mention of a variable says of its type.
    fn declared_at(&mut self, at: usize) -> Option<Inferred> {
        let scan = self.scan;
        let token = scan.tokens.get(at)?;
        if let Some(before) = at.checked_sub(1).and_then(|before| scan.tokens.get(before))
            && let Kind::Close(frame) = before.kind
            && let Some(bracket) = scan.frames.get(frame)
            && bracket.kind == super::scan::FrameKind::Type
        {
            let written = scan.text.get(bracket.start..before.end)?;
            let found = self.text(written);
            if !found.is_empty() || found.custom {
                return Some(Inferred { is_type: false, ..found });
            }
        }
        let next = scan.tokens.get(at + 1).filter(|next| next.frame == token.frame)?;
        match next.kind {
            Kind::Assign if scan.of_token(next) == "=" => {
                let end = self.statement_end(at + 1);
                let text = scan.text.get(next.end..end)?;
                // An assignment that the cursor stands in says nothing yet.
                let from = self.from.replace(token.frame);
                let found = (end < scan.text.len()).then(|| self.text(text));
                self.from = from;
                found.filter(|found| !found.is_empty() || found.custom)
            }
            Kind::Word if scan.of_token(next).eq_ignore_ascii_case("in") => {
                let end = scan.frames.get(token.frame).and_then(|frame| frame.end)?;
                let text = scan.text.get(next.end..end.checked_sub(1)?)?;
                let found = self.text(text);
                Some(element_or_self(&found))
            }
            _ => None,
        }
    }

    /// Where the statement of a token ends.
    fn statement_end(&self, at: usize) -> usize {
        let tokens = &self.scan.tokens;
        let Some(frame) = tokens.get(at).map(|token| token.frame) else { return self.scan.text.len() };
        let rest = tokens.get(at..).unwrap_or_default();
        let end = rest.iter().find(|token| token.frame == frame && token.kind == Kind::Separator);
        let closed = self.scan.frames.get(frame).and_then(|found| found.end).map(|end| end.saturating_sub(1));
        end.map(|token| token.start).or(closed).unwrap_or(self.scan.text.len())
    }

    /// A class or enumeration that the text defines.
    pub fn class_in_text(&mut self, name: &str) -> Option<Rc<TypeDefinition>> {
        let scan = self.scan;
        for (at, token) in scan.tokens.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|before| scan.tokens.get(before));
            let defines = token.kind == Kind::Name
                && scan.of_token(token).trim_end_matches(':').eq_ignore_ascii_case(name)
                && before.is_some_and(|before| {
                    matches!(scan.of_token(before).to_ascii_lowercase().as_str(), "class" | "enum")
                });
            if defines {
                return self.definition(before?.start, at);
            }
        }
        None
    }

    fn definition(&self, start: usize, name: usize) -> Option<Rc<TypeDefinition>> {
        let scan = self.scan;
        let frame = scan.tokens.get(name)?.frame;
        let body = scan.tokens.get(name..)?.iter().find_map(|token| match token.kind {
            Kind::Open(body) if token.frame == frame => Some(body),
            _ => None,
        })?;
        let end = scan.frames.get(body)?.end;
        let text = match end {
            Some(end) => scan.text.get(start..end)?.to_string(),
            None => self.unfinished_class(start, body)?,
        };
        let script = parse(Source::inline(text)).script?;
        script.end.as_ref()?.statements.iter().find_map(|statement| match &statement.kind {
            StatementKind::Type(definition) => Some(definition.clone()),
            _ => None,
        })
    }

    /// The text of a class that the cursor stands in, up to the last complete member.
    fn unfinished_class(&self, start: usize, body: usize) -> Option<String> {
        let scan = self.scan;
        let frame = scan.frames.get(body)?;
        let last = scan
            .tokens
            .iter()
            .rev()
            .filter(|token| token.frame == body)
            .find(|token| matches!(token.kind, Kind::Separator) || matches!(token.kind, Kind::Close(_)))
            .map_or(frame.inside, |token| token.end);
        Some(format!("{}}}", scan.text.get(start..last)?))
    }

    fn enclosing_class(&mut self) -> Option<Rc<TypeDefinition>> {
        let scan = self.scan;
        let mut frame = scan.open;
        while frame != 0 {
            let found = scan.frames.get(frame)?;
            let statement = scan.statement(found.parent);
            let class = statement.windows(2).rev().find(|pair| {
                pair[1].kind == Kind::Name
                    && pair[1].end <= found.start
                    && scan.of_token(&pair[0]).eq_ignore_ascii_case("class")
            });
            if let Some(pair) = class {
                let name = scan.of_token(&pair[1]).to_string();
                return self.class_in_text(&name);
            }
            frame = found.parent;
        }
        None
    }

    fn member(&mut self, target: &Expression, name: &Expression, is_static: bool) -> Inferred {
        let ExpressionKind::String { value: name, .. } = &name.kind else { return Inferred::default() };
        let of = self.expression(target);
        self.property(&of, name, is_static)
    }

    /// What a property of something is.
    pub fn property(&mut self, of: &Inferred, name: &str, is_static: bool) -> Inferred {
        if let Some((_, found)) = of.notes.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
            return found.clone();
        }
        if let Some(value) = of.value.clone().filter(|_| !is_static)
            && let Ok(Some(found)) = member::get(self.engine, &value, name)
            && !found.is_null()
        {
            return Inferred::of_value(found);
        }
        if let Some(class) = &of.class {
            return self.class_property(&class.clone(), name);
        }
        for found in &of.types {
            if let Some(name) = property_type(found, name, is_static) {
                return self.named(&name);
            }
        }
        Inferred::default()
    }

    fn class_property(&mut self, class: &TypeDefinition, name: &str) -> Inferred {
        for found in &class.members {
            if let TypeMember::Property { name: known, attributes, .. } = found
                && known.text.eq_ignore_ascii_case(name)
            {
                let of = attributes.iter().find_map(|attribute| match attribute {
                    ParameterAttribute::Type(name) => Some(name),
                    ParameterAttribute::Attribute(_) => None,
                });
                return of.map(|of| self.type_name(of)).unwrap_or_default();
            }
        }
        Inferred::default()
    }

    fn call(&mut self, target: &Expression, name: &Expression, is_static: bool) -> Inferred {
        let ExpressionKind::String { value: name, .. } = &name.kind else { return Inferred::default() };
        let of = self.expression(target);
        if is_static && name.eq_ignore_ascii_case("new") {
            return Inferred { is_type: false, ..of };
        }
        if let Some(class) = &of.class {
            let returns = class.members.iter().find_map(|found| match found {
                TypeMember::Method { name: known, return_type, .. }
                    if known.text.eq_ignore_ascii_case(name) =>
                {
                    return_type.clone()
                }
                _ => None,
            });
            return returns.map(|of| self.type_name(&of)).unwrap_or_default();
        }
        for found in &of.types {
            if let Some(name) = return_type(found, name, is_static) {
                return self.named(&name);
            }
        }
        Inferred::default()
    }
}

/// A variable's name without `$`, braces and scope, in lower case.
pub fn variable_name(text: &str) -> String {
    let bare = text.trim_start_matches(['$', '@']).trim_start_matches('{').trim_end_matches('}');
    bare.rsplit(':').next().unwrap_or(bare).to_lowercase()
}

fn number_type(number: &Number) -> &'static str {
    match number {
        Number::SByte(_) => "System.SByte",
        Number::Byte(_) => "System.Byte",
        Number::Int16(_) => "System.Int16",
        Number::UInt16(_) => "System.UInt16",
        Number::Int(_) => "System.Int32",
        Number::UInt(_) => "System.UInt32",
        Number::Long(_) => "System.Int64",
        Number::ULong(_) => "System.UInt64",
        Number::Double(_) => "System.Double",
        Number::Decimal(_) => "System.Decimal",
        Number::BigInt(_) => "System.Numerics.BigInteger",
    }
}
