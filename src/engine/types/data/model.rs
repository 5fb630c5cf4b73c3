//! What tables are made of: a schema that rows share with their table, and the rows.

use super::expression::Expression;
use super::storage;
pub use crate::engine::types::handle::{Handle, Shown, of};
use crate::engine::types::{self, Type, arguments, nothing};
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome, convert};
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

/// A column: what it is called and what it takes.
#[derive(Debug)]
pub struct Column {
    pub name: RefCell<String>,
    pub caption: RefCell<String>,
    pub kind: RefCell<Rc<Type>>,
    pub default: RefCell<Value>,
    /// How it is computed from others; empty for one with values of its own.
    pub expression: RefCell<String>,
    /// The expression, read.
    pub tree: RefCell<Option<Rc<Expression>>>,
    /// While it is being computed, so that it cannot depend on itself.
    pub is_computing: Cell<bool>,
    pub allows_null: Cell<bool>,
    pub is_read_only: Cell<bool>,
    pub is_unique: Cell<bool>,
    pub increments: Cell<bool>,
    pub seed: Cell<i64>,
    pub step: Cell<i64>,
    /// Characters; -1 without a limit.
    pub max_length: Cell<i32>,
    pub table: RefCell<Weak<Table>>,
}

impl Column {
    pub fn new(name: &str, kind: Rc<Type>) -> Rc<Column> {
        Rc::new(Column {
            name: RefCell::new(name.to_string()),
            caption: RefCell::default(),
            kind: RefCell::new(kind),
            default: RefCell::new(nothing::db_null()),
            expression: RefCell::default(),
            tree: RefCell::default(),
            is_computing: Cell::new(false),
            allows_null: Cell::new(true),
            is_read_only: Cell::new(false),
            is_unique: Cell::new(false),
            increments: Cell::new(false),
            seed: Cell::new(0),
            step: Cell::new(1),
            max_length: Cell::new(-1),
            table: RefCell::default(),
        })
    }

    pub fn name(&self) -> String {
        self.name.borrow().clone()
    }

    /// The same column for another table.
    pub fn copied(&self) -> Rc<Column> {
        let copy = Column::new(&self.name(), self.kind.borrow().clone());
        copy.caption.replace(self.caption.borrow().clone());
        copy.default.replace(self.default.borrow().clone());
        copy.expression.replace(self.expression.borrow().clone());
        copy.tree.replace(self.tree.borrow().clone());
        copy.allows_null.set(self.allows_null.get());
        copy.is_read_only.set(self.is_read_only.get());
        copy.is_unique.set(self.is_unique.get());
        copy.increments.set(self.increments.get());
        copy.seed.set(self.seed.get());
        copy.step.set(self.step.get());
        copy.max_length.set(self.max_length.get());
        copy
    }
}

/// `DataRowState`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowState {
    Detached = 1,
    Unchanged = 2,
    Added = 4,
    Deleted = 8,
    Modified = 16,
}

/// What a table and its rows know in common.
#[derive(Debug, Default)]
pub struct Schema {
    pub columns: RefCell<Vec<Rc<Column>>>,
    pub case_sensitive: Cell<bool>,
}

impl Schema {
    /// The place of a column by its name, without case unless two differ in it.
    pub fn place(&self, name: &str) -> Option<usize> {
        let columns = self.columns.borrow();
        let exact = columns.iter().position(|column| *column.name.borrow() == name);
        exact.or_else(|| columns.iter().position(|column| column.name.borrow().eq_ignore_ascii_case(name)))
    }

    pub fn column(&self, place: usize) -> Option<Rc<Column>> {
        self.columns.borrow().get(place).cloned()
    }
}

/// A row: a value for each column.
#[derive(Debug)]
pub struct Row {
    pub schema: Rc<Schema>,
    pub table: Weak<Table>,
    pub values: RefCell<Vec<Value>>,
    /// As it was when changes were last accepted.
    pub original: RefCell<Option<Vec<Value>>>,
    pub state: Cell<RowState>,
    pub error: RefCell<String>,
    /// What stood in it, and how, when it began to be edited.
    pub edited: RefCell<Option<Edited>>,
}

/// A row as it was before it was edited.
#[derive(Debug)]
pub struct Edited {
    pub values: Vec<Value>,
    pub original: Option<Vec<Value>>,
    pub state: RowState,
}

impl Row {
    /// A value as it is kept; a column that came later has its default.
    pub fn kept(&self, place: usize) -> Value {
        let own = self.values.borrow().get(place).cloned();
        own.or_else(|| self.schema.column(place).map(|column| column.default.borrow().clone()))
            .unwrap_or_else(nothing::db_null)
    }

