//! `System.Security.SecureString`, and the classes that scripts read one with.

use super::{Class, Method, Property, StaticMethod, arguments, object};
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Outcome, convert};
use std::any::Any;
use std::cell::RefCell;
use std::fmt;

/// Text that is not shown by accident. It is not encrypted in memory, as in PowerShell on Linux.
pub struct SecureString(RefCell<String>);

impl fmt::Debug for SecureString {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SecureString")
    }
}

impl Native for SecureString {
    fn class(&self) -> &'static Class {
        &SECURE_STRING
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// Text as a secure string.
pub fn of(text: impl Into<String>) -> Value {
    Value::native(SecureString(RefCell::new(text.into())))
}

/// The text of a secure string; `None` for another value.
pub fn plain(value: &Value) -> Option<String> {
    value.as_native::<SecureString>().map(|found| found.0.borrow().clone())
}

fn from(this: &Value) -> Outcome<&SecureString> {
    this.as_native::<SecureString>().ok_or_else(arguments::no_overload)
}

/// Puts a text in the place of so many characters. Errors: the place is outside.
fn change(this: &Value, args: &[Value], removed: usize, text: &str) -> Outcome<Value> {
    let mut own = from(this)?.0.borrow_mut();
    let letters: Vec<char> = own.chars().collect();
    let at = arguments::place(args, 0, letters.len() + 1 - removed.min(letters.len() + 1))?;
    let after = letters.get(at + removed..).unwrap_or_default();
    *own = letters.iter().take(at).copied().chain(text.chars()).chain(after.iter().copied()).collect();
    Ok(Value::Empty)
}

pub static SECURE_STRING: Class = Class {
    name: "System.Security.SecureString",
    base: Some(&object::OBJECT),
    interfaces: &["System.IDisposable"],
    properties: &[Property {
        name: "Length",
        type_name: "int",
        get: |_, this| {
            let length = from(this)?.0.borrow().encode_utf16().count();
            Ok(Value::Int(i32::try_from(length).unwrap_or(i32::MAX)))
        },
        set: None,
    }],
    methods: &[
        Method {
            name: "AppendChar",
            signatures: &["void AppendChar(char c)"],
            call: |engine, this, args| {
                let text = arguments::text(engine, args, 0)?;
                from(this)?.0.borrow_mut().push_str(&text);
                Ok(Value::Empty)
            },
        },
        Method {
            name: "Copy",
            signatures: &["securestring Copy()"],
            call: |_, this, _| Ok(of(from(this)?.0.borrow().clone())),
        },
        Method {
            name: "Clear",
            signatures: &["void Clear()"],
            call: |_, this, _| {
                from(this)?.0.borrow_mut().clear();
                Ok(Value::Empty)
            },
        },
        Method {
            name: "MakeReadOnly",
            signatures: &["void MakeReadOnly()"],
            call: |_, _, _| Ok(Value::Empty),
        },
        Method {
            name: "InsertAt",
            signatures: &["void InsertAt(int index, char c)"],
            call: |engine, this, args| {
                let text = arguments::text(engine, args, 1)?;
                change(this, args, 0, &text)
            },
        },
        Method {
            name: "IsReadOnly",
            signatures: &["bool IsReadOnly()"],
            call: |_, _, _| Ok(Value::Bool(false)),
        },
        Method {
            name: "RemoveAt",
            signatures: &["void RemoveAt(int index)"],
            call: |_, this, args| change(this, args, 1, ""),
        },
        Method {
            name: "SetAt",
            signatures: &["void SetAt(int index, char c)"],
            call: |engine, this, args| {
                let text = arguments::text(engine, args, 1)?;
                change(this, args, 1, &text)
            },
        },
        Method { name: "Dispose", signatures: &["void Dispose()"], call: |_, _, _| Ok(Value::Empty) },
    ],
    construct: Some(|_, _| Ok(of(""))),
    constructors: &["securestring new()"],
    ..Class::EMPTY
};

/// What `SecureStringToBSTR` gives: a handle on the text.
#[derive(Debug)]
struct Pointer(String);

impl Native for Pointer {
    fn class(&self) -> &'static Class {
        &POINTER
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn to_text(&self) -> Option<String> {
        Some((self.0.as_ptr() as usize).to_string())
    }
}

static POINTER: Class = Class {
    name: "System.IntPtr",
    base: Some(&object::OBJECT),
    value_type: true,
    static_properties: super::table::static_properties! {
        "int" Size => |_| Ok(Value::Int(8));
        "System.IntPtr" Zero => |_| Ok(Value::Long(0));
    },
    ..Class::EMPTY
};

macro_rules! to_pointer {
    ($name:literal) => {
        StaticMethod {
            name: $name,
            signatures: &[concat!("static System.IntPtr ", $name, "(securestring s)")],
            call: |_, args| {
                let text = plain(arguments::any(args, 0)?).ok_or_else(arguments::no_overload)?;
                Ok(Value::native(Pointer(text)))
            },
        }
    };
}

macro_rules! from_pointer {
    ($name:literal) => {
        StaticMethod {
            name: $name,
            signatures: &[concat!("static string ", $name, "(System.IntPtr ptr)")],
            call: |_, args| {
                let pointer = arguments::any(args, 0)?;
                Ok(pointer.as_native::<Pointer>().map_or(Value::Null, |found| Value::text(found.0.as_str())))
            },
        }
    };
}

macro_rules! free_pointer {
    ($name:literal) => {
        StaticMethod {
            name: $name,
            signatures: &[concat!("static void ", $name, "(System.IntPtr s)")],
            call: |_, args| {
                convert::to_bool(arguments::any(args, 0)?);
                Ok(Value::Empty)
            },
        }
    };
}

static MARSHAL: Class = Class {
    name: "System.Runtime.InteropServices.Marshal",
    base: Some(&object::OBJECT),
    static_methods: &[
        to_pointer!("SecureStringToBSTR"),
        to_pointer!("SecureStringToGlobalAllocUnicode"),
        to_pointer!("SecureStringToCoTaskMemUnicode"),
        from_pointer!("PtrToStringBSTR"),
        from_pointer!("PtrToStringAuto"),
        from_pointer!("PtrToStringUni"),
        free_pointer!("ZeroFreeBSTR"),
        free_pointer!("ZeroFreeGlobalAllocUnicode"),
        free_pointer!("ZeroFreeCoTaskMemUnicode"),
    ],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&SECURE_STRING, &MARSHAL, &POINTER];
