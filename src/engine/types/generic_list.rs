//! `List[T]`.

use super::table::{methods, properties};
use super::{Class, Type, arguments, array, collection, delegate, list, object, sequence};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};
use std::rc::Rc;

fn items(this: &Value) -> Vec<Value> {
    array::items(this)
}

fn one(mut found: Vec<Value>, this: &Value) -> Value {
    found.pop().unwrap_or_else(|| super::default_value(&list::element_type(this)))
}

fn copy(this: &Value, args: &[Value]) -> Outcome<Value> {
    match args {
        [from, target, _, count] => {
            let items = items(this);
            let range = arguments::range(&[from.clone(), count.clone()], 0, items.len())?;
            array::copy_into(items.get(range).unwrap_or_default(), target, arguments::int(args, 2)?)
        }
        [target, ..] => array::copy_into(&items(this), target, arguments::number_or(args, 1, 0) as i32),
        [] => Err(arguments::no_overload()),
    }
}

/// `ConvertAll`: the type of the results is the delegate's, else what they are.
fn convert_all(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let converter = arguments::any(args, 0)?;
    let mut results = Vec::new();
    for item in items(this) {
        results.push(delegate::call(engine, converter, &[item])?);
    }
    let of = match super::type_of(converter).as_ref() {
        Type::Generic { arguments, .. } => arguments.last().cloned(),
        _ => None,
    };
    let of = of.unwrap_or_else(|| super::registry::of_class(&object::OBJECT));
    Ok(list::made(Rc::new(Type::Generic { of: &LIST, arguments: vec![of] }), results))
}

fn for_each(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let action = arguments::any(args, 0)?;
    for item in items(this) {
        delegate::call(engine, action, &[item])?;
    }
    Ok(Value::Empty)
}

