//! `XObject` and `XNode`: what all items share.

use super::item::{Item, Kind, item, list, no_parent, value, value_of};
use super::{content, name, write};
use crate::engine::types::table::{methods, properties};
use crate::engine::types::{Class, arguments, enumeration, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::rc::Rc;

fn document_of(this: &Rc<Item>) -> Option<Rc<Item>> {
    let top = std::iter::successors(Some(this.clone()), |item| item.parent()).last()?;
    (top.kind == Kind::Document).then_some(top)
}

pub static OBJECT: Class = Class {
    name: "System.Xml.Linq.XObject",
    base: Some(&object::OBJECT),
    interfaces: &["System.Xml.IXmlLineInfo"],
    properties: properties! {
        "string" BaseUri => |_, _| Ok(Value::text(""));
        "System.Xml.Linq.XDocument" Document => |_, this| Ok(value_of(document_of(item(this)?)));
        "System.Xml.XmlNodeType" NodeType => |_, this| {
            Ok(enumeration::value("System.Xml.XmlNodeType", item(this)?.kind as i64))
        };
        "System.Xml.Linq.XElement" Parent => |_, this| {
            Ok(value_of(item(this)?.parent().filter(|parent| parent.kind == Kind::Element)))
        };
    },
    ..Class::EMPTY
};

fn beside(this: &Value, step: isize) -> Outcome<Value> {
    let Some((parent, place)) = item(this)?.place() else { return Ok(Value::Null) };
    let found = place.checked_add_signed(step).and_then(|place| parent.children.borrow().get(place).cloned());
    Ok(value_of(found))
}

/// Siblings behind it, or before it.
fn siblings(this: &Value, args: &[Value], behind: bool, elements: bool) -> Outcome<Value> {
    let wanted = args.first().map(name::from_value).transpose()?;
    let class = if elements { "XElement" } else { "XNode" };
    let Some((parent, place)) = item(this)?.place() else { return Ok(list(class, [])) };
    let children = parent.children.borrow();
    let found = children.iter().enumerate().filter(|(at, child)| {
        let is_there = if behind { *at > place } else { *at < place };
        is_there && (!elements || child.is_named(wanted.as_ref()))
    });
    Ok(list(class, found.map(|(_, child)| child.clone())))
}

/// Adds content before it or behind it. Errors: it has no parent.
fn add_beside(engine: &mut Engine, this: &Value, args: &[Value], behind: bool) -> Outcome<Value> {
    let (parent, place) = item(this)?.place().ok_or_else(no_parent)?;
    let mut place = if behind { place + 1 } else { place };
    for content in args {
        place = content::add(engine, &parent, content, place)?;
    }
    Ok(Value::Empty)
}

fn ancestors(this: &Value, args: &[Value], with_self: bool) -> Outcome<Value> {
    let wanted = args.first().map(name::from_value).transpose()?;
    let own = item(this)?;
    let first = if with_self { Some(own.clone()) } else { own.parent() };
    let all = std::iter::successors(first, |above| above.parent());
    Ok(list("XElement", all.filter(|above| above.is_named(wanted.as_ref()))))
}

pub fn ancestors_and_self(_: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    ancestors(this, args, true)
}

/// `SaveOptions.DisableFormatting`
pub fn is_plain(options: Option<&Value>) -> bool {
    options.is_some_and(|options| {
        convert::display(options).contains("DisableFormatting")
            || matches!(convert::to_i128(options), Some(number) if number & 1 == 1)
    })
}

pub static NODE: Class = Class {
    name: "System.Xml.Linq.XNode",
    base: Some(&OBJECT),
    properties: properties! {
        "System.Xml.Linq.XNode" NextNode => |_, this| beside(this, 1);
        "System.Xml.Linq.XNode" PreviousNode => |_, this| beside(this, -1);
    },
    methods: methods! {
        AddAfterSelf "void AddAfterSelf(System.Object content)" "void AddAfterSelf(Params System.Object[] content)" => |engine, this, args| add_beside(engine, this, args, true);
        AddBeforeSelf "void AddBeforeSelf(System.Object content)" "void AddBeforeSelf(Params System.Object[] content)" => |engine, this, args| add_beside(engine, this, args, false);
        Ancestors "System.Collections.Generic.IEnumerable[System.Xml.Linq.XElement] Ancestors()" "System.Collections.Generic.IEnumerable[System.Xml.Linq.XElement] Ancestors(System.Xml.Linq.XName name)" => |_, this, args| ancestors(this, args, false);
        ElementsAfterSelf "System.Collections.Generic.IEnumerable[System.Xml.Linq.XElement] ElementsAfterSelf()" "System.Collections.Generic.IEnumerable[System.Xml.Linq.XElement] ElementsAfterSelf(System.Xml.Linq.XName name)" => |_, this, args| siblings(this, args, true, true);
        ElementsBeforeSelf "System.Collections.Generic.IEnumerable[System.Xml.Linq.XElement] ElementsBeforeSelf()" "System.Collections.Generic.IEnumerable[System.Xml.Linq.XElement] ElementsBeforeSelf(System.Xml.Linq.XName name)" => |_, this, args| siblings(this, args, false, true);
        IsAfter "bool IsAfter(System.Xml.Linq.XNode node)" => |_, this, args| is_before(arguments::any(args, 0)?, this);
        IsBefore "bool IsBefore(System.Xml.Linq.XNode node)" => |_, this, args| is_before(this, arguments::any(args, 0)?);
        NodesAfterSelf "System.Collections.Generic.IEnumerable[System.Xml.Linq.XNode] NodesAfterSelf()" => |_, this, _| siblings(this, &[], true, false);
        NodesBeforeSelf "System.Collections.Generic.IEnumerable[System.Xml.Linq.XNode] NodesBeforeSelf()" => |_, this, _| siblings(this, &[], false, false);
        Remove "void Remove()" => |_, this, _| remove(this);
        ReplaceWith "void ReplaceWith(System.Object content)" "void ReplaceWith(Params System.Object[] content)" => |engine, this, args| {
            add_beside(engine, this, args, true)?;
            remove(this)
        };
        ToString "string ToString()" "string ToString(System.Xml.Linq.SaveOptions options)" => |_, this, args| {
            Ok(Value::text(write::text(item(this)?, !is_plain(args.first()))))
        };
    },
    // Text becomes a name by its implicit conversion, and content is flattened by the functions.
    bound: false,
    ..Class::EMPTY
};

/// Takes an item from its parent. Errors: it has none.
pub fn remove(this: &Value) -> Outcome<Value> {
    let own = item(this)?;
    own.parent().ok_or_else(no_parent)?;
    own.detach();
    Ok(Value::Empty)
}

fn is_before(first: &Value, second: &Value) -> Outcome<Value> {
    let (first, second) = (item(first)?, item(second)?);
    let top = std::iter::successors(Some(first.clone()), |item| item.parent()).last();
    let all = top.map(|top| top.below()).unwrap_or_default();
    let place = |wanted: &Rc<Item>| all.iter().position(|known| Rc::ptr_eq(known, wanted));
    Ok(Value::Bool(place(first) < place(second)))
}

/// The first or last child.
pub fn end_child(this: &Value, last: bool) -> Outcome<Value> {
    let children = item(this)?.children.borrow();
    Ok(if last { children.last() } else { children.first() }.map_or(Value::Null, value))
}

pub(super) const CLASSES: &[&Class] = &[&OBJECT, &NODE];
