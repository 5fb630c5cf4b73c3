//! `XDocument`.

use super::container::CONTAINER;
use super::item::{Item, Kind, item, value, value_of};
use super::name::Name;
use super::{content, node, read, write};
use crate::engine::provider::file_system::Replacement;
use crate::engine::types::table::{methods, properties, statics};
use crate::engine::types::{Class, arguments, io_error, text_writer};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};

/// `LoadOptions.PreserveWhitespace`
pub fn keeps_blanks(options: Option<&Value>) -> bool {
    options.is_some_and(|options| {
        convert::display(options).contains("PreserveWhitespace")
            || matches!(convert::to_i128(options), Some(number) if number & 1 == 1)
    })
}

/// Writes to a file, which is replaced whole, or to a writer or stream.
pub fn save(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let target = arguments::any(args, 0)?;
    let text = write::document(item(this)?, !node::is_plain(args.get(1)));
    if text_writer::write_text(target, &text)? {
        return Ok(Value::Empty);
    }
    let name = convert::to_text(engine, target)?;
    let path = engine.resolve_path(&name);
    // .NET's writer begins a file with the mark of UTF-8.
    let bytes = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
    let written = Replacement::whole(&path, false, &bytes);
    written.map_err(|error| io_error::thrown(&error, &path, false))?;
    Ok(Value::Empty)
}

fn set_declaration(this: &Value, new: &Value) -> Outcome {
    let own = item(this)?;
    own.attributes.borrow_mut().clear();
    if !new.is_null() {
        super::item::join(own, item(new)?.copied(), true, 0);
    }
    Ok(())
}

pub static DOCUMENT: Class = Class {
    name: "System.Xml.Linq.XDocument",
    base: Some(&CONTAINER),
    properties: properties! {
        "System.Xml.Linq.XDeclaration" Declaration => |_, this| {
            Ok(value_of(item(this)?.attributes.borrow().first().cloned()))
        }, |_, this, value| set_declaration(this, &value);
        "System.Xml.Linq.XDocumentType" DocumentType => |_, this| {
            Ok(value_of(item(this)?.children.borrow().iter().find(|child| child.kind == Kind::DocumentType).cloned()))
        };
        "System.Xml.XmlNodeType" NodeType => |_, _| Ok(crate::engine::types::enumeration::value("System.Xml.XmlNodeType", 9));
        "System.Xml.Linq.XElement" Root => |_, this| Ok(value_of(item(this)?.elements(None).into_iter().next()));
    },
    methods: methods! {
        Save "void Save(string fileName)" "void Save(string fileName, System.Xml.Linq.SaveOptions options)" "void Save(System.IO.TextWriter textWriter)" "void Save(System.IO.Stream stream)" => save;
    },
    static_methods: statics! {
        Load "static System.Xml.Linq.XDocument Load(string uri)" "static System.Xml.Linq.XDocument Load(string uri, System.Xml.Linq.LoadOptions options)" "static System.Xml.Linq.XDocument Load(System.IO.TextReader textReader)" "static System.Xml.Linq.XDocument Load(System.IO.Stream stream)" => |engine, args| {
            let text = crate::engine::types::xml::source_text(engine, arguments::any(args, 0)?)?;
            Ok(value(&read::document(&text, keeps_blanks(args.get(1)))?))
        };
        Parse "static System.Xml.Linq.XDocument Parse(string text)" "static System.Xml.Linq.XDocument Parse(string text, System.Xml.Linq.LoadOptions options)" => |engine, args| {
            let text = arguments::text(engine, args, 0)?;
            Ok(value(&read::document(&text, keeps_blanks(args.get(1)))?))
        };
    },
    construct: Some(|engine, args| {
        let made = Item::new(Kind::Document, Name::default(), "");
        content::append(engine, &made, args)?;
        Ok(value(&made))
    }),
    constructors: &[
        "System.Xml.Linq.XDocument new()",
        "System.Xml.Linq.XDocument new(Params System.Object[] content)",
        "System.Xml.Linq.XDocument new(System.Xml.Linq.XDeclaration declaration, Params System.Object[] content)",
        "System.Xml.Linq.XDocument new(System.Xml.Linq.XDocument other)",
    ],
    // Text becomes a name by its implicit conversion, and content is flattened by the functions.
    bound: false,
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&DOCUMENT];
