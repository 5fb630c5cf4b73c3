//! `DataColumn`.

use super::model::{Column, Handle, Shown, of, type_argument};
use super::{storage, table};
use crate::engine::types::table::{methods, properties};
use crate::engine::types::{Class, arguments, named, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::rc::Rc;

impl Shown for Column {
    fn text(this: &Rc<Self>, _: &'static Class) -> Option<String> {
        let expression = this.expression.borrow();
        Some(match expression.is_empty() {
            true => this.name(),
            false => format!("{} + {expression}", this.name()),
        })
    }
}

pub fn value(column: &Rc<Column>) -> Value {
    Value::native(Handle(column.clone(), &COLUMN))
}

/// A column from a name, a type and an expression, each of which may be left out.
pub fn from_arguments(engine: &mut Engine, args: &[Value]) -> Outcome<Rc<Column>> {
    let name = args.first().map_or(Ok(String::new()), |name| convert::to_text(engine, name))?;
    let kind = args.get(1).map_or(Ok(named("System.String")), |kind| type_argument(engine, kind))?;
    let column = Column::new(&name, kind);
    if let Some(expression) = args.get(2) {
        set_expression(&column, &convert::to_text(engine, expression)?)?;
    }
    Ok(column)
}

/// Errors: the expression has no sense.
fn set_expression(column: &Column, text: &str) -> Outcome {
    let tree = super::expression::parsed(text)?;
    column.tree.replace((!text.is_empty()).then(|| Rc::new(tree)));
    column.expression.replace(text.to_string());
    column.is_read_only.set(!text.is_empty());
    Ok(())
}

fn ordinal(this: &Value) -> Outcome<i32> {
    let column = of::<Column>(this)?;
    let table = column.table.borrow().upgrade();
    let place = table
        .and_then(|table| table.schema.columns.borrow().iter().position(|known| Rc::ptr_eq(known, column)));
    Ok(place.map_or(-1, |place| place as i32))
}

fn set_kind(engine: &mut Engine, this: &Value, value: Value) -> Outcome {
    let column = of::<Column>(this)?;
    let has_rows = column.table.borrow().upgrade().is_some_and(|table| !table.rows.borrow().is_empty());
    if has_rows {
        let message = "Cannot change DataType of a column once it has data.";
        return Err(arguments::throw("System.ArgumentException", message));
    }
    let kind = type_argument(engine, &value)?;
    column.kind.replace(kind);
    Ok(())
}

fn rename(this: &Value, value: &Value) -> Outcome {
    let (column, name) = (of::<Column>(this)?, convert::display(value));
    let table = column.table.borrow().upgrade();
    let taken = table.is_some_and(|table| {
        let columns = table.schema.columns.borrow();
        columns.iter().any(|known| !Rc::ptr_eq(known, column) && *known.name.borrow() == name)
    });
    if taken {
        let message = format!("A column named '{name}' already belongs to this DataTable.");
        return Err(arguments::throw("System.Data.DuplicateNameException", message));
    }
    column.name.replace(name);
    Ok(())
}

/// Moves the column and its values to another place of its table.
fn set_ordinal(this: &Value, args: &[Value]) -> Outcome<Value> {
    let column = of::<Column>(this)?;
    let Some(table) = column.table.borrow().upgrade() else {
        let message = "Column must belong to a table.";
        return Err(arguments::throw("System.ArgumentException", message));
    };
    let from = usize::try_from(ordinal(this)?).map_err(|_| arguments::bad_index())?;
    let to = arguments::place(args, 0, table.schema.columns.borrow().len())?;
    let mut columns = table.schema.columns.borrow_mut();
    let moved = columns.remove(from);
    columns.insert(to, moved);
    for row in table.rows.borrow().iter() {
        let mut values = row.values.borrow_mut();
        if from < values.len() {
            let moved = values.remove(from);
            let to = to.min(values.len());
            values.insert(to, moved);
        }
    }
    Ok(Value::Empty)
}

static COLUMN: Class = Class {
    name: "System.Data.DataColumn",
    base: Some(&object::OBJECT),
    interfaces: &["System.ComponentModel.IComponent", "System.IDisposable"],
    properties: properties! {
        "bool" AllowDBNull => |_, this| Ok(Value::Bool(of::<Column>(this)?.allows_null.get())), |_, this, value| {
            of::<Column>(this)?.allows_null.set(convert::to_bool(&value));
            Ok(())
        };
        "bool" AutoIncrement => |_, this| Ok(Value::Bool(of::<Column>(this)?.increments.get())), |_, this, value| {
            let column = of::<Column>(this)?;
            let on = convert::to_bool(&value);
            column.increments.set(on);
            // What counts is a whole number.
            if on && column.kind.borrow().full_name() == "System.String" {
                column.kind.replace(named("System.Int32"));
            }
            Ok(())
        };
        "long" AutoIncrementSeed => |_, this| Ok(Value::Long(of::<Column>(this)?.seed.get())), |_, this, value| {
            of::<Column>(this)?.seed.set(convert::to_long(&value)?);
            Ok(())
        };
        "long" AutoIncrementStep => |_, this| Ok(Value::Long(of::<Column>(this)?.step.get())), |_, this, value| {
            of::<Column>(this)?.step.set(convert::to_long(&value)?);
            Ok(())
        };
        "string" Caption => |_, this| {
            let column = of::<Column>(this)?;
            let caption = column.caption.borrow().clone();
            Ok(Value::text(if caption.is_empty() { column.name() } else { caption }))
        }, |_, this, value| {
            of::<Column>(this)?.caption.replace(convert::display(&value));
            Ok(())
        };
        "string" ColumnName => |_, this| Ok(Value::text(of::<Column>(this)?.name())), |_, this, value| rename(this, &value);
        "type" DataType => |_, this| Ok(Value::Type(of::<Column>(this)?.kind.borrow().clone())), set_kind;
        "System.Object" DefaultValue => |_, this| Ok(of::<Column>(this)?.default.borrow().clone()), |_, this, value| {
            let column = of::<Column>(this)?;
            let value = if value.is_null() { value } else { storage::stored(column, &value)? };
            column.default.replace(if value.is_null() { crate::engine::types::nothing::db_null() } else { value });
            Ok(())
        };
        "string" Expression => |_, this| Ok(Value::text(of::<Column>(this)?.expression.borrow().as_str())), |_, this, value| {
            set_expression(of::<Column>(this)?, &convert::display(&value))
        };
        "int" MaxLength => |_, this| Ok(Value::Int(of::<Column>(this)?.max_length.get())), |_, this, value| {
            of::<Column>(this)?.max_length.set(convert::to_int(&value)?);
            Ok(())
        };
        "int" Ordinal => |_, this| ordinal(this).map(Value::Int);
        "bool" ReadOnly => |_, this| Ok(Value::Bool(of::<Column>(this)?.is_read_only.get())), |_, this, value| {
            of::<Column>(this)?.is_read_only.set(convert::to_bool(&value));
            Ok(())
        };
        "System.Data.DataTable" Table => |_, this| {
            let table = of::<Column>(this)?.table.borrow().upgrade();
            Ok(table.map_or(Value::Null, |table| table::value(&table)))
        };
        "bool" Unique => |_, this| Ok(Value::Bool(of::<Column>(this)?.is_unique.get())), |_, this, value| {
            of::<Column>(this)?.is_unique.set(convert::to_bool(&value));
            Ok(())
        };
    },
    methods: methods! {
        Dispose "void Dispose()" => |_, _, _| Ok(Value::Empty);
        SetOrdinal "void SetOrdinal(int ordinal)" => |_, this, args| set_ordinal(this, args);
    },
    construct: Some(|engine, args| from_arguments(engine, args).map(|column| value(&column))),
    constructors: &[
        "System.Data.DataColumn new()",
        "System.Data.DataColumn new(string columnName)",
        "System.Data.DataColumn new(string columnName, type dataType)",
        "System.Data.DataColumn new(string columnName, type dataType, string expr)",
    ],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&COLUMN];
