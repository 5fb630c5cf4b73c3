//! Register code: what lowering makes of a script block and the evaluator runs.
//!
//! A [`Code`] holds all parts of one script block: parameter defaults and named blocks are ranges
//! of one instruction list. Instructions name registers (temporaries of the running frame), slots
//! (its own variables) and entries of the tables beside them. Spans lie beside the instructions,
//! so that running never touches them.

mod instruction;

pub use instruction::{Instruction, Operand, Place};

use super::ast::{
    FunctionDefinition, Invocation, Number, ScriptBlock, Stream, SwitchMode, TypeDefinition, TypeName,
    VariablePath,
};
use super::span::{Source, Span};
use std::any::Any;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::rc::Rc;

/// A temporary of the running frame.
pub type Register = u16;
/// An instruction's index.
pub type Address = u32;
/// An entry of one of the tables.
pub type Index = u32;

/// One script block, lowered.
#[derive(Debug)]
pub struct Code {
    pub source: Rc<Source>,
    pub instructions: Vec<Instruction>,
    /// One for each instruction.
    pub spans: Vec<Span>,
    /// The statement that each instruction belongs to: where its error is said to be.
    pub places: Vec<Span>,
    pub registers: u16,
    pub tables: Tables,
    /// How many stages its pipelines have together.
    pub sites: u32,
    /// Names of the frame's own variables; empty in the form that shares its caller's scope.
    pub slots: Vec<Rc<str>>,
    /// The same names, folded.
    pub folded: Vec<Rc<str>>,
    /// Slot of a folded name.
    pub slot_of: HashMap<Rc<str>, u16, foldhash::fast::RandomState>,
    /// Slot of a variable of its own that is called `_`: kept here, for every call asks for it.
    pub item_slot: Option<u16>,
    pub parts: Parts,
    /// A class's method: only `return` gives a value, and every error leaves it.
    pub is_method: bool,
    /// Tells this code from every other one, for caches of slot numbers.
    pub id: u32,
    /// What the evaluator makes of the tables once: constants as values, its caches.
    pub prepared: OnceCell<Rc<dyn Any>>,
}

/// The named blocks of a script block, as ranges.
#[derive(Debug, Default)]
pub struct Parts {
    /// A default's range, and the register that holds its value at the end.
    pub defaults: Vec<Option<(Range, Register)>>,
    pub dynamic_param: Option<Range>,
    pub begin: Option<Range>,
    pub process: Option<Range>,
    pub end: Option<Range>,
    pub clean: Option<Range>,
}

/// Instructions from `start` up to, not including, `end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Range {
    pub start: Address,
    pub end: Address,
}

impl Range {
    #[inline]
    pub fn contains(self, address: Address) -> bool {
        self.start <= address && address < self.end
    }
}

/// What instructions refer to by index.
#[derive(Debug, Default)]
pub struct Tables {
    pub constants: Vec<Constant>,
    pub names: Vec<Rc<str>>,
    pub variables: Vec<Variable>,
    pub types: Vec<TypeName>,
    pub blocks: Vec<Rc<ScriptBlock>>,
    pub functions: Vec<Rc<FunctionDefinition>>,
    /// Types that exist from the start of the code, wherever in it they are written.
    pub classes: Vec<Rc<TypeDefinition>>,
    pub calls: Vec<Call>,
    pub pipelines: Vec<Pipeline>,
    pub redirected: Vec<Redirected>,
    pub tries: Vec<Try>,
    pub traps: Vec<Trap>,
    pub declarations: Vec<Declaration>,
    pub matches: Vec<Match>,
    /// Inner statements stand before outer ones.
    pub statements: Vec<StatementRegion>,
    /// Inner loops stand before outer ones.
    pub loops: Vec<LoopRegion>,
}

#[derive(Debug, Clone)]
pub enum Constant {
    Number(Number),
    Text(Rc<str>),
}

/// A variable by name, with its name folded.
#[derive(Debug, Clone)]
pub struct Variable {
    pub path: VariablePath,
    pub folded: Rc<str>,
}

