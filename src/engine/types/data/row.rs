//! `DataRow`: its columns are properties of it.

use super::model::{Edited, Handle, Row, RowState, Shown, Table, column_place, deleted, of};
use super::{storage, table};
use crate::engine::types::table::{methods, properties};
use crate::engine::types::{Class, Indexer, arguments, enumeration, nothing, object};
use crate::engine::value::Value;
use crate::engine::{Outcome, convert};
use std::rc::Rc;

impl Shown for Row {
    fn property(this: &Rc<Self>, name: &str) -> Option<Value> {
        cell(this, this.schema.place(name)?).ok()
    }

    fn set_property(this: &Rc<Self>, name: &str, value: &Value) -> Option<Outcome> {
        let place = this.schema.place(name)?;
        Some(this.put(place, value).map_err(|fault| crate::engine::member::setting(fault, name)))
    }

    fn names(this: &Rc<Self>) -> Vec<String> {
        this.schema.columns.borrow().iter().map(|column| column.name()).collect()
    }
}

pub fn value(row: &Rc<Row>) -> Value {
    Value::native(Handle(row.clone(), &ROW))
}

/// What a row shows in a column. Errors: the row is gone, or the column's expression fails.
pub fn cell(row: &Row, place: usize) -> Outcome<Value> {
    if row.state.get() == RowState::Deleted {
        return Err(deleted());
    }
    let Some(column) = row.schema.column(place) else { return Ok(nothing::db_null()) };
    let Some(tree) = column.tree.borrow().clone() else { return Ok(row.kept(place)) };
    if column.is_computing.replace(true) {
        let message = "Cannot set Expression property due to circular reference in the expression.";
        return Err(arguments::throw("System.ArgumentException", message));
    }
    let found = tree.value(row);
    column.is_computing.set(false);
    storage::stored(&column, &found?)
}

fn cells(row: &Row) -> Outcome<Vec<Value>> {
    let count = row.schema.columns.borrow().len();
    (0..count).map(|place| cell(row, place)).collect()
}

fn place(row: &Row, index: &Value) -> Outcome<usize> {
    let name = row.table.upgrade().map(|table| table.name.borrow().clone());
    column_place(&row.schema, &name.unwrap_or_default(), index)
}

/// Fills columns from the first on. Errors: there are more values than columns.
pub fn fill(row: &Row, values: &[Value]) -> Outcome {
    if values.len() > row.schema.columns.borrow().len() {
        let message = "Input array is longer than the number of columns in this table.";
        return Err(arguments::throw("System.ArgumentException", message));
    }
    for (at, value) in values.iter().enumerate() {
        let is_computed = row.schema.column(at).is_some_and(|column| !column.expression.borrow().is_empty());
        // Null leaves what stands there: the default, or the next number.
        if !value.is_null() && !is_computed {
            row.put(at, value)?;
        }
    }
    Ok(())
}

fn delete(this: &Value) -> Outcome<Value> {
    let row = of::<Row>(this)?;
    match row.state.get() {
        RowState::Added => table::remove(row),
        RowState::Detached => Err(arguments::throw(
            "System.Data.RowNotInTableException",
            "This row has been removed from a table and does not have any data.  BeginEdit() will allow creation of new data in this row.",
        )),
        _ => {
            row.state.set(RowState::Deleted);
            Ok(Value::Empty)
        }
    }
}

/// Takes what a row has as what it had. A deleted row leaves its table.
pub fn accept(row: &Rc<Row>) -> Outcome {
    row.edited.replace(None);
    match row.state.get() {
        RowState::Deleted => table::remove(row).map(|_| ()),
        RowState::Detached => Ok(()),
        _ => {
            row.original.replace(None);
            row.state.set(RowState::Unchanged);
            Ok(())
        }
    }
}

/// Gives a row what it had. A row that was added leaves its table.
pub fn reject(row: &Rc<Row>) -> Outcome {
    row.edited.replace(None);
    if row.state.get() == RowState::Added {
        return table::remove(row).map(|_| ());
    }
    if let Some(values) = row.original.replace(None) {
        row.values.replace(values);
    }
    if row.state.get() != RowState::Detached {
        row.state.set(RowState::Unchanged);
    }
    Ok(())
}

