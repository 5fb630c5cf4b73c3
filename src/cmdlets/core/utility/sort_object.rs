//! `Sort-Object`.

use super::introspective_sort;
use super::ordering::{expand_name, order_of};
use crate::cmdlet;
use crate::engine::calculated::{Calculated, Source};
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::{Category, ErrorRecord};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome};
use std::cmp::Ordering;

/// Keys of a calculated sort key.
const KEYS: &[&str] = &["expression", "ascending", "descending"];

cmdlet! {
    /// Sorts objects by their properties.
    ///
    /// # Examples
    /// ```powershell
    /// 3, 1, 2 | Sort-Object -Descending
    /// 'bb', 'a' | Sort-Object Length
    /// Sort-Object -InputObject 3, 1
    /// 'b', 'A', 'a' | Sort-Object -CaseSensitive -Culture en-US
    /// 'bb', 'a', 'cc' | Sort-Object -Property Length -Stable
    /// 3, 1, 3 | Sort-Object -Unique
    /// 3, 1, 2 | Sort-Object -Top 2
    /// 3, 1, 2 | Sort-Object -Bottom 1
    /// ```
    "Sort-Object" as SortObject {
        class: "Microsoft.PowerShell.Commands.SortObjectCommand",
        default_set: "Default",
    }
    parameters {
        /// Keeps the order of equal objects (this command always does).
        "Stable" stable: bool { sets: &[Membership { set: "Default", position: None, mandatory: false, pipe: Pipe::No }] },
        /// The largest first.
        "Descending" descending: bool,
        /// Sends equal objects once.
        "Unique" unique: bool,
        /// Only so many from the start.
        "Top" top: Option<i32> { sets: &[Membership { set: "Top", position: None, mandatory: true, pipe: Pipe::No }], validate: &[Validation::Range(1.0, 2147483647.0)] },
        /// Only so many from the end.
        "Bottom" bottom: Option<i32> { sets: &[Membership { set: "Bottom", position: None, mandatory: true, pipe: Pipe::No }], validate: &[Validation::Range(1.0, 2147483647.0)] },
        /// Each object.
        "InputObject" input: Value { type_name: "PSObject", pipe: Pipe::ByValue },
        /// What to sort by; without it objects are compared themselves.
        "Property" property: Vec<Value> { position: Some(0) },
        /// Accepted; text is compared under the invariant culture.
        "Culture" culture: Option<String>,
        /// Text is compared by case.
        "CaseSensitive" case_sensitive: bool,
    }
    state { columns: Vec<Calculated>, items: Vec<Value> }
}

/// The keys of one object; `None` where it has no such property.
type Keys = Vec<Option<Value>>;
/// The keys, and the object.
type Row = (Keys, Value);

/// Whether some key is text in one row and something else in another.
fn is_mixed(rows: &[Row], columns: usize) -> bool {
    (0..columns).any(|column| {
        let mut kinds = rows.iter().filter_map(|(keys, _)| match keys.get(column)?.as_ref()? {
            Value::Null | Value::Empty => None,
            value => Some(matches!(value.unwrapped(), Value::String(_))),
        });
        kinds.next().is_some_and(|first| kinds.any(|kind| kind != first))
    })
}

fn sorted(engine: &mut Engine, mut rows: Vec<Row>, orders: &[bool], fold: bool) -> Outcome<Vec<Row>> {
    let mut stopped = None;
    rows.sort_by(|(a, _), (b, _)| match ordered(engine, a, b, orders, fold) {
        Ok(order) => order,
        Err(fault) => {
            stopped.get_or_insert(fault);
            Ordering::Equal
        }
    });
    match stopped {
        Some(fault) => Err(fault),
        None => Ok(rows),
    }
}

/// Keys that have no total order: the pairs that are compared decide.
fn sorted_as_dotnet(
    engine: &mut Engine,
    rows: Vec<Row>,
    orders: &[bool],
    fold: bool,
    keeps_order: bool,
) -> Outcome<Vec<Row>> {
    let mut places: Vec<usize> = (0..rows.len()).collect();
    introspective_sort::sort(&mut places, &mut |a, b| {
        let (Some((first, _)), Some((second, _))) = (rows.get(a), rows.get(b)) else {
            return Ok(Ordering::Equal);
        };
        let order = ordered(engine, first, second, orders, fold)?;
        Ok(if keeps_order { order.then(a.cmp(&b)) } else { order })
    })?;
    let mut rows: Vec<Option<Row>> = rows.into_iter().map(Some).collect();
    Ok(places.into_iter().filter_map(|place| rows.get_mut(place).and_then(Option::take)).collect())
}

