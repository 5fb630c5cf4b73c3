//! `LinkedList[T]`.

use super::table::{methods, properties};
use super::{Class, Type, arguments, array, object, sequence};
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

/// The values by a key that rises from the first to the last; nodes keep theirs.
#[derive(Debug, Default)]
struct Chain {
    items: RefCell<BTreeMap<i128, Value>>,
}

#[derive(Debug)]
struct List {
    of: Rc<Type>,
    chain: Rc<Chain>,
}

#[derive(Debug)]
struct Node {
    of: Rc<Type>,
    chain: Rc<Chain>,
    key: Cell<i128>,
}

/// The distance between neighbours at the ends, so that many fit between.
const STEP: i128 = 1 << 64;

impl Native for List {
    fn class(&self) -> &'static Class {
        &LIST
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn enumerate(&self) -> Option<Vec<Value>> {
        Some(self.chain.items.borrow().values().cloned().collect())
    }

    fn exact_type(&self) -> Option<Rc<Type>> {
        Some(self.of.clone())
    }
}

impl Native for Node {
    fn class(&self) -> &'static Class {
        &NODE
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn exact_type(&self) -> Option<Rc<Type>> {
        match self.of.as_ref() {
            Type::Generic { arguments, .. } => {
                Some(Rc::new(Type::Generic { of: &NODE, arguments: arguments.clone() }))
            }
            _ => None,
        }
    }
}

fn list(this: &Value) -> Outcome<&List> {
    this.as_native::<List>().ok_or_else(arguments::no_overload)
}

fn node(this: &Value) -> Outcome<&Node> {
    this.as_native::<Node>().ok_or_else(arguments::no_overload)
}

fn node_at(list: &List, key: Option<i128>) -> Value {
    match key {
        Some(key) => {
            Value::native(Node { of: list.of.clone(), chain: list.chain.clone(), key: Cell::new(key) })
        }
        None => Value::Null,
    }
}

fn end_key(list: &List, last: bool) -> Option<i128> {
    let items = list.chain.items.borrow();
    if last { items.keys().next_back().copied() } else { items.keys().next().copied() }
}

fn push(this: &Value, args: &[Value], last: bool) -> Outcome<Value> {
    let list = list(this)?;
    let key = match end_key(list, last) {
        Some(key) if last => key + STEP,
        Some(key) => key - STEP,
        None => 0,
    };
    list.chain.items.borrow_mut().insert(key, arguments::any(args, 0)?.clone());
    Ok(node_at(list, Some(key)))
}

/// A place beside a node.
fn beside(this: &Value, args: &[Value], after: bool) -> Outcome<Value> {
    let list = list(this)?;
    let at = node(arguments::any(args, 0)?)?.key.get();
    let neighbour = {
        let items = list.chain.items.borrow();
        if after {
            items.range(at + 1..).next().map(|(key, _)| *key)
        } else {
            items.range(..at).next_back().map(|(key, _)| *key)
        }
    };
    let key = match neighbour {
        Some(other) => at + (other - at) / 2,
        None if after => at + STEP,
        None => at - STEP,
    };
    if list.chain.items.borrow().contains_key(&key) {
        return Err(arguments::invalid_operation("There is no room beside this node."));
    }
    list.chain.items.borrow_mut().insert(key, arguments::any(args, 1)?.clone());
    Ok(node_at(list, Some(key)))
}

fn remove_end(this: &Value, last: bool) -> Outcome<Value> {
    let list = list(this)?;
    let key = end_key(list, last).ok_or_else(|| arguments::invalid_operation("The LinkedList is empty."))?;
    list.chain.items.borrow_mut().remove(&key);
    Ok(Value::Empty)
}

fn find(engine: &mut Engine, this: &Value, args: &[Value], last: bool) -> Outcome<Option<i128>> {
    let list = list(this)?;
    let mut items: Vec<(i128, Value)> =
        list.chain.items.borrow().iter().map(|(key, value)| (*key, value.clone())).collect();
    if last {
        items.reverse();
    }
    for (key, value) in items {
        if array::position(engine, std::slice::from_ref(&value), arguments::any(args, 0)?)?.is_some() {
            return Ok(Some(key));
        }
    }
    Ok(None)
}

fn end_value(this: &Value, last: bool) -> Outcome<Value> {
    let list = list(this)?;
    Ok(node_at(list, end_key(list, last)))
}

fn neighbour(this: &Value, after: bool) -> Outcome<Value> {
    let node = node(this)?;
    let items = node.chain.items.borrow();
    let at = node.key.get();
    let key = if after {
        items.range(at + 1..).next().map(|(key, _)| *key)
    } else {
        items.range(..at).next_back().map(|(key, _)| *key)
    };
    Ok(key.map_or(Value::Null, |key| {
        Value::native(Node { of: node.of.clone(), chain: node.chain.clone(), key: Cell::new(key) })
    }))
}

