//! `System.Collections.ArrayList`.

use super::table::{methods, properties, statics};
use super::{Class, arguments, array, list, object, sequence};
use crate::engine::Outcome;
use crate::engine::value::Value;

fn copy(this: &Value, args: &[Value]) -> Outcome<Value> {
    let items = array::items(this);
    match args {
        [target] => array::copy_into(&items, target, 0),
        [target, _] => array::copy_into(&items, target, arguments::int(args, 1)?),
        [from, target, _, count] => {
            let range = arguments::range(&[from.clone(), count.clone()], 0, items.len())?;
            array::copy_into(items.get(range).unwrap_or_default(), target, arguments::int(args, 2)?)
        }
        _ => Err(arguments::no_overload()),
    }
}

pub static ARRAY_LIST: Class = Class {
    name: "System.Collections.ArrayList",
    base: Some(&object::OBJECT),
    interfaces: &[
        "System.Collections.IList",
        "System.Collections.ICollection",
        "System.Collections.IEnumerable",
        "System.ICloneable",
    ],
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
        Add "int Add(System.Object value)" "int IList.Add(System.Object value)" => |_, this, args| {
            list::add(this, arguments::any(args, 0)?.clone()).map(|index| Value::Int(index as i32))
        };
        AddRange "void AddRange(System.Collections.ICollection c)" => list::add_range;
        BinarySearch
            "int BinarySearch(int index, int count, System.Object value, System.Collections.IComparer comparer)"
            "int BinarySearch(System.Object value)"
            "int BinarySearch(System.Object value, System.Collections.IComparer comparer)"
            => |engine, this, args| list::binary_search(engine, &array::items(this), args);
        Clear "void Clear()" "void IList.Clear()" => |_, this, _| list::alter(this, Vec::clear);
        Clone "System.Object Clone()" "System.Object ICloneable.Clone()" => |_, this, _| Ok(list::alike(this, array::items(this)));
        Contains "bool Contains(System.Object item)" "bool IList.Contains(System.Object value)" => |engine, this, args| {
            Ok(Value::Bool(array::position(engine, &array::items(this), arguments::any(args, 0)?)?.is_some()))
        };
        CopyTo
            "void CopyTo(array array)"
            "void CopyTo(array array, int arrayIndex)"
            "void CopyTo(int index, array array, int arrayIndex, int count)"
            "void ICollection.CopyTo(array array, int index)"
            => |_, this, args| copy(this, args);
        GetEnumerator
            "System.Collections.IEnumerator GetEnumerator()"
            "System.Collections.IEnumerator GetEnumerator(int index, int count)"
            "System.Collections.IEnumerator IEnumerable.GetEnumerator()"
            => |_, this, args| {
                let items = array::items(this);
                let range = if args.is_empty() { 0..items.len() } else { arguments::range(args, 0, items.len())? };
                Ok(sequence::enumerator(&sequence::ARRAY_LIST_ENUMERATOR, items.get(range).unwrap_or_default().to_vec()))
            };
        GetRange "System.Collections.ArrayList GetRange(int index, int count)" => list::get_range;
        IndexOf
            "int IndexOf(System.Object value)"
            "int IndexOf(System.Object value, int startIndex)"
            "int IndexOf(System.Object value, int startIndex, int count)"
            "int IList.IndexOf(System.Object value)"
            => |engine, this, args| list::index_of(engine, &array::items(this), args);
        Insert "void Insert(int index, System.Object value)" "void IList.Insert(int index, System.Object value)" => list::insert;
        InsertRange "void InsertRange(int index, System.Collections.ICollection c)" => list::insert_range;
        LastIndexOf
            "int LastIndexOf(System.Object value)"
            "int LastIndexOf(System.Object value, int startIndex)"
            "int LastIndexOf(System.Object value, int startIndex, int count)"
            => |engine, this, args| list::last_index_of(engine, &array::items(this), args);
        Remove "void Remove(System.Object obj)" "void IList.Remove(System.Object value)" => |engine, this, args| {
            list::remove(engine, this, args).map(|_| Value::Empty)
        };
        RemoveAt "void RemoveAt(int index)" "void IList.RemoveAt(int index)" => list::remove_at;
        RemoveRange "void RemoveRange(int index, int count)" => list::remove_range;
        Reverse "void Reverse()" "void Reverse(int index, int count)" => list::reverse;
        SetRange "void SetRange(int index, System.Collections.ICollection c)" => |engine, this, args| {
            let more = arguments::items(engine, arguments::any(args, 1)?)?;
            list::change(this, |items| {
                let at = arguments::place(args, 0, items.len() + 1)?;
                match items.get_mut(at..at + more.len()) {
                    Some(part) => part.clone_from_slice(&more),
                    None => return Err(arguments::bad_index()),
                }
                Ok(Value::Empty)
            })
        };
        Sort
            "void Sort()"
            "void Sort(System.Collections.IComparer comparer)"
            "void Sort(int index, int count, System.Collections.IComparer comparer)"
            => list::sort;
        ToArray "System.Object[] ToArray()" "array ToArray(type type)" => |engine, this, args| {
            let items = array::items(this);
            match args.first().map(Value::unwrapped) {
                Some(Value::Type(of)) => crate::engine::convert::to_array(engine, Value::array(items), of),
                _ => Ok(Value::array(items)),
            }
        };
        TrimToSize "void TrimToSize()" => |_, this, _| list::alter(this, Vec::shrink_to_fit);
    },
    static_methods: statics! {
        Adapter "static System.Collections.ArrayList Adapter(System.Collections.IList list)" => |engine, args| {
            Ok(list::array_list(arguments::items(engine, arguments::any(args, 0)?)?))
        };
        FixedSize
            "static System.Collections.IList FixedSize(System.Collections.IList list)"
            "static System.Collections.ArrayList FixedSize(System.Collections.ArrayList list)"
            => |engine, args| Ok(Value::array(arguments::items(engine, arguments::any(args, 0)?)?));
        ReadOnly
            "static System.Collections.IList ReadOnly(System.Collections.IList list)"
            "static System.Collections.ArrayList ReadOnly(System.Collections.ArrayList list)"
            => |engine, args| {
                let items = arguments::items(engine, arguments::any(args, 0)?)?;
                Ok(super::collection::read_only(&super::named("System.Object"), items))
            };
        Repeat "static System.Collections.ArrayList Repeat(System.Object value, int count)" => |_, args| {
            let count = usize::try_from(arguments::int(args, 1)?).unwrap_or(0).min(1 << 24);
            Ok(list::array_list(vec![arguments::any(args, 0)?.clone(); count]))
        };
        Synchronized
            "static System.Collections.ArrayList Synchronized(System.Collections.ArrayList list)"
            "static System.Collections.IList Synchronized(System.Collections.IList list)"
            => |_, args| Ok(arguments::any(args, 0)?.clone());
    },
    construct: Some(|engine, args| list::construct(engine, super::registry::of_class(&ARRAY_LIST), args)),
    constructors: &[
        "System.Collections.ArrayList new()",
        "System.Collections.ArrayList new(int capacity)",
        "System.Collections.ArrayList new(System.Collections.ICollection c)",
    ],
    indexer: Some(super::hashtable::indexer("System.Object Item(int index) {get;set;}")),
    bound: true,
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&ARRAY_LIST];
