//! Queues and stacks, plain, generic and concurrent.

use super::table::{methods, properties};
use super::{Class, Method, Property, Type, arguments, array, object, reference, sequence};
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::any::Any;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

/// A row of values: a queue takes from the front, a stack keeps its top in front.
#[derive(Debug)]
struct Row {
    of: Rc<Type>,
    class: &'static Class,
    items: RefCell<VecDeque<Value>>,
}

impl Native for Row {
    fn class(&self) -> &'static Class {
        self.class
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn enumerate(&self) -> Option<Vec<Value>> {
        Some(self.items.borrow().iter().cloned().collect())
    }

    fn exact_type(&self) -> Option<Rc<Type>> {
        Some(self.of.clone())
    }

    fn truth(&self) -> bool {
        convert::truth_of_items(&self.items.borrow().iter().cloned().collect::<Vec<_>>())
    }
}

fn made(
    engine: &mut Engine,
    of: &Rc<Type>,
    class: &'static Class,
    args: &[Value],
    stack: bool,
) -> Outcome<Value> {
    let mut items: VecDeque<Value> = match args.first() {
        Some(value) if !convert::is_number(value) => arguments::items(engine, value)?.into(),
        _ => VecDeque::new(),
    };
    if stack {
        items = items.into_iter().rev().collect();
    }
    Ok(Value::native(Row { of: of.clone(), class, items: RefCell::new(items) }))
}

fn row(this: &Value) -> Outcome<&Row> {
    this.as_native::<Row>().ok_or_else(arguments::no_overload)
}

fn push_back(this: &Value, args: &[Value]) -> Outcome<Value> {
    row(this)?.items.borrow_mut().push_back(arguments::any(args, 0)?.clone());
    Ok(Value::Empty)
}

fn push_front(this: &Value, args: &[Value]) -> Outcome<Value> {
    row(this)?.items.borrow_mut().push_front(arguments::any(args, 0)?.clone());
    Ok(Value::Empty)
}

fn take(this: &Value, empty: &str) -> Outcome<Value> {
    row(this)?.items.borrow_mut().pop_front().ok_or_else(|| arguments::invalid_operation(empty))
}

fn peek(this: &Value, empty: &str) -> Outcome<Value> {
    row(this)?.items.borrow().front().cloned().ok_or_else(|| arguments::invalid_operation(empty))
}

/// `TryDequeue`, `TryPeek` and their kin: whether there was one, and it in the `[ref]`.
fn tried(engine: &mut Engine, args: &[Value], found: Option<Value>) -> Outcome<Value> {
    let any = found.is_some();
    reference::assign(engine, arguments::any(args, 0)?, found.unwrap_or_default())?;
    Ok(Value::Bool(any))
}

fn try_take(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let found = row(this)?.items.borrow_mut().pop_front();
    tried(engine, args, found)
}

fn try_peek(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let found = row(this)?.items.borrow().front().cloned();
    tried(engine, args, found)
}

fn contains(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let items = arguments::items(engine, this)?;
    Ok(Value::Bool(array::position(engine, &items, arguments::any(args, 0)?)?.is_some()))
}

fn to_array(engine: &mut Engine, this: &Value, _: &[Value]) -> Outcome<Value> {
    let items = arguments::items(engine, this)?;
    Ok(match row(this)?.of.as_ref() {
        Type::Generic { arguments: of, .. } => match of.first() {
            Some(of) => arguments::array_of(of, items),
            None => Value::array(items),
        },
        _ => Value::array(items),
    })
}

fn copy_to(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let items = arguments::items(engine, this)?;
    array::copy_into(&items, arguments::any(args, 0)?, arguments::int(args, 1)?)
}

fn clear(_: &mut Engine, this: &Value, _: &[Value]) -> Outcome<Value> {
    row(this)?.items.borrow_mut().clear();
    Ok(Value::Empty)
}

fn enumerator(engine: &mut Engine, this: &Value, _: &[Value]) -> Outcome<Value> {
    Ok(sequence::enumerator(&sequence::ENUMERATOR, arguments::items(engine, this)?))
}

fn copy_of(_: &mut Engine, this: &Value, _: &[Value]) -> Outcome<Value> {
    let row = row(this)?;
    let items = RefCell::new(row.items.borrow().clone());
    Ok(Value::native(Row { of: row.of.clone(), class: row.class, items }))
}