pub static LIST: Class = Class {
    name: "System.Collections.Generic.List",
    base: Some(&object::OBJECT),
    interfaces: LIST_INTERFACES,
    parameters: &["T"],
    properties: properties! {
        "int" Capacity => |_, this| Ok(list::capacity(this)), |_, this, value| {
            let wanted = crate::engine::convert::to_int(&value)?;
            list::alter(this, |items| items.reserve(usize::try_from(wanted).unwrap_or(0).min(1 << 24).saturating_sub(items.len()))).map(|_| ())
        };
        "int" Count => |_, this| Ok(array::length(this));
        "bool" IsFixedSize => |_, _| Ok(Value::Bool(false));
        "bool" IsReadOnly => |_, _| Ok(Value::Bool(false));
        "bool" IsSynchronized => |_, _| Ok(Value::Bool(false));
        "System.Object" SyncRoot => |_, this| Ok(this.clone());
    },
    methods: methods! {
        Add "void Add(T item)" "void ICollection[T].Add(T item)" "int IList.Add(System.Object value)" => |_, this, args| {
            list::add(this, arguments::any(args, 0)?.clone()).map(|_| Value::Empty)
        };
        AddRange "void AddRange(System.Collections.Generic.IEnumerable[T] collection)" => list::add_range;
        AsReadOnly "System.Collections.ObjectModel.ReadOnlyCollection[T] AsReadOnly()" => |_, this, _| {
            let of = Type::Generic { of: &collection::READ_ONLY, arguments: vec![list::element_type(this)] };
            Ok(list::made(Rc::new(of), items(this)))
        };
        BinarySearch
            "int BinarySearch(int index, int count, T item, System.Collections.Generic.IComparer[T] comparer)"
            "int BinarySearch(T item)"
            "int BinarySearch(T item, System.Collections.Generic.IComparer[T] comparer)"
            => |engine, this, args| list::binary_search(engine, &items(this), args);
        Clear "void Clear()" "void ICollection[T].Clear()" "void IList.Clear()" => |_, this, _| list::alter(this, Vec::clear);
        Contains "bool Contains(T item)" "bool ICollection[T].Contains(T item)" "bool IList.Contains(System.Object value)" => |engine, this, args| {
            Ok(Value::Bool(array::position(engine, &items(this), arguments::any(args, 0)?)?.is_some()))
        };
        ConvertAll "System.Collections.Generic.List[TOutput] ConvertAll[TOutput](System.Converter[T,TOutput] converter)" => convert_all;
        CopyTo
            "void CopyTo(T[] array)"
            "void CopyTo(int index, T[] array, int arrayIndex, int count)"
            "void CopyTo(T[] array, int arrayIndex)"
            "void ICollection[T].CopyTo(T[] array, int arrayIndex)"
            "void ICollection.CopyTo(array array, int index)"
            => |_, this, args| copy(this, args);
        EnsureCapacity "int EnsureCapacity(int capacity)" => |_, this, args| {
            let wanted = usize::try_from(arguments::int(args, 0)?).unwrap_or(0).min(1 << 24);
            list::alter(this, |items| items.reserve(wanted.saturating_sub(items.len())))?;
            Ok(list::capacity(this))
        };
        Exists "bool Exists(System.Predicate[T] match)" => |engine, this, args| {
            Ok(Value::Bool(!list::places(engine, &items(this), arguments::any(args, 0)?, false, 1)?.is_empty()))
        };
        Find "T Find(System.Predicate[T] match)" => |engine, this, args| {
            Ok(one(list::matching(engine, &items(this), arguments::any(args, 0)?, false, 1)?, this))
        };
        FindAll "System.Collections.Generic.List[T] FindAll(System.Predicate[T] match)" => |engine, this, args| {
            Ok(list::alike(this, list::matching(engine, &items(this), arguments::any(args, 0)?, false, usize::MAX)?))
        };
        FindIndex
            "int FindIndex(System.Predicate[T] match)"
            "int FindIndex(int startIndex, System.Predicate[T] match)"
            "int FindIndex(int startIndex, int count, System.Predicate[T] match)"
            => |engine, this, args| list::find_index(engine, &items(this), args, false);
        FindLast "T FindLast(System.Predicate[T] match)" => |engine, this, args| {
            Ok(one(list::matching(engine, &items(this), arguments::any(args, 0)?, true, 1)?, this))
        };
        FindLastIndex
            "int FindLastIndex(System.Predicate[T] match)"
            "int FindLastIndex(int startIndex, System.Predicate[T] match)"
            "int FindLastIndex(int startIndex, int count, System.Predicate[T] match)"
            => |engine, this, args| list::find_index(engine, &items(this), args, true);
        ForEach "void ForEach(System.Action[T] action)" => for_each;
        GetEnumerator
            "System.Collections.Generic.List`1+Enumerator[T] GetEnumerator()"
            "System.Collections.Generic.IEnumerator[T] IEnumerable[T].GetEnumerator()"
            "System.Collections.IEnumerator IEnumerable.GetEnumerator()"
            => |_, this, _| Ok(sequence::enumerator(&sequence::LIST_ENUMERATOR, items(this)));
        GetRange "System.Collections.Generic.List[T] GetRange(int index, int count)" => list::get_range;
        IndexOf
            "int IndexOf(T item)"
            "int IndexOf(T item, int index)"
            "int IndexOf(T item, int index, int count)"
            "int IList[T].IndexOf(T item)"
            "int IList.IndexOf(System.Object value)"
            => |engine, this, args| list::index_of(engine, &items(this), args);
        Insert "void Insert(int index, T item)" "void IList[T].Insert(int index, T item)" "void IList.Insert(int index, System.Object value)" => list::insert;
        InsertRange "void InsertRange(int index, System.Collections.Generic.IEnumerable[T] collection)" => list::insert_range;
        LastIndexOf
            "int LastIndexOf(T item)"
            "int LastIndexOf(T item, int index)"
            "int LastIndexOf(T item, int index, int count)"
            => |engine, this, args| list::last_index_of(engine, &items(this), args);
        Remove "bool Remove(T item)" "bool ICollection[T].Remove(T item)" "void IList.Remove(System.Object value)" => |engine, this, args| {
            list::remove(engine, this, args).map(Value::Bool)
        };
        RemoveAll "int RemoveAll(System.Predicate[T] match)" => |engine, this, args| {
            let gone = list::places(engine, &items(this), arguments::any(args, 0)?, false, usize::MAX)?;
            let count = gone.len();
            let mut gone = gone.into_iter().peekable();
            let mut at = 0;
            list::alter(this, |items| items.retain(|_| {
                let drop = gone.next_if_eq(&at).is_some();
                at += 1;
                !drop
            }))?;
            Ok(Value::Int(count as i32))
        };
        RemoveAt "void RemoveAt(int index)" "void IList[T].RemoveAt(int index)" "void IList.RemoveAt(int index)" => list::remove_at;
        RemoveRange "void RemoveRange(int index, int count)" => list::remove_range;
        Reverse "void Reverse()" "void Reverse(int index, int count)" => list::reverse;
        Slice "System.Collections.Generic.List[T] Slice(int start, int length)" => list::get_range;
        Sort
            "void Sort()"
            "void Sort(System.Collections.Generic.IComparer[T] comparer)"
            "void Sort(int index, int count, System.Collections.Generic.IComparer[T] comparer)"
            "void Sort(System.Comparison[T] comparison)"
            => list::sort;
        ToArray "T[] ToArray()" => |_, this, _| Ok(arguments::array_of(&list::element_type(this), items(this)));
        TrimExcess "void TrimExcess()" => |_, this, _| list::alter(this, Vec::shrink_to_fit);
        TrueForAll "bool TrueForAll(System.Predicate[T] match)" => |engine, this, args| {
            let items = items(this);
            let predicate = arguments::any(args, 0)?;
            for item in items {
                if !delegate::test(engine, predicate, &[item])? {
                    return Ok(Value::Bool(false));
                }
            }
            Ok(Value::Bool(true))
        };
    },
    make: Some(|engine, of, args| list::construct(engine, of.clone(), args)),
    constructors: &[
        "System.Collections.Generic.List[T] new()",
        "System.Collections.Generic.List[T] new(int capacity)",
        "System.Collections.Generic.List[T] new(System.Collections.Generic.IEnumerable[T] collection)",
    ],
    indexer: Some(super::hashtable::indexer("T Item(int index) {get;set;}")),
    bound: true,
    ..Class::EMPTY
};

/// What `List[T]` and the collections over it implement.
pub const LIST_INTERFACES: &[&str] = &[
    "System.Collections.Generic.IList",
    "System.Collections.Generic.ICollection",
    "System.Collections.Generic.IReadOnlyList",
    "System.Collections.Generic.IReadOnlyCollection",
    "System.Collections.Generic.IEnumerable",
    "System.Collections.IList",
    "System.Collections.ICollection",
    "System.Collections.IEnumerable",
];

pub(super) const CLASSES: &[&Class] = &[&LIST];
