//! Values that are made of others: texts in quotes, tables, and lists that are spread over variables.

use super::Frame;
use super::step::{get, set, stored, window};
use crate::engine::object::Hashtable;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, member};

impl Engine {
    pub(super) fn expand(&mut self, frame: &Frame, first: u16, count: u16) -> Outcome<Value> {
        let mut text = String::new();
        for part in window(frame, first, count) {
            match part {
                Value::String(part) => text.push_str(part),
                other => text.push_str(&convert::to_text(self, other)?),
            }
        }
        Ok(Value::text(text))
    }

    pub(super) fn hashtable(
        &mut self,
        frame: &Frame,
        first: u16,
        pairs: u16,
        ordered: bool,
    ) -> Outcome<Value> {
        let mut table = Hashtable::new(ordered);
        self.add_pairs(frame, (first, pairs), &mut table)?;
        Ok(crate::engine::object::hashtable_value(table))
    }

    /// More pairs for a table that is being written.
    pub(super) fn extend(&mut self, frame: &Frame, table: u16, pairs: (u16, u16)) -> Outcome {
        match crate::engine::types::hashtable::table(get(frame, table)) {
            Some(found) => self.add_pairs(frame, pairs, &mut found.borrow_mut()),
            None => Ok(()),
        }
    }

    pub(super) fn add_pairs(
        &mut self,
        frame: &Frame,
        (first, pairs): (u16, u16),
        table: &mut Hashtable,
    ) -> Outcome {
        for pair in window(frame, first, pairs * 2).chunks(2) {
            let [key, value] = pair else { continue };
            if key.is_null() {
                let message = "A null key is not allowed in a hash literal.";
                return Err(Fault::runtime("InvalidNullKey", message));
            }
            if table.contains(key) {
                let shown = convert::to_text(self, key)?;
                let message = format!("Duplicate keys '{shown}' are not allowed in hash literals.");
                return Err(Fault::runtime("DuplicateKeyInHashLiteral", message));
            }
            table.set(key.clone(), stored(value));
        }
        Ok(())
    }

    pub(super) fn spread(&mut self, frame: &mut Frame, from: u16, first: u16, count: u16) -> Outcome {
        let value = get(frame, from).clone();
        let mut items = match member::enumerate(self, &value)? {
            Some(items) => items.into_iter(),
            None => vec![value].into_iter(),
        };
        for offset in 0..count {
            let value = if offset + 1 == count {
                Value::from_output(items.by_ref().collect())
            } else {
                items.next().unwrap_or_default()
            };
            set(frame, first + offset, stored(&value));
        }
        Ok(())
    }
}
