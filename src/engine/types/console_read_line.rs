//! `[Microsoft.PowerShell.PSConsoleReadLine]`: what a key's script block does with the line.

use super::table::{joined, statics};
use super::{Class, StaticMethod, arguments, object, parser, reference};
use crate::engine::editing::{self, ActiveEditor, Edited};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};

/// The byte of a UTF-16 position.
fn byte(text: &str, position: i32) -> usize {
    let mut left = usize::try_from(position).unwrap_or(0);
    for (at, character) in text.char_indices() {
        if left == 0 {
            return at;
        }
        left = left.saturating_sub(character.len_utf16());
    }
    text.len()
}

/// The UTF-16 position of a byte.
fn unit(text: &str, position: usize) -> Value {
    let before = text.get(..position).unwrap_or_default().encode_utf16().count();
    Value::Int(i32::try_from(before).unwrap_or(i32::MAX))
}

/// The line that is edited; nothing outside of a key's block.
fn edited(engine: &mut Engine) -> Option<&mut Box<dyn Edited>> {
    engine.extension::<ActiveEditor>().0.as_mut()
}

fn text_and_position(engine: &mut Engine) -> (String, usize) {
    edited(engine).map_or_else(Default::default, |line| (line.text(), line.position()))
}

/// Puts a text in place of a part. Errors: the part is not in the line.
fn replace(engine: &mut Engine, args: &[Value], text: &str) -> Outcome<Value> {
    let (start, length) = (arguments::int(args, 0)?, arguments::int(args, 1)?);
    let (whole, _) = text_and_position(engine);
    let units = whole.encode_utf16().count() as i64;
    if start < 0 || i64::from(start) > units {
        return Err(arguments::throw(
            "System.ArgumentException",
            "Start index is not within the input range. (Parameter 'start')",
        ));
    }
    if length < 0 || i64::from(start) + i64::from(length) > units {
        return Err(arguments::throw(
            "System.ArgumentException",
            "Length is out of range. (Parameter 'length')",
        ));
    }
    let (start, end) = (byte(&whole, start), byte(&whole, start + length));
    if let Some(line) = edited(engine) {
        line.replace(start, end, text);
    }
    Ok(Value::Empty)
}

/// Runs a function of the editor: `(key, argument)`.
fn run(engine: &mut Engine, name: &str, args: &[Value]) -> Outcome<Value> {
    let argument = match args.get(1).or(args.first()) {
        Some(given @ (Value::Int(_) | Value::Long(_))) => Some(crate::engine::convert::to_int(given)?),
        _ => None,
    };
    let Some(mut line) = engine.extension::<ActiveEditor>().0.take() else { return Ok(Value::Empty) };
    let outcome = line.run(engine, name, argument);
    engine.extension::<ActiveEditor>().0 = Some(line);
    outcome.map(|()| Value::Empty)
}

/// `GetBufferState([ref]$line, [ref]$cursor)`, and with tree, tokens and errors in front of the cursor.
fn buffer_state(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let (text, position) = text_and_position(engine);
    if args.len() == 4 {
        parser::parse_into(engine, &text, args.get(..3).unwrap_or_default())?;
    } else {
        reference::assign(engine, arguments::any(args, 0)?, Value::text(text.as_str()))?;
    }
    let cursor = arguments::any(args, args.len().max(2) - 1)?;
    reference::assign(engine, cursor, unit(&text, position))?;
    Ok(Value::Empty)
}

