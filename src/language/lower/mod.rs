//! Tree → code. Resolves variables to slots, control flow to jumps; knows no value and no command.
//!
//! A script block lowers to one of two forms: [`Form::Own`] has slots for its own variables and
//! runs in a scope of its own; [`Form::Shared`] runs in the scope it is called from (dot-sourcing,
//! the blocks of `ForEach-Object`), so all its variables go by name.

mod assignments;
mod commands;
mod condition;
mod control;
mod expressions;
mod fused;
mod loops;
mod statements;
mod variables;

use super::ast::{Block, Expression, ScriptBlock, VariablePath};
use super::code::*;
use super::span::Span;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::atomic::{AtomicU32, Ordering};

/// Numbers code, over all threads.
static NEXT_CODE: AtomicU32 = AtomicU32::new(1);

/// Which scope the code runs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Own,
    Shared,
    /// The body of a class's method: as [`Form::Own`], but only `return` gives a value.
    Method,
}

/// Something that cannot be lowered, named with its place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
pub struct Unsupported {
    pub span: Span,
    pub what: String,
}

/// Result of lowering a part.
pub(super) type Lowered<T = ()> = Result<T, Unsupported>;

/// Lowers a script block. Errors: [`Unsupported`] for what the evaluator does not have.
pub fn lower(block: &Rc<ScriptBlock>, form: Form) -> Result<Code, Unsupported> {
    let mut lowerer = Lowerer::new(block, form);
    lowerer.script_block(block)?;
    lowerer.finish()
}

/// Lowers one expression (an attribute's argument, a property's initial value): the code's only
/// default.
pub fn lower_expression(
    of: &Rc<ScriptBlock>,
    expression: &Expression,
    form: Form,
) -> Result<Code, Unsupported> {
    let mut lowerer = Lowerer::new(of, form);
    let start = lowerer.here();
    let register = lowerer.temporary();
    lowerer.expression(expression, register)?;
    let range = Range { start, end: lowerer.here() };
    lowerer.code.parts.defaults.push(Some((range, register)));
    lowerer.finish()
}

pub(super) struct Lowerer {
    code: Code,
    block: Rc<ScriptBlock>,
    form: Form,
    /// First free register.
    top: Register,
    collectors: u16,
    iterators: u16,
    loops: Vec<OpenLoop>,
    names: HashMap<Rc<str>, Index>,
    variables: HashMap<VariablePath, Index>,
    /// Where the variable of a `$using:x.y[0]` stands.
    using: Option<Span>,
    /// The statement that is being lowered.
    place: Option<Span>,
    /// Register of the assignment to be lowered next, when nothing reads its value.
    unused: Option<Register>,
    /// Registers ran out: what was lowered is of no use.
    too_large: bool,
}

/// A loop being lowered, with the jumps to be patched at its end.
struct OpenLoop {
    label: Option<Rc<str>>,
    collectors: u16,
    breaks: Vec<Address>,
    continues: Vec<Address>,
    /// `switch`: an unlabelled `continue` takes its next element too.
    start: Address,
}

/// An attribute on a variable: kept as text and evaluated when the variable is first assigned.
fn attribute_text(block: &Rc<ScriptBlock>, attribute: &super::ast::Attribute) -> AttributeText {
    AttributeText {
        source: block.source.clone(),
        span: attribute.span,
        name: attribute.name.name.as_str().into(),
    }
}

impl Lowerer {
    fn new(block: &Rc<ScriptBlock>, form: Form) -> Self {
        Lowerer {
            code: Code {
                source: block.source.clone(),
                instructions: Vec::new(),
                spans: Vec::new(),
                places: Vec::new(),
                registers: 0,
                tables: Tables::default(),
                sites: 0,
                slots: Vec::new(),
                folded: Vec::new(),
                slot_of: HashMap::default(),
                item_slot: None,
                parts: Parts::default(),
                is_method: form == Form::Method,
                id: NEXT_CODE.fetch_add(1, Ordering::Relaxed),
                prepared: OnceCell::new(),
            },
            block: block.clone(),
            form,
            top: 0,
            collectors: 0,
            iterators: 0,
            loops: Vec::new(),
            names: HashMap::new(),
            variables: HashMap::new(),
            using: None,
            place: None,
            unused: None,
            too_large: false,
        }
    }

    /// Lowers a part whose errors are said to be at `span`.
    fn at_place<T>(&mut self, span: Span, lower: impl FnOnce(&mut Self) -> Lowered<T>) -> Lowered<T> {
        let outer = self.place.replace(span);
        let result = lower(self);
        self.place = outer;
        result
    }

