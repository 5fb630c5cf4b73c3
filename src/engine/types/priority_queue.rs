//! `PriorityQueue[TElement,TPriority]`.

use super::table::{methods, properties};
use super::{Class, Type, arguments, comparer, object, reference};
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};
use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

/// A binary heap: the least priority first, equal ones in the order they came.
#[derive(Debug)]
struct PriorityQueue {
    of: Rc<Type>,
    comparer: Value,
    heap: RefCell<Vec<(Value, Value, u64)>>,
    next: RefCell<u64>,
}

impl Native for PriorityQueue {
    fn class(&self) -> &'static Class {
        &QUEUE
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn exact_type(&self) -> Option<Rc<Type>> {
        Some(self.of.clone())
    }
}

fn queue(this: &Value) -> Outcome<&PriorityQueue> {
    this.as_native::<PriorityQueue>().ok_or_else(arguments::no_overload)
}

fn before(engine: &mut Engine, queue: &PriorityQueue, a: usize, b: usize) -> Outcome<bool> {
    let (a, b) = match (queue.heap.borrow().get(a), queue.heap.borrow().get(b)) {
        (Some(a), Some(b)) => ((a.1.clone(), a.2), (b.1.clone(), b.2)),
        _ => return Ok(false),
    };
    let order = comparer::order(engine, &queue.comparer, &a.0, &b.0)?;
    Ok(order.then(a.1.cmp(&b.1)).is_lt())
}

fn enqueue(engine: &mut Engine, this: &Value, element: Value, priority: Value) -> Outcome {
    let queue = queue(this)?;
    let number = *queue.next.borrow();
    *queue.next.borrow_mut() += 1;
    queue.heap.borrow_mut().push((element, priority, number));
    let mut at = queue.heap.borrow().len() - 1;
    while at > 0 {
        let parent = (at - 1) / 2;
        if !before(engine, queue, at, parent)? {
            break;
        }
        queue.heap.borrow_mut().swap(at, parent);
        at = parent;
    }
    Ok(())
}

fn dequeue(engine: &mut Engine, this: &Value) -> Outcome<Option<(Value, Value)>> {
    let queue = queue(this)?;
    if queue.heap.borrow().is_empty() {
        return Ok(None);
    }
    let found = queue.heap.borrow_mut().swap_remove(0);
    let mut at = 0;
    loop {
        let (left, right) = (2 * at + 1, 2 * at + 2);
        let mut least = at;
        for child in [left, right] {
            if child < queue.heap.borrow().len() && before(engine, queue, child, least)? {
                least = child;
            }
        }
        if least == at {
            break;
        }
        queue.heap.borrow_mut().swap(at, least);
        at = least;
    }
    Ok(Some((found.0, found.1)))
}

fn first(this: &Value) -> Outcome<Option<(Value, Value)>> {
    Ok(queue(this)?.heap.borrow().first().map(|(element, priority, _)| (element.clone(), priority.clone())))
}

fn tried(engine: &mut Engine, args: &[Value], found: Option<(Value, Value)>) -> Outcome<Value> {
    let any = found.is_some();
    let (element, priority) = found.unwrap_or_default();
    reference::assign(engine, arguments::any(args, 0)?, element)?;
    reference::assign(engine, arguments::any(args, 1)?, priority)?;
    Ok(Value::Bool(any))
}

fn empty() -> Box<crate::engine::Fault> {
    arguments::invalid_operation("Queue empty.")
}

static QUEUE: Class = Class {
    name: "System.Collections.Generic.PriorityQueue",
    base: Some(&object::OBJECT),
    parameters: &["TElement", "TPriority"],
    properties: properties! {
        "int" Count => |_, this| Ok(Value::Int(queue(this)?.heap.borrow().len() as i32));
    },
    methods: methods! {
        Clear "void Clear()" => |_, this, _| {
            queue(this)?.heap.borrow_mut().clear();
            Ok(Value::Empty)
        };
        Dequeue "TElement Dequeue()" => |engine, this, _| dequeue(engine, this)?.map(|(element, _)| element).ok_or_else(empty);
        Enqueue "void Enqueue(TElement element, TPriority priority)" => |engine, this, args| {
            enqueue(engine, this, arguments::any(args, 0)?.clone(), arguments::any(args, 1)?.clone()).map(|()| Value::Empty)
        };
        EnqueueDequeue "TElement EnqueueDequeue(TElement element, TPriority priority)" => |engine, this, args| {
            enqueue(engine, this, arguments::any(args, 0)?.clone(), arguments::any(args, 1)?.clone())?;
            dequeue(engine, this)?.map(|(element, _)| element).ok_or_else(empty)
        };
        Peek "TElement Peek()" => |_, this, _| first(this)?.map(|(element, _)| element).ok_or_else(empty);
        TryDequeue "bool TryDequeue([ref] TElement element, [ref] TPriority priority)" => |engine, this, args| {
            let found = dequeue(engine, this)?;
            tried(engine, args, found)
        };
        TryPeek "bool TryPeek([ref] TElement element, [ref] TPriority priority)" => |engine, this, args| {
            let found = first(this)?;
            tried(engine, args, found)
        };
    },
    make: Some(|_, of, args| {
        let comparer =
            args.iter().find(|value| !crate::engine::convert::is_number(value)).cloned().unwrap_or_default();
        Ok(Value::native(PriorityQueue {
            of: of.clone(),
            comparer,
            heap: RefCell::default(),
            next: RefCell::default(),
        }))
    }),
    constructors: &[
        "new()",
        "new(int initialCapacity)",
        "new(System.Collections.Generic.IComparer[TPriority] comparer)",
    ],
    bound: true,
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&QUEUE];
