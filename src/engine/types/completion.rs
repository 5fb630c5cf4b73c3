//! `CompletionResult` and `CommandCompletion`: completion as scripts see it.

use super::record::{made, record_class};
use super::table::{methods, properties, statics};
use super::{Class, arguments, collection, enumeration, object};
use crate::engine::completion::{Completion, CompletionKind, CompletionResult, KINDS};
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, member};
use std::any::Any;
use std::cell::{Cell, RefCell};

const RESULT_TYPE: &str = "System.Management.Automation.CompletionResultType";

record_class!(COMMAND_AST "System.Management.Automation.Language.CommandAst" ["CommandElements", "Extent", "InvocationOperator", "Parent", "Redirections"]);
record_class!(ELEMENT_AST "System.Management.Automation.Language.StringConstantExpressionAst" ["Value", "Extent", "Parent"]);

/// A command's tree, as completers get it: its text and its words.
pub fn command_tree(text: &str) -> Value {
    let source = crate::language::Source::inline(text);
    let extent = |start: usize, end: usize| {
        super::script_extent::value(&source, crate::language::Span::new(start, end))
    };
    let mut elements = Vec::new();
    let mut at = 0;
    for word in text.split_whitespace() {
        let start = text.get(at..).and_then(|rest| rest.find(word)).map_or(at, |found| at + found);
        at = start + word.len();
        let plain = word.trim_matches(['\'', '"']);
        elements.push(made(
            &ELEMENT_AST,
            word,
            [("Value", Value::text(plain)), ("Extent", extent(start, at))],
        ));
    }
    let fields = [("CommandElements", Value::array(elements)), ("Extent", extent(0, text.len()))];
    made(&COMMAND_AST, text, fields)
}