static LIST: Class = Class {
    name: "System.Collections.Generic.LinkedList",
    base: Some(&object::OBJECT),
    interfaces: &[
        "System.Collections.Generic.ICollection",
        "System.Collections.Generic.IEnumerable",
        "System.Collections.ICollection",
        "System.Collections.IEnumerable",
    ],
    parameters: &["T"],
    properties: properties! {
        "int" Count => |_, this| Ok(Value::Int(list(this)?.chain.items.borrow().len() as i32));
        "System.Collections.Generic.LinkedListNode[T]" First => |_, this| end_value(this, false);
        "System.Collections.Generic.LinkedListNode[T]" Last => |_, this| end_value(this, true);
    },
    methods: methods! {
        AddAfter "System.Collections.Generic.LinkedListNode[T] AddAfter(System.Collections.Generic.LinkedListNode[T] node, T value)" => |_, this, args| beside(this, args, true);
        AddBefore "System.Collections.Generic.LinkedListNode[T] AddBefore(System.Collections.Generic.LinkedListNode[T] node, T value)" => |_, this, args| beside(this, args, false);
        AddFirst "System.Collections.Generic.LinkedListNode[T] AddFirst(T value)" => |_, this, args| push(this, args, false);
        AddLast "System.Collections.Generic.LinkedListNode[T] AddLast(T value)" => |_, this, args| push(this, args, true);
        Clear "void Clear()" => |_, this, _| {
            list(this)?.chain.items.borrow_mut().clear();
            Ok(Value::Empty)
        };
        Contains "bool Contains(T value)" => |engine, this, args| Ok(Value::Bool(find(engine, this, args, false)?.is_some()));
        CopyTo "void CopyTo(T[] array, int index)" => |_, this, args| {
            array::copy_into(&array::items(this), arguments::any(args, 0)?, arguments::int(args, 1)?)
        };
        Find "System.Collections.Generic.LinkedListNode[T] Find(T value)" => |engine, this, args| {
            let key = find(engine, this, args, false)?;
            Ok(node_at(list(this)?, key))
        };
        FindLast "System.Collections.Generic.LinkedListNode[T] FindLast(T value)" => |engine, this, args| {
            let key = find(engine, this, args, true)?;
            Ok(node_at(list(this)?, key))
        };
        GetEnumerator "System.Collections.Generic.LinkedList`1+Enumerator[T] GetEnumerator()" => |_, this, _| {
            Ok(sequence::enumerator(&sequence::ENUMERATOR, array::items(this)))
        };
        Remove "bool Remove(T value)" "void Remove(System.Collections.Generic.LinkedListNode[T] node)" => |engine, this, args| {
            if let Ok(node) = node(arguments::any(args, 0)?) {
                list(this)?.chain.items.borrow_mut().remove(&node.key.get());
                return Ok(Value::Empty);
            }
            let key = find(engine, this, args, false)?;
            if let Some(key) = key {
                list(this)?.chain.items.borrow_mut().remove(&key);
            }
            Ok(Value::Bool(key.is_some()))
        };
        RemoveFirst "void RemoveFirst()" => |_, this, _| remove_end(this, false);
        RemoveLast "void RemoveLast()" => |_, this, _| remove_end(this, true);
    },
    make: Some(|engine, of, args| {
        let made = List { of: of.clone(), chain: Rc::default() };
        if let Some(given) = args.first().filter(|value| !convert::is_number(value)) {
            for (at, item) in arguments::items(engine, given)?.into_iter().enumerate() {
                made.chain.items.borrow_mut().insert(at as i128 * STEP, item);
            }
        }
        Ok(Value::native(made))
    }),
    constructors: &["new()", "new(System.Collections.Generic.IEnumerable[T] collection)"],
    bound: true,
    ..Class::EMPTY
};

static NODE: Class = Class {
    name: "System.Collections.Generic.LinkedListNode",
    base: Some(&object::OBJECT),
    parameters: &["T"],
    properties: properties! {
        "System.Collections.Generic.LinkedListNode[T]" Next => |_, this| neighbour(this, true);
        "System.Collections.Generic.LinkedListNode[T]" Previous => |_, this| neighbour(this, false);
        "T" Value => |_, this| {
            let node = node(this)?;
            Ok(node.chain.items.borrow().get(&node.key.get()).cloned().unwrap_or_default())
        }, |_, this, value| {
            let node = node(this)?;
            if let Some(item) = node.chain.items.borrow_mut().get_mut(&node.key.get()) {
                *item = value;
            }
            Ok(())
        };
    },
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&LIST, &NODE];
