//! `System.Random`: .NET's subtractive generator for seeds, the system's randomness without.

use super::{Class, Method, StaticProperty, arguments, object};
use crate::engine::object::Native;
use crate::engine::value::{Array, Value};
use crate::engine::{Engine, Outcome, convert};
use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

const BIG: i32 = i32::MAX;

/// Knuth's subtractive generator as .NET seeds it.
#[derive(Clone, Debug)]
pub struct Seeded {
    table: [i32; 56],
    next: usize,
    behind: usize,
}

impl Seeded {
    pub fn new(seed: i32) -> Seeded {
        let mut table = [0i32; 56];
        let mut set = |index: usize, value: i32| {
            if let Some(place) = table.get_mut(index) {
                *place = value;
            }
        };
        let mut last = 161_803_398i32.wrapping_sub(if seed == i32::MIN { BIG } else { seed.abs() });
        set(55, last);
        let mut current = 1i32;
        let mut place = 0;
        for _ in 1..55 {
            place = (place + 21) % 55;
            set(place, current);
            let following = last.wrapping_sub(current);
            last = current;
            current = if following < 0 { following.wrapping_add(BIG) } else { following };
        }
        let mut made = Seeded { table, next: 0, behind: 21 };
        for _ in 1..5 {
            for index in 1..56 {
                let other = (index + 30) % 55;
                let value = made.at(index).wrapping_sub(made.at(1 + other));
                made.put(index, if value < 0 { value.wrapping_add(BIG) } else { value });
            }
        }
        made
    }

    fn at(&self, index: usize) -> i32 {
        self.table.get(index).copied().unwrap_or_default()
    }

    fn put(&mut self, index: usize, value: i32) {
        if let Some(place) = self.table.get_mut(index) {
            *place = value;
        }
    }

    /// A number from 0 up to, but not with, `i32::MAX`.
    fn sample(&mut self) -> i32 {
        self.next = if self.next >= 55 { 1 } else { self.next + 1 };
        self.behind = if self.behind >= 55 { 1 } else { self.behind + 1 };
        let mut value = self.at(self.next).wrapping_sub(self.at(self.behind));
        if value == BIG {
            value -= 1;
        }
        if value < 0 {
            value = value.wrapping_add(BIG);
        }
        self.put(self.next, value);
        value
    }
}

/// Where numbers come from.
#[derive(Clone, Debug, Default)]
pub enum Source {
    #[default]
    System,
    Seeded(Box<Seeded>),
}

impl Source {
    pub fn seeded(seed: i32) -> Source {
        Source::Seeded(Box::new(Seeded::new(seed)))
    }

    /// A number from 0 up to, but not with, `i32::MAX`.
    pub fn number(&mut self) -> i32 {
        match self {
            Source::System => rand::random_range(0..BIG),
            Source::Seeded(seeded) => seeded.sample(),
        }
    }

    /// A number from 0 up to, but not with, 1.
    pub fn double(&mut self) -> f64 {
        match self {
            Source::System => rand::random::<f64>(),
            Source::Seeded(seeded) => f64::from(seeded.sample()) * (1.0 / f64::from(BIG)),
        }
    }

    /// A number in a range without its end; the first for an empty one.
    pub fn between(&mut self, first: i64, end: i64) -> i64 {
        let range = i128::from(end) - i128::from(first);
        if range <= 0 {
            return first;
        }
        if range <= i128::from(BIG) {
            return first + (self.double() * range as f64) as i64;
        }
        let sign = if self.number() % 2 == 0 { -1.0 } else { 1.0 };
        let sample = f64::from(self.number()) * sign + f64::from(BIG - 1);
        let sample = sample / (2.0 * f64::from(BIG) - 1.0);
        let offset = ((sample * range as f64) as i128).clamp(0, range - 1);
        i64::try_from(i128::from(first) + offset).unwrap_or(first)
    }
}

#[derive(Debug)]
struct Random(RefCell<Source>);

