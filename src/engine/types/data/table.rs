//! `DataTable`.

use super::model::{Column, Handle, Row, RowState, Set, Shown, Table, of};
use super::{column, column_collection, query, row, row_collection, set, view, xml};
use crate::engine::types::table::{methods, properties};
use crate::engine::types::{Class, arguments, named, object, sequence};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::rc::{Rc, Weak};

impl Shown for Table {
    /// A table is its rows in a pipeline, as are the collections of rows and columns what they hold.
    fn items(this: &Rc<Self>, class: &'static Class) -> Option<Vec<Value>> {
        Some(match std::ptr::eq(class, &column_collection::COLUMNS) {
            true => column_collection::all(this),
            false => row_collection::all(this),
        })
    }

    fn text(this: &Rc<Self>, class: &'static Class) -> Option<String> {
        std::ptr::eq(class, &TABLE).then(|| this.name.borrow().clone())
    }
}

pub fn value(table: &Rc<Table>) -> Value {
    Value::native(Handle(table.clone(), &TABLE))
}

pub fn enumerator(items: Vec<Value>) -> Value {
    sequence::enumerator(&sequence::LIST_ENUMERATOR, items)
}

/// Rows as the array that `Select` gives.
pub fn rows(found: &[Rc<Row>]) -> Value {
    arguments::array_of(&named("System.Data.DataRow"), found.iter().map(row::value).collect())
}

/// Takes a row out of its table. Errors: it is in none.
pub fn remove(row: &Rc<Row>) -> Outcome<Value> {
    let Some(table) = row.table.upgrade() else { return Ok(Value::Empty) };
    table.rows.borrow_mut().retain(|known| !Rc::ptr_eq(known, row));
    row.state.set(RowState::Detached);
    Ok(Value::Empty)
}

pub fn clear(table: &Table) -> Outcome<Value> {
    for row in table.rows.borrow_mut().drain(..) {
        row.state.set(RowState::Detached);
    }
    Ok(Value::Empty)
}

/// The rows with changes, in a table of their own; `$null` when there are none.
fn changes(table: &Table, wanted: i64) -> Value {
    let copy = table.emptied();
    for row in table.rows.borrow().iter().filter(|row| row.state.get() as i64 & wanted != 0) {
        copy.import(row);
    }
    let is_empty = copy.rows.borrow().is_empty();
    if is_empty { Value::Null } else { value(&copy) }
}

/// Any change: added, deleted, modified.
const CHANGED: i64 = RowState::Added as i64 | RowState::Deleted as i64 | RowState::Modified as i64;

fn each(this: &Value, how: fn(&Rc<Row>) -> Outcome) -> Outcome<Value> {
    let all = of::<Table>(this)?.rows.borrow().clone();
    all.iter().try_for_each(how)?;
    Ok(Value::Empty)
}

fn select(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let filter = args.first().map_or(Ok(String::new()), |text| convert::to_text(engine, text))?;
    let order = args.get(1).map_or(Ok(String::new()), |text| convert::to_text(engine, text))?;
    Ok(rows(&query::selected(of::<Table>(this)?, &filter, &order)?))
}

fn set_key(engine: &mut Engine, this: &Value, new: Value) -> Outcome {
    let mut key = Vec::new();
    for item in arguments::items(engine, &new)? {
        let column = of::<Column>(&item)?.clone();
        column.allows_null.set(false);
        key.push(column);
    }
    of::<Table>(this)?.key.replace(key);
    Ok(())
}

/// Takes over the rows of another table, and the columns that are new.
fn merge(this: &Value, args: &[Value]) -> Outcome<Value> {
    let table = of::<Table>(this)?;
    let other = of::<Table>(arguments::any(args, 0)?)?.clone();
    for column in other.schema.columns.borrow().iter() {
        if table.schema.place(&column.name.borrow()).is_none() {
            table.add_column(&column.copied())?;
        }
    }
    let all = other.rows.borrow().clone();
    for row in all {
        table.import(&row);
    }
    Ok(Value::Empty)
}