/// A method call: the target's register, then its arguments' registers in a row.
#[derive(Debug)]
pub struct Call {
    pub target: Register,
    /// Register with the name, for `$a.$name()`; otherwise `name`.
    pub dynamic_name: Option<Register>,
    pub name: Rc<str>,
    pub first_argument: Register,
    pub count: u16,
    pub is_static: bool,
    pub generic: Vec<TypeName>,
    /// `([Base]$this).Method()`: the method of that class, not of the object's own.
    pub of: Option<Index>,
}

/// Stages of one pipeline.
#[derive(Debug)]
pub struct Pipeline {
    /// The value of a leading expression.
    pub input: Option<Register>,
    pub stages: Vec<Stage>,
    pub span: Span,
    /// Text of the whole line, for `$MyInvocation.Line` and jobs.
    pub background: bool,
}

#[derive(Debug)]
pub struct Stage {
    /// Number of this stage among all of the code.
    pub site: u32,
    pub invocation: Invocation,
    /// Register of the name, block or command; `constant` when it is a bare word.
    pub name: Register,
    pub constant: Option<Rc<str>>,
    pub arguments: Vec<Argument>,
    pub redirections: Vec<Redirection>,
    pub span: Span,
    pub name_span: Span,
}

#[derive(Debug)]
pub struct Argument {
    pub kind: ArgumentKind,
    pub span: Span,
}

#[derive(Debug)]
pub enum ArgumentKind {
    Value {
        register: Register,
        form: ArgumentForm,
    },
    Splat {
        register: Register,
        name: Rc<str>,
    },
    /// `-Name`, with its value after a colon.
    Parameter {
        name: Rc<str>,
        value: Option<Register>,
        value_span: Span,
        form: ArgumentForm,
    },
    Verbatim(Rc<str>),
    EndOfParameters,
}

/// How the script writes an argument, which only programs ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArgumentForm {
    /// A bare word or an expression: wildcards and `~` expand.
    Plain,
    /// A text in quotes, which stays.
    Quoted,
    /// `a,b`: its text is passed on as it is written.
    List,
}

#[derive(Debug)]
pub struct Redirection {
    pub from: Stream,
    pub to: RedirectionTarget,
    pub span: Span,
}

#[derive(Debug)]
pub enum RedirectionTarget {
    File { path: Register, append: bool },
    Merge(Stream),
}

/// An expression with redirections: its range runs under them.
#[derive(Debug)]
pub struct Redirected {
    pub body: Range,
    pub redirections: Vec<Redirection>,
}

#[derive(Debug)]
pub struct Try {
    pub body: Range,
    pub catches: Vec<Catch>,
    pub finally: Option<Range>,
    pub end: Address,
}

#[derive(Debug)]
pub struct Catch {
    /// Empty: catches all.
    pub types: Vec<TypeName>,
    pub body: Range,
}

/// A trap guards the statements of the block it stands in.
#[derive(Debug)]
pub struct Trap {
    pub guarded: Range,
    pub exception: Option<TypeName>,
    pub body: Range,
}

/// `[int]$x = …`, `[ValidateSet('a')]$x = …`: the variable keeps its constraints.
#[derive(Debug)]
pub struct Declaration {
    pub variable: Index,
    pub slot: Option<u16>,
    /// Types and attributes in the order written.
    pub constraints: Vec<Constraint>,
}

#[derive(Debug)]
pub enum Constraint {
    Type(TypeName),
    /// An attribute as a parameter list of its own, so that it is evaluated like a parameter's.
    Attribute(AttributeText),
}

/// An attribute and the script it stands in.
#[derive(Debug, Clone)]
pub struct AttributeText {
    pub source: Rc<Source>,
    pub span: Span,
    /// Name as written.
    pub name: Rc<str>,
}

/// How a `switch` clause compares.
#[derive(Debug, Clone, Copy)]
pub struct Match {
    pub mode: SwitchMode,
    pub case_sensitive: bool,
}

/// Where a failing statement ends, so that the next one runs.
#[derive(Debug, Clone, Copy)]
pub struct StatementRegion {
    pub range: Range,
    /// Collectors that are open around the statement.
    pub collectors: u16,
    /// A pipeline of a chain: when it fails the operator behind it decides.
    pub in_chain: bool,
}

/// Where `break` and `continue` that come out of a call go.
#[derive(Debug)]
pub struct LoopRegion {
    pub body: Range,
    pub label: Option<Rc<str>>,
    pub break_to: Address,
    pub continue_to: Address,
    pub collectors: u16,
}