impl Cmdlet for SortObject {
    fn begin(&mut self, context: &mut Context<'_>) -> Outcome {
        self.columns = Calculated::read_all_keys(context.engine, &self.property, KEYS)
            .map_err(|fault| context.named(fault))?;
        Ok(())
    }

    fn process(&mut self, _context: &mut Context<'_>) -> Outcome {
        if !self.input.is_null() {
            self.items.push(std::mem::take(&mut self.input));
        }
        Ok(())
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        let items = std::mem::take(&mut self.items);
        let columns = self.expanded(items.first());
        let mut rows: Vec<Row> = Vec::with_capacity(items.len());
        for item in items {
            rows.push((keys(context, &columns, &item)?, item));
        }
        let fold = !self.case_sensitive;
        let orders: Vec<bool> =
            columns.iter().map(|column| column.descending.unwrap_or(self.descending)).collect();
        // Without -Stable, -Top and -Bottom PowerShell sorts with .NET's sort, which mixes equal objects.
        let keeps_order = self.stable || self.top.is_some() || self.bottom.is_some();
        let mut rows = match !keeps_order || is_mixed(&rows, columns.len()) {
            true => sorted_as_dotnet(context.engine, rows, &orders, fold, keeps_order)?,
            false => sorted(context.engine, rows, &orders, fold)?,
        };
        if self.unique {
            rows = distinct(context.engine, rows, &orders, fold)?;
        }
        if let Some(top) = self.top {
            rows.truncate(usize::try_from(top).unwrap_or(0));
        }
        if let Some(bottom) = self.bottom {
            rows = rows.split_off(rows.len().saturating_sub(usize::try_from(bottom).unwrap_or(0)));
        }
        rows.into_iter().try_for_each(|(_, item)| context.output(item))
    }
}

impl SortObject {
    /// The sort keys with wildcards replaced by the first object's names.
    fn expanded(&self, first: Option<&Value>) -> Vec<Calculated> {
        let mut columns = Vec::new();
        for column in &self.columns {
            match (&column.source, first) {
                (Source::Property(name), Some(first)) => {
                    columns.extend(expand_name(first, name).into_iter().map(|name| Calculated {
                        source: Source::Property(name.as_str().into()),
                        ..column.clone()
                    }));
                }
                _ => columns.push(column.clone()),
            }
        }
        if columns.is_empty() {
            columns.push(Calculated::whole());
        }
        columns
    }
}

/// Keys of one object; a block that fails is reported and gives none.
fn keys(context: &mut Context<'_>, columns: &[Calculated], item: &Value) -> Outcome<Keys> {
    let mut keys = Vec::with_capacity(columns.len());
    for column in columns {
        keys.push(match column.source.evaluate(context.engine, item) {
            Ok(value) => value,
            Err(fault) => match *fault {
                Fault::Error { record, .. } => {
                    let exception = record.exception;
                    let record = ErrorRecord::new(
                        exception,
                        "ExpressionEvaluation",
                        Category::InvalidResult,
                        item.clone(),
                    );
                    context.error(record)?;
                    None
                }
                other => return Err(Box::new(other)),
            },
        });
    }
    Ok(keys)
}

/// The first of equal neighbours.
fn distinct(
    engine: &mut Engine,
    rows: Vec<(Keys, Value)>,
    orders: &[bool],
    fold: bool,
) -> Outcome<Vec<(Keys, Value)>> {
    let mut kept: Vec<(Keys, Value)> = Vec::new();
    for row in rows {
        let again = match kept.last() {
            Some((keys, _)) => ordered(engine, keys, &row.0, orders, fold)? == Ordering::Equal,
            None => false,
        };
        if !again {
            kept.push(row);
        }
    }
    Ok(kept)
}

/// Objects without the property come last in either direction.
fn ordered(
    engine: &mut Engine,
    a: &[Option<Value>],
    b: &[Option<Value>],
    descending: &[bool],
    fold: bool,
) -> Outcome<Ordering> {
    for ((x, y), down) in a.iter().zip(b).zip(descending) {
        let order = match (x, y) {
            (None, None) => Ordering::Equal,
            (None, Some(_)) => return Ok(Ordering::Greater),
            (Some(_), None) => return Ok(Ordering::Less),
            (Some(Value::Int(x)), Some(Value::Int(y))) => x.cmp(y),
            (Some(x), Some(y)) => order_of(engine, x, y, fold)?,
        };
        if order != Ordering::Equal {
            return Ok(if *down { order.reverse() } else { order });
        }
    }
    Ok(Ordering::Equal)
}