impl Native for Random {
    fn class(&self) -> &'static Class {
        &RANDOM
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn with<T>(this: &Value, run: impl FnOnce(&mut Source) -> T) -> Outcome<T> {
    match this.as_native::<Random>() {
        Some(random) => Ok(run(&mut random.0.borrow_mut())),
        None => Err(arguments::no_overload()),
    }
}

fn next(this: &Value, args: &[Value]) -> Outcome<Value> {
    let (first, end) = match args {
        [] => return with(this, |source| Value::Int(source.number())),
        [end] => (0, convert::to_long(end)?),
        [first, end] => (convert::to_long(first)?, convert::to_long(end)?),
        _ => return Err(arguments::no_overload()),
    };
    if end < 0 && args.len() == 1 {
        return Err(arguments::out_of_range(
            &format!("maxValue ('{end}') must be a non-negative value."),
            "maxValue",
        ));
    }
    if first > end {
        return Err(arguments::out_of_range("'minValue' cannot be greater than maxValue.", "minValue"));
    }
    with(this, |source| source.between(first, end))
        .map(|number| i32::try_from(number).map_or(Value::Long(number), Value::Int))
}

/// The items in another order.
fn shuffled(source: &mut Source, mut items: Vec<Value>) -> Vec<Value> {
    for index in 0..items.len().saturating_sub(1) {
        let other = source.between(index as i64, items.len() as i64);
        items.swap(index, usize::try_from(other).unwrap_or(index));
    }
    items
}

fn items(engine: &mut Engine, args: &[Value]) -> Outcome<Vec<Value>> {
    Ok(crate::engine::member::enumerate(engine, arguments::any(args, 0)?)?.unwrap_or_default())
}

pub static RANDOM: Class = Class {
    name: "System.Random",
    base: Some(&object::OBJECT),
    methods: &[
        Method {
            name: "Next",
            signatures: &["int Next()", "int Next(int maxValue)", "int Next(int minValue, int maxValue)"],
            call: |_, this, args| next(this, args),
        },
        Method {
            name: "NextInt64",
            signatures: &[
                "long NextInt64()",
                "long NextInt64(long maxValue)",
                "long NextInt64(long minValue, long maxValue)",
            ],
            call: |_, this, args| {
                let (first, end) = match args {
                    [] => (0, i64::MAX),
                    [end] => (0, convert::to_long(end)?),
                    _ => (arguments::long(args, 0)?, arguments::long(args, 1)?),
                };
                with(this, |source| Value::Long(source.between(first, end)))
            },
        },
        Method {
            name: "GetHexString",
            signatures: &[
                "string GetHexString(int stringLength, bool lowercase = False)",
                "void GetHexString(System.Span[char] destination, bool lowercase = False)",
            ],
            call: |engine, this, args| {
                let lower = args.get(1).is_some_and(convert::to_bool);
                let digits = if lower { "0123456789abcdef" } else { "0123456789ABCDEF" };
                let length = arguments::any(args, 0)?.clone();
                crate::engine::member::invoke(engine, this, "GetString", &[Value::text(digits), length])
            },
        },
        Method {
            name: "GetString",
            signatures: &["string GetString(System.ReadOnlySpan[char] choices, int length)"],
            call: |engine, this, args| {
                let choices: Vec<char> = arguments::text(engine, args, 0)?.chars().collect();
                let length = arguments::int(args, 1)?;
                with(this, |source| {
                    let pick = |source: &mut Source| {
                        let at = source.between(0, choices.len() as i64);
                        usize::try_from(at).ok().and_then(|at| choices.get(at)).copied()
                    };
                    Value::text((0..length).filter_map(|_| pick(source)).collect::<String>())
                })
            },
        },
        Method {
            name: "NextDouble",
            signatures: &["double NextDouble()"],
            call: |_, this, _| with(this, |source| Value::Double(source.double())),
        },
        Method {
            name: "NextSingle",
            signatures: &["float NextSingle()"],
            call: |_, this, _| with(this, |source| Value::Single(source.double() as f32)),
        },
        Method {
            name: "NextBytes",
            signatures: &["void NextBytes(byte[] buffer)", "void NextBytes(System.Span[byte] buffer)"],
            call: |_, this, args| {
                let Value::Array(array) = arguments::any(args, 0)?.unwrapped() else {
                    return Err(arguments::no_overload());
                };
                with(this, |source| {
                    for item in array.items.borrow_mut().iter_mut() {
                        *item = Value::Byte(source.number() as u8);
                    }
                })?;
                Ok(Value::Empty)
            },
        },
        Method {
            name: "Shuffle",
            signatures: &["void Shuffle[T](T[] values)", "void Shuffle[T](System.Span[T] values)"],
            call: |engine, this, args| {
                let items = items(engine, args)?;
                let mixed = with(this, |source| shuffled(source, items))?;
                if let Value::Array(array) = arguments::any(args, 0)?.unwrapped() {
                    *array.items.borrow_mut() = mixed;
                }
                Ok(Value::Empty)
            },
        },
        Method {
            name: "GetItems",
            signatures: &[
                "void GetItems[T](System.ReadOnlySpan[T] choices, System.Span[T] destination)",
                "T[] GetItems[T](T[] choices, int length)",
                "T[] GetItems[T](System.ReadOnlySpan[T] choices, int length)",
            ],
            call: |engine, this, args| {
                let items = items(engine, args)?;
                let count = usize::try_from(arguments::int(args, 1)?).unwrap_or(0).min(1 << 24);
                let mut chosen = Vec::new();
                for _ in 0..count {
                    let at = with(this, |source| source.between(0, items.len() as i64))?;
                    chosen.extend(items.get(usize::try_from(at).unwrap_or(0)).cloned());
                }
                Ok(Value::Array(Rc::new(Array { element: None, items: RefCell::new(chosen) })))
            },
        },
    ],
    static_properties: &[StaticProperty {
        name: "Shared",
        type_name: "System.Random",
        get: |_| Ok(Value::native(Random(RefCell::new(Source::System)))),
        set: None,
    }],
    construct: Some(|_, args| match args {
        [] => Ok(Value::native(Random(RefCell::new(Source::System)))),
        [seed] => Ok(Value::native(Random(RefCell::new(Source::seeded(convert::to_int(seed)?))))),
        _ => Err(arguments::no_overload()),
    }),
    constructors: &["System.Random new()", "System.Random new(int Seed)"],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&RANDOM];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeds_give_dotnets_numbers() {
        // The first numbers of `[random]::new(42)` in every version of .NET.
        let mut source = Source::seeded(42);
        assert_eq!(
            [source.number(), source.number(), source.number()],
            [1_434_747_710, 302_596_119, 269_548_474]
        );
    }
}