const OWN: &[StaticMethod] = statics! {
    Insert "static void Insert(string s)" "static void Insert(char c)" => |engine, args| {
        let text = arguments::text(engine, args, 0)?;
        if let Some(line) = edited(engine) {
            let at = line.position();
            line.replace(at, at, &text);
        }
        Ok(Value::Empty)
    };
    Replace "static void Replace(int start, int length, string replacement)" => |engine, args| {
        let text = arguments::text(engine, args, 2)?;
        replace(engine, args, &text)
    };
    Delete "static void Delete(int start, int length)" => |engine, args| replace(engine, args, "");
    SetCursorPosition "static void SetCursorPosition(int cursor)" => |engine, args| {
        let (text, _) = text_and_position(engine);
        let at = byte(&text, arguments::int(args, 0)?);
        if let Some(line) = edited(engine) {
            line.set_position(at);
        }
        Ok(Value::Empty)
    };
    GetBufferState
        "static void GetBufferState([ref] string input, [ref] int cursor)"
        "static void GetBufferState([ref] System.Management.Automation.Language.Ast ast, [ref] System.Management.Automation.Language.Token[] tokens, [ref] System.Management.Automation.Language.ParseError[] parseErrors, [ref] int cursor)"
        => buffer_state;
    GetSelectionState "static void GetSelectionState([ref] int start, [ref] int length)" => |engine, args| {
        let (text, _) = text_and_position(engine);
        let selected = edited(engine).and_then(|line| line.selection());
        let (start, length) = match selected {
            Some((start, length)) => {
                let part = text.get(start..start + length).unwrap_or_default();
                (unit(&text, start), unit(part, part.len()))
            }
            None => (Value::Int(-1), Value::Int(-1)),
        };
        reference::assign(engine, arguments::any(args, 0)?, start)?;
        reference::assign(engine, arguments::any(args, 1)?, length)?;
        Ok(Value::Empty)
    };
    AddToHistory "static void AddToHistory(string command)" => |engine, args| {
        let text = arguments::text(engine, args, 0)?;
        if let Some(line) = edited(engine) {
            line.add_to_history(&text);
        }
        Ok(Value::Empty)
    };
    GetHistoryItems "static Microsoft.PowerShell.PSConsoleReadLine+HistoryItem[] GetHistoryItems()" => |engine, _| {
        let lines = edited(engine).map(|line| line.history()).unwrap_or_default();
        let items = lines.into_iter().map(|line| Value::custom([("CommandLine", Value::text(line))]));
        Ok(Value::array(items.collect()))
    };
    GetOptions "static Microsoft.PowerShell.PSConsoleReadLineOptions GetOptions()" => |engine, _| {
        let mut collected = crate::engine::evaluate::Collector(Vec::new());
        engine.run_text(crate::language::Source::inline("Get-PSReadLineOption"), &mut collected)?;
        Ok(collected.0.pop().unwrap_or_default())
    };
    Ding "static void Ding()" => |engine, _| run(engine, "Ding", &[]);
    TryGetArgAsInt "static bool TryGetArgAsInt(System.Object arg, [ref] int numericArg, int defaultNumericArg)" => |engine, args| {
        let number = match arguments::any(args, 0)? {
            Value::Null | Value::Empty => arguments::any(args, 2)?.clone(),
            given => Value::Int(crate::engine::convert::to_int(given)?),
        };
        reference::assign(engine, arguments::any(args, 1)?, number)?;
        Ok(Value::Bool(true))
    };
};

/// Functions that keys may be bound to.
macro_rules! functions {
    ($($group:ident { $($name:ident $description:literal;)* })*) => {
        &[$($(StaticMethod {
            name: stringify!($name),
            signatures: &[concat!(
                "static void ", stringify!($name),
                "(System.Nullable[System.ConsoleKeyInfo] key = default, System.Object arg = default)"
            )],
            call: |engine, args| run(engine, stringify!($name), args),
        }),*),*]
    };
}

const FUNCTIONS: &[StaticMethod] = editing::editor_functions!(functions);

static METHODS: [StaticMethod; OWN.len() + FUNCTIONS.len()] = joined(OWN, FUNCTIONS);

static READ_LINE: Class = Class {
    name: "Microsoft.PowerShell.PSConsoleReadLine",
    base: Some(&object::OBJECT),
    static_methods: &METHODS,
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&READ_LINE];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_function_of_the_editor_is_a_method() {
        for function in editing::FUNCTIONS {
            assert!(METHODS.iter().any(|method| method.name == function.name), "{}", function.name);
        }
    }

    #[test]
    fn positions_count_units_of_utf_16() {
        assert_eq!(byte("a🙂b", 3), 5);
        assert!(matches!(unit("a🙂b", 5), Value::Int(3)));
    }
}