impl Native for CompletionResult {
    fn class(&self) -> &'static Class {
        &RESULT
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// An answer as a value.
pub fn result_value(result: CompletionResult) -> Value {
    Value::native(result)
}

/// The answer behind a value that a completer gave.
pub fn result_of(value: &Value) -> Option<CompletionResult> {
    value.unwrapped().as_native::<CompletionResult>().cloned()
}

fn kind_value(kind: CompletionKind) -> Value {
    let number = KINDS.iter().position(|(_, known)| *known == kind).unwrap_or_default();
    enumeration::value(RESULT_TYPE, i64::try_from(number).unwrap_or_default())
}

fn kind_of(engine: &mut Engine, value: &Value) -> Outcome<CompletionKind> {
    let wanted = super::named(RESULT_TYPE);
    let Value::Enum(found) = crate::engine::convert::to_type(engine, value.clone(), &wanted)? else {
        return Ok(CompletionKind::Text);
    };
    let index = usize::try_from(found.number).unwrap_or_default();
    Ok(KINDS.get(index).map_or(CompletionKind::Text, |(_, kind)| *kind))
}

fn own(this: &Value) -> Outcome<&CompletionResult> {
    this.as_native::<CompletionResult>().ok_or_else(arguments::no_overload)
}

fn construct(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let text = arguments::text(engine, args, 0)?;
    if text.is_empty() {
        return Err(arguments::null("completionText"));
    }
    if args.len() == 1 {
        return Ok(result_value(CompletionResult::plain(text, CompletionKind::Text)));
    }
    let item = arguments::text(engine, args, 1)?;
    let kind = kind_of(engine, arguments::any(args, 2)?)?;
    let tool_tip = arguments::text(engine, args, 3)?;
    if item.is_empty() || tool_tip.is_empty() {
        return Err(arguments::null(if item.is_empty() { "listItemText" } else { "toolTip" }));
    }
    Ok(result_value(CompletionResult { text, item, kind, tool_tip }))
}

static RESULT: Class = Class {
    name: "System.Management.Automation.CompletionResult",
    base: Some(&object::OBJECT),
    properties: properties! {
        "string" CompletionText => |_, this| Ok(Value::text(own(this)?.text.as_str()));
        "string" ListItemText => |_, this| Ok(Value::text(own(this)?.item.as_str()));
        "System.Management.Automation.CompletionResultType" ResultType => |_, this| Ok(kind_value(own(this)?.kind));
        "string" ToolTip => |_, this| Ok(Value::text(own(this)?.tool_tip.as_str()));
    },
    construct: Some(construct),
    constructors: &[
        "System.Management.Automation.CompletionResult new(string completionText, string listItemText, System.Management.Automation.CompletionResultType resultType, string toolTip)",
        "System.Management.Automation.CompletionResult new(string completionText)",
    ],
    ..Class::EMPTY
};

static KIND: Class = Class {
    name: RESULT_TYPE,
    base: Some(&enumeration::ENUM),
    enumeration: Some(&[
        ("Text", 0),
        ("History", 1),
        ("Command", 2),
        ("ProviderItem", 3),
        ("ProviderContainer", 4),
        ("Property", 5),
        ("Method", 6),
        ("ParameterName", 7),
        ("ParameterValue", 8),
        ("Variable", 9),
        ("Namespace", 10),
        ("Type", 11),
        ("Keyword", 12),
        ("DynamicKeyword", 13),
    ]),
    value_type: true,
    ..Class::EMPTY
};

/// All answers for one place, and which of them was taken last.
#[derive(Debug)]
struct CommandCompletion {
    matches: RefCell<Value>,
    current: Cell<i32>,
    index: Cell<i32>,
    length: Cell<i32>,
}

impl Native for CommandCompletion {
    fn class(&self) -> &'static Class {
        &COMPLETION
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn completion(this: &Value) -> Outcome<&CommandCompletion> {
    this.as_native::<CommandCompletion>().ok_or_else(arguments::no_overload)
}

/// UTF-16 units of a text, as .NET counts.
fn units(text: &str) -> i32 {
    i32::try_from(text.encode_utf16().count()).unwrap_or(i32::MAX)
}

/// The byte of a UTF-16 position.
fn byte_at(text: &str, cursor: i32) -> usize {
    let mut left = cursor;
    for (at, character) in text.char_indices() {
        if left <= 0 {
            return at;
        }
        left -= i32::try_from(character.len_utf16()).unwrap_or(2);
    }
    text.len()
}

/// Completes an input at a UTF-16 position. Errors: the position is outside of the input.
pub fn complete(engine: &mut Engine, text: &str, cursor: i32) -> Outcome<Value> {
    if cursor < 0 || cursor > units(text) {
        let message = "Cannot process argument because the value of argument \"cursorIndex\" is not valid. Change the value of the \"cursorIndex\" argument and run the operation again.";
        return Err(arguments::throw("System.Management.Automation.PSArgumentException", message));
    }
    let completer = engine.host.completer();
    let Completion { start, length, results } = completer(engine, text, byte_at(text, cursor));
    let before = text.get(..start).unwrap_or_default();
    let replaced = text.get(start..start + length).unwrap_or_default();
    let items = results.into_iter().map(result_value).collect();
    let found = CommandCompletion {
        matches: RefCell::new(collection::of(
            &super::named("System.Management.Automation.CompletionResult"),
            items,
        )),
        current: Cell::new(-1),
        index: Cell::new(units(before)),
        length: Cell::new(units(replaced)),
    };
    Ok(Value::native(found))
}

/// The next answer, round and round; `$null` when there is none.
fn next_result(_: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let found = completion(this)?;
    let forward = args.first().is_none_or(crate::engine::convert::to_bool);
    let matches = found.matches.borrow();
    let Some((_, items)) = super::list::cells(&matches) else { return Ok(Value::Null) };
    let items = items.borrow();
    let count = i32::try_from(items.len()).unwrap_or(i32::MAX);
    if count == 0 {
        return Ok(Value::Null);
    }
    let step = if forward { 1 } else { -1 };
    let next = (found.current.get() + step).rem_euclid(count);
    found.current.set(if found.current.get() < 0 && !forward { count - 1 } else { next });
    Ok(usize::try_from(found.current.get()).ok().and_then(|at| items.get(at).cloned()).unwrap_or_default())
}

static COMPLETION: Class = Class {
    name: "System.Management.Automation.CommandCompletion",
    base: Some(&object::OBJECT),
    properties: properties! {
        "System.Collections.ObjectModel.Collection[System.Management.Automation.CompletionResult]" CompletionMatches => |_, this| Ok(completion(this)?.matches.borrow().clone()), |_, this, value| { *completion(this)?.matches.borrow_mut() = value; Ok(()) };
        "int" CurrentMatchIndex => |_, this| Ok(Value::Int(completion(this)?.current.get())), |_, this, value| { completion(this)?.current.set(crate::engine::convert::to_int(&value)?); Ok(()) };
        "int" ReplacementIndex => |_, this| Ok(Value::Int(completion(this)?.index.get())), |_, this, value| { completion(this)?.index.set(crate::engine::convert::to_int(&value)?); Ok(()) };
        "int" ReplacementLength => |_, this| Ok(Value::Int(completion(this)?.length.get())), |_, this, value| { completion(this)?.length.set(crate::engine::convert::to_int(&value)?); Ok(()) };
    },
    methods: methods! {
        GetNextResult "System.Management.Automation.CompletionResult GetNextResult(bool forward)" => next_result;
    },
    static_methods: statics! {
        CompleteInput
            "static System.Management.Automation.CommandCompletion CompleteInput(string input, int cursorIndex, hashtable options)"
            "static System.Management.Automation.CommandCompletion CompleteInput(System.Management.Automation.Language.Ast ast, System.Management.Automation.Language.Token[] tokens, System.Management.Automation.Language.IScriptPosition positionOfCursor, hashtable options)"
            "static System.Management.Automation.CommandCompletion CompleteInput(string input, int cursorIndex, hashtable options, powershell powershell)"
            "static System.Management.Automation.CommandCompletion CompleteInput(System.Management.Automation.Language.Ast ast, System.Management.Automation.Language.Token[] tokens, System.Management.Automation.Language.IScriptPosition cursorPosition, hashtable options, powershell powershell)"
            => complete_input;
    },
    ..Class::EMPTY
};

/// `CompleteInput`: an input and a number, or a tree, its tokens and a position; then options, and a `PowerShell`
/// whose session is asked.
fn complete_input(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let by_text = matches!(args.first().map(Value::unwrapped), Some(Value::String(_)));
    let (text, cursor) = if by_text {
        (arguments::text(engine, args, 0)?, arguments::int(args, 1)?)
    } else {
        for (name, value) in ["ast", "tokens", "positionOfCursor"].iter().zip(args) {
            if value.is_null() {
                return Err(missing_argument(name));
            }
        }
        // The tree may be a part of a longer text, in which the position counts.
        let position = arguments::any(args, 2)?;
        let offset = member::get(engine, position, "Offset")?.unwrap_or_default();
        let whole = member::invoke(engine, position, "GetFullScript", &[])?;
        (convert::to_text(engine, &whole)?, convert::to_int(&offset)?)
    };
    match args.get(if by_text { 3 } else { 4 }) {
        // An empty input has no answers, wherever the cursor is said to be.
        _ if text.is_empty() => Ok(no_answers()),
        Some(shell) if shell.is_null() && (!by_text || cursor <= units(&text)) => {
            Err(missing_argument("powershell"))
        }
        Some(shell) if shell.is_null() => complete(engine, &text, cursor),
        Some(shell) => complete_elsewhere(engine, shell, &text, cursor),
        None => complete(engine, &text, cursor),
    }
}

fn no_answers() -> Value {
    let class = super::named("System.Management.Automation.CompletionResult");
    Value::native(CommandCompletion {
        matches: RefCell::new(collection::of(&class, Vec::new())),
        current: Cell::new(-1),
        index: Cell::new(-1),
        length: Cell::new(-1),
    })
}

fn missing_argument(name: &str) -> Box<Fault> {
    let message = format!(
        "Cannot process argument because the value of argument \"{name}\" is null. Change the value of argument \"{name}\" to a non-null value."
    );
    arguments::throw("System.Management.Automation.PSArgumentNullException", message)
}

/// Asks the session of a `PowerShell` by its own `TabExpansion2`, as PowerShell does.
fn complete_elsewhere(engine: &mut Engine, shell: &Value, text: &str, cursor: i32) -> Outcome<Value> {
    let commands = member::get(engine, shell, "Commands")?.unwrap_or_default();
    member::invoke(engine, &commands, "Clear", &[])?;
    member::invoke(engine, shell, "AddCommand", &[Value::text("TabExpansion2")])?;
    member::invoke(engine, shell, "AddParameter", &[Value::text("inputScript"), Value::text(text)])?;
    member::invoke(engine, shell, "AddParameter", &[Value::text("cursorColumn"), Value::Int(cursor)])?;
    let found = member::invoke(engine, shell, "Invoke", &[])?;
    let first = member::enumerate(engine, &found)?.unwrap_or_default().into_iter().next();
    Ok(first.unwrap_or_else(no_answers))
}

/// Answers of the host for an input whose end asks the question.
fn answers_to(engine: &mut Engine, input: &str) -> Value {
    let completer = engine.host.completer();
    let found = completer(engine, input, input.len());
    let items = found.results.into_iter().map(result_value).collect();
    collection::of(&super::named("System.Management.Automation.CompletionResult"), items)
}

/// The first argument as the word that is completed. Errors: it is `$null`.
fn word(engine: &mut Engine, args: &[Value], prefix: &str) -> Outcome<Value> {
    let word = arguments::text(engine, args, 0)?;
    Ok(answers_to(engine, &format!("{prefix}{word}")))
}

/// `CompletionCompleters`: what fits for one kind of word. Each is asked by the shortest input where that kind stands.
static COMPLETERS: Class = Class {
    name: "System.Management.Automation.CompletionCompleters",
    base: Some(&object::OBJECT),
    static_methods: statics! {
        CompleteCommand "static System.Collections.Generic.IEnumerable[System.Management.Automation.CompletionResult] CompleteCommand(string commandName)" => |engine, args| word(engine, args, "");
        CompleteFilename "static System.Collections.Generic.IEnumerable[System.Management.Automation.CompletionResult] CompleteFilename(string fileName)" => |engine, args| word(engine, args, "Get-Item ");
        CompleteOperator "static System.Collections.Generic.List[System.Management.Automation.CompletionResult] CompleteOperator(string wordToComplete)" => |engine, args| {
            let typed = arguments::text(engine, args, 0)?;
            Ok(answers_to(engine, &format!("1 -{}", typed.trim_start_matches('-'))))
        };
        CompleteType "static System.Collections.Generic.IEnumerable[System.Management.Automation.CompletionResult] CompleteType(string typeName)" => |engine, args| word(engine, args, "[");
        CompleteVariable "static System.Collections.Generic.IEnumerable[System.Management.Automation.CompletionResult] CompleteVariable(string variableName)" => |engine, args| word(engine, args, "$");
    },
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&RESULT, &KIND, &COMPLETION, &COMMAND_AST, &ELEMENT_AST, &COMPLETERS];
