//! `DataView`: rows of a table that a filter takes, in an order; `DataRowView`.

use super::model::{Handle, Row, Shown, Table, of};
use super::{query, row, row_collection, table};
use crate::engine::types::table::{methods, properties};
use crate::engine::types::{Class, Indexer, arguments, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, member};
use std::cell::RefCell;
use std::rc::Rc;

#[derive(Debug)]
pub struct View {
    table: Rc<Table>,
    filter: RefCell<String>,
    order: RefCell<String>,
}

/// A row as a view shows it.
#[derive(Debug)]
struct RowView(Rc<Row>);

impl View {
    fn rows(&self) -> Outcome<Vec<Rc<Row>>> {
        query::selected(&self.table, &self.filter.borrow(), &self.order.borrow())
    }
}

fn row_view(row: Rc<Row>) -> Value {
    Value::native(Handle(Rc::new(RowView(row)), &ROW_VIEW))
}

impl Shown for View {
    fn items(this: &Rc<Self>, _: &'static Class) -> Option<Vec<Value>> {
        Some(this.rows().unwrap_or_default().into_iter().map(row_view).collect())
    }
}

impl Shown for RowView {
    fn property(this: &Rc<Self>, name: &str) -> Option<Value> {
        Row::property(&this.0, name)
    }

    fn set_property(this: &Rc<Self>, name: &str, value: &Value) -> Option<Outcome> {
        Row::set_property(&this.0, name, value)
    }

    fn names(this: &Rc<Self>) -> Vec<String> {
        Row::names(&this.0)
    }
}

/// A view on all of a table.
pub fn of_table(table: &Rc<Table>) -> Value {
    made(table, String::new(), String::new())
}

fn made(table: &Rc<Table>, filter: String, order: String) -> Value {
    let view = View { table: table.clone(), filter: RefCell::new(filter), order: RefCell::new(order) };
    Value::native(Handle(Rc::new(view), &VIEW))
}

/// `ToTable()`, `ToTable(name)`, `ToTable(distinct, columns…)`: the rows in a table of their own.
fn to_table(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let view = of::<View>(this)?;
    let (name, rest) = match args {
        [Value::String(name), rest @ ..] => (name.to_string(), rest),
        rest => (view.table.name.borrow().clone(), rest),
    };
    let distinct = rest.first().is_some_and(convert::to_bool);
    let mut wanted = Vec::new();
    for names in rest.get(1..).unwrap_or_default() {
        for name in arguments::items(engine, names)? {
            wanted.push(super::model::column_place(&view.table.schema, &name_of(&view.table), &name)?);
        }
    }
    let columns = view.table.schema.columns.borrow();
    if wanted.is_empty() {
        wanted = (0..columns.len()).collect();
    }
    let copy = Table::named(&name);
    for column in wanted.iter().filter_map(|place| columns.get(*place)) {
        copy.add_column(&column.copied())?;
    }
    let mut seen = std::collections::HashSet::new();
    for found in view.rows()? {
        let values: Vec<Value> =
            wanted.iter().map(|place| row::cell(&found, *place)).collect::<Outcome<_>>()?;
        let key: Vec<String> = values.iter().map(convert::display).collect();
        if !distinct || seen.insert(key) {
            row_collection::appended(&copy, &values)?;
        }
    }
    Ok(table::value(&copy))
}

fn name_of(table: &Table) -> String {
    table.name.borrow().clone()
}

