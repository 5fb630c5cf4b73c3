//! Arrays of more than one dimension: `[int[,]]::new(2, 3)`.

use super::{Class, Type, arguments, array};
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

/// Most elements that a grid has.
const MOST: usize = 1 << 28;

#[derive(Debug)]
struct Grid {
    of: Rc<Type>,
    element: Rc<Type>,
    lengths: Vec<usize>,
    items: RefCell<Vec<Value>>,
}

impl Native for Grid {
    fn class(&self) -> &'static Class {
        &array::ARRAY
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn enumerate(&self) -> Option<Vec<Value>> {
        Some(self.items.borrow().clone())
    }

    fn exact_type(&self) -> Option<Rc<Type>> {
        Some(self.of.clone())
    }

    fn truth(&self) -> bool {
        convert::truth_of_items(&self.items.borrow())
    }
}

/// A new grid. Errors: a length is negative, or there are too many elements.
pub fn made(of: &Rc<Type>, element: &Rc<Type>, lengths: &[Value]) -> Outcome<Value> {
    let mut sizes = Vec::with_capacity(lengths.len());
    let mut total = Some(1usize);
    for length in lengths {
        let length = usize::try_from(convert::to_int(length)?).ok();
        sizes.push(length.unwrap_or(0));
        total = total.zip(length).and_then(|(total, length)| total.checked_mul(length));
    }
    let total = total.filter(|total| *total <= MOST).ok_or_else(|| {
        arguments::throw("System.OverflowException", "Arithmetic operation resulted in an overflow.")
    })?;
    let items = RefCell::new(vec![array::empty_element(element); total]);
    Ok(Value::native(Grid { of: of.clone(), element: element.clone(), lengths: sizes, items }))
}

/// The lengths of an array's dimensions.
pub fn dimensions(value: &Value) -> Vec<usize> {
    match value.as_native::<Grid>() {
        Some(grid) => grid.lengths.clone(),
        None => vec![array::items(value).len()],
    }
}

/// A copy with the same elements.
pub fn copy(value: &Value) -> Value {
    match value.as_native::<Grid>() {
        Some(grid) => Value::native(Grid {
            of: grid.of.clone(),
            element: grid.element.clone(),
            lengths: grid.lengths.clone(),
            items: RefCell::new(grid.items.borrow().clone()),
        }),
        None => value.clone(),
    }
}

/// How many dimensions an array has.
pub fn rank(value: &Value) -> usize {
    dimensions(value).len()
}

/// Whether a value is a grid.
pub fn is_grid(value: &Value) -> bool {
    value.as_native::<Grid>().is_some()
}

fn place(grid: &Grid, index: &Value) -> Outcome<usize> {
    let indices = match index.unwrapped() {
        Value::Array(_) => array::items(index),
        one => vec![one.clone()],
    };
    if indices.len() != grid.lengths.len() {
        let message = format!(
            "Array indexing failed: {} indices were given for an array of {} dimensions.",
            indices.len(),
            grid.lengths.len()
        );
        return Err(crate::engine::Fault::runtime("NeedMultidimensionalIndex", message));
    }
    let mut at = 0;
    for (index, length) in indices.iter().zip(&grid.lengths) {
        let number = convert::to_int(index)?;
        let inside = match usize::try_from(number) {
            Ok(number) => Some(number).filter(|number| number < length),
            Err(_) => length.checked_sub(number.unsigned_abs() as usize),
        };
        at = at * length + inside.ok_or_else(outside)?;
    }
    Ok(at)
}

fn outside() -> Box<crate::engine::Fault> {
    use crate::engine::error::{Category, Exception};
    let class = "System.IndexOutOfRangeException";
    let exception = Exception::new(class, "Index was outside the bounds of the array.");
    crate::engine::Fault::error(exception, class, Category::OperationStopped, Value::Null)
}

/// An element; `None` for what is no grid. Errors: the wrong number of indices, or outside.
pub fn index(target: &Value, index: &Value) -> Outcome<Option<Value>> {
    let Some(grid) = target.as_native::<Grid>() else { return Ok(None) };
    let at = place(grid, index)?;
    Ok(grid.items.borrow().get(at).cloned())
}

/// Sets an element; whether the target is a grid.
pub fn set(engine: &mut Engine, target: &Value, index: &Value, value: &Value) -> Outcome<bool> {
    let Some(grid) = target.as_native::<Grid>() else { return Ok(false) };
    let value = convert::to_type(engine, value.clone(), &grid.element)?;
    let at = place(grid, index)?;
    if let Some(item) = grid.items.borrow_mut().get_mut(at) {
        *item = value;
    }
    Ok(true)
}
