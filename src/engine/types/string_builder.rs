//! `System.Text.StringBuilder`.

use super::{Class, Method, Property, arguments, object};
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Outcome, convert, operators};
use std::any::Any;
use std::cell::RefCell;

/// Text that grows.
#[derive(Debug, Default)]
struct StringBuilder(RefCell<String>);

impl Native for StringBuilder {
    fn class(&self) -> &'static Class {
        &STRING_BUILDER
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn to_text(&self) -> Option<String> {
        Some(self.0.borrow().clone())
    }
}

/// Changes the text and gives the builder back, as all its methods do.
fn change(this: &Value, how: impl FnOnce(&mut String)) -> Outcome<Value> {
    match this.as_native::<StringBuilder>() {
        Some(builder) => {
            how(&mut builder.0.borrow_mut());
            Ok(this.clone())
        }
        None => Err(arguments::no_overload()),
    }
}

/// Byte offset of a UTF-16 index.
fn offset(text: &str, index: i32) -> Outcome<usize> {
    let wanted = usize::try_from(index).unwrap_or(usize::MAX);
    let mut units = 0;
    for (at, character) in text.char_indices() {
        if units >= wanted {
            return Ok(at);
        }
        units += character.len_utf16();
    }
    if units >= wanted {
        Ok(text.len())
    } else {
        Err(arguments::out_of_range(
            "Index was out of range. Must be non-negative and less than or equal to the size of the collection.",
            "index",
        ))
    }
}

pub static STRING_BUILDER: Class = Class {
    name: "System.Text.StringBuilder",
    base: Some(&object::OBJECT),
    properties: &[
        Property {
            name: "Length",
            type_name: "int",
            get: |_, this| {
                Ok(Value::Int(
                    this.as_native::<StringBuilder>()
                        .map_or(0, |builder| builder.0.borrow().encode_utf16().count() as i32),
                ))
            },
            set: Some(|_, this, value| {
                let length = convert::to_int(&value)?;
                change(this, |text| {
                    if let Ok(at) = offset(text, length) {
                        text.truncate(at);
                    }
                })?;
                Ok(())
            }),
        },
        Property {
            name: "Capacity",
            type_name: "int",
            get: |_, this| {
                Ok(Value::Int(
                    this.as_native::<StringBuilder>()
                        .map_or(16, |builder| builder.0.borrow().len().max(16) as i32),
                ))
            },
            set: None,
        },
        Property { name: "MaxCapacity", type_name: "int", get: |_, _| Ok(Value::Int(i32::MAX)), set: None },
    ],
    methods: &[
        Method {
            name: "Append",
            signatures: &[
                "System.Text.StringBuilder Append(string value)",
                "System.Text.StringBuilder Append(char value, int repeatCount)",
            ],
            call: |engine, this, args| {
                let text = arguments::text(engine, args, 0)?;
                let times = match args.get(1) {
                    Some(times) => usize::try_from(convert::to_int(times)?).unwrap_or(0),
                    None => 1,
                };
                change(this, |all| all.push_str(&text.repeat(times)))
            },
        },
        Method {
            name: "AppendLine",
            signatures: &[
                "System.Text.StringBuilder AppendLine()",
                "System.Text.StringBuilder AppendLine(string value)",
            ],
            call: |engine, this, args| {
                let text = if args.is_empty() { String::new() } else { arguments::text(engine, args, 0)? };
                change(this, |all| {
                    all.push_str(&text);
                    all.push('\n');
                })
            },
        },
        Method {
            name: "AppendFormat",
            signatures: &[
                "System.Text.StringBuilder AppendFormat(string format, Params System.Object[] args)",
            ],
            call: |engine, this, args| {
                let form = arguments::text(engine, args, 0)?;
                let text = operators::format(engine, &form, args.get(1..).unwrap_or_default())?;
                change(this, |all| all.push_str(&text))
            },
        },
        Method {
            name: "Clear",
            signatures: &["System.Text.StringBuilder Clear()"],
            call: |_, this, _| change(this, String::clear),
        },
        Method {
            name: "Insert",
            signatures: &["System.Text.StringBuilder Insert(int index, string value)"],
            call: |engine, this, args| {
                let text = arguments::text(engine, args, 1)?;
                let at = offset(&convert::display(this), arguments::int(args, 0)?)?;
                change(this, |all| all.insert_str(at, &text))
            },
        },
        Method {
            name: "Remove",
            signatures: &["System.Text.StringBuilder Remove(int startIndex, int length)"],
            call: |_, this, args| {
                let text = convert::display(this);
                let start = arguments::int(args, 0)?;
                let (from, to) =
                    (offset(&text, start)?, offset(&text, start.saturating_add(arguments::int(args, 1)?))?);
                change(this, |all| drop(all.drain(from..to)))
            },
        },
        Method {
            name: "Replace",
            signatures: &["System.Text.StringBuilder Replace(string oldValue, string newValue)"],
            call: |engine, this, args| {
                let (old, new) = (arguments::text(engine, args, 0)?, arguments::text(engine, args, 1)?);
                if old.is_empty() {
                    return Err(arguments::throw(
                        "System.ArgumentException",
                        "The value cannot be an empty string. (Parameter 'oldValue')",
                    ));
                }
                change(this, |all| *all = all.replace(&old, &new))
            },
        },
        Method {
            name: "ToString",
            signatures: &["string ToString()"],
            call: |_, this, _| Ok(Value::text(convert::display(this))),
        },
    ],
    construct: Some(|engine, args| {
        let text = match args.first() {
            Some(value) if !convert::is_number(value) => convert::to_text(engine, value)?,
            _ => String::new(),
        };
        Ok(Value::native(StringBuilder(RefCell::new(text))))
    }),
    constructors: &[
        "System.Text.StringBuilder new()",
        "System.Text.StringBuilder new(string value)",
        "System.Text.StringBuilder new(int capacity)",
    ],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&STRING_BUILDER];