/// Remembers what stands in a row, unless it is being edited already.
fn begin_edit(row: &Row) {
    row.edited.borrow_mut().get_or_insert_with(|| Edited {
        values: row.values.borrow().clone(),
        original: row.original.borrow().clone(),
        state: row.state.get(),
    });
}

/// Takes back what was changed since.
fn cancel_edit(row: &Row) {
    if let Some(before) = row.edited.replace(None) {
        row.values.replace(before.values);
        row.original.replace(before.original);
        row.state.set(before.state);
    }
}

static ROW: Class = Class {
    name: "System.Data.DataRow",
    base: Some(&object::OBJECT),
    properties: properties! {
        "string" RowError => |_, this| Ok(Value::text(of::<Row>(this)?.error.borrow().as_str())), |_, this, value| {
            of::<Row>(this)?.error.replace(convert::display(&value));
            Ok(())
        };
        "System.Data.DataRowState" RowState => |_, this| {
            Ok(enumeration::value("System.Data.DataRowState", of::<Row>(this)?.state.get() as i64))
        };
        "System.Data.DataTable" Table => |_, this| {
            Ok(of::<Row>(this)?.table.upgrade().map_or(Value::Null, |table| table::value(&table)))
        };
        "System.Object[]" ItemArray => |_, this| cells(of::<Row>(this)?).map(Value::array), |engine, this, value| {
            let values = arguments::items(engine, &value)?;
            fill(of::<Row>(this)?, &values)
        };
        "bool" HasErrors => |_, this| Ok(Value::Bool(!of::<Row>(this)?.error.borrow().is_empty()));
    },
    methods: methods! {
        AcceptChanges "void AcceptChanges()" => |_, this, _| accept(of::<Row>(this)?).map(|()| Value::Empty);
        BeginEdit "void BeginEdit()" => |_, this, _| {
            begin_edit(of::<Row>(this)?);
            Ok(Value::Empty)
        };
        CancelEdit "void CancelEdit()" => |_, this, _| {
            cancel_edit(of::<Row>(this)?);
            Ok(Value::Empty)
        };
        ClearErrors "void ClearErrors()" => |_, this, _| {
            of::<Row>(this)?.error.replace(String::new());
            Ok(Value::Empty)
        };
        Delete "void Delete()" => |_, this, _| delete(this);
        EndEdit "void EndEdit()" => |_, this, _| {
            of::<Row>(this)?.edited.replace(None);
            Ok(Value::Empty)
        };
        IsNull "bool IsNull(int columnIndex)" "bool IsNull(string columnName)" "bool IsNull(System.Data.DataColumn column)" => |_, this, args| {
            let row = of::<Row>(this)?;
            Ok(Value::Bool(storage::is_null(&cell(row, place(row, arguments::any(args, 0)?)?)?)))
        };
        RejectChanges "void RejectChanges()" => |_, this, _| reject(of::<Row>(this)?).map(|()| Value::Empty);
        SetAdded "void SetAdded()" => |_, this, _| {
            of::<Row>(this)?.state.set(RowState::Added);
            Ok(Value::Empty)
        };
        SetModified "void SetModified()" => |_, this, _| {
            of::<Row>(this)?.state.set(RowState::Modified);
            Ok(Value::Empty)
        };
        ToString "string ToString()" => |_, _, _| Ok(Value::text("System.Data.DataRow"));
    },
    indexer: Some(Indexer {
        signature: "System.Object Item(int columnIndex) {get;set;}, System.Object Item(string columnName) {get;set;}, System.Object Item(System.Data.DataColumn column) {get;set;}",
        get: |_, this, index| {
            let row = of::<Row>(this)?;
            cell(row, place(row, index)?)
        },
        set: Some(|_, this, index, value| {
            let row = of::<Row>(this)?;
            row.put(place(row, index)?, &value)
        }),
    }),
    ..Class::EMPTY
};

/// The row of a value, when it is of this table.
pub fn of_table(table: &Rc<Table>, value: &Value) -> Option<Rc<Row>> {
    let row = of::<Row>(value).ok()?;
    table.rows.borrow().iter().find(|known| Rc::ptr_eq(known, row)).cloned()
}

pub(super) const CLASSES: &[&Class] = &[&ROW];
