//! `XElement`.

use super::container::{self, CONTAINER};
use super::item::{Item, Kind, item, join, list, value, value_of};
use super::name::{self, Name};
use super::{content, document, node, read, write};
use crate::engine::types::table::{methods, properties, statics};
use crate::engine::types::{Class, arguments};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::rc::Rc;

/// Replaces all content by one text.
fn set_text(this: &Value, text: &str) -> Outcome {
    container::empty(this)?;
    let own = item(this)?;
    own.is_empty.set(false);
    if !text.is_empty() {
        join(own, Item::new(Kind::Text, Name::default(), text), false, usize::MAX);
    }
    Ok(())
}

fn construct(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let first = arguments::any(args, 0)?;
    if let Ok(other) = item(first)
        && other.kind == Kind::Element
    {
        return Ok(value(&other.copied()));
    }
    let made = Item::new(Kind::Element, name::from_value(first)?, "");
    content::append(engine, &made, args.get(1..).unwrap_or_default())?;
    Ok(value(&made))
}

/// Sets an attribute; `$null` removes it.
fn set_attribute(this: &Value, args: &[Value]) -> Outcome<Value> {
    let (own, name) = (item(this)?, name::from_value(arguments::any(args, 0)?)?);
    let new = arguments::any(args, 1)?;
    match (own.attribute(&name), new.is_null()) {
        (Some(found), true) => found.detach(),
        (Some(found), false) => {
            found.value.replace(content::text(new));
        }
        (None, true) => {}
        (None, false) => {
            join(own, Item::new(Kind::Attribute, name, content::text(new)), true, usize::MAX);
        }
    }
    Ok(Value::Empty)
}

/// Sets the text of the first child element of a name; `$null` removes it.
fn set_element(this: &Value, args: &[Value]) -> Outcome<Value> {
    let (own, name) = (item(this)?, name::from_value(arguments::any(args, 0)?)?);
    let new = arguments::any(args, 1)?;
    match (own.elements(Some(&name)).into_iter().next(), new.is_null()) {
        (Some(found), true) => found.detach(),
        (Some(found), false) => set_text(&value(&found), &content::text(new))?,
        (None, true) => {}
        (None, false) => {
            let made = Item::new(Kind::Element, name, "");
            join(own, made.clone(), false, usize::MAX);
            set_text(&value(&made), &content::text(new))?;
        }
    }
    Ok(Value::Empty)
}

fn root(document: &Rc<Item>) -> Outcome<Value> {
    let found = document.elements(None).into_iter().next();
    if let Some(found) = &found {
        found.detach();
    }
    Ok(value_of(found))
}

fn end_attribute(this: &Value, last: bool) -> Outcome<Value> {
    let attributes = item(this)?.attributes.borrow();
    Ok(if last { attributes.last() } else { attributes.first() }.map_or(Value::Null, value))
}

fn namespace_of_prefix(this: &Value, args: &[Value]) -> Outcome<Value> {
    let prefix = convert::display(arguments::any(args, 0)?);
    let scope = write::scope_at(item(this)?);
    let found = scope.iter().rev().find(|(known, _)| *known == prefix);
    Ok(found.map_or(Value::Null, |(_, namespace)| name::namespace(namespace)))
}

fn descendants_and_self(this: &Value, args: &[Value]) -> Outcome<Value> {
    let wanted = args.first().map(name::from_value).transpose()?;
    let own = item(this)?;
    let all = std::iter::once(own.clone()).chain(own.below());
    Ok(list("XElement", all.filter(|found| found.is_named(wanted.as_ref()))))
}

