//! Functions and totals of expressions, and rows that are filtered and sorted.

use super::expression::{Expression, ordered, parsed};
use super::model::{Row, RowState, Table};
use super::{row, storage};
use crate::engine::types::{arguments, nothing};
use crate::engine::value::Value;
use crate::engine::{Outcome, convert};
use std::cmp::Ordering;
use std::rc::Rc;

/// A function of an expression, or a total over rows.
pub fn call(name: &str, operands: &[Expression], row: &Row, all: &[Rc<Row>]) -> Outcome<Value> {
    if let ["sum" | "avg" | "min" | "max" | "count" | "stdev" | "var"] = [name] {
        return total(name, operands, row, all);
    }
    let mut values = Vec::new();
    for operand in operands {
        values.push(operand.over(row, all)?);
    }
    match (name, values.as_slice()) {
        ("len", [text]) => Ok(match storage::is_null(text) {
            true => text.clone(),
            false => Value::Int(convert::display(text).encode_utf16().count() as i32),
        }),
        ("trim", [text]) => Ok(Value::text(convert::display(text).trim())),
        ("isnull", [value, otherwise]) => {
            Ok(if storage::is_null(value) { otherwise.clone() } else { value.clone() })
        }
        ("iif", [test, then, otherwise]) => {
            let holds = !storage::is_null(test) && convert::to_bool(test);
            Ok(if holds { then.clone() } else { otherwise.clone() })
        }
        ("substring", [text, start, length]) => {
            let (start, length) = (convert::to_int(start)?.max(1) - 1, convert::to_int(length)?.max(0));
            let text = convert::display(text);
            Ok(Value::text(text.chars().skip(start as usize).take(length as usize).collect::<String>()))
        }
        ("convert", [value, kind]) => {
            let column = super::model::Column::new("", crate::engine::types::named(&convert::display(kind)));
            storage::stored(&column, value)
        }
        ("len" | "trim" | "isnull" | "iif" | "substring" | "convert", _) => Err(arguments::throw(
            "System.Data.EvaluateException",
            format!("Invalid number of arguments: function {name}()."),
        )),
        _ => Err(arguments::throw(
            "System.Data.EvaluateException",
            format!("The expression contains undefined function call {name}()."),
        )),
    }
}

/// A total over the rows, or over all of the table when the expression belongs to a column.
fn total(name: &str, operands: &[Expression], row: &Row, all: &[Rc<Row>]) -> Outcome<Value> {
    let [operand] = operands else {
        let message = "Syntax error in aggregate argument: Expecting a single column argument with possible 'Child' qualifier.";
        return Err(arguments::throw("System.Data.SyntaxErrorException", message));
    };
    let own: Vec<Rc<Row>>;
    let rows = match row.table.upgrade() {
        Some(table) if all.is_empty() && row.state.get() != RowState::Detached => {
            own = table.rows.borrow().clone();
            &own
        }
        _ => all,
    };
    let mut values = Vec::new();
    for row in rows {
        let value = operand.value(row)?;
        if !storage::is_null(&value) {
            values.push(value);
        }
    }
    if name == "count" {
        return Ok(Value::Int(values.len() as i32));
    }
    let Some(first) = values.first() else { return Ok(nothing::db_null()) };
    if let "min" | "max" = name {
        let wanted = if name == "min" { Ordering::Less } else { Ordering::Greater };
        let better = |best: Value, value: &Value| match ordered(value, &best, true) == Some(wanted) {
            true => value.clone(),
            false => best,
        };
        return Ok(values.iter().fold(first.clone(), better));
    }
    numbers(name, &values)
}

/// Totals of numbers; sums of whole numbers are whole.
fn numbers(name: &str, values: &[Value]) -> Outcome<Value> {
    if name == "sum"
        && let Some(whole) = values.iter().map(convert::to_i128).collect::<Option<Vec<i128>>>()
    {
        return Ok(Value::Long(i64::try_from(whole.iter().sum::<i128>()).unwrap_or(i64::MAX)));
    }
    if values.iter().any(|value| matches!(value, Value::Decimal(_))) {
        let decimals = values.iter().filter_map(|value| convert::number::decimal(&convert::display(value)));
        let sum: rust_decimal::Decimal = decimals.sum();
        match name {
            "sum" => return Ok(Value::Decimal(Rc::new(sum))),
            "avg" => return Ok(Value::Decimal(Rc::new(sum / rust_decimal::Decimal::from(values.len())))),
            _ => {}
        }
    }
    let numbers: Vec<f64> = values.iter().filter_map(convert::as_double).collect();
    let count = numbers.len() as f64;
    let sum: f64 = numbers.iter().sum();
    let mean = sum / count;
    let spread: f64 = numbers.iter().map(|number| (number - mean).powi(2)).sum();
    Ok(match name {
        "sum" => Value::Double(sum),
        "avg" if values.iter().all(|value| convert::to_i128(value).is_some()) => {
            Value::Int((sum / count) as i32)
        }
        "avg" => Value::Double(mean),
        _ if numbers.len() < 2 => nothing::db_null(),
        "var" => Value::Double(spread / (count - 1.0)),
        _ => Value::Double((spread / (count - 1.0)).sqrt()),
    })
}

/// The rows of a table that a filter takes, in an order like `Name DESC, Age`. Deleted rows are left out.
pub fn selected(table: &Table, filter: &str, order: &str) -> Outcome<Vec<Rc<Row>>> {
    let filter = parsed(filter)?;
    let mut found = Vec::new();
    for row in table.rows.borrow().iter() {
        if row.state.get() != RowState::Deleted && filter.holds(row)? {
            found.push(row.clone());
        }
    }
    sort(table, &mut found, order)?;
    Ok(found)
}

fn sort(table: &Table, rows: &mut [Rc<Row>], order: &str) -> Outcome {
    let mut keys = Vec::new();
    for part in order.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let (name, descending) = match part.rsplit_once(char::is_whitespace) {
            Some((name, word)) if word.eq_ignore_ascii_case("desc") => (name.trim(), true),
            Some((name, word)) if word.eq_ignore_ascii_case("asc") => (name.trim(), false),
            _ => (part, false),
        };
        let name = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
        let place = table.schema.place(name).ok_or_else(|| {
            arguments::throw("System.IndexOutOfRangeException", format!("Cannot find column {name}."))
        })?;
        keys.push((place, descending));
    }
    let fold = !table.schema.case_sensitive.get();
    let cell = |row: &Row, place: usize| row::cell(row, place).unwrap_or_default();
    rows.sort_by(|a, b| {
        let mut orders = keys.iter().map(|(place, descending)| {
            let order = null_first(&cell(a, *place), &cell(b, *place), fold);
            if *descending { order.reverse() } else { order }
        });
        orders.find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    });
    Ok(())
}

fn null_first(a: &Value, b: &Value, fold: bool) -> Ordering {
    match (storage::is_null(a), storage::is_null(b)) {
        (true, true) => Ordering::Equal,
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
        _ => ordered(a, b, fold).unwrap_or(Ordering::Equal),
    }
}

/// A total over the rows that a filter takes.
pub fn compute(table: &Rc<Table>, expression: &str, filter: &str) -> Outcome<Value> {
    let rows = selected(table, filter, "")?;
    let empty = table.detached(Vec::new());
    parsed(expression)?.over(&empty, &rows)
}