pub static TABLE: Class = Class {
    name: "System.Data.DataTable",
    base: Some(&object::OBJECT),
    interfaces: &[
        "System.ComponentModel.IComponent",
        "System.ComponentModel.IListSource",
        "System.IDisposable",
    ],
    properties: properties! {
        "bool" CaseSensitive => |_, this| Ok(Value::Bool(of::<Table>(this)?.schema.case_sensitive.get())), |_, this, value| {
            of::<Table>(this)?.schema.case_sensitive.set(convert::to_bool(&value));
            Ok(())
        };
        "System.Data.DataColumnCollection" Columns => |_, this| Ok(column_collection::value(of::<Table>(this)?));
        "System.Data.DataSet" DataSet => |_, this| {
            Ok(of::<Table>(this)?.set.borrow().upgrade().map_or(Value::Null, |found| set::value(&found)))
        };
        "System.Data.DataView" DefaultView => |_, this| Ok(view::of_table(of::<Table>(this)?));
        "bool" HasErrors => |_, this| {
            Ok(Value::Bool(of::<Table>(this)?.rows.borrow().iter().any(|row| !row.error.borrow().is_empty())))
        };
        "System.Data.DataColumn[]" PrimaryKey => |_, this| {
            let columns = of::<Table>(this)?.key.borrow().iter().map(column::value).collect();
            Ok(arguments::array_of(&named("System.Data.DataColumn"), columns))
        }, set_key;
        "System.Data.DataRowCollection" Rows => |_, this| Ok(row_collection::value(of::<Table>(this)?));
        "string" TableName => |_, this| Ok(Value::text(of::<Table>(this)?.name.borrow().as_str())), |_, this, value| {
            of::<Table>(this)?.name.replace(convert::display(&value));
            Ok(())
        };
    },
    methods: methods! {
        AcceptChanges "void AcceptChanges()" => |_, this, _| each(this, row::accept);
        BeginInit "void BeginInit()" => |_, _, _| Ok(Value::Empty);
        BeginLoadData "void BeginLoadData()" => |_, _, _| Ok(Value::Empty);
        Clear "void Clear()" => |_, this, _| clear(of::<Table>(this)?);
        Clone "System.Data.DataTable Clone()" => |_, this, _| Ok(value(&of::<Table>(this)?.emptied()));
        Compute "System.Object Compute(string expression, string filter)" => |engine, this, args| {
            let (expression, filter) = (arguments::text(engine, args, 0)?, arguments::text(engine, args, 1)?);
            query::compute(of::<Table>(this)?, &expression, &filter)
        };
        Copy "System.Data.DataTable Copy()" => |_, this, _| Ok(value(&of::<Table>(this)?.copied()));
        Dispose "void Dispose()" "void IDisposable.Dispose()" => |_, _, _| Ok(Value::Empty);
        EndInit "void EndInit()" => |_, _, _| Ok(Value::Empty);
        EndLoadData "void EndLoadData()" => |_, _, _| Ok(Value::Empty);
        GetChanges "System.Data.DataTable GetChanges()" "System.Data.DataTable GetChanges(System.Data.DataRowState rowStates)" => |engine, this, args| {
            let wanted = match args.first() {
                Some(states) => match convert::to_type(engine, states.clone(), &named("System.Data.DataRowState"))? {
                    Value::Enum(found) => found.number,
                    _ => CHANGED,
                },
                None => CHANGED,
            };
            Ok(changes(of::<Table>(this)?, wanted))
        };
        GetErrors "System.Data.DataRow[] GetErrors()" => |_, this, _| {
            let found: Vec<Rc<Row>> =
                of::<Table>(this)?.rows.borrow().iter().filter(|row| !row.error.borrow().is_empty()).cloned().collect();
            Ok(rows(&found))
        };
        ImportRow "void ImportRow(System.Data.DataRow row)" => |_, this, args| {
            of::<Table>(this)?.import(of::<Row>(arguments::any(args, 0)?)?);
            Ok(Value::Empty)
        };
        LoadDataRow "System.Data.DataRow LoadDataRow(System.Object[] values, bool fAcceptChanges)" => |engine, this, args| {
            let values = arguments::items(engine, arguments::any(args, 0)?)?;
            let row = row_collection::appended(of::<Table>(this)?, &values)?;
            if args.get(1).is_some_and(convert::to_bool) {
                row::accept(&row)?;
            }
            Ok(row::value(&row))
        };
        Merge "void Merge(System.Data.DataTable table)" "void Merge(System.Data.DataTable table, bool preserveChanges)" => |_, this, args| merge(this, args);
        NewRow "System.Data.DataRow NewRow()" => |_, this, _| Ok(row::value(&of::<Table>(this)?.new_row()));
        RejectChanges "void RejectChanges()" => |_, this, _| each(this, row::reject);
        Reset "void Reset()" => |_, this, _| {
            let table = of::<Table>(this)?;
            table.key.borrow_mut().clear();
            table.schema.columns.borrow_mut().clear();
            clear(table)
        };
        Select
            "System.Data.DataRow[] Select()"
            "System.Data.DataRow[] Select(string filterExpression)"
            "System.Data.DataRow[] Select(string filterExpression, string sort)"
            => select;
        ToString "string ToString()" => |_, this, _| Ok(Value::text(of::<Table>(this)?.name.borrow().as_str()));
        WriteXml "void WriteXml(string fileName)" "void WriteXml(System.IO.TextWriter writer)" => |engine, this, args| {
            let table = of::<Table>(this)?;
            let text = xml::document("NewDataSet", std::slice::from_ref(table))?;
            xml::write(engine, arguments::any(args, 0)?, &text)
        };
    },
    construct: Some(|engine, args| {
        let name = args.first().map_or(Ok(String::new()), |name| convert::to_text(engine, name))?;
        Ok(value(&Table::named(&name)))
    }),
    constructors: &[
        "System.Data.DataTable new()",
        "System.Data.DataTable new(string tableName)",
        "System.Data.DataTable new(string tableName, string tableNamespace)",
    ],
    ..Class::EMPTY
};

/// Puts a table into a set. Errors: it is in one.
pub fn join(table: &Rc<Table>, to: &Rc<Set>) -> Outcome {
    if table.set.borrow().upgrade().is_some() {
        let message = "DataTable already belongs to another DataSet.";
        return Err(arguments::throw("System.ArgumentException", message));
    }
    table.set.replace(Rc::downgrade(to));
    to.tables.borrow_mut().push(table.clone());
    Ok(())
}

/// Takes a table out of its set.
pub fn leave(table: &Rc<Table>, from: &Set) {
    table.set.replace(Weak::new());
    from.tables.borrow_mut().retain(|known| !Rc::ptr_eq(known, table));
}

pub(super) const CLASSES: &[&Class] = &[&TABLE];
