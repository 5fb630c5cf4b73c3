//! `DataSet` and its `DataTableCollection`.

use super::model::{Handle, Set, Shown, Table, of};
use super::{table, xml};
use crate::engine::types::table::{methods, properties};
use crate::engine::types::{Class, Indexer, arguments, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::cell::RefCell;
use std::rc::Rc;

impl Shown for Set {
    fn items(this: &Rc<Self>, class: &'static Class) -> Option<Vec<Value>> {
        std::ptr::eq(class, &TABLES).then(|| this.tables.borrow().iter().map(table::value).collect())
    }
}

pub fn value(set: &Rc<Set>) -> Value {
    Value::native(Handle(set.clone(), &SET))
}

/// The table that a name, a number or the table itself means.
fn found(set: &Set, index: &Value) -> Outcome<Option<Rc<Table>>> {
    let tables = set.tables.borrow();
    if let Ok(table) = of::<Table>(index) {
        return Ok(tables.iter().find(|known| Rc::ptr_eq(known, table)).cloned());
    }
    if let Value::String(name) = index.unwrapped() {
        return Ok(tables.iter().find(|known| known.name.borrow().eq_ignore_ascii_case(name)).cloned());
    }
    let number = convert::to_int(index)?;
    match usize::try_from(number).ok().and_then(|place| tables.get(place)) {
        Some(table) => Ok(Some(table.clone())),
        None => {
            Err(arguments::throw("System.IndexOutOfRangeException", format!("Cannot find table {number}.")))
        }
    }
}

fn add(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let set = of::<Set>(this)?;
    let given = args.first().and_then(|first| of::<Table>(first).ok().cloned());
    let table = match (&given, args.first()) {
        (Some(table), _) => table.clone(),
        (None, Some(name)) => Table::named(&convert::to_text(engine, name)?),
        (None, None) => Table::named(""),
    };
    if table.name.borrow().is_empty() {
        let is_free = |name: &String| set.tables.borrow().iter().all(|known| *known.name.borrow() != *name);
        let name = (1..).map(|number| format!("Table{number}")).find(is_free);
        table.name.replace(name.unwrap_or_default());
    }
    let name = table.name.borrow().clone();
    if set.tables.borrow().iter().any(|known| *known.name.borrow() == name) {
        let message = format!("A DataTable named '{name}' already belongs to this DataSet.");
        return Err(arguments::throw("System.Data.DuplicateNameException", message));
    }
    table::join(&table, set)?;
    Ok(if given.is_some() { Value::Empty } else { table::value(&table) })
}

fn remove(this: &Value, args: &[Value]) -> Outcome<Value> {
    let set = of::<Set>(this)?;
    match found(set, arguments::any(args, 0)?)? {
        Some(table) => table::leave(&table, set),
        None => {
            let message = format!(
                "Table '{}' does not belong to this DataSet.",
                convert::display(arguments::any(args, 0)?)
            );
            return Err(arguments::throw("System.ArgumentException", message));
        }
    }
    Ok(Value::Empty)
}

/// A copy, with or without the rows.
fn copied(set: &Set, how: fn(&Table) -> Rc<Table>) -> Outcome<Value> {
    let copy = Rc::new(Set { name: RefCell::new(set.name.borrow().clone()), ..Set::default() });
    for own in set.tables.borrow().iter() {
        table::join(&how(own), &copy)?;
    }
    Ok(value(&copy))
}

static TABLES: Class = Class {
    name: "System.Data.DataTableCollection",
    base: Some(&object::OBJECT),
    interfaces: &["System.Collections.ICollection", "System.Collections.IEnumerable"],
    properties: properties! {
        "int" Count => |_, this| Ok(Value::Int(of::<Set>(this)?.tables.borrow().len() as i32));
        "bool" IsReadOnly => |_, _| Ok(Value::Bool(false));
    },
    methods: methods! {
        Add "void Add(System.Data.DataTable table)" "System.Data.DataTable Add(string name)" "System.Data.DataTable Add()" => add;
        Clear "void Clear()" => |_, this, _| {
            let set = of::<Set>(this)?;
            let all = set.tables.borrow().clone();
            all.iter().for_each(|own| table::leave(own, set));
            Ok(Value::Empty)
        };
        Contains "bool Contains(string name)" => |_, this, args| {
            Ok(Value::Bool(found(of::<Set>(this)?, arguments::any(args, 0)?)?.is_some()))
        };
        IndexOf "int IndexOf(System.Data.DataTable table)" "int IndexOf(string tableName)" => |_, this, args| {
            let set = of::<Set>(this)?;
            let table = found(set, arguments::any(args, 0)?)?;
            let place = set.tables.borrow().iter().position(|known| table.as_ref().is_some_and(|table| Rc::ptr_eq(known, table)));
            Ok(Value::Int(place.map_or(-1, |place| place as i32)))
        };
        Remove "void Remove(System.Data.DataTable table)" "void Remove(string name)" => |_, this, args| remove(this, args);
        RemoveAt "void RemoveAt(int index)" => |_, this, args| remove(this, args);
        GetEnumerator "System.Collections.IEnumerator GetEnumerator()" => |_, this, _| {
            Ok(table::enumerator(of::<Set>(this)?.tables.borrow().iter().map(table::value).collect()))
        };
    },
    indexer: Some(Indexer {
        signature: "System.Data.DataTable Item(int index) {get;}, System.Data.DataTable Item(string name) {get;}",
        get: |_, this, index| {
            Ok(found(of::<Set>(this)?, index)?.map_or(Value::Null, |found| table::value(&found)))
        },
        set: None,
    }),
    ..Class::EMPTY
};

static SET: Class = Class {
    name: "System.Data.DataSet",
    base: Some(&object::OBJECT),
    interfaces: &[
        "System.ComponentModel.IComponent",
        "System.ComponentModel.IListSource",
        "System.IDisposable",
    ],
    properties: properties! {
        "string" DataSetName => |_, this| Ok(Value::text(of::<Set>(this)?.name.borrow().as_str())), |_, this, value| {
            of::<Set>(this)?.name.replace(convert::display(&value));
            Ok(())
        };
        "bool" HasErrors => |_, this| {
            let set = of::<Set>(this)?;
            let wrong = |table: &Rc<Table>| table.rows.borrow().iter().any(|row| !row.error.borrow().is_empty());
            Ok(Value::Bool(set.tables.borrow().iter().any(wrong)))
        };
        "System.Data.DataTableCollection" Tables => |_, this| Ok(Value::native(Handle(of::<Set>(this)?.clone(), &TABLES)));
    },
    methods: methods! {
        Clear "void Clear()" => |_, this, _| {
            of::<Set>(this)?.tables.borrow().iter().try_for_each(|own| table::clear(own).map(|_| ()))?;
            Ok(Value::Empty)
        };
        Clone "System.Data.DataSet Clone()" => |_, this, _| copied(of::<Set>(this)?, Table::emptied);
        Copy "System.Data.DataSet Copy()" => |_, this, _| copied(of::<Set>(this)?, Table::copied);
        Dispose "void Dispose()" "void IDisposable.Dispose()" => |_, _, _| Ok(Value::Empty);
        GetXml "string GetXml()" => |_, this, _| {
            let set = of::<Set>(this)?;
            Ok(Value::text(xml::text(&set.name.borrow(), &set.tables.borrow())?))
        };
        WriteXml "void WriteXml(string fileName)" "void WriteXml(System.IO.TextWriter writer)" => |engine, this, args| {
            let set = of::<Set>(this)?;
            let text = xml::document(&set.name.borrow(), &set.tables.borrow())?;
            xml::write(engine, arguments::any(args, 0)?, &text)
        };
    },
    construct: Some(|engine, args| {
        let name =
            args.first().map_or(Ok("NewDataSet".to_string()), |name| convert::to_text(engine, name))?;
        Ok(value(&Rc::new(Set { name: RefCell::new(name), ..Set::default() })))
    }),
    constructors: &["System.Data.DataSet new()", "System.Data.DataSet new(string dataSetName)"],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&SET, &TABLES];