    /// Puts a value into a column. Errors: it does not fit, or the column cannot be changed.
    pub fn put(&self, place: usize, value: &Value) -> Outcome {
        let Some(column) = self.schema.column(place) else { return Err(arguments::bad_index()) };
        if column.is_read_only.get() && self.state.get() != RowState::Detached {
            let message = format!("Column '{}' is read only.", column.name());
            return Err(arguments::throw("System.Data.ReadOnlyException", message));
        }
        if self.state.get() == RowState::Deleted {
            return Err(deleted());
        }
        let value = storage::stored(&column, value)?;
        if let Some(table) = self.table.upgrade()
            && self.state.get() != RowState::Detached
        {
            table.allow(&column, place, &value, Some(self))?;
        }
        let mut values = self.values.borrow_mut();
        if self.state.get() == RowState::Unchanged {
            *self.original.borrow_mut() = Some(values.clone());
            self.state.set(RowState::Modified);
        }
        while values.len() <= place {
            let at = values.len();
            values.push(self.schema.column(at).map_or(Value::Null, |column| column.default.borrow().clone()));
        }
        if let Some(kept) = values.get_mut(place) {
            *kept = value;
        }
        Ok(())
    }
}

/// A row that is gone cannot be looked at.
pub fn deleted() -> Box<Fault> {
    arguments::throw(
        "System.Data.DeletedRowInaccessibleException",
        "Deleted row information cannot be accessed through the row.",
    )
}

/// A table.
#[derive(Debug, Default)]
pub struct Table {
    pub name: RefCell<String>,
    pub schema: Rc<Schema>,
    pub rows: RefCell<Vec<Rc<Row>>>,
    pub key: RefCell<Vec<Rc<Column>>>,
    pub set: RefCell<Weak<Set>>,
    /// Numbers given to columns that count, by the column's place.
    pub counters: RefCell<Vec<i64>>,
}

impl Table {
    pub fn named(name: &str) -> Rc<Table> {
        Rc::new(Table { name: RefCell::new(name.to_string()), ..Table::default() })
    }

    /// Adds a column. Errors: its name is taken.
    pub fn add_column(self: &Rc<Self>, column: &Rc<Column>) -> Outcome {
        if column.name.borrow().is_empty() {
            let number = self.free_number();
            column.name.replace(format!("Column{number}"));
        }
        let name = column.name();
        let taken = self.schema.columns.borrow().iter().any(|known| *known.name.borrow() == name);
        if taken {
            let message = format!("A column named '{name}' already belongs to this DataTable.");
            return Err(arguments::throw("System.Data.DuplicateNameException", message));
        }
        if column.table.borrow().upgrade().is_some() {
            let message = format!("Column '{name}' already belongs to this DataTable.");
            return Err(arguments::throw("System.ArgumentException", message));
        }
        column.table.replace(Rc::downgrade(self));
        self.schema.columns.borrow_mut().push(column.clone());
        for row in self.rows.borrow().iter() {
            row.values.borrow_mut().push(column.default.borrow().clone());
        }
        Ok(())
    }

    fn free_number(&self) -> usize {
        (1..).find(|number| self.schema.place(&format!("Column{number}")).is_none()).unwrap_or(1)
    }

    /// A new row that is in no table yet: defaults, and the next numbers of columns that count.
    pub fn new_row(self: &Rc<Self>) -> Rc<Row> {
        let columns = self.schema.columns.borrow();
        let mut counters = self.counters.borrow_mut();
        let mut values = Vec::with_capacity(columns.len());
        for (place, column) in columns.iter().enumerate() {
            if !column.increments.get() {
                values.push(column.default.borrow().clone());
                continue;
            }
            while counters.len() <= place {
                let seed = columns.get(counters.len()).map_or(0, |column| column.seed.get());
                counters.push(seed);
            }
            if let Some(next) = counters.get_mut(place) {
                let number = storage::stored(column, &Value::Long(*next));
                values.push(number.unwrap_or(Value::Null));
                *next = next.wrapping_add(column.step.get());
            }
        }
        self.detached(values)
    }

    pub fn detached(self: &Rc<Self>, values: Vec<Value>) -> Rc<Row> {
        Rc::new(Row {
            schema: self.schema.clone(),
            table: Rc::downgrade(self),
            values: RefCell::new(values),
            original: RefCell::default(),
            state: Cell::new(RowState::Detached),
            error: RefCell::default(),
            edited: RefCell::default(),
        })
    }

    /// Whether a value may stand in a column. Errors: it is null or there already, and must not be.
    fn allow(&self, column: &Rc<Column>, place: usize, value: &Value, own: Option<&Row>) -> Outcome {
        let is_key = self.key.borrow().iter().any(|part| Rc::ptr_eq(part, column));
        if storage::is_null(value) && (is_key || !column.allows_null.get()) {
            let message = format!("Column '{}' does not allow nulls.", column.name());
            return Err(arguments::throw("System.Data.NoNullAllowedException", message));
        }
        let alone = is_key && self.key.borrow().len() == 1;
        if !(alone || column.is_unique.get()) {
            return Ok(());
        }
        let (text, is_exact) = (convert::display(value), self.schema.case_sensitive.get());
        let folded = text.to_lowercase();
        let is_same = |other: &str| other == text || !is_exact && other.to_lowercase() == folded;
        let is_there = self.rows.borrow().iter().any(|row| {
            row.state.get() != RowState::Deleted
                && !own.is_some_and(|own| std::ptr::eq(own, Rc::as_ptr(row)))
                && is_same(&convert::display(&row.kept(place)))
        });
        if is_there {
            let message = format!(
                "Column '{}' is constrained to be unique.  Value '{text}' is already present.",
                column.name()
            );
            return Err(arguments::throw("System.Data.ConstraintException", message));
        }
        Ok(())
    }

