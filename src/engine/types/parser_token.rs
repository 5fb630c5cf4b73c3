//! `PSParser` and `PSToken`: the tokens of PowerShell's first parser, which scripts still ask for.

use super::record::{field, made, record_class};
use super::{Class, StaticMethod, arguments, enumeration, object, reference, syntax_error};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert, member, syntax};
use crate::language::literal::doubled_single_quotes;
use crate::language::{Source, parse};

record_class!(TOKEN "System.Management.Automation.PSToken" ["Content", "Type", "Start", "Length", "StartLine", "StartColumn", "EndLine", "EndColumn"]);

static TOKEN_TYPE: Class = Class {
    name: "System.Management.Automation.PSTokenType",
    base: Some(&enumeration::ENUM),
    enumeration: Some(&[
        ("Unknown", 0),
        ("Command", 1),
        ("CommandParameter", 2),
        ("CommandArgument", 3),
        ("Number", 4),
        ("String", 5),
        ("Variable", 6),
        ("Member", 7),
        ("LoopLabel", 8),
        ("Attribute", 9),
        ("Type", 10),
        ("Operator", 11),
        ("GroupStart", 12),
        ("GroupEnd", 13),
        ("Keyword", 14),
        ("Comment", 15),
        ("StatementSeparator", 16),
        ("NewLine", 17),
        ("LineContinuation", 18),
        ("Position", 19),
    ]),
    value_type: true,
    ..Class::EMPTY
};

/// The type of a token by its kind and flags.
fn type_name(kind: &str, flags: &str) -> &'static str {
    let flagged = |name: &str| flags.split(", ").any(|flag| flag == name);
    match kind {
        "LParen" | "LCurly" | "DollarParen" | "AtParen" | "AtCurly" => "GroupStart",
        "RParen" | "RCurly" => "GroupEnd",
        "Variable" | "SplattedVariable" => "Variable",
        "Parameter" => "CommandParameter",
        "Number" => "Number",
        "StringLiteral" | "StringExpandable" | "HereStringLiteral" | "HereStringExpandable" => "String",
        "Comment" => "Comment",
        "NewLine" => "NewLine",
        "LineContinuation" => "LineContinuation",
        "Semi" => "StatementSeparator",
        "Label" => "LoopLabel",
        _ if flagged("CommandName") => "Command",
        _ if flagged("MemberName") => "Member",
        _ if flagged("TypeName") => "Type",
        _ if flagged("AttributeName") => "Attribute",
        _ if flagged("Keyword") => "Keyword",
        "Generic" | "Identifier" => "CommandArgument",
        _ => "Operator",
    }
}

fn token(engine: &mut Engine, of: &Value) -> Outcome<Value> {
    let kind = convert::display(&field(of, "Kind"));
    let name = type_name(&kind, &convert::display(&field(of, "TokenFlags")));
    let text = field(of, "Text");
    let content = match name {
        "Variable" => field(of, "Name"),
        "String" => field(of, "Value"),
        _ => text.clone(),
    };
    let extent = field(of, "Extent");
    let mut place = |name| -> Outcome<Value> { Ok(member::get(engine, &extent, name)?.unwrap_or_default()) };
    let (start, end) = (place("StartOffset")?, place("EndOffset")?);
    let length = match (&start, &end) {
        (Value::Int(start), Value::Int(end)) => end - start,
        _ => 0,
    };
    let number = TOKEN_TYPE.enumeration.unwrap_or_default().iter().find(|(known, _)| *known == name);
    let fields = [
        ("Content", content),
        ("Type", enumeration::value(TOKEN_TYPE.name, number.map_or(0, |(_, number)| *number))),
        ("Start", start),
        ("Length", Value::Int(length)),
        ("StartLine", place("StartLineNumber")?),
        ("StartColumn", place("StartColumnNumber")?),
        ("EndLine", place("EndLineNumber")?),
        ("EndColumn", place("EndColumnNumber")?),
    ];
    Ok(made(&TOKEN, "", fields))
}

fn tokenize(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let first = arguments::any(args, 0)?;
    let lines = match first.unwrapped() {
        Value::String(_) => vec![first.clone()],
        _ => member::enumerate(engine, first)?.unwrap_or_else(|| vec![first.clone()]),
    };
    let text: Vec<String> = lines.iter().map(convert::display).collect();
    let source = Source::inline(text.join("\n"));
    if let Some(errors) = args.get(1) {
        reference::assign(engine, errors, syntax_error::errors(&parse(source.clone())))?;
    }
    let all = syntax::tokens(&source);
    let mut found = Vec::new();
    for item in member::enumerate(engine, &all)?.unwrap_or_default() {
        if convert::display(&field(&item, "Kind")) != "EndOfInput" {
            found.push(token(engine, &item)?);
        }
    }
    Ok(super::list::collection(found))
}

static PARSER: Class = Class {
    name: "System.Management.Automation.PSParser",
    base: Some(&object::OBJECT),
    static_methods: &[StaticMethod {
        name: "Tokenize",
        signatures: &[
            "static System.Collections.ObjectModel.Collection[System.Management.Automation.PSToken] Tokenize(string script, [ref] System.Collections.ObjectModel.Collection[System.Management.Automation.PSParseError] errors)",
            "static System.Collections.ObjectModel.Collection[System.Management.Automation.PSToken] Tokenize(System.Object[] script, [ref] System.Collections.ObjectModel.Collection[System.Management.Automation.PSParseError] errors)",
        ],
        call: tokenize,
    }],
    ..Class::EMPTY
};

static CODE_GENERATION: Class = Class {
    name: "System.Management.Automation.Language.CodeGeneration",
    base: Some(&object::OBJECT),
    static_methods: &[
        StaticMethod {
            name: "EscapeSingleQuotedStringContent",
            signatures: &["static string EscapeSingleQuotedStringContent(string value)"],
            call: |engine, args| Ok(Value::text(doubled_single_quotes(&arguments::text(engine, args, 0)?))),
        },
        StaticMethod {
            name: "EscapeFormatStringContent",
            signatures: &["static string EscapeFormatStringContent(string value)"],
            call: |engine, args| Ok(Value::text(doubled(&arguments::text(engine, args, 0)?, &['{', '}']))),
        },
        StaticMethod {
            name: "EscapeVariableName",
            signatures: &["static string EscapeVariableName(string value)"],
            call: |engine, args| {
                let text = arguments::text(engine, args, 0)?;
                Ok(Value::text(text.replace('`', "``").replace('{', "`{").replace('}', "`}")))
            },
        },
        StaticMethod {
            name: "EscapeBlockCommentContent",
            signatures: &["static string EscapeBlockCommentContent(string value)"],
            call: |engine, args| {
                let text = arguments::text(engine, args, 0)?;
                Ok(Value::text(text.replace("<#", "<`#").replace("#>", "#`>")))
            },
        },
    ],
    ..Class::EMPTY
};

/// A text with some of its characters written twice.
fn doubled(text: &str, which: &[char]) -> String {
    let copies = |letter: char| if which.contains(&letter) { 2 } else { 1 };
    text.chars().flat_map(|letter| std::iter::repeat_n(letter, copies(letter))).collect()
}

pub(super) const CLASSES: &[&Class] = &[&TOKEN, &TOKEN_TYPE, &PARSER, &CODE_GENERATION];
