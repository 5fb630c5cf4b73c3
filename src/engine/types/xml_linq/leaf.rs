//! Items without children: `XText`, `XCData`, `XComment`, `XProcessingInstruction`, `XDocumentType`, `XDeclaration`.

use super::item::{Item, Kind, item, value};
use super::name::{Name, check};
use super::node::NODE;
use super::{read, write};
use crate::engine::types::table::{methods, properties};
use crate::engine::types::{Class, Property, arguments, enumeration, object};
use crate::engine::value::Value;
use crate::engine::{Outcome, convert};

const VALUE: Property = Property {
    name: "Value",
    type_name: "string",
    get: |_, this| Ok(Value::text(item(this)?.value.borrow().as_str())),
    set: Some(|_, this, value| {
        item(this)?.value.replace(convert::display(&value));
        Ok(())
    }),
};

const NODE_TYPE: Property = Property {
    name: "NodeType",
    type_name: "System.Xml.XmlNodeType",
    get: |_, this| Ok(enumeration::value("System.Xml.XmlNodeType", item(this)?.kind as i64)),
    set: None,
};

/// An item of a kind from one text.
fn made(kind: Kind, args: &[Value]) -> Outcome<Value> {
    let text = arguments::any(args, 0)?;
    if text.is_null() {
        return Err(arguments::null("value"));
    }
    Ok(value(&Item::new(kind, Name::default(), convert::display(text))))
}

pub static TEXT: Class = Class {
    name: "System.Xml.Linq.XText",
    base: Some(&NODE),
    properties: &[NODE_TYPE, VALUE],
    construct: Some(|_, args| made(Kind::Text, args)),
    constructors: &["System.Xml.Linq.XText new(string value)"],
    ..Class::EMPTY
};

pub static CDATA: Class = Class {
    name: "System.Xml.Linq.XCData",
    base: Some(&TEXT),
    properties: &[NODE_TYPE],
    construct: Some(|_, args| made(Kind::CData, args)),
    constructors: &["System.Xml.Linq.XCData new(string value)"],
    ..Class::EMPTY
};

pub static COMMENT: Class = Class {
    name: "System.Xml.Linq.XComment",
    base: Some(&NODE),
    properties: &[NODE_TYPE, VALUE],
    construct: Some(|_, args| made(Kind::Comment, args)),
    constructors: &["System.Xml.Linq.XComment new(string value)"],
    ..Class::EMPTY
};

pub static INSTRUCTION: Class = Class {
    name: "System.Xml.Linq.XProcessingInstruction",
    base: Some(&NODE),
    properties: &[
        Property { name: "Data", ..VALUE },
        NODE_TYPE,
        Property {
            name: "Target",
            type_name: "string",
            get: |_, this| Ok(Value::text(item(this)?.name.borrow().local.as_str())),
            set: None,
        },
    ],
    construct: Some(|engine, args| {
        let (target, data) = (arguments::text(engine, args, 0)?, arguments::text(engine, args, 1)?);
        check(&target)?;
        Ok(value(&Item::new(Kind::Instruction, Name::plain(&target), data)))
    }),
    constructors: &["System.Xml.Linq.XProcessingInstruction new(string target, string data)"],
    ..Class::EMPTY
};

pub static DOCUMENT_TYPE: Class = Class {
    name: "System.Xml.Linq.XDocumentType",
    base: Some(&NODE),
    properties: properties! {
        "string" Name => |_, this| {
            let text = item(this)?.value.borrow().clone();
            Ok(Value::text(text.split_whitespace().next().unwrap_or_default()))
        };
        "System.Xml.XmlNodeType" NodeType => |_, _| Ok(enumeration::value("System.Xml.XmlNodeType", 10));
    },
    ..Class::EMPTY
};

/// A part of a declaration; `$null` when it is not there.
fn part(this: &Value, name: &str) -> Outcome<Value> {
    let found = item(this)?.attribute(&Name::plain(name));
    Ok(found.map_or(Value::Null, |found| Value::text(found.value.borrow().as_str())))
}

pub static DECLARATION: Class = Class {
    name: "System.Xml.Linq.XDeclaration",
    base: Some(&object::OBJECT),
    properties: properties! {
        "string" Encoding => |_, this| part(this, "encoding");
        "string" Standalone => |_, this| part(this, "standalone");
        "string" Version => |_, this| part(this, "version");
    },
    methods: methods! {
        ToString "string ToString()" => |_, this, _| Ok(Value::text(write::text(item(this)?, false)));
    },
    construct: Some(|_, args| {
        let text = |place: usize| args.get(place).filter(|value| !value.is_null()).map(convert::display);
        Ok(value(&read::made_declaration(text(0), text(1), text(2))))
    }),
    constructors: &["System.Xml.Linq.XDeclaration new(string version, string encoding, string standalone)"],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&TEXT, &CDATA, &COMMENT, &INSTRUCTION, &DOCUMENT_TYPE, &DECLARATION];
