//! `DataColumnCollection`: the columns of a table.

use super::model::{Column, Handle, Table, column_place, of};
use super::{column, table};
use crate::engine::types::table::{methods, properties};
use crate::engine::types::{Class, Indexer, arguments, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::rc::Rc;

pub fn value(table: &Rc<Table>) -> Value {
    Value::native(Handle(table.clone(), &COLUMNS))
}

pub fn all(table: &Table) -> Vec<Value> {
    table.schema.columns.borrow().iter().map(column::value).collect()
}

fn add(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let table = of::<Table>(this)?;
    if let [only] = args
        && let Ok(column) = of::<Column>(only)
    {
        return table.add_column(column).map(|()| Value::Empty);
    }
    let column = column::from_arguments(engine, args)?;
    table.add_column(&column)?;
    Ok(column::value(&column))
}

fn add_range(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let table = of::<Table>(this)?;
    for item in arguments::items(engine, arguments::any(args, 0)?)? {
        table.add_column(of::<Column>(&item)?)?;
    }
    Ok(Value::Empty)
}

fn remove(this: &Value, args: &[Value]) -> Outcome<Value> {
    let table = of::<Table>(this)?;
    let place = column_place(&table.schema, &table.name.borrow(), arguments::any(args, 0)?)?;
    let column = table.schema.columns.borrow_mut().remove(place);
    column.table.replace(std::rc::Weak::new());
    for row in table.rows.borrow().iter() {
        let mut values = row.values.borrow_mut();
        if place < values.len() {
            values.remove(place);
        }
    }
    Ok(Value::Empty)
}

fn position(this: &Value, args: &[Value]) -> Outcome<Option<usize>> {
    let table = of::<Table>(this)?;
    let wanted = arguments::any(args, 0)?;
    Ok(match of::<Column>(wanted) {
        Ok(column) => table.schema.columns.borrow().iter().position(|known| Rc::ptr_eq(known, column)),
        Err(_) => table.schema.place(&convert::display(wanted)),
    })
}

fn item(this: &Value, index: &Value) -> Outcome<Value> {
    let table = of::<Table>(this)?;
    // A name that is not there is no error.
    if let Value::String(name) = index.unwrapped() {
        let found = table.schema.place(name).and_then(|place| table.schema.column(place));
        return Ok(found.map_or(Value::Null, |found| column::value(&found)));
    }
    let place = column_place(&table.schema, &table.name.borrow(), index)?;
    Ok(table.schema.column(place).map_or(Value::Null, |found| column::value(&found)))
}

pub static COLUMNS: Class = Class {
    name: "System.Data.DataColumnCollection",
    base: Some(&object::OBJECT),
    interfaces: &["System.Collections.ICollection", "System.Collections.IEnumerable"],
    properties: properties! {
        "int" Count => |_, this| Ok(Value::Int(of::<Table>(this)?.schema.columns.borrow().len() as i32));
        "bool" IsReadOnly => |_, _| Ok(Value::Bool(false));
        "bool" IsSynchronized => |_, _| Ok(Value::Bool(false));
        "System.Object" SyncRoot => |_, this| Ok(this.clone());
    },
    methods: methods! {
        Add
            "void Add(System.Data.DataColumn column)"
            "System.Data.DataColumn Add(string columnName, type type, string expression)"
            "System.Data.DataColumn Add(string columnName, type type)"
            "System.Data.DataColumn Add(string columnName)"
            "System.Data.DataColumn Add()"
            => add;
        AddRange "void AddRange(System.Data.DataColumn[] columns)" => add_range;
        CanRemove "bool CanRemove(System.Data.DataColumn column)" => |_, this, args| Ok(Value::Bool(position(this, args)?.is_some()));
        Clear "void Clear()" => |_, this, _| {
            let table = of::<Table>(this)?;
            table.schema.columns.borrow_mut().clear();
            table.rows.borrow_mut().clear();
            Ok(Value::Empty)
        };
        Contains "bool Contains(string name)" => |_, this, args| Ok(Value::Bool(position(this, args)?.is_some()));
        IndexOf "int IndexOf(System.Data.DataColumn column)" "int IndexOf(string columnName)" => |_, this, args| {
            Ok(Value::Int(position(this, args)?.map_or(-1, |place| place as i32)))
        };
        Remove "void Remove(System.Data.DataColumn column)" "void Remove(string name)" => |_, this, args| remove(this, args);
        RemoveAt "void RemoveAt(int index)" => |_, this, args| remove(this, args);
        GetEnumerator "System.Collections.IEnumerator GetEnumerator()" => |_, this, _| Ok(table::enumerator(all(of::<Table>(this)?)));
    },
    indexer: Some(Indexer {
        signature: "System.Data.DataColumn Item(int index) {get;}, System.Data.DataColumn Item(string name) {get;}",
        get: |_, this, index| item(this, index),
        set: None,
    }),
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&COLUMNS];
