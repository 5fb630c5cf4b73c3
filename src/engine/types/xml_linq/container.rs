//! `XContainer`: what elements and documents share.

use super::item::{item, list, value_of};
use super::node::{NODE, end_child};
use super::{content, name};
use crate::engine::types::table::{methods, properties, statics};
use crate::engine::types::{Class, arguments, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, member};

fn elements(_: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let wanted = args.first().map(name::from_value).transpose()?;
    Ok(list("XElement", item(this)?.elements(wanted.as_ref())))
}

fn descendants(_: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let wanted = args.first().map(name::from_value).transpose()?;
    Ok(list("XElement", item(this)?.below().into_iter().filter(|found| found.is_named(wanted.as_ref()))))
}

/// Takes all children out.
pub fn empty(this: &Value) -> Outcome {
    let own = item(this)?;
    let children = own.children.borrow().clone();
    children.iter().for_each(|child| child.detach());
    Ok(())
}

pub static CONTAINER: Class = Class {
    name: "System.Xml.Linq.XContainer",
    base: Some(&NODE),
    properties: properties! {
        "System.Xml.Linq.XNode" FirstNode => |_, this| end_child(this, false);
        "System.Xml.Linq.XNode" LastNode => |_, this| end_child(this, true);
    },
    methods: methods! {
        Add "void Add(System.Object content)" "void Add(Params System.Object[] content)" => |engine, this, args| content::append(engine, item(this)?, args);
        AddFirst "void AddFirst(System.Object content)" "void AddFirst(Params System.Object[] content)" => |engine, this, args| {
            let own = item(this)?;
            args.iter().try_fold(0, |place, content| content::add(engine, own, content, place))?;
            Ok(Value::Empty)
        };
        DescendantNodes "System.Collections.Generic.IEnumerable[System.Xml.Linq.XNode] DescendantNodes()" => |_, this, _| Ok(list("XNode", item(this)?.below()));
        Descendants "System.Collections.Generic.IEnumerable[System.Xml.Linq.XElement] Descendants()" "System.Collections.Generic.IEnumerable[System.Xml.Linq.XElement] Descendants(System.Xml.Linq.XName name)" => descendants;
        Element "System.Xml.Linq.XElement Element(System.Xml.Linq.XName name)" => |_, this, args| {
            let wanted = name::from_value(arguments::any(args, 0)?)?;
            Ok(value_of(item(this)?.elements(Some(&wanted)).into_iter().next()))
        };
        Elements "System.Collections.Generic.IEnumerable[System.Xml.Linq.XElement] Elements()" "System.Collections.Generic.IEnumerable[System.Xml.Linq.XElement] Elements(System.Xml.Linq.XName name)" => elements;
        Nodes "System.Collections.Generic.IEnumerable[System.Xml.Linq.XNode] Nodes()" => |_, this, _| {
            let children = item(this)?.children.borrow().clone();
            Ok(list("XNode", children))
        };
        RemoveNodes "void RemoveNodes()" => |_, this, _| empty(this).map(|()| Value::Empty);
        ReplaceNodes "void ReplaceNodes(System.Object content)" "void ReplaceNodes(Params System.Object[] content)" => |engine, this, args| {
            empty(this)?;
            content::append(engine, item(this)?, args)
        };
    },
    // Text becomes a name by its implicit conversion, and content is flattened by the functions.
    bound: false,
    ..Class::EMPTY
};

/// Calls a method of each item of a list, and joins what they give.
fn each(engine: &mut Engine, args: &[Value], method: &str, class: &str) -> Outcome<Value> {
    let mut found = Vec::new();
    for own in arguments::items(engine, arguments::any(args, 0)?)? {
        let part = member::invoke(engine, &own, method, args.get(1..).unwrap_or_default())?;
        for child in arguments::items(engine, &part)? {
            found.push(item(&child)?.clone());
        }
    }
    Ok(list(class, found))
}

static EXTENSIONS: Class = Class {
    name: "System.Xml.Linq.Extensions",
    base: Some(&object::OBJECT),
    static_methods: statics! {
        Ancestors "static System.Collections.Generic.IEnumerable[System.Xml.Linq.XElement] Ancestors[T](System.Collections.Generic.IEnumerable[T] source)" => |engine, args| each(engine, args, "Ancestors", "XElement");
        Attributes "static System.Collections.Generic.IEnumerable[System.Xml.Linq.XAttribute] Attributes(System.Collections.Generic.IEnumerable[System.Xml.Linq.XElement] source)" => |engine, args| each(engine, args, "Attributes", "XAttribute");
        Descendants "static System.Collections.Generic.IEnumerable[System.Xml.Linq.XElement] Descendants[T](System.Collections.Generic.IEnumerable[T] source)" => |engine, args| each(engine, args, "Descendants", "XElement");
        Elements "static System.Collections.Generic.IEnumerable[System.Xml.Linq.XElement] Elements[T](System.Collections.Generic.IEnumerable[T] source)" => |engine, args| each(engine, args, "Elements", "XElement");
        Nodes "static System.Collections.Generic.IEnumerable[System.Xml.Linq.XNode] Nodes[T](System.Collections.Generic.IEnumerable[T] source)" => |engine, args| each(engine, args, "Nodes", "XNode");
        Remove "static void Remove[T](System.Collections.Generic.IEnumerable[T] source)" => |engine, args| {
            for own in arguments::items(engine, arguments::any(args, 0)?)? {
                item(&own)?.detach();
            }
            Ok(Value::Empty)
        };
    },
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&CONTAINER, &EXTENSIONS];
