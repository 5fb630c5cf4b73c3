//! `[Microsoft.PowerShell.PSConsoleReadLine]`: what a key's script block does with the line.

use super::table::statics;
use super::{Class, arguments, object, reference};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};

/// The line while a bound block runs. Positions are bytes; scripts see UTF-16 units.
#[derive(Debug, Default)]
pub struct Buffer {
    pub text: String,
    pub position: usize,
    pub accepted: bool,
}

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

fn buffer(engine: &mut Engine) -> &mut Buffer {
    engine.extension::<Buffer>()
}

/// Puts a text in place of a part, and the cursor behind it.
fn replace(engine: &mut Engine, start: usize, end: usize, text: &str) {
    let buffer = buffer(engine);
    let end = end.min(buffer.text.len()).max(start);
    if buffer.text.get(start..end).is_some() {
        buffer.text.replace_range(start..end, text);
        buffer.position = start + text.len();
    }
}

fn part(engine: &mut Engine, args: &[Value]) -> Outcome<(usize, usize)> {
    let (start, length) = (arguments::int(args, 0)?, arguments::int(args, 1)?);
    let text = &buffer(engine).text;
    Ok((byte(text, start), byte(text, start.saturating_add(length))))
}

static READ_LINE: Class = Class {
    name: "Microsoft.PowerShell.PSConsoleReadLine",
    base: Some(&object::OBJECT),
    static_methods: statics! {
        Insert "static void Insert(string s)" => |engine, args| {
            let text = arguments::text(engine, args, 0)?;
            let at = buffer(engine).position;
            replace(engine, at, at, &text);
            Ok(Value::Empty)
        };
        Replace "static void Replace(int start, int length, string replacement)" => |engine, args| {
            let (start, end) = part(engine, args)?;
            let text = arguments::text(engine, args, 2)?;
            replace(engine, start, end, &text);
            Ok(Value::Empty)
        };
        Delete "static void Delete(int start, int length)" => |engine, args| {
            let (start, end) = part(engine, args)?;
            replace(engine, start, end, "");
            Ok(Value::Empty)
        };
        RevertLine "static void RevertLine()" => |engine, _| {
            let buffer = buffer(engine);
            buffer.text.clear();
            buffer.position = 0;
            Ok(Value::Empty)
        };
        AcceptLine "static void AcceptLine()" => |engine, _| {
            buffer(engine).accepted = true;
            Ok(Value::Empty)
        };
        BeginningOfLine "static void BeginningOfLine()" => |engine, _| {
            buffer(engine).position = 0;
            Ok(Value::Empty)
        };
        EndOfLine "static void EndOfLine()" => |engine, _| {
            let buffer = buffer(engine);
            buffer.position = buffer.text.len();
            Ok(Value::Empty)
        };
        SetCursorPosition "static void SetCursorPosition(int cursor)" => |engine, args| {
            let buffer = buffer(engine);
            buffer.position = byte(&buffer.text, arguments::int(args, 0)?);
            Ok(Value::Empty)
        };
        GetBufferState "static void GetBufferState([ref] string input, [ref] int cursor)" => |engine, args| {
            let found = buffer(engine);
            let text = Value::text(found.text.as_str());
            let before = found.text.get(..found.position).unwrap_or_default().encode_utf16().count();
            reference::assign(engine, arguments::any(args, 0)?, text)?;
            if let Some(cursor) = args.get(1) {
                reference::assign(engine, cursor, Value::Int(i32::try_from(before).unwrap_or(i32::MAX)))?;
            }
            Ok(Value::Empty)
        };
    },
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&READ_LINE];
