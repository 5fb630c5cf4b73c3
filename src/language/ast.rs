//! The syntax tree: typed nodes with spans, no values, nothing evaluated.
//!
//! Names follow PowerShell's own syntax tree (`CommandAst`, `BinaryExpressionAst`, …) so that its
//! documentation explains ours. Blocks that become script blocks at run time are counted (`Rc`),
//! because values hold on to them after the tree is gone.

use super::span::{Source, Span};
use std::rc::Rc;

/// A script, a function body or a `{ … }` literal.
#[derive(Debug)]
pub struct ScriptBlock {
    pub source: Rc<Source>,
    /// The whole literal with its braces; the whole text for a script.
    pub span: Span,
    pub usings: Vec<Using>,
    /// Attributes in front of `param`, for example `[CmdletBinding()]`.
    pub attributes: Vec<Attribute>,
    /// `None` when there is no `param`; `Some` of an empty list for `param()`.
    pub parameters: Option<Vec<Parameter>>,
    pub dynamic_param: Option<Block>,
    pub begin: Option<Block>,
    pub process: Option<Block>,
    /// Also the statements of a body without named blocks.
    pub end: Option<Block>,
    pub clean: Option<Block>,
    /// Whether `end` was written as a named block.
    pub named_blocks: bool,
    /// The `#requires` lines, each with its arguments unparsed.
    pub requires: Vec<Requires>,
    /// The comment-based help that belongs to this body, as written, without comment marks.
    pub help: Option<String>,
    /// What comments beside the parameters say of them, one text a parameter; empty without `help`.
    pub parameter_help: Vec<String>,
}

/// One `#requires` line.
#[derive(Debug)]
pub struct Requires {
    pub span: Span,
    pub arguments: String,
}