pub static ELEMENT: Class = Class {
    name: "System.Xml.Linq.XElement",
    base: Some(&CONTAINER),
    properties: properties! {
        "System.Xml.Linq.XAttribute" FirstAttribute => |_, this| end_attribute(this, false);
        "bool" HasAttributes => |_, this| Ok(Value::Bool(!item(this)?.attributes.borrow().is_empty()));
        "bool" HasElements => |_, this| Ok(Value::Bool(!item(this)?.elements(None).is_empty()));
        "bool" IsEmpty => |_, this| {
            let own = item(this)?;
            Ok(Value::Bool(own.is_empty.get() && own.children.borrow().is_empty()))
        };
        "System.Xml.Linq.XAttribute" LastAttribute => |_, this| end_attribute(this, true);
        "System.Xml.Linq.XName" Name => |_, this| Ok(Value::native(item(this)?.name.borrow().clone())), |_, this, value| {
            item(this)?.name.replace(name::from_value(&value)?);
            Ok(())
        };
        "System.Xml.XmlNodeType" NodeType => |_, _| Ok(crate::engine::types::enumeration::value("System.Xml.XmlNodeType", 1));
        "string" Value => |_, this| Ok(Value::text(item(this)?.text())), |_, this, value| set_text(this, &convert::display(&value));
    },
    methods: methods! {
        AncestorsAndSelf "System.Collections.Generic.IEnumerable[System.Xml.Linq.XElement] AncestorsAndSelf()" "System.Collections.Generic.IEnumerable[System.Xml.Linq.XElement] AncestorsAndSelf(System.Xml.Linq.XName name)" => node::ancestors_and_self;
        Attribute "System.Xml.Linq.XAttribute Attribute(System.Xml.Linq.XName name)" => |_, this, args| {
            let wanted = name::from_value(arguments::any(args, 0)?)?;
            Ok(value_of(item(this)?.attribute(&wanted)))
        };
        Attributes "System.Collections.Generic.IEnumerable[System.Xml.Linq.XAttribute] Attributes()" "System.Collections.Generic.IEnumerable[System.Xml.Linq.XAttribute] Attributes(System.Xml.Linq.XName name)" => |_, this, args| {
            let wanted = args.first().map(name::from_value).transpose()?;
            let attributes = item(this)?.attributes.borrow().clone();
            let fits = |found: &Rc<Item>| wanted.as_ref().is_none_or(|wanted| *found.name.borrow() == *wanted);
            Ok(list("XAttribute", attributes.into_iter().filter(fits)))
        };
        DescendantsAndSelf "System.Collections.Generic.IEnumerable[System.Xml.Linq.XElement] DescendantsAndSelf()" "System.Collections.Generic.IEnumerable[System.Xml.Linq.XElement] DescendantsAndSelf(System.Xml.Linq.XName name)" => |_, this, args| descendants_and_self(this, args);
        GetDefaultNamespace "System.Xml.Linq.XNamespace GetDefaultNamespace()" => |_, this, _| {
            let scope = write::scope_at(item(this)?);
            let found = scope.iter().rev().find(|(prefix, _)| prefix.is_empty());
            Ok(name::namespace(found.map_or("", |(_, namespace)| namespace)))
        };
        GetNamespaceOfPrefix "System.Xml.Linq.XNamespace GetNamespaceOfPrefix(string prefix)" => |_, this, args| namespace_of_prefix(this, args);
        GetPrefixOfNamespace "string GetPrefixOfNamespace(System.Xml.Linq.XNamespace ns)" => |_, this, args| {
            let scope = write::scope_at(item(this)?);
            let found = write::prefix_of(&scope, &convert::display(arguments::any(args, 0)?), false);
            Ok(found.map_or(Value::Null, Value::text))
        };
        RemoveAll "void RemoveAll()" => |_, this, _| {
            container::empty(this)?;
            item(this)?.attributes.borrow_mut().clear();
            Ok(Value::Empty)
        };
        RemoveAttributes "void RemoveAttributes()" => |_, this, _| {
            item(this)?.attributes.borrow_mut().clear();
            Ok(Value::Empty)
        };
        Save "void Save(string fileName)" "void Save(string fileName, System.Xml.Linq.SaveOptions options)" "void Save(System.IO.TextWriter textWriter)" "void Save(System.IO.Stream stream)" => document::save;
        SetAttributeValue "void SetAttributeValue(System.Xml.Linq.XName name, System.Object value)" => |_, this, args| set_attribute(this, args);
        SetElementValue "void SetElementValue(System.Xml.Linq.XName name, System.Object value)" => |_, this, args| set_element(this, args);
        SetValue "void SetValue(System.Object value)" => |_, this, args| set_text(this, &content::text(arguments::any(args, 0)?)).map(|()| Value::Empty);
    },
    static_methods: statics! {
        Load "static System.Xml.Linq.XElement Load(string uri)" "static System.Xml.Linq.XElement Load(string uri, System.Xml.Linq.LoadOptions options)" "static System.Xml.Linq.XElement Load(System.IO.TextReader textReader)" "static System.Xml.Linq.XElement Load(System.IO.Stream stream)" => |engine, args| {
            let text = crate::engine::types::xml::source_text(engine, arguments::any(args, 0)?)?;
            root(&read::document(&text, document::keeps_blanks(args.get(1)))?)
        };
        Parse "static System.Xml.Linq.XElement Parse(string text)" "static System.Xml.Linq.XElement Parse(string text, System.Xml.Linq.LoadOptions options)" => |engine, args| {
            let text = arguments::text(engine, args, 0)?;
            root(&read::document(&text, document::keeps_blanks(args.get(1)))?)
        };
    },
    construct: Some(construct),
    constructors: &[
        "System.Xml.Linq.XElement new(System.Xml.Linq.XName name)",
        "System.Xml.Linq.XElement new(System.Xml.Linq.XName name, System.Object content)",
        "System.Xml.Linq.XElement new(System.Xml.Linq.XName name, Params System.Object[] content)",
        "System.Xml.Linq.XElement new(System.Xml.Linq.XElement other)",
    ],
    // Text becomes a name by its implicit conversion, and content is flattened by the functions.
    bound: false,
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&ELEMENT];