    /// The code. Errors: one of its statements needs more registers than there are.
    fn finish(self) -> Lowered<Code> {
        if self.too_large || self.code.slots.len() > usize::from(u16::MAX) + 1 {
            let what = "A statement or parameter list is too large: it has more than 65535 parts. Move its data to a file, or split it.";
            return Err(Unsupported { span: self.block.span, what: what.into() });
        }
        Ok(self.code)
    }

    fn script_block(&mut self, block: &ScriptBlock) -> Lowered {
        self.parameters(block)?;
        self.code.parts.dynamic_param = self.part(block.dynamic_param.as_ref())?;
        self.code.parts.begin = self.part(block.begin.as_ref())?;
        self.code.parts.process = self.part(block.process.as_ref())?;
        self.code.parts.end = self.part(block.end.as_ref())?;
        self.code.parts.clean = self.part(block.clean.as_ref())?;
        Ok(())
    }

    /// The first slots are the parameters', whatever their defaults mention: calls write them by number.
    fn parameters(&mut self, block: &ScriptBlock) -> Lowered {
        if self.form != Form::Shared {
            for parameter in block.parameters.iter().flatten() {
                self.slot(&parameter.name.text);
            }
        }
        for parameter in block.parameters.iter().flatten() {
            let default = match &parameter.default {
                Some(expression) => {
                    let start = self.here();
                    let register = self.temporary();
                    self.expression(expression, register)?;
                    Some((Range { start, end: self.here() }, register))
                }
                None => None,
            };
            self.code.parts.defaults.push(default);
        }
        Ok(())
    }

    fn part(&mut self, block: Option<&Block>) -> Lowered<Option<Range>> {
        let Some(block) = block else { return Ok(None) };
        let start = self.here();
        self.statements(block)?;
        Ok(Some(Range { start, end: self.here() }))
    }

    /// The next instruction's address.
    fn here(&self) -> Address {
        self.code.instructions.len() as Address
    }

    fn emit(&mut self, instruction: Instruction, span: Span) -> Address {
        let address = self.here();
        self.code.instructions.push(instruction);
        self.code.spans.push(span);
        self.code.places.push(self.place.unwrap_or(span));
        address
    }

    /// A fresh register; released when the caller sets `top` back.
    fn temporary(&mut self) -> Register {
        self.temporaries(1)
    }

    /// The first of `count` registers in a row.
    fn temporaries(&mut self, count: usize) -> Register {
        let first = self.top;
        let Some(top) = u16::try_from(count).ok().and_then(|count| first.checked_add(count)) else {
            self.too_large = true;
            return 0;
        };
        self.top = top;
        self.code.registers = self.code.registers.max(top);
        first
    }

    /// Makes a jump go to the next instruction.
    fn patch(&mut self, at: Address) {
        let target = self.here();
        self.patch_to(at, target);
    }

    fn patch_to(&mut self, at: Address, target: Address) {
        use Instruction::*;
        let Some(instruction) = self.code.instructions.get_mut(at as usize) else { return };
        match instruction {
            Jump { to }
            | JumpIf { to, .. }
            | JumpUnless { to, .. }
            | JumpIfNull { to, .. }
            | JumpUnlessNull { to, .. }
            | JumpIfFailed { to }
            | JumpIfSucceeded { to }
            | BranchFused { to, .. } => *to = target,
            Next { exit, .. } => *exit = target,
            _ => {}
        }
    }

    fn name(&mut self, name: &str) -> Index {
        if let Some(index) = self.names.get(name) {
            return *index;
        }
        let name: Rc<str> = name.into();
        let index = self.code.tables.names.len() as Index;
        self.code.tables.names.push(name.clone());
        self.names.insert(name, index);
        index
    }

    fn constant(&mut self, constant: Constant, to: Register, span: Span) {
        let index = self.constant_index(constant);
        self.emit(Instruction::Constant { to, index }, span);
    }

    fn constant_index(&mut self, constant: Constant) -> Index {
        let index = self.code.tables.constants.len() as Index;
        self.code.tables.constants.push(constant);
        index
    }

    fn open_collector(&mut self, span: Span) {
        self.emit(Instruction::Collect, span);
        self.collectors += 1;
    }

    fn close_collector(&mut self, to: Register, array: bool, span: Span) {
        self.collectors -= 1;
        self.emit(Instruction::Collected { to, array }, span);
    }
}
