//! `TokenKind` and the other enumerations of the parser, and the kinds of operators.

use crate::engine::types::{Class, enumeration};
use crate::engine::value::Value;
use crate::language::ast::{
    AssignmentOperator, BinaryOperator, Case, Comparison, Quote, Stream, UnaryOperator, UsingKind,
};

macro_rules! kinds {
    ($($constant:ident $name:literal $flags:literal [$($value:ident = $number:literal),* $(,)?];)*) => {
        $(static $constant: Class = Class {
            name: $name,
            base: Some(&enumeration::ENUM),
            enumeration: Some(&[$((stringify!($value), $number)),*]),
            flags: $flags,
            value_type: true,
            ..Class::EMPTY
        };)*
        pub(super) const CLASSES: &[&Class] = &[$(&$constant),*];
    };
}

kinds! {
    TOKEN_KIND "System.Management.Automation.Language.TokenKind" false [
        Unknown = 0, Variable = 1, SplattedVariable = 2, Parameter = 3, Number = 4, Label = 5, Identifier = 6,
        Generic = 7, NewLine = 8, LineContinuation = 9, Comment = 10, EndOfInput = 11, StringLiteral = 12,
        StringExpandable = 13, HereStringLiteral = 14, HereStringExpandable = 15, LParen = 16, RParen = 17,
        LCurly = 18, RCurly = 19, LBracket = 20, RBracket = 21, AtParen = 22, AtCurly = 23, DollarParen = 24,
        Semi = 25, AndAnd = 26, OrOr = 27, Ampersand = 28, Pipe = 29, Comma = 30, MinusMinus = 31, PlusPlus = 32,
        DotDot = 33, ColonColon = 34, Dot = 35, Exclaim = 36, Multiply = 37, Divide = 38, Rem = 39, Plus = 40,
        Minus = 41, Equals = 42, PlusEquals = 43, MinusEquals = 44, MultiplyEquals = 45, DivideEquals = 46,
        RemainderEquals = 47, Redirection = 48, RedirectInStd = 49, Format = 50, Not = 51, Bnot = 52, And = 53,
        Or = 54, Xor = 55, Band = 56, Bor = 57, Bxor = 58, Join = 59, Ieq = 60, Ine = 61, Ige = 62, Igt = 63,
        Ilt = 64, Ile = 65, Ilike = 66, Inotlike = 67, Imatch = 68, Inotmatch = 69, Ireplace = 70, Icontains = 71,
        Inotcontains = 72, Iin = 73, Inotin = 74, Isplit = 75, Ceq = 76, Cne = 77, Cge = 78, Cgt = 79, Clt = 80,
        Cle = 81, Clike = 82, Cnotlike = 83, Cmatch = 84, Cnotmatch = 85, Creplace = 86, Ccontains = 87,
        Cnotcontains = 88, Cin = 89, Cnotin = 90, Csplit = 91, Is = 92, IsNot = 93, As = 94, PostfixPlusPlus = 95,
        PostfixMinusMinus = 96, Shl = 97, Shr = 98, Colon = 99, QuestionMark = 100, QuestionQuestionEquals = 101,
        QuestionQuestion = 102, QuestionDot = 103, QuestionLBracket = 104, Begin = 119, Break = 120, Catch = 121,
        Class = 122, Continue = 123, Data = 124, Define = 125, Do = 126, Dynamicparam = 127, Else = 128,
        ElseIf = 129, End = 130, Exit = 131, Filter = 132, Finally = 133, For = 134, Foreach = 135, From = 136,
        Function = 137, If = 138, In = 139, Param = 140, Process = 141, Return = 142, Switch = 143, Throw = 144,
        Trap = 145, Try = 146, Until = 147, Using = 148, Var = 149, While = 150, Workflow = 151, Parallel = 152,
        Sequence = 153, InlineScript = 154, Configuration = 155, DynamicKeyword = 156, Public = 157, Private = 158,
        Static = 159, Interface = 160, Enum = 161, Namespace = 162, Module = 163, Type = 164, Assembly = 165,
        Command = 166, Hidden = 167, Base = 168, Default = 169, Clean = 170,
    ];
    TOKEN_FLAGS "System.Management.Automation.Language.TokenFlags" true [
        None = 0, Keyword = 16, ScriptBlockBlockName = 32, BinaryOperator = 256, UnaryOperator = 512,
        CaseSensitiveOperator = 1024, SpecialOperator = 4096, AssignmentOperator = 8192, ParseModeInvariant = 32768,
        TokenInError = 65536, DisallowedInRestrictedMode = 131072, PrefixOrPostfixOperator = 262144,
        CommandName = 524288, MemberName = 1048576, TypeName = 2097152, AttributeName = 4194304,
    ];
    STRING_TYPE "System.Management.Automation.Language.StringConstantType" false [
        SingleQuoted = 0, SingleQuotedHereString = 1, DoubleQuoted = 2, DoubleQuotedHereString = 3, BareWord = 4,
    ];
    REDIRECTION_STREAM "System.Management.Automation.Language.RedirectionStream" false [
        All = 0, Output = 1, Error = 2, Warning = 3, Verbose = 4, Debug = 5, Information = 6,
    ];
    USING_KIND "System.Management.Automation.Language.UsingStatementKind" false [
        Assembly = 0, Command = 1, Module = 2, Namespace = 3, Type = 4,
    ];
    SWITCH_FLAGS "System.Management.Automation.Language.SwitchFlags" true [
        None = 0, File = 1, Regex = 2, Wildcard = 4, Exact = 8, CaseSensitive = 16, Parallel = 32,
    ];
    VISIT_ACTION "System.Management.Automation.Language.AstVisitAction" false [
        Continue = 0, SkipChildren = 1, StopVisit = 2,
    ];
}

