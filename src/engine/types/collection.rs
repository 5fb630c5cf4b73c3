//! `Collection[T]`, `ReadOnlyCollection[T]`, `ObservableCollection[T]`, `StringCollection`, `BlockingCollection`.

use super::table::{methods, properties};
use super::{Class, Method, Property, arguments, array, generic_list, list, object, sequence};
use crate::engine::Outcome;
use crate::engine::value::Value;
use std::rc::Rc;

const PROPERTIES: &[Property] = properties! {
    "int" Count => |_, this| Ok(array::length(this));
    "bool" IsReadOnly => |_, _| Ok(Value::Bool(false));
};

const METHODS: &[Method] = methods! {
    Add "void Add(T item)" => |_, this, args| list::add(this, arguments::any(args, 0)?.clone()).map(|_| Value::Empty);
    Clear "void Clear()" => |_, this, _| list::alter(this, Vec::clear);
    Contains "bool Contains(T item)" => |engine, this, args| {
        Ok(Value::Bool(array::position(engine, &array::items(this), arguments::any(args, 0)?)?.is_some()))
    };
    CopyTo "void CopyTo(T[] array, int index)" => |_, this, args| {
        array::copy_into(&array::items(this), arguments::any(args, 0)?, arguments::int(args, 1)?)
    };
    GetEnumerator "System.Collections.Generic.IEnumerator[T] GetEnumerator()" => |_, this, _| {
        Ok(sequence::enumerator(&sequence::LIST_ENUMERATOR, array::items(this)))
    };
    IndexOf "int IndexOf(T item)" => |engine, this, args| list::index_of(engine, &array::items(this), args);
    Insert "void Insert(int index, T item)" => list::insert;
    Remove "bool Remove(T item)" => |engine, this, args| list::remove(engine, this, args).map(Value::Bool);
    RemoveAt "void RemoveAt(int index)" => list::remove_at;
};

const fn collection(name: &'static str) -> Class {
    Class {
        name,
        base: Some(&object::OBJECT),
        interfaces: generic_list::LIST_INTERFACES,
        parameters: &["T"],
        properties: PROPERTIES,
        methods: METHODS,
        make: Some(|engine, of, args| list::construct(engine, of.clone(), args)),
        constructors: &["new()", "new(System.Collections.Generic.IList[T] list)"],
        bound: true,
        ..Class::EMPTY
    }
}

pub static COLLECTION: Class = collection("System.Collections.ObjectModel.Collection");
static OBSERVABLE: Class = Class {
    methods: methods! {
        Move "void Move(int oldIndex, int newIndex)" => |_, this, args| {
            list::change(this, |items| {
                let (from, to) = (arguments::place(args, 0, items.len())?, arguments::place(args, 1, items.len())?);
                let item = items.remove(from);
                items.insert(to, item);
                Ok(Value::Empty)
            })
        };
    },
    base: Some(&COLLECTION),
    ..collection("System.Collections.ObjectModel.ObservableCollection")
};

pub static READ_ONLY: Class = Class {
    properties: properties! {
        "int" Count => |_, this| Ok(array::length(this));
        "bool" IsReadOnly => |_, _| Ok(Value::Bool(true));
    },
    methods: methods! {
        Contains "bool Contains(T value)" => |engine, this, args| {
            Ok(Value::Bool(array::position(engine, &array::items(this), arguments::any(args, 0)?)?.is_some()))
        };
        CopyTo "void CopyTo(T[] array, int index)" => |_, this, args| {
            array::copy_into(&array::items(this), arguments::any(args, 0)?, arguments::int(args, 1)?)
        };
        GetEnumerator "System.Collections.Generic.IEnumerator[T] GetEnumerator()" => |_, this, _| {
            Ok(sequence::enumerator(&sequence::LIST_ENUMERATOR, array::items(this)))
        };
        IndexOf "int IndexOf(T value)" => |engine, this, args| list::index_of(engine, &array::items(this), args);
    },
    constructors: &["new(System.Collections.Generic.IList[T] list)"],
    ..collection("System.Collections.ObjectModel.ReadOnlyCollection")
};

/// A read-only collection of a type.
pub fn read_only(element: &Rc<super::Type>, items: Vec<Value>) -> Value {
    list::made(Rc::new(super::Type::Generic { of: &READ_ONLY, arguments: vec![element.clone()] }), items)
}

/// A `Collection[T]` of a type.
pub fn of(element: &Rc<super::Type>, items: Vec<Value>) -> Value {
    list::made(Rc::new(super::Type::Generic { of: &COLLECTION, arguments: vec![element.clone()] }), items)
}

fn add_strings(this: &Value, args: &[Value]) -> Outcome<Value> {
    let more = array::items(arguments::any(args, 0)?);
    list::alter(this, |items| items.extend(more))
}

static STRING_COLLECTION: Class = Class {
    name: "System.Collections.Specialized.StringCollection",
    base: Some(&object::OBJECT),
    interfaces: &[
        "System.Collections.IList",
        "System.Collections.ICollection",
        "System.Collections.IEnumerable",
    ],
    properties: properties! {
        "int" Count => |_, this| Ok(array::length(this));
        "bool" IsReadOnly => |_, _| Ok(Value::Bool(false));
        "bool" IsSynchronized => |_, _| Ok(Value::Bool(false));
        "System.Object" SyncRoot => |_, this| Ok(this.clone());
    },
    methods: methods! {
        Add "int Add(string value)" => |_, this, args| {
            list::add(this, arguments::any(args, 0)?.clone()).map(|index| Value::Int(index as i32))
        };
        AddRange "void AddRange(string[] value)" => |_, this, args| add_strings(this, args);
        Clear "void Clear()" => |_, this, _| list::alter(this, Vec::clear);
        Contains "bool Contains(string value)" => |engine, this, args| {
            Ok(Value::Bool(array::position(engine, &array::items(this), arguments::any(args, 0)?)?.is_some()))
        };
        CopyTo "void CopyTo(string[] array, int index)" => |_, this, args| {
            array::copy_into(&array::items(this), arguments::any(args, 0)?, arguments::int(args, 1)?)
        };
        IndexOf "int IndexOf(string value)" => |engine, this, args| list::index_of(engine, &array::items(this), args);
        Insert "void Insert(int index, string value)" => list::insert;
        Remove "void Remove(string value)" => |engine, this, args| list::remove(engine, this, args).map(|_| Value::Empty);
        RemoveAt "void RemoveAt(int index)" => list::remove_at;
    },
    construct: Some(|_, _| Ok(list::made(super::registry::of_class(&STRING_COLLECTION), Vec::new()))),
    constructors: &["System.Collections.Specialized.StringCollection new()"],
    bound: true,
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&COLLECTION, &OBSERVABLE, &READ_ONLY, &STRING_COLLECTION];