    /// Takes a row in at a place. Errors: it belongs to a table, or breaks a rule of a column.
    pub fn insert(&self, row: &Rc<Row>, place: usize) -> Outcome {
        if !Rc::ptr_eq(&row.schema, &self.schema) {
            let message = "This row already belongs to another table.";
            return Err(arguments::throw("System.ArgumentException", message));
        }
        if row.state.get() != RowState::Detached {
            let message = "This row already belongs to this table.";
            return Err(arguments::throw("System.ArgumentException", message));
        }
        for (at, column) in self.schema.columns.borrow().iter().enumerate() {
            self.allow(column, at, &row.kept(at), None)?;
        }
        row.state.set(RowState::Added);
        let mut rows = self.rows.borrow_mut();
        let place = place.min(rows.len());
        rows.insert(place, row.clone());
        Ok(())
    }

    /// The columns and rules without rows.
    pub fn emptied(&self) -> Rc<Table> {
        let copy = Table::named(&self.name.borrow());
        copy.schema.case_sensitive.set(self.schema.case_sensitive.get());
        for column in self.schema.columns.borrow().iter() {
            let column = column.copied();
            column.table.replace(Rc::downgrade(&copy));
            copy.schema.columns.borrow_mut().push(column);
        }
        let names: Vec<String> = self.key.borrow().iter().map(|column| column.name()).collect();
        let key = names.iter().filter_map(|name| copy.schema.column(copy.schema.place(name)?)).collect();
        copy.key.replace(key);
        copy
    }

    /// A copy of another table's row, with its state, by the names of the columns.
    pub fn import(self: &Rc<Self>, row: &Row) {
        let columns = self.schema.columns.borrow();
        let places: Vec<Option<usize>> =
            columns.iter().map(|column| row.schema.place(&column.name.borrow())).collect();
        let taken = |from: &dyn Fn(usize) -> Value| {
            let value = |(column, place): (&Rc<Column>, &Option<usize>)| {
                place.map_or_else(|| column.default.borrow().clone(), from)
            };
            columns.iter().zip(&places).map(value).collect::<Vec<Value>>()
        };
        let copy = self.detached(taken(&|place| row.kept(place)));
        if let Some(values) = row.original.borrow().as_ref() {
            let original = taken(&|place| values.get(place).cloned().unwrap_or_else(|| row.kept(place)));
            copy.original.replace(Some(original));
        }
        copy.error.replace(row.error.borrow().clone());
        copy.state.set(match row.state.get() {
            RowState::Detached => RowState::Added,
            other => other,
        });
        self.rows.borrow_mut().push(copy);
    }

    pub fn copied(&self) -> Rc<Table> {
        let copy = self.emptied();
        for row in self.rows.borrow().iter() {
            copy.import(row);
        }
        copy
    }
}

/// A set of tables.
#[derive(Debug, Default)]
pub struct Set {
    pub name: RefCell<String>,
    pub tables: RefCell<Vec<Rc<Table>>>,
}

/// The place that an index names: a number, a name or the column itself. Errors: there is none.
pub fn column_place(schema: &Schema, table: &str, index: &Value) -> Outcome<usize> {
    if let Ok(column) = of::<Column>(index) {
        let found = schema.columns.borrow().iter().position(|known| Rc::ptr_eq(known, column));
        return found.ok_or_else(|| no_column(&column.name(), table));
    }
    if let Value::String(name) = index.unwrapped() {
        return schema.place(name).ok_or_else(|| no_column(name, table));
    }
    let number = convert::to_int(index)?;
    let count = schema.columns.borrow().len();
    usize::try_from(number).ok().filter(|place| *place < count).ok_or_else(|| {
        arguments::throw("System.IndexOutOfRangeException", format!("Cannot find column {number}."))
    })
}

fn no_column(name: &str, table: &str) -> Box<Fault> {
    let message = format!("Column '{name}' does not belong to table {table}.");
    arguments::throw("System.ArgumentException", message)
}

/// A type that an argument names. Errors: it is none.
pub fn type_argument(engine: &mut crate::engine::Engine, value: &Value) -> Outcome<Rc<Type>> {
    match value.unwrapped() {
        Value::Type(found) => Ok(found.clone()),
        Value::Null => Err(arguments::null("dataType")),
        other => match convert::to_type(engine, other.clone(), &types::named("System.Type"))? {
            Value::Type(found) => Ok(found),
            _ => Err(arguments::no_overload()),
        },
    }
}
