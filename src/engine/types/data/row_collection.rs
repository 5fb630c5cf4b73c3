//! `DataRowCollection`: the rows of a table.

use super::model::{Handle, Row, Table, of};
use super::{row, storage, table};
use crate::engine::types::table::{methods, properties};
use crate::engine::types::{Class, Indexer, arguments, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::rc::Rc;

pub fn value(table: &Rc<Table>) -> Value {
    Value::native(Handle(table.clone(), &ROWS))
}

pub fn all(table: &Table) -> Vec<Value> {
    table.rows.borrow().iter().map(row::value).collect()
}

/// `Add(row)`, or `Add(values…)`, which makes one.
fn add(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let table = of::<Table>(this)?;
    if let [only] = args
        && let Ok(row) = of::<Row>(only)
    {
        let end = table.rows.borrow().len();
        return table.insert(row, end).map(|()| Value::Empty);
    }
    let values = match args {
        [Value::Array(_)] => arguments::items(engine, arguments::any(args, 0)?)?,
        _ => args.to_vec(),
    };
    Ok(row::value(&appended(table, &values)?))
}

/// A new row of these values at the end. Errors: they do not fit.
pub fn appended(table: &Rc<Table>, values: &[Value]) -> Outcome<Rc<Row>> {
    let row = table.new_row();
    row::fill(&row, values)?;
    let end = table.rows.borrow().len();
    table.insert(&row, end)?;
    Ok(row)
}

/// The row whose key has some values. Errors: the table has no key, or one of another size.
fn find(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Option<Rc<Row>>> {
    let table = of::<Table>(this)?;
    let key = table.key.borrow();
    if key.is_empty() {
        let message = "Table doesn't have a primary key.";
        return Err(arguments::throw("System.Data.MissingPrimaryKeyException", message));
    }
    let wanted = match args {
        [only] => arguments::items(engine, only)?,
        _ => args.to_vec(),
    };
    if wanted.len() != key.len() {
        let message = format!(
            "Expecting {} value(s) for the key being indexed, but received {} value(s).",
            key.len(),
            wanted.len()
        );
        return Err(arguments::throw("System.ArgumentException", message));
    }
    let mut places = Vec::new();
    for (column, value) in key.iter().zip(&wanted) {
        let place = table.schema.place(&column.name.borrow()).ok_or_else(arguments::bad_index)?;
        places.push((place, convert::display(&storage::stored(column, value)?)));
    }
    let fold = !table.schema.case_sensitive.get();
    let is_it = |row: &&Rc<Row>| {
        places.iter().all(|(place, wanted)| {
            let own = convert::display(&row.kept(*place));
            if fold { own.to_lowercase() == wanted.to_lowercase() } else { own == *wanted }
        })
    };
    Ok(table.rows.borrow().iter().find(is_it).cloned())
}

fn remove(this: &Value, args: &[Value]) -> Outcome<Value> {
    let table = of::<Table>(this)?;
    match row::of_table(table, arguments::any(args, 0)?) {
        Some(row) => table::remove(&row),
        None => Err(arguments::throw(
            "System.IndexOutOfRangeException",
            "The given DataRow is not in the current DataRowCollection.",
        )),
    }
}

fn at(this: &Value, index: &Value) -> Outcome<Rc<Row>> {
    let number = convert::to_int(index)?;
    let rows = of::<Table>(this)?.rows.borrow();
    let found = usize::try_from(number).ok().and_then(|place| rows.get(place).cloned());
    found.ok_or_else(|| {
        let message = format!("There is no row at position {number}.");
        arguments::throw("System.IndexOutOfRangeException", message)
    })
}

static ROWS: Class = Class {
    name: "System.Data.DataRowCollection",
    base: Some(&object::OBJECT),
    interfaces: &["System.Collections.ICollection", "System.Collections.IEnumerable"],
    properties: properties! {
        "int" Count => |_, this| Ok(Value::Int(of::<Table>(this)?.rows.borrow().len() as i32));
        "bool" IsReadOnly => |_, _| Ok(Value::Bool(false));
        "bool" IsSynchronized => |_, _| Ok(Value::Bool(false));
        "System.Object" SyncRoot => |_, this| Ok(this.clone());
    },
    methods: methods! {
        Add "void Add(System.Data.DataRow row)" "System.Data.DataRow Add(Params System.Object[] values)" => add;
        Clear "void Clear()" => |_, this, _| table::clear(of::<Table>(this)?);
        Contains "bool Contains(System.Object key)" "bool Contains(System.Object[] keys)" => |engine, this, args| {
            Ok(Value::Bool(find(engine, this, args)?.is_some()))
        };
        CopyTo "void CopyTo(array ar, int index)" "void CopyTo(System.Data.DataRow[] array, int index)" => |_, this, args| {
            crate::engine::types::array::copy_into(&all(of::<Table>(this)?), arguments::any(args, 0)?, arguments::int(args, 1)?)
        };
        Find "System.Data.DataRow Find(System.Object key)" "System.Data.DataRow Find(System.Object[] keys)" => |engine, this, args| {
            Ok(find(engine, this, args)?.map_or(Value::Null, |found| row::value(&found)))
        };
        GetEnumerator "System.Collections.IEnumerator GetEnumerator()" => |_, this, _| Ok(table::enumerator(all(of::<Table>(this)?)));
        IndexOf "int IndexOf(System.Data.DataRow row)" => |_, this, args| {
            let wanted = of::<Row>(arguments::any(args, 0)?)?;
            let place = of::<Table>(this)?.rows.borrow().iter().position(|known| Rc::ptr_eq(known, wanted));
            Ok(Value::Int(place.map_or(-1, |place| place as i32)))
        };
        InsertAt "void InsertAt(System.Data.DataRow row, int pos)" => |_, this, args| {
            let place = usize::try_from(arguments::int(args, 1)?).map_err(|_| arguments::bad_index())?;
            of::<Table>(this)?.insert(of::<Row>(arguments::any(args, 0)?)?, place).map(|()| Value::Empty)
        };
        Remove "void Remove(System.Data.DataRow row)" => |_, this, args| remove(this, args);
        RemoveAt "void RemoveAt(int index)" => |_, this, args| table::remove(&at(this, arguments::any(args, 0)?)?);
    },
    indexer: Some(Indexer {
        signature: "System.Data.DataRow Item(int index) {get;}",
        get: |_, this, index| at(this, index).map(|found| row::value(&found)),
        set: None,
    }),
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&ROWS];