/// The number of an `AstVisitAction`; anything else goes on.
pub(super) fn visit_action(value: &Value) -> i64 {
    match value.unwrapped() {
        Value::Enum(found) => found.number,
        _ => 0,
    }
}

fn value(class: &'static Class, name: &str) -> Value {
    let number = class.enumeration.unwrap_or_default().iter().find(|(known, _)| *known == name);
    enumeration::value(class.name, number.map_or(0, |(_, number)| *number))
}

/// A `TokenKind` by its name.
pub(super) fn token(name: &str) -> Value {
    value(&TOKEN_KIND, name)
}

pub(super) fn token_flags(bits: i64) -> Value {
    enumeration::value(TOKEN_FLAGS.name, bits)
}

pub(super) fn string_type(quote: Quote) -> Value {
    value(
        &STRING_TYPE,
        match quote {
            Quote::Bare => "BareWord",
            Quote::Single => "SingleQuoted",
            Quote::Double => "DoubleQuoted",
            Quote::SingleHere => "SingleQuotedHereString",
            Quote::DoubleHere => "DoubleQuotedHereString",
        },
    )
}

pub(super) fn stream(stream: Stream) -> Value {
    value(&REDIRECTION_STREAM, &format!("{stream:?}"))
}

pub(super) fn using_kind(kind: UsingKind) -> Value {
    value(&USING_KIND, &format!("{kind:?}"))
}

pub(super) fn switch_flags(bits: i64) -> Value {
    enumeration::value(SWITCH_FLAGS.name, bits)
}

pub(super) fn assignment(operator: AssignmentOperator) -> Value {
    token(match operator {
        AssignmentOperator::Assign => "Equals",
        AssignmentOperator::Add => "PlusEquals",
        AssignmentOperator::Subtract => "MinusEquals",
        AssignmentOperator::Multiply => "MultiplyEquals",
        AssignmentOperator::Divide => "DivideEquals",
        AssignmentOperator::Remainder => "RemainderEquals",
        AssignmentOperator::Coalesce => "QuestionQuestionEquals",
    })
}

pub(super) fn unary(operator: UnaryOperator) -> Value {
    token(match operator {
        UnaryOperator::Plus => "Plus",
        UnaryOperator::Minus => "Minus",
        UnaryOperator::Bang => "Exclaim",
        UnaryOperator::Not => "Not",
        UnaryOperator::BitNot => "Bnot",
        UnaryOperator::Join => "Join",
        UnaryOperator::Split { case_sensitive: Some(true) } => "Csplit",
        UnaryOperator::Split { .. } => "Isplit",
        UnaryOperator::PreIncrement => "PlusPlus",
        UnaryOperator::PreDecrement => "MinusMinus",
        UnaryOperator::PostIncrement => "PostfixPlusPlus",
        UnaryOperator::PostDecrement => "PostfixMinusMinus",
    })
}

pub(super) fn binary(operator: BinaryOperator) -> Value {
    let name = match operator {
        BinaryOperator::And => "And",
        BinaryOperator::Or => "Or",
        BinaryOperator::Xor => "Xor",
        BinaryOperator::BitAnd => "Band",
        BinaryOperator::BitOr => "Bor",
        BinaryOperator::BitXor => "Bxor",
        BinaryOperator::ShiftLeft => "Shl",
        BinaryOperator::ShiftRight => "Shr",
        BinaryOperator::Add => "Plus",
        BinaryOperator::Subtract => "Minus",
        BinaryOperator::Multiply => "Multiply",
        BinaryOperator::Divide => "Divide",
        BinaryOperator::Remainder => "Rem",
        BinaryOperator::Format => "Format",
        BinaryOperator::Range => "DotDot",
        BinaryOperator::Coalesce => "QuestionQuestion",
        BinaryOperator::Is => "Is",
        BinaryOperator::IsNot => "IsNot",
        BinaryOperator::As => "As",
        BinaryOperator::Join => "Join",
        BinaryOperator::Compare { operator, case } => return comparison(operator, case),
    };
    token(name)
}

fn comparison(operator: Comparison, case: Case) -> Value {
    let word = match operator {
        Comparison::Equal => "eq",
        Comparison::NotEqual => "ne",
        Comparison::Greater => "gt",
        Comparison::GreaterEqual => "ge",
        Comparison::Less => "lt",
        Comparison::LessEqual => "le",
        Comparison::Like => "like",
        Comparison::NotLike => "notlike",
        Comparison::Match => "match",
        Comparison::NotMatch => "notmatch",
        Comparison::Replace => "replace",
        Comparison::Split => "split",
        Comparison::Contains => "contains",
        Comparison::NotContains => "notcontains",
        Comparison::In => "in",
        Comparison::NotIn => "notin",
    };
    let letter = if case == Case::Sensitive { 'C' } else { 'I' };
    token(&format!("{letter}{word}"))
}
