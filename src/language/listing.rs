//! Code as text, for golden tests: slots, constants, then one line an instruction.

use super::code::{Code, Constant};
use std::fmt::Write;

/// A code's listing. `r`, `s` and `c` in fused instructions are registers, slots and constants.
pub fn listing(code: &Code) -> String {
    let mut text = String::new();
    for (index, name) in code.slots.iter().enumerate() {
        line(&mut text, format_args!("slot {index}: ${name}"));
    }
    for (index, constant) in code.tables.constants.iter().enumerate() {
        match constant {
            Constant::Number(number) => line(&mut text, format_args!("constant {index}: {number:?}")),
            Constant::Text(value) => line(&mut text, format_args!("constant {index}: {value:?}")),
        }
    }
    for (address, instruction) in code.instructions.iter().enumerate() {
        line(&mut text, format_args!("{address:4} {instruction:?}"));
    }
    text
}

fn line(text: &mut String, content: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{content}");
}
