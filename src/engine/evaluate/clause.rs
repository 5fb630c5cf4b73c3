//! What a clause of a `switch` takes.

use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert, operators};
use crate::language::ast::{BinaryOperator, SwitchMode};
use crate::language::code::{self, Code};

impl Engine {
    /// One clause of a `switch`: a block is a condition over `$_`, everything else compares as text.
    pub(super) fn switch_match(
        &mut self,
        code: &Code,
        index: code::Index,
        value: &Value,
        pattern: &Value,
    ) -> Outcome<bool> {
        let Some(how) = code.tables.matches.get(index as usize).copied() else { return Ok(false) };
        if let Value::Block(block) = pattern.unwrapped() {
            let result = self.invoke_in_scope(block, &[])?;
            return Ok(convert::to_bool(&Value::from_output(result)));
        }
        match how.mode {
            SwitchMode::Exact if pattern.is_null() => Ok(value.is_null()),
            // What most clauses compare, without a text for each.
            SwitchMode::Exact if are_texts(value, pattern) => {
                operators::equal(self, value, pattern, !how.case_sensitive)
            }
            // Both sides are text, so an enumerator is its name and `$true` is no number.
            SwitchMode::Exact => {
                let text = Value::text(convert::to_text(self, value)?);
                let pattern = Value::text(convert::to_text(self, pattern)?);
                operators::equal(self, &text, &pattern, !how.case_sensitive)
            }
            SwitchMode::Wildcard => {
                let text = convert::to_text(self, value)?;
                let pattern = convert::to_text(self, pattern)?;
                Ok(operators::like(&text, &pattern, !how.case_sensitive))
            }
            SwitchMode::Regex => {
                use crate::language::ast::{Case, Comparison};
                let case = if how.case_sensitive { Case::Sensitive } else { Case::Insensitive };
                let operator = BinaryOperator::Compare { operator: Comparison::Match, case };
                match operators::binary(self, operator, value, pattern) {
                    Ok(found) => Ok(convert::to_bool(&found)),
                    Err(fault) => {
                        let text = convert::to_text(self, pattern)?;
                        Err(operators::invalid_regular_expression(fault, &text))
                    }
                }
            }
        }
    }
}

/// Two texts or two integers, which are equal just when their texts are.
fn are_texts(value: &Value, pattern: &Value) -> bool {
    matches!(
        (value.unwrapped(), pattern.unwrapped()),
        (Value::String(_), Value::String(_)) | (Value::Int(_), Value::Int(_))
    )
}
