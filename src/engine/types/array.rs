//! `System.Array` and `T[]`.

use super::table::{methods, properties, static_properties, statics};
use super::{Class, Type, arguments, comparer, delegate, grid, list, object, sequence};
use crate::engine::value::{Array, Value};
use crate::engine::{Engine, Outcome, convert, member, operators};
use std::cell::RefCell;
use std::rc::Rc;

/// An array of an element type.
pub fn typed(items: Vec<Value>, element: Rc<super::Type>) -> Value {
    Value::Array(Rc::new(Array { element: Some(element), items: RefCell::new(items) }))
}

/// The items of an array or list.
pub fn items(value: &Value) -> Vec<Value> {
    match value.unwrapped() {
        Value::Array(array) => array.items.borrow().clone(),
        Value::Object(object) => match &object.kind {
            crate::engine::object::ObjectKind::List { items, .. } => items.borrow().clone(),
            crate::engine::object::ObjectKind::Native(native) => native.enumerate().unwrap_or_default(),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// Number of items as .NET's `int`.
pub fn length(value: &Value) -> Value {
    let length = match value.unwrapped() {
        Value::Array(array) => array.items.borrow().len(),
        _ => items(value).len(),
    };
    Value::Int(i32::try_from(length).unwrap_or(i32::MAX))
}

/// Place of the first equal item, compared exactly.
pub fn position(
    engine: &mut crate::engine::Engine,
    items: &[Value],
    wanted: &Value,
) -> Outcome<Option<usize>> {
    for (index, item) in items.iter().enumerate() {
        let same_kind =
            std::mem::discriminant(item.unwrapped()) == std::mem::discriminant(wanted.unwrapped());
        if same_kind && operators::equal(engine, item, wanted, false)? {
            return Ok(Some(index));
        }
    }
    Ok(None)
}

/// Copies values into an array from a place on. Errors: they do not fit.
pub fn copy_into(values: &[Value], target: &Value, at: i32) -> Outcome<Value> {
    let Value::Array(array) = target.unwrapped() else {
        return Err(if target.is_null() { arguments::null("array") } else { arguments::no_overload() });
    };
    let mut items = array.items.borrow_mut();
    let start = usize::try_from(at).map_err(|_| {
        arguments::out_of_range(
            "Number was less than the array's lower bound in the first dimension.",
            "arrayIndex",
        )
    })?;
    match start.checked_add(values.len()).and_then(|end| items.get_mut(start..end)) {
        Some(part) => {
            part.clone_from_slice(values);
            Ok(Value::Empty)
        }
        None => Err(arguments::throw(
            "System.ArgumentException",
            "Destination array was not long enough. Check the destination index, length, and the array's lower bounds. (Parameter 'destinationArray')",
        )),
    }
}

/// `Copy(source, target, length)` and `Copy(source, from, target, to, length)`.
fn copy(_: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let (source, from, target, to, length) = match args {
        [source, target, length] => (source, 0, target, 0, convert::to_int(length)?),
        [source, from, target, to, length] => {
            (source, convert::to_int(from)?, target, convert::to_int(to)?, convert::to_int(length)?)
        }
        _ => return Err(arguments::no_overload()),
    };
    if source.is_null() {
        return Err(arguments::null("sourceArray"));
    }
    let items = items(source);
    let from = usize::try_from(from).unwrap_or(usize::MAX);
    let length = usize::try_from(length)
        .map_err(|_| arguments::out_of_range("Non-negative number required.", "length"))?;
    match from.checked_add(length).and_then(|end| items.get(from..end)) {
        Some(part) => copy_into(part, target, to),
        None => Err(arguments::throw(
            "System.ArgumentException",
            "Source array was not long enough. Check the source index, length, and the array's lower bounds. (Parameter 'sourceArray')",
        )),
    }
}

/// Changes the items of an array in place.
fn change<T>(value: &Value, how: impl FnOnce(&mut Vec<Value>) -> Outcome<T>) -> Outcome<T> {
    match value.unwrapped() {
        Value::Array(array) => how(&mut array.items.borrow_mut()),
        Value::Null | Value::Empty => Err(arguments::null("array")),
        // Anything else becomes an array on the way in: what changes is that copy.
        other => how(&mut items(other)),
    }
}

fn reverse(_: &mut Engine, args: &[Value]) -> Outcome<Value> {
    change(arguments::any(args, 0)?, |items| {
        let range = if args.len() > 1 { arguments::range(args, 1, items.len())? } else { 0..items.len() };
        if let Some(part) = items.get_mut(range) {
            part.reverse();
        }
        Ok(Value::Empty)
    })
}

/// `Sort(array)`, with keys and items, a range, a comparer or a comparison.
fn sort(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let first = arguments::any(args, 0)?;
    let mut keys = items(first);
    let second = args.get(1).filter(|value| matches!(value.unwrapped(), Value::Array(_)));
    let rest = args.get(if second.is_some() { 2 } else { 1 }..).unwrap_or_default();
    let numbers: Vec<&Value> = rest.iter().filter(|value| convert::is_number(value)).collect();
    let comparer = rest.iter().find(|value| !convert::is_number(value)).cloned().unwrap_or_default();
    let range = match numbers.as_slice() {
        [start, count] => arguments::range(&[(*start).clone(), (*count).clone()], 0, keys.len())?,
        _ => 0..keys.len(),
    };
    match second {
        None => {
            if let Some(part) = keys.get_mut(range) {
                comparer::sort(engine, part, &comparer)?;
            }
        }
        Some(second) => {
            let values = items(second);
            let mut pairs: Vec<Value> = range
                .clone()
                .map(|at| {
                    Value::array(vec![
                        keys.get(at).cloned().unwrap_or_default(),
                        values.get(at).cloned().unwrap_or_default(),
                    ])
                })
                .collect();
            sort_pairs(engine, &mut pairs, &comparer)?;
            let mut values = values;
            for (at, pair) in range.zip(pairs) {
                let pair = items(&pair);
                if let (Some(key), Some(value), [k, v]) =
                    (keys.get_mut(at), values.get_mut(at), pair.as_slice())
                {
                    (*key, *value) = (k.clone(), v.clone());
                }
            }
            change(second, |items| {
                *items = values;
                Ok(())
            })?;
        }
    }
    change(first, |items| {
        *items = keys;
        Ok(Value::Empty)
    })
}

fn sort_pairs(engine: &mut Engine, pairs: &mut [Value], comparer: &Value) -> Outcome {
    let mut failure = None;
    pairs.sort_by(|a, b| {
        let (a, b) = (items(a), items(b));
        match (a.first(), b.first()) {
            (Some(a), Some(b)) if failure.is_none() => comparer::order(engine, comparer, a, b)
                .unwrap_or_else(|fault| {
                    failure = Some(fault);
                    std::cmp::Ordering::Equal
                }),
            _ => std::cmp::Ordering::Equal,
        }
    });
    failure.map_or(Ok(()), Err)
}

fn rest(args: &[Value]) -> &[Value] {
    args.get(1..).unwrap_or_default()
}

/// The type of an array's elements.
pub fn element_type(value: &Value) -> Rc<Type> {
    match super::type_of(value).as_ref() {
        Type::Array { element, .. } => element.clone(),
        _ => super::named("System.Object"),
    }
}

fn found(args: &[Value], mut found: Vec<Value>) -> Outcome<Value> {
    Ok(found
        .pop()
        .unwrap_or_else(|| super::default_value(&element_type(args.first().unwrap_or(&Value::Null)))))
}

fn matching(engine: &mut Engine, args: &[Value], backwards: bool, most: usize) -> Outcome<Vec<Value>> {
    let items = items(arguments::any(args, 0)?);
    list::matching(engine, &items, arguments::any(args, 1)?, backwards, most)
}

fn resize(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let reference = arguments::any(args, 0)?;
    let old = member::get(engine, reference, "Value")?.unwrap_or_default();
    let of = element_type(&old);
    let length = usize::try_from(arguments::int(args, 1)?)
        .map_err(|_| arguments::out_of_range("Non-negative number required.", "newSize"))?;
    let mut items = items(&old);
    items.resize(length.min(1 << 28), empty_element(&of));
    super::reference::assign(engine, reference, arguments::array_of(&of, items))?;
    Ok(Value::Empty)
}

/// What an element of a new array is; `$null` for text.
pub fn empty_element(of: &Rc<Type>) -> Value {
    match super::default_value(of) {
        Value::String(_) => Value::Null,
        other => other,
    }
}

fn create(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let Value::Type(of) = arguments::any(args, 0)?.unwrapped() else { return Err(arguments::no_overload()) };
    let lengths: Vec<Value> = match args.get(1).map(Value::unwrapped) {
        Some(Value::Array(array)) => array.items.borrow().clone(),
        _ => args.get(1..).unwrap_or_default().to_vec(),
    };
    let rank = u8::try_from(lengths.len()).unwrap_or(1);
    member::construct(engine, &Rc::new(Type::Array { element: of.clone(), rank }), &lengths)
}

fn bounded(this: &Value, args: &[Value], how: fn(usize) -> i32) -> Outcome<Value> {
    let dimension = usize::try_from(arguments::int(args, 0)?).unwrap_or(usize::MAX);
    match grid::dimensions(this).get(dimension) {
        Some(length) => Ok(Value::Int(how(*length))),
        None => Err(arguments::throw(
            "System.IndexOutOfRangeException",
            "Array does not have that many dimensions.",
        )),
    }
}

fn indices(args: &[Value], from: usize) -> Value {
    match args.get(from..).unwrap_or_default() {
        [one] => one.clone(),
        many => Value::array(many.to_vec()),
    }
}

fn outside() -> Box<crate::engine::Fault> {
    arguments::throw("System.IndexOutOfRangeException", "Index was outside the bounds of the array.")
}

fn get_value(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let at = indices(args, 0);
    if let Value::Int(number) = at
        && usize::try_from(number).map_or(true, |at| at >= items(this).len())
    {
        return Err(outside());
    }
    member::index(engine, this, &at)
}

fn set_value(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let at = indices(args, 1);
    if let Value::Int(number) = at
        && usize::try_from(number).map_or(true, |at| at >= items(this).len())
    {
        return Err(outside());
    }
    member::set_index(engine, this, &at, arguments::any(args, 0)?.clone())?;
    Ok(Value::Empty)
}

pub static ARRAY: Class = Class {
    name: "System.Array",
    base: Some(&object::OBJECT),
    interfaces: &[
        "System.ICloneable",
        "System.Collections.IList",
        "System.Collections.ICollection",
        "System.Collections.IEnumerable",
        "System.Collections.IStructuralComparable",
        "System.Collections.IStructuralEquatable",
    ],
    properties: properties! {
        "int" Count => |_, this| Ok(length(this));
        "bool" IsFixedSize => |_, _| Ok(Value::Bool(true));
        "bool" IsReadOnly => |_, _| Ok(Value::Bool(false));
        "bool" IsSynchronized => |_, _| Ok(Value::Bool(false));
        "int" Length => |_, this| Ok(length(this));
        "long" LongLength => |_, this| Ok(Value::Long(items(this).len() as i64));
        "int" Rank => |_, this| Ok(Value::Int(grid::dimensions(this).len() as i32));
        "System.Object" SyncRoot => |_, this| Ok(this.clone());
    },
    methods: methods! {
        Clone "System.Object Clone()" "System.Object ICloneable.Clone()" => |_, this, _| match this.unwrapped() {
            Value::Array(array) => Ok(Value::Array(Rc::new(Array {
                element: array.element.clone(),
                items: RefCell::new(items(this)),
            }))),
            _ => Ok(grid::copy(this)),
        };
        CopyTo "void CopyTo(array array, int index)" "void CopyTo(array array, long index)" "void ICollection.CopyTo(array array, int index)" => |_, this, args| {
            copy_into(&items(this), arguments::any(args, 0)?, arguments::int(args, 1)?)
        };
        GetEnumerator "System.Collections.IEnumerator GetEnumerator()" "System.Collections.IEnumerator IEnumerable.GetEnumerator()" => |_, this, _| {
            Ok(sequence::enumerator(&sequence::ENUMERATOR, items(this)))
        };
        GetLength "int GetLength(int dimension)" => |_, this, args| bounded(this, args, |length| length as i32);
        GetLongLength "long GetLongLength(int dimension)" => |_, this, args| {
            bounded(this, args, |length| length as i32).map(|length| Value::Long(convert::to_long(&length).unwrap_or(0)))
        };
        GetLowerBound "int GetLowerBound(int dimension)" => |_, this, args| bounded(this, args, |_| 0);
        GetUpperBound "int GetUpperBound(int dimension)" => |_, this, args| bounded(this, args, |length| length as i32 - 1);
        GetValue
            "System.Object GetValue(Params int[] indices)"
            "System.Object GetValue(int index)"
            "System.Object GetValue(int index1, int index2)"
            "System.Object GetValue(int index1, int index2, int index3)"
            "System.Object GetValue(long index)"
            "System.Object GetValue(long index1, long index2)"
            "System.Object GetValue(long index1, long index2, long index3)"
            "System.Object GetValue(Params long[] indices)"
            => get_value;
        Initialize "void Initialize()" => |_, _, _| Ok(Value::Empty);
        SetValue
            "void SetValue(System.Object value, int index)"
            "void SetValue(System.Object value, int index1, int index2)"
            "void SetValue(System.Object value, int index1, int index2, int index3)"
            "void SetValue(System.Object value, Params int[] indices)"
            "void SetValue(System.Object value, long index)"
            "void SetValue(System.Object value, long index1, long index2)"
            "void SetValue(System.Object value, long index1, long index2, long index3)"
            "void SetValue(System.Object value, Params long[] indices)"
            => set_value;
        Contains "bool Contains(System.Object value)" "bool IList.Contains(System.Object value)" => |engine, this, args| {
            Ok(Value::Bool(position(engine, &items(this), arguments::any(args, 0)?)?.is_some()))
        };
        IndexOf "int IndexOf(System.Object value)" "int IList.IndexOf(System.Object value)" => |engine, this, args| {
            list::index_of(engine, &items(this), args)
        };
        Add "int Add(System.Object value)" "int IList.Add(System.Object value)" => |_, _, _| Err(fixed());
        Clear "void Clear()" "void IList.Clear()" => |_, this, _| {
            let empty = empty_element(&element_type(this));
            change(this, |items| {
                items.fill(empty);
                Ok(Value::Empty)
            })
        };
        Insert "void Insert(int index, System.Object value)" "void IList.Insert(int index, System.Object value)" => |_, _, _| Err(fixed());
        Remove "void Remove(System.Object value)" "void IList.Remove(System.Object value)" => |_, _, _| Err(fixed());
        RemoveAt "void RemoveAt(int index)" "void IList.RemoveAt(int index)" => |_, _, _| Err(fixed());
    },
    static_properties: static_properties! {
        "int" MaxLength => |_| Ok(Value::Int(2_147_483_591));
    },
    static_methods: statics! {
        AsReadOnly "static System.Collections.ObjectModel.ReadOnlyCollection[T] AsReadOnly[T](T[] array)" => |_, args| {
            let array = arguments::any(args, 0)?;
            Ok(super::collection::read_only(&element_type(array), items(array)))
        };
        BinarySearch
            "static int BinarySearch(array array, System.Object value)"
            "static int BinarySearch(array array, int index, int length, System.Object value)"
            "static int BinarySearch(array array, System.Object value, System.Collections.IComparer comparer)"
            "static int BinarySearch(array array, int index, int length, System.Object value, System.Collections.IComparer comparer)"
            => |engine, args| {
                let mut bounds = rest(args).to_vec();
                if bounds.len() == 3 {
                    bounds.push(Value::Null);
                }
                list::binary_search(engine, &items(arguments::any(args, 0)?), &bounds)
            };
        Clear "static void Clear(array array)" "static void Clear(array array, int index, int length)" => |_, args| {
            let array = arguments::any(args, 0)?;
            let empty = empty_element(&element_type(array));
            change(array, |items| {
                let range = if args.len() > 1 { arguments::range(args, 1, items.len()).map_err(|_| outside())? } else { 0..items.len() };
                if let Some(part) = items.get_mut(range) {
                    part.fill(empty);
                }
                Ok(Value::Empty)
            })
        };
        ConstrainedCopy "static void ConstrainedCopy(array sourceArray, int sourceIndex, array destinationArray, int destinationIndex, int length)" => copy;
        ConvertAll "static TOutput[] ConvertAll[TInput, TOutput](TInput[] array, System.Converter[TInput,TOutput] converter)" => |engine, args| {
            let mut results = Vec::new();
            for item in items(arguments::any(args, 0)?) {
                results.push(delegate::call(engine, arguments::any(args, 1)?, &[item])?);
            }
            let of = match super::type_of(arguments::any(args, 1)?).as_ref() {
                Type::Generic { arguments, .. } => arguments.last().cloned(),
                _ => None,
            };
            Ok(arguments::array_of(&of.unwrap_or_else(|| super::named("System.Object")), results))
        };
        Copy
            "static void Copy(array sourceArray, array destinationArray, long length)"
            "static void Copy(array sourceArray, long sourceIndex, array destinationArray, long destinationIndex, long length)"
            "static void Copy(array sourceArray, array destinationArray, int length)"
            "static void Copy(array sourceArray, int sourceIndex, array destinationArray, int destinationIndex, int length)"
            => copy;
        CreateInstance
            "static array CreateInstance(type elementType, int length)"
            "static array CreateInstance(type elementType, int length1, int length2)"
            "static array CreateInstance(type elementType, int length1, int length2, int length3)"
            "static array CreateInstance(type elementType, Params int[] lengths)"
            "static array CreateInstance(type elementType, int[] lengths, int[] lowerBounds)"
            "static array CreateInstance(type elementType, Params long[] lengths)"
            => create;
        CreateInstanceFromArrayType
            "static array CreateInstanceFromArrayType(type arrayType, int length)"
            "static array CreateInstanceFromArrayType(type arrayType, Params int[] lengths)"
            "static array CreateInstanceFromArrayType(type arrayType, int[] lengths, int[] lowerBounds)"
            => |engine, args| {
                let Value::Type(of) = arguments::any(args, 0)?.unwrapped() else { return Err(arguments::no_overload()) };
                let Type::Array { element, .. } = of.as_ref() else {
                    let class = "System.ArgumentException";
                    return Err(arguments::throw(class, "Array type is expected. (Parameter 'arrayType')"));
                };
                let mut inner = args.to_vec();
                if let Some(first) = inner.first_mut() {
                    *first = Value::Type(element.clone());
                }
                create(engine, &inner)
            };
        Empty "static T[] Empty[T]()" => |_, _| Ok(Value::array(Vec::new()));
        Exists "static bool Exists[T](T[] array, System.Predicate[T] match)" => |engine, args| {
            Ok(Value::Bool(!matching(engine, args, false, 1)?.is_empty()))
        };
        Fill "static void Fill[T](T[] array, T value)" "static void Fill[T](T[] array, T value, int startIndex, int count)" => |engine, args| {
            let array = arguments::any(args, 0)?;
            let value = convert::to_type(engine, arguments::any(args, 1)?.clone(), &element_type(array))?;
            change(array, |items| {
                let range = if args.len() > 2 { arguments::range(args, 2, items.len())? } else { 0..items.len() };
                if let Some(part) = items.get_mut(range) {
                    part.fill(value);
                }
                Ok(Value::Empty)
            })
        };
        Find "static T Find[T](T[] array, System.Predicate[T] match)" => |engine, args| {
            let one = matching(engine, args, false, 1)?;
            found(args, one)
        };
        FindAll "static T[] FindAll[T](T[] array, System.Predicate[T] match)" => |engine, args| {
            let all = matching(engine, args, false, usize::MAX)?;
            Ok(arguments::array_of(&element_type(arguments::any(args, 0)?), all))
        };
        FindIndex
            "static int FindIndex[T](T[] array, System.Predicate[T] match)"
            "static int FindIndex[T](T[] array, int startIndex, System.Predicate[T] match)"
            "static int FindIndex[T](T[] array, int startIndex, int count, System.Predicate[T] match)"
            => |engine, args| list::find_index(engine, &items(arguments::any(args, 0)?), rest(args), false);
        FindLast "static T FindLast[T](T[] array, System.Predicate[T] match)" => |engine, args| {
            let one = matching(engine, args, true, 1)?;
            found(args, one)
        };
        FindLastIndex
            "static int FindLastIndex[T](T[] array, System.Predicate[T] match)"
            "static int FindLastIndex[T](T[] array, int startIndex, System.Predicate[T] match)"
            "static int FindLastIndex[T](T[] array, int startIndex, int count, System.Predicate[T] match)"
            => |engine, args| list::find_index(engine, &items(arguments::any(args, 0)?), rest(args), true);
        ForEach "static void ForEach[T](T[] array, System.Action[T] action)" => |engine, args| {
            for item in items(arguments::any(args, 0)?) {
                delegate::call(engine, arguments::any(args, 1)?, &[item])?;
            }
            Ok(Value::Empty)
        };
        IndexOf
            "static int IndexOf(array array, System.Object value)"
            "static int IndexOf(array array, System.Object value, int startIndex)"
            "static int IndexOf(array array, System.Object value, int startIndex, int count)"
            "static int IndexOf[T](T[] array, T value)"
            "static int IndexOf[T](T[] array, T value, int startIndex)"
            "static int IndexOf[T](T[] array, T value, int startIndex, int count)"
            => |engine, args| match arguments::any(args, 0)? {
                array if array.is_null() => Err(arguments::null("array")),
                array => list::index_of(engine, &items(array), rest(args)),
            };
        LastIndexOf
            "static int LastIndexOf(array array, System.Object value)"
            "static int LastIndexOf(array array, System.Object value, int startIndex)"
            "static int LastIndexOf(array array, System.Object value, int startIndex, int count)"
            "static int LastIndexOf[T](T[] array, T value)"
            "static int LastIndexOf[T](T[] array, T value, int startIndex)"
            "static int LastIndexOf[T](T[] array, T value, int startIndex, int count)"
            => |engine, args| list::last_index_of(engine, &items(arguments::any(args, 0)?), rest(args));
        Resize "static void Resize[T]([ref] T[] array, int newSize)" => resize;
        Reverse "static void Reverse(array array)" "static void Reverse(array array, int index, int length)" "static void Reverse[T](T[] array)" "static void Reverse[T](T[] array, int index, int length)" => reverse;
        Sort
            "static void Sort(array array)"
            "static void Sort(array keys, array items)"
            "static void Sort(array array, int index, int length)"
            "static void Sort(array keys, array items, int index, int length)"
            "static void Sort(array array, System.Collections.IComparer comparer)"
            "static void Sort(array keys, array items, System.Collections.IComparer comparer)"
            "static void Sort(array array, int index, int length, System.Collections.IComparer comparer)"
            "static void Sort[T](T[] array, System.Comparison[T] comparison)"
            => sort;
        TrueForAll "static bool TrueForAll[T](T[] array, System.Predicate[T] match)" => |engine, args| {
            for item in items(arguments::any(args, 0)?) {
                if !delegate::test(engine, arguments::any(args, 1)?, &[item])? {
                    return Ok(Value::Bool(false));
                }
            }
            Ok(Value::Bool(true))
        };
    },
    bound: true,
    ..Class::EMPTY
};

fn fixed() -> Box<crate::engine::Fault> {
    arguments::throw("System.NotSupportedException", "Collection was of a fixed size.")
}

pub(super) const CLASSES: &[&Class] = &[&ARRAY];