fn nothing(_: &mut Engine, _: &Value, _: &[Value]) -> Outcome<Value> {
    Ok(Value::Empty)
}

fn count(this: &Value) -> Outcome<Value> {
    Ok(Value::Int(row(this)?.items.borrow().len() as i32))
}

const PLAIN: &[Property] = properties! {
    "int" Count => |_, this| count(this);
    "bool" IsSynchronized => |_, _| Ok(Value::Bool(false));
    "System.Object" SyncRoot => |_, this| Ok(this.clone());
};

const CONCURRENT: &[Property] = properties! {
    "int" Count => |_, this| count(this);
    "bool" IsEmpty => |_, this| Ok(Value::Bool(row(this)?.items.borrow().is_empty()));
};

const COLLECTION: &[&str] =
    &["System.Collections.ICollection", "System.Collections.IEnumerable", "System.ICloneable"];
const GENERIC: &[&str] = &[
    "System.Collections.Generic.IEnumerable",
    "System.Collections.Generic.IReadOnlyCollection",
    "System.Collections.ICollection",
    "System.Collections.IEnumerable",
];
const EMPTY_QUEUE: &str = "Queue empty.";
const EMPTY_STACK: &str = "Stack empty.";

static QUEUE: Class = Class {
    name: "System.Collections.Queue",
    base: Some(&object::OBJECT),
    interfaces: COLLECTION,
    properties: PLAIN,
    methods: methods! {
        Clear "void Clear()" => clear;
        Clone "System.Object Clone()" "System.Object ICloneable.Clone()" => copy_of;
        Contains "bool Contains(System.Object obj)" => contains;
        CopyTo "void CopyTo(array array, int index)" "void ICollection.CopyTo(array array, int index)" => copy_to;
        Dequeue "System.Object Dequeue()" => |_, this, _| take(this, EMPTY_QUEUE);
        Enqueue "void Enqueue(System.Object obj)" => |_, this, args| push_back(this, args);
        GetEnumerator "System.Collections.IEnumerator GetEnumerator()" "System.Collections.IEnumerator IEnumerable.GetEnumerator()" => enumerator;
        Peek "System.Object Peek()" => |_, this, _| peek(this, EMPTY_QUEUE);
        ToArray "System.Object[] ToArray()" => to_array;
        TrimToSize "void TrimToSize()" => nothing;
    },
    construct: Some(|engine, args| made(engine, &super::registry::of_class(&QUEUE), &QUEUE, args, false)),
    constructors: &[
        "System.Collections.Queue new()",
        "System.Collections.Queue new(int capacity)",
        "System.Collections.Queue new(int capacity, float growFactor)",
        "System.Collections.Queue new(System.Collections.ICollection col)",
    ],
    bound: true,
    ..Class::EMPTY
};

static STACK: Class = Class {
    name: "System.Collections.Stack",
    base: Some(&object::OBJECT),
    interfaces: COLLECTION,
    properties: PLAIN,
    methods: methods! {
        Clear "void Clear()" => clear;
        Clone "System.Object Clone()" "System.Object ICloneable.Clone()" => copy_of;
        Contains "bool Contains(System.Object obj)" => contains;
        CopyTo "void CopyTo(array array, int index)" "void ICollection.CopyTo(array array, int index)" => copy_to;
        GetEnumerator "System.Collections.IEnumerator GetEnumerator()" "System.Collections.IEnumerator IEnumerable.GetEnumerator()" => enumerator;
        Peek "System.Object Peek()" => |_, this, _| peek(this, EMPTY_STACK);
        Pop "System.Object Pop()" => |_, this, _| take(this, EMPTY_STACK);
        Push "void Push(System.Object obj)" => |_, this, args| push_front(this, args);
        ToArray "System.Object[] ToArray()" => to_array;
    },
    construct: Some(|engine, args| made(engine, &super::registry::of_class(&STACK), &STACK, args, true)),
    constructors: &[
        "System.Collections.Stack new()",
        "System.Collections.Stack new(int initialCapacity)",
        "System.Collections.Stack new(System.Collections.ICollection col)",
    ],
    bound: true,
    ..Class::EMPTY
};

