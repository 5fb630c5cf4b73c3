//! `Sort-Object`.

use crate::cmdlet;
use crate::engine::calculated::Calculated;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, operators};
use std::cmp::Ordering;

cmdlet! {
    /// Sorts objects by their properties.
    ///
    /// # Examples
    /// ```powershell
    /// 3, 1, 2 | Sort-Object -Descending
    /// 'bb', 'a' | Sort-Object Length
    /// ```
    "Sort-Object" as SortObject {
        aliases: &["sort"],
        class: "Microsoft.PowerShell.Commands.SortObjectCommand",
    }
    parameters {
        /// Each object.
        "InputObject" input: Value { pipe: Pipe::ByValue },
        /// What to sort by; without it objects are compared themselves.
        "Property" property: Vec<Value> { position: Some(0) },
        /// The largest first.
        "Descending" descending: bool,
        /// Keeps the order of equal objects (this command always does).
        "Stable" stable: bool,
        /// Sends equal objects once.
        "Unique" unique: bool,
        /// Text is compared by case.
        "CaseSensitive" case_sensitive: bool,
        /// Only so many from the start.
        "Top" top: Option<i32>,
        /// Only so many from the end.
        "Bottom" bottom: Option<i32>,
        /// Accepted; text is compared under the invariant culture.
        "Culture" culture: Option<String>,
    }
    state { items: Vec<Value> }
}

impl Cmdlet for SortObject {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        if context.invocation.bound.iter().any(|bound| *bound) || context.invocation.expects_input {
            self.items.push(self.input.clone());
        }
        Ok(())
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        let mut columns = Calculated::read_all(context.engine, &self.property)?;
        if columns.is_empty() {
            columns.push(Calculated::whole());
        }
        let mut rows = Vec::with_capacity(self.items.len());
        for item in std::mem::take(&mut self.items) {
            let mut keys = Vec::with_capacity(columns.len());
            for column in &columns {
                keys.push(column.value(context.engine, &item)?.unwrap_or_default());
            }
            rows.push((keys, item));
        }
        let fold = !self.case_sensitive;
        let orders: Vec<bool> =
            columns.iter().map(|column| column.descending.unwrap_or(self.descending)).collect();
        let mut stopped = None;
        rows.sort_by(|(a, _), (b, _)| match ordered(context.engine, a, b, &orders, fold) {
            Ok(order) => order,
            Err(fault) => {
                stopped.get_or_insert(fault);
                Ordering::Equal
            }
        });
        if let Some(fault) = stopped {
            return Err(fault);
        }
        if self.unique {
            let mut kept: Vec<(Vec<Value>, Value)> = Vec::new();
            for row in rows {
                let again = match kept.last() {
                    Some((keys, _)) => {
                        ordered(context.engine, keys, &row.0, &orders, fold)? == Ordering::Equal
                    }
                    None => false,
                };
                if !again {
                    kept.push(row);
                }
            }
            rows = kept;
        }
        if let Some(top) = self.top {
            rows.truncate(usize::try_from(top).unwrap_or(0));
        }
        if let Some(bottom) = self.bottom {
            rows = rows.split_off(rows.len().saturating_sub(usize::try_from(bottom).unwrap_or(0)));
        }
        for (_, item) in rows {
            context.output(item)?;
        }
        Ok(())
    }
}

fn ordered(
    engine: &mut Engine,
    a: &[Value],
    b: &[Value],
    descending: &[bool],
    fold: bool,
) -> Outcome<Ordering> {
    for ((x, y), down) in a.iter().zip(b).zip(descending) {
        let order = order_of(engine, x, y, fold)?;
        if order != Ordering::Equal {
            return Ok(if *down { order.reverse() } else { order });
        }
    }
    Ok(Ordering::Equal)
}

/// Order of any two values: nothing first, then by the left one's type, then by text.
pub(super) fn order_of(engine: &mut Engine, x: &Value, y: &Value, fold: bool) -> Outcome<Ordering> {
    match (x.is_null(), y.is_null()) {
        (true, true) => return Ok(Ordering::Equal),
        (true, false) => return Ok(Ordering::Less),
        (false, true) => return Ok(Ordering::Greater),
        (false, false) => {}
    }
    match operators::compare(engine, x, y, fold) {
        Ok(order) => Ok(order.unwrap_or(Ordering::Equal)),
        Err(fault) if matches!(*fault, Fault::Error { .. }) => {
            let (a, b) = (convert::to_text(engine, x)?, convert::to_text(engine, y)?);
            Ok(operators::text_order(&a, &b, fold))
        }
        Err(fault) => Err(fault),
    }
}