/// `using namespace X`, `using module X`, `using assembly X`.
#[derive(Debug)]
pub struct Using {
    pub span: Span,
    pub kind: UsingKind,
    /// A bare or quoted name, or a hashtable (module specification).
    pub name: Expression,
    /// `using type X = Y` style alias, kept for the error that PowerShell gives.
    pub alias: Option<Expression>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UsingKind {
    Namespace,
    Module,
    Assembly,
    Type,
    Command,
}

/// Statements in order.
#[derive(Debug, Default)]
pub struct Block {
    pub span: Span,
    pub statements: Vec<Statement>,
}

#[derive(Debug)]
pub struct Statement {
    pub span: Span,
    pub kind: StatementKind,
}

#[derive(Debug)]
pub enum StatementKind {
    /// `a | b && c | d &`: the commonest statement is a chain of one pipeline.
    Chain(Chain),
    /// `$x = …`: the value is any statement (a pipeline, `if`, `foreach` …, another assignment).
    Assignment {
        target: Expression,
        operator: AssignmentOperator,
        value: Box<Statement>,
        operator_span: Span,
    },
    If {
        clauses: Vec<(Statement, Block)>,
        otherwise: Option<Block>,
    },
    While {
        label: Option<Name>,
        condition: Box<Statement>,
        body: Block,
    },
    /// `do { } while ()`, or `do { } until ()` when `until`.
    DoLoop {
        label: Option<Name>,
        body: Block,
        condition: Box<Statement>,
        until: bool,
    },
    For {
        label: Option<Name>,
        initializer: Option<Box<Statement>>,
        condition: Option<Box<Statement>>,
        iterator: Option<Box<Statement>>,
        body: Block,
    },
    ForEach {
        label: Option<Name>,
        variable: Expression,
        collection: Box<Statement>,
        body: Block,
    },
    Switch(Box<Switch>),
    Function(Rc<FunctionDefinition>),
    Type(Rc<TypeDefinition>),
    Try {
        body: Block,
        catches: Vec<Catch>,
        finally: Option<Block>,
    },
    Trap {
        exception: Option<TypeName>,
        body: Block,
    },
    Break(Option<Expression>),
    Continue(Option<Expression>),
    Return(Option<Box<Statement>>),
    Throw(Option<Box<Statement>>),
    Exit(Option<Box<Statement>>),
    /// `data name -SupportedCommand a, b { … }`.
    Data {
        variable: Option<Name>,
        supported: Vec<Expression>,
        body: Block,
    },
    /// A statement of a keyword that PowerShell on Linux refuses (`parallel`, `workflow`, `configuration` …).
    Unsupported {
        keyword: Name,
    },
    /// What recovery made of a statement that is not complete; never in a tree without errors.
    Error(Box<ErrorStatement>),
}

/// What could be read of a statement that is not complete. Source: PowerShell's `ErrorStatementAst`.
#[derive(Debug, Default)]
pub struct ErrorStatement {
    /// The word or sign that made the statement, of `switch` and of chains.
    pub kind: Option<Span>,
    /// The flags of `switch`: name, place, and what belongs to it.
    pub flags: Vec<(&'static str, Span, Option<Statement>)>,
    pub conditions: Vec<ErrorPart>,
    pub bodies: Vec<ErrorPart>,
    pub nested: Vec<ErrorPart>,
    /// Where the last thing ends that surely belongs to the statement.
    pub end: u32,
}

/// Something whole within something that is not complete.
#[derive(Debug)]
pub enum ErrorPart {
    Statement(Statement),
    Expression(Expression),
    Block(Block),
    Catch(Catch),
    Attribute(ParameterAttribute),
    Parameter(Parameter),
    /// `-word` where an operator should stand.
    Dash(Name),
}

/// A bare name with its place: a label, a function's name, a keyword.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    pub span: Span,
    pub text: String,
}

#[derive(Debug)]
pub struct Chain {
    pub first: Pipeline,
    pub rest: Vec<(ChainOperator, Pipeline)>,
    /// Ends in `&`: run as a job.
    pub background: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChainOperator {
    And,
    Or,
}

#[derive(Debug)]
pub struct Pipeline {
    pub span: Span,
    pub elements: Vec<PipelineElement>,
}

#[derive(Debug)]
pub enum PipelineElement {
    /// Only as the first element.
    Expression {
        expression: Expression,
        redirections: Vec<Redirection>,
    },
    Command(Command),
}

#[derive(Debug)]
pub struct Command {
    pub span: Span,
    pub invocation: Invocation,
    /// Name first, then arguments and parameters as written.
    pub elements: Vec<CommandElement>,
    pub redirections: Vec<Redirection>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Invocation {
    /// A bare name.
    Name,
    /// `& x`
    Call,
    /// `. x`
    Dot,
}

#[derive(Debug)]
pub enum CommandElement {
    /// A value; a bare word is a `String` expression of kind `Bare`, `@x` a splatted `Variable`.
    Argument(Expression),
    /// `-Name`, `-Name:value`. `name` is without the dash.
    Parameter { span: Span, name: String, argument: Option<Expression> },
    /// `--%` with the rest of the line, verbatim.
    Verbatim { span: Span, text: String },
    /// `--`: what follows is positional.
    EndOfParameters(Span),
}

#[derive(Debug)]
pub struct Redirection {
    pub span: Span,
    pub from: Stream,
    pub to: RedirectionTarget,
}

#[derive(Debug)]
pub enum RedirectionTarget {
    File {
        path: Expression,
        append: bool,
    },
    /// `2>&1`
    Merge(Stream),
}

/// A stream by PowerShell's numbering.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stream {
    All,
    Output,
    Error,
    Warning,
    Verbose,
    Debug,
    Information,
}

#[derive(Debug)]
pub struct Switch {
    pub label: Option<Name>,
    pub mode: SwitchMode,
    pub case_sensitive: bool,
    /// `-Parallel` was written: an error at run time, as in PowerShell.
    pub parallel: bool,
    /// `switch -File path`: the condition is `Statement` of an expression giving the path.
    pub file: bool,
    pub condition: Statement,
    pub cases: Vec<(Expression, Block)>,
    pub default: Option<Block>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SwitchMode {
    Exact,
    Wildcard,
    Regex,
}

#[derive(Debug)]
pub struct Catch {
    pub span: Span,
    /// Empty: catches all.
    pub types: Vec<TypeName>,
    pub body: Block,
}

#[derive(Debug)]
pub struct FunctionDefinition {
    pub span: Span,
    pub name: Name,
    pub filter: bool,
    /// `function f($a, $b) { … }`: written in front of the body; also moved into `body.parameters`.
    pub parameters_in_front: bool,
    pub body: Rc<ScriptBlock>,
}

/// `param` entry, or a class method's parameter.
#[derive(Debug)]
pub struct Parameter {
    pub span: Span,
    pub name: Name,
    /// Attributes and type constraints in the order written.
    pub attributes: Vec<ParameterAttribute>,
    pub default: Option<Expression>,
}

#[derive(Debug)]
pub enum ParameterAttribute {
    Attribute(Attribute),
    Type(TypeName),
}

#[derive(Debug)]
pub struct Attribute {
    pub span: Span,
    pub name: TypeName,
    pub positional: Vec<Expression>,
    /// A name without a value means `$true`.
    pub named: Vec<(Name, Option<Expression>)>,
}

/// `class` or `enum`.
#[derive(Debug)]
pub struct TypeDefinition {
    pub span: Span,
    pub name: Name,
    pub kind: TypeKind,
    pub attributes: Vec<Attribute>,
    /// Base class first, then interfaces; the underlying type of an enum.
    pub bases: Vec<TypeName>,
    pub members: Vec<TypeMember>,
    pub source: Rc<Source>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypeKind {
    Class,
    Interface,
    Enum,
}

#[derive(Debug)]
pub enum TypeMember {
    Property {
        span: Span,
        name: Name,
        attributes: Vec<ParameterAttribute>,
        is_static: bool,
        is_hidden: bool,
        initial: Option<Expression>,
    },
    /// A constructor has the class's name.
    Method {
        span: Span,
        name: Name,
        attributes: Vec<Attribute>,
        return_type: Option<TypeName>,
        is_static: bool,
        is_hidden: bool,
        /// Arguments of `: base(…)`.
        base_arguments: Option<Vec<Expression>>,
        /// Parameters are in the body.
        body: Rc<ScriptBlock>,
    },
    EnumValue {
        span: Span,
        name: Name,
        value: Option<Expression>,
    },
}

#[derive(Debug)]
pub struct Expression {
    pub span: Span,
    pub kind: ExpressionKind,
}

impl Expression {
    /// The variable that a chain of members and indexes begins with: `$x` of `$x.y[0]`.
    pub fn base_variable(&self) -> Option<(&VariablePath, Span)> {
        match &self.kind {
            ExpressionKind::Variable(path) => Some((path, self.span)),
            ExpressionKind::Member { target, .. }
            | ExpressionKind::InvokeMember { target, .. }
            | ExpressionKind::Index { target, .. } => target.base_variable(),
            _ => None,
        }
    }
}

#[derive(Debug)]
pub enum ExpressionKind {
    Number(Number),
    /// Text without anything to expand, escapes already resolved.
    String {
        value: Rc<str>,
        quote: Quote,
    },
    Expandable {
        parts: Vec<StringPart>,
        quote: Quote,
    },
    Variable(VariablePath),
    /// `@x` as a command's argument.
    Splat(VariablePath),
    /// `$using:x` and the like `$using:x.y[0]`.
    Using(Box<Expression>),
    /// `a.b`, `[t]::b`, `a?.b`; `member` is a bare `String` for a plain name.
    Member {
        target: Box<Expression>,
        member: Box<Expression>,
        is_static: bool,
        null_conditional: bool,
    },
    InvokeMember {
        target: Box<Expression>,
        member: Box<Expression>,
        /// `[Type]` arguments of a generic call.
        generic: Vec<TypeName>,
        arguments: Vec<Expression>,
        is_static: bool,
        null_conditional: bool,
    },
    Index {
        target: Box<Expression>,
        index: Box<Expression>,
        null_conditional: bool,
    },
    /// `a, b`; also `,a`.
    List(Vec<Expression>),
    /// `@( … )`
    Array(Block),
    /// `$( … )`
    Sub(Block),
    /// `( … )`: a pipeline or assignment.
    Paren(Box<Statement>),
    Hashtable(Vec<(Expression, Statement)>),
    ScriptBlock(Rc<ScriptBlock>),
    Unary {
        operator: UnaryOperator,
        operand: Box<Expression>,
    },
    Binary {
        operator: BinaryOperator,
        operator_span: Span,
        left: Box<Expression>,
        right: Box<Expression>,
    },
    Ternary {
        condition: Box<Expression>,
        when_true: Box<Expression>,
        when_false: Box<Expression>,
    },
    /// `[int]$x`
    Convert {
        target: TypeName,
        operand: Box<Expression>,
    },
    /// `[ValidateSet('a')]$x`
    Attributed {
        attribute: Box<Attribute>,
        operand: Box<Expression>,
    },
    Type(TypeName),
    /// What recovery put where an operand is missing, with what was there; never in a tree without errors.
    Error(Vec<ErrorPart>),
}

#[derive(Clone, Debug, PartialEq)]
pub enum Number {
    SByte(i8),
    Byte(u8),
    Int16(i16),
    UInt16(u16),
    Int(i32),
    UInt(u32),
    Long(i64),
    ULong(u64),
    Double(f64),
    /// Kept as text (digits, point, exponent), since the tree knows no decimal type.
    Decimal(String),
    /// `n` suffix or beyond 64 bits: decimal digits with a sign.
    BigInt(String),
}

/// How a string was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quote {
    Bare,
    Single,
    Double,
    SingleHere,
    DoubleHere,
}

#[derive(Debug)]
pub enum StringPart {
    Text(Rc<str>),
    Expression(Expression),
}

/// `$name`, `$scope:name`, `$drive:path`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct VariablePath {
    /// `global`, `script`, `local`, `private`, `using`, `env`, `function` …, as written.
    pub qualifier: Option<String>,
    pub name: Rc<str>,
    /// Written `${…}`.
    pub braced: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeName {
    pub span: Span,
    /// Full name as written, without generic arguments, array marks and assembly.
    pub name: String,
    pub arguments: Vec<TypeName>,
    /// One entry for each `[]`, innermost first; its number is the rank.
    pub array_ranks: Vec<u8>,
    pub assembly: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AssignmentOperator {
    Assign,
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    /// `??=`
    Coalesce,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UnaryOperator {
    Plus,
    Minus,
    /// `!`
    Bang,
    /// `-not`
    Not,
    BitNot,
    /// Unary `-join`
    Join,
    /// Unary `-split`, with its case form
    Split {
        case_sensitive: Option<bool>,
    },
    PreIncrement,
    PreDecrement,
    PostIncrement,
    PostDecrement,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BinaryOperator {
    And,
    Or,
    Xor,
    BitAnd,
    BitOr,
    BitXor,
    ShiftLeft,
    ShiftRight,
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    /// `-f`
    Format,
    Range,
    Coalesce,
    Is,
    IsNot,
    As,
    /// Binary `-join`
    Join,
    /// An operator with `c` and `i` forms.
    Compare {
        operator: Comparison,
        case: Case,
    },
}

/// How a comparison was written: `-eq`, `-ceq`, `-ieq`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Case {
    Default,
    Sensitive,
    Insensitive,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    Equal,
    NotEqual,
    Greater,
    GreaterEqual,
    Less,
    LessEqual,
    Like,
    NotLike,
    Match,
    NotMatch,
    Replace,
    Split,
    Contains,
    NotContains,
    In,
    NotIn,
}