const QUEUE_METHODS: &[Method] = methods! {
    Clear "void Clear()" => clear;
    Contains "bool Contains(T item)" => contains;
    CopyTo "void CopyTo(T[] array, int arrayIndex)" "void ICollection.CopyTo(array array, int index)" => copy_to;
    Dequeue "T Dequeue()" => |_, this, _| take(this, EMPTY_QUEUE);
    Enqueue "void Enqueue(T item)" => |_, this, args| push_back(this, args);
    EnsureCapacity "int EnsureCapacity(int capacity)" => |_, _, args| Ok(arguments::any(args, 0)?.clone());
    GetEnumerator "System.Collections.Generic.Queue`1+Enumerator[T] GetEnumerator()" => enumerator;
    Peek "T Peek()" => |_, this, _| peek(this, EMPTY_QUEUE);
    ToArray "T[] ToArray()" => to_array;
    TrimExcess "void TrimExcess()" "void TrimExcess(int capacity)" => nothing;
    TryDequeue "bool TryDequeue([ref] T result)" => try_take;
    TryPeek "bool TryPeek([ref] T result)" => try_peek;
};

const STACK_METHODS: &[Method] = methods! {
    Clear "void Clear()" => clear;
    Contains "bool Contains(T item)" => contains;
    CopyTo "void CopyTo(T[] array, int arrayIndex)" "void ICollection.CopyTo(array array, int index)" => copy_to;
    EnsureCapacity "int EnsureCapacity(int capacity)" => |_, _, args| Ok(arguments::any(args, 0)?.clone());
    GetEnumerator "System.Collections.Generic.Stack`1+Enumerator[T] GetEnumerator()" => enumerator;
    Peek "T Peek()" => |_, this, _| peek(this, EMPTY_STACK);
    Pop "T Pop()" => |_, this, _| take(this, EMPTY_STACK);
    Push "void Push(T item)" => |_, this, args| push_front(this, args);
    PushRange "void PushRange(T[] items)" => |_, this, args| {
        let row = row(this)?;
        for item in array::items(arguments::any(args, 0)?) {
            row.items.borrow_mut().push_front(item);
        }
        Ok(Value::Empty)
    };
    ToArray "T[] ToArray()" => to_array;
    TrimExcess "void TrimExcess()" "void TrimExcess(int capacity)" => nothing;
    TryPop "bool TryPop([ref] T result)" => try_take;
    TryPeek "bool TryPeek([ref] T result)" => try_peek;
};

const BAG_METHODS: &[Method] = methods! {
    Add "void Add(T item)" => |_, this, args| push_front(this, args);
    Clear "void Clear()" => clear;
    CopyTo "void CopyTo(T[] array, int index)" => copy_to;
    GetEnumerator "System.Collections.Generic.IEnumerator[T] GetEnumerator()" => enumerator;
    ToArray "T[] ToArray()" => to_array;
    TryTake "bool TryTake([ref] T result)" => try_take;
    TryPeek "bool TryPeek([ref] T result)" => try_peek;
};

macro_rules! rows {
    ($($constant:ident $name:literal $properties:ident $methods:ident $stack:literal),* $(,)?) => {
        $(static $constant: Class = Class {
            name: $name,
            base: Some(&object::OBJECT),
            interfaces: GENERIC,
            parameters: &["T"],
            properties: $properties,
            methods: $methods,
            make: Some(|engine, of, args| made(engine, of, &$constant, args, $stack)),
            constructors: &[
                concat!($name, "[T] new()"),
                concat!($name, "[T] new(int capacity)"),
                concat!($name, "[T] new(System.Collections.Generic.IEnumerable[T] collection)"),
            ],
            bound: true,
            ..Class::EMPTY
        };)*
        pub(super) const CLASSES: &[&Class] = &[&QUEUE, &STACK, $(&$constant),*];
    };
}

rows! {
    GENERIC_QUEUE "System.Collections.Generic.Queue" PLAIN QUEUE_METHODS false,
    GENERIC_STACK "System.Collections.Generic.Stack" PLAIN STACK_METHODS true,
    CONCURRENT_QUEUE "System.Collections.Concurrent.ConcurrentQueue" CONCURRENT QUEUE_METHODS false,
    CONCURRENT_STACK "System.Collections.Concurrent.ConcurrentStack" CONCURRENT STACK_METHODS true,
    CONCURRENT_BAG "System.Collections.Concurrent.ConcurrentBag" CONCURRENT BAG_METHODS true,
}