static VIEW: Class = Class {
    name: "System.Data.DataView",
    base: Some(&object::OBJECT),
    interfaces: &[
        "System.Collections.IList",
        "System.Collections.ICollection",
        "System.Collections.IEnumerable",
        "System.IDisposable",
    ],
    properties: properties! {
        "int" Count => |_, this| Ok(Value::Int(of::<View>(this)?.rows()?.len() as i32));
        "string" RowFilter => |_, this| Ok(Value::text(of::<View>(this)?.filter.borrow().as_str())), |_, this, value| {
            let (view, text) = (of::<View>(this)?, convert::display(&value));
            // What no row can be asked leaves the filter as it was.
            query::selected(&view.table, &text, "")?;
            view.filter.replace(text);
            Ok(())
        };
        "string" Sort => |_, this| Ok(Value::text(of::<View>(this)?.order.borrow().as_str())), |_, this, value| {
            let view = of::<View>(this)?;
            let text = convert::display(&value);
            // What cannot be sorted by leaves the order as it was.
            query::selected(&view.table, "false", &text)?;
            view.order.replace(text);
            Ok(())
        };
        "System.Data.DataTable" Table => |_, this| Ok(table::value(&of::<View>(this)?.table));
    },
    methods: methods! {
        AddNew "System.Data.DataRowView AddNew()" => |_, this, _| {
            Ok(row_view(row_collection::appended(&of::<View>(this)?.table, &[])?))
        };
        Dispose "void Dispose()" => |_, _, _| Ok(Value::Empty);
        GetEnumerator "System.Collections.IEnumerator GetEnumerator()" => |_, this, _| {
            Ok(table::enumerator(of::<View>(this)?.rows()?.into_iter().map(row_view).collect()))
        };
        ToTable
            "System.Data.DataTable ToTable()"
            "System.Data.DataTable ToTable(string tableName)"
            "System.Data.DataTable ToTable(bool distinct, Params string[] columnNames)"
            "System.Data.DataTable ToTable(string tableName, bool distinct, Params string[] columnNames)"
            => to_table;
    },
    construct: Some(|engine, args| {
        let table = of::<Table>(arguments::any(args, 0)?)?;
        let filter = args.get(1).map_or(Ok(String::new()), |text| convert::to_text(engine, text))?;
        let order = args.get(2).map_or(Ok(String::new()), |text| convert::to_text(engine, text))?;
        if args.get(3).is_some_and(|state| !convert::display(state).eq_ignore_ascii_case("CurrentRows")) {
            return Err(Fault::not_supported("a DataView of other rows than CurrentRows"));
        }
        Ok(made(table, filter, order))
    }),
    constructors: &[
        "System.Data.DataView new(System.Data.DataTable table)",
        "System.Data.DataView new(System.Data.DataTable table, string RowFilter, string Sort, System.Data.DataViewRowState RowState)",
    ],
    indexer: Some(Indexer {
        signature: "System.Data.DataRowView Item(int recordIndex) {get;}",
        get: |_, this, index| {
            let rows = of::<View>(this)?.rows()?;
            let number = convert::to_int(index)?;
            match usize::try_from(number).ok().and_then(|place| rows.get(place)) {
                Some(found) => Ok(row_view(found.clone())),
                None => Err(arguments::throw(
                    "System.IndexOutOfRangeException",
                    format!("Index {number} is either negative or above rows count."),
                )),
            }
        },
        set: None,
    }),
    ..Class::EMPTY
};

static ROW_VIEW: Class = Class {
    name: "System.Data.DataRowView",
    base: Some(&object::OBJECT),
    properties: properties! {
        "System.Data.DataRow" Row => |_, this| Ok(row::value(&of::<RowView>(this)?.0));
    },
    methods: methods! {
        Delete "void Delete()" => |engine, this, _| {
            let own = row::value(&of::<RowView>(this)?.0);
            member::invoke(engine, &own, "Delete", &[])
        };
    },
    indexer: Some(Indexer {
        signature: "System.Object Item(int ndx) {get;set;}, System.Object Item(string property) {get;set;}",
        get: |engine, this, index| member::index(engine, &row::value(&of::<RowView>(this)?.0), index),
        set: Some(|engine, this, index, value| {
            member::set_index(engine, &row::value(&of::<RowView>(this)?.0), index, value)
        }),
    }),
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&VIEW, &ROW_VIEW];
