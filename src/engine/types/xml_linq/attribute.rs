//! `XAttribute`.

use super::item::{Item, Kind, item, value, value_of};
use super::name::{self, XMLNS};
use super::node::{self, OBJECT};
use super::{content, write};
use crate::engine::types::table::{methods, properties};
use crate::engine::types::{Class, arguments};
use crate::engine::value::Value;
use crate::engine::{Outcome, convert};
use std::rc::Rc;

fn beside(this: &Value, step: isize) -> Outcome<Value> {
    let own = item(this)?;
    let Some(parent) = own.parent() else { return Ok(Value::Null) };
    let all = parent.attributes.borrow();
    let place =
        all.iter().position(|known| Rc::ptr_eq(known, own)).and_then(|place| place.checked_add_signed(step));
    Ok(value_of(place.and_then(|place| all.get(place).cloned())))
}

pub static ATTRIBUTE: Class = Class {
    name: "System.Xml.Linq.XAttribute",
    base: Some(&OBJECT),
    properties: properties! {
        "bool" IsNamespaceDeclaration => |_, this| {
            let name = item(this)?.name.borrow().clone();
            Ok(Value::Bool(name.namespace == XMLNS || (name.namespace.is_empty() && name.local == "xmlns")))
        };
        "System.Xml.Linq.XName" Name => |_, this| Ok(Value::native(item(this)?.name.borrow().clone()));
        "System.Xml.Linq.XAttribute" NextAttribute => |_, this| beside(this, 1);
        "System.Xml.Linq.XAttribute" PreviousAttribute => |_, this| beside(this, -1);
        "string" Value => |_, this| Ok(Value::text(item(this)?.value.borrow().as_str())), |_, this, value| {
            item(this)?.value.replace(convert::display(&value));
            Ok(())
        };
    },
    methods: methods! {
        Remove "void Remove()" => |_, this, _| node::remove(this);
        SetValue "void SetValue(System.Object value)" => |_, this, args| {
            item(this)?.value.replace(content::text(arguments::any(args, 0)?));
            Ok(Value::Empty)
        };
        ToString "string ToString()" => |_, this, _| Ok(Value::text(write::text(item(this)?, false)));
    },
    construct: Some(|_, args| {
        let name = name::from_value(arguments::any(args, 0)?)?;
        let content = arguments::any(args, 1)?;
        if content.is_null() {
            return Err(arguments::null("value"));
        }
        Ok(value(&Item::new(Kind::Attribute, name, content::text(content))))
    }),
    constructors: &["System.Xml.Linq.XAttribute new(System.Xml.Linq.XName name, System.Object value)"],
    // Text becomes a name by its implicit conversion, and content is flattened by the functions.
    bound: false,
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&ATTRIBUTE];
