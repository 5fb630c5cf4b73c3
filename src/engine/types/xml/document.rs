//! `XmlDocument`.

use super::node::{NODE, failed, node, value, value_of};
use super::tree::{Kind, Node, ROOT, Tree};
use super::write::{self, Layout};
use super::{element, namespaces, parse};
use crate::engine::provider::file_system::Replacement;
use crate::engine::types::table::{methods, properties};
use crate::engine::types::{Class, arguments, io_error, text_writer};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert};
use std::rc::Rc;

/// Reads a text into the document, in place of what it has.
fn load_text(this: &Value, text: &str) -> Outcome<Value> {
    let found = node(this)?;
    let fresh = Tree::default();
    fresh.preserve_whitespace.set(found.tree.preserve_whitespace.get());
    parse::parse(text, &fresh).map_err(failed)?;
    for child in found.tree.children(ROOT) {
        found.tree.detach(child);
    }
    for child in fresh.children(ROOT) {
        let copy = found.tree.copy(&fresh, child, true);
        found.tree.append(ROOT, copy);
    }
    Ok(Value::Empty)
}

fn load(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let text = super::reader::source_text(engine, arguments::any(args, 0)?)?;
    load_text(this, &text)
}

/// `Save(path)`, `Save(writer)`, `Save(stream)`: indented, unless blanks are kept. A file is replaced whole.
fn save(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let found = node(this)?;
    let layout = if found.tree.preserve_whitespace.get() { Layout::plain() } else { Layout::indented() };
    let target = arguments::any(args, 0)?;
    if let Some(writer) = super::writer::behind(target) {
        writer.raw(&write::outer(&found.tree, ROOT, &Layout { declaration: false, ..writer.layout() }));
        return Ok(Value::Empty);
    }
    let text = write::outer(&found.tree, ROOT, &layout);
    if text_writer::write_text(target, &text)? {
        return Ok(Value::Empty);
    }
    let name = convert::to_text(engine, target)?;
    let path = engine.resolve_path(&name);
    let written = Replacement::whole(&path, false, text.as_bytes());
    written.map_err(|error| io_error::thrown(&error, &path, false))?;
    Ok(Value::Empty)
}

/// A new node without a parent.
fn create(this: &Value, node_data: Node) -> Outcome<Value> {
    let tree = &node(this)?.tree;
    Ok(value(tree, tree.add(node_data)))
}

fn create_element(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let (name, namespace) = match args.len() {
        3 => {
            let (prefix, local) = (arguments::text(engine, args, 0)?, arguments::text(engine, args, 1)?);
            (
                if prefix.is_empty() { local } else { format!("{prefix}:{local}") },
                arguments::text(engine, args, 2)?,
            )
        }
        2 => (arguments::text(engine, args, 0)?, arguments::text(engine, args, 1)?),
        _ => (arguments::text(engine, args, 0)?, String::new()),
    };
    if name.is_empty() {
        return Err(arguments::throw(
            "System.ArgumentException",
            "The local name for elements or attributes cannot be null or an empty string.",
        ));
    }
    let mut made = Node::new(Kind::Element, name, "");
    (made.namespace, made.is_empty) = (namespace.clone(), true);
    let tree = &node(this)?.tree;
    let prefix = made.prefix().to_string();
    let id = tree.add(made);
    if !namespace.is_empty() {
        let name = if prefix.is_empty() { "xmlns".to_string() } else { format!("xmlns:{prefix}") };
        tree.set_attribute(id, &name, "http://www.w3.org/2000/xmlns/", &namespace);
    }
    Ok(value(tree, id))
}

fn declaration(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let mut parts = Vec::new();
    for (index, name) in ["version", "encoding", "standalone"].iter().enumerate() {
        let text = args.get(index).map_or(Ok(String::new()), |value| convert::to_text(engine, value))?;
        if !text.is_empty() {
            parts.push(format!("{name}=\"{text}\""));
        }
    }
    create(this, Node::new(Kind::Declaration, "xml", parts.join(" ")))
}

fn named_node(engine: &mut Engine, this: &Value, args: &[Value], kind: Kind, name: &str) -> Outcome<Value> {
    let text = arguments::text(engine, args, 0)?;
    create(this, Node::new(kind, name, text))
}

/// A node of the kind that its first argument names.
fn create_node(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let kind = convert::display(arguments::any(args, 0)?).to_ascii_lowercase();
    let name = args.get(args.len().saturating_sub(2)).cloned().unwrap_or_default();
    let mut rest = args.get(1..).unwrap_or_default().to_vec();
    let method = match kind.as_str() {
        "element" => "CreateElement",
        "attribute" => "CreateAttribute",
        "text" => "CreateTextNode",
        "cdatasection" | "cdata" => "CreateCDataSection",
        "comment" => "CreateComment",
        "documentfragment" => "CreateDocumentFragment",
        "whitespace" => "CreateWhitespace",
        "processinginstruction" => "CreateProcessingInstruction",
        "document" => return Ok(value(&Rc::new(Tree::default()), ROOT)),
        _ => {
            let class = "System.ArgumentException";
            let message =
                format!("Cannot create node of type {}.", convert::display(arguments::any(args, 0)?));
            return Err(arguments::throw(class, message));
        }
    };
    match method {
        "CreateElement" | "CreateAttribute" => {}
        "CreateDocumentFragment" => rest.clear(),
        "CreateProcessingInstruction" => rest = vec![name, Value::text("")],
        _ => rest = vec![Value::text("")],
    }
    crate::engine::member::invoke(engine, this, method, &rest)
}

/// What an implementation of XML offers; documents made by it are new ones.
static IMPLEMENTATION: Class = Class {
    name: "System.Xml.XmlImplementation",
    base: Some(&crate::engine::types::object::OBJECT),
    methods: methods! {
        CreateDocument "xml CreateDocument()" => |_, _, _| Ok(value(&Rc::new(Tree::default()), ROOT));
        HasFeature "bool HasFeature(string strFeature, string strVersion)" => |engine, _, args| {
            let (feature, version) = (arguments::text(engine, args, 0)?, arguments::text(engine, args, 1)?);
            Ok(Value::Bool(feature.eq_ignore_ascii_case("XML") && matches!(version.as_str(), "" | "1.0" | "2.0")))
        };
    },
    ..Class::EMPTY
};

pub static DOCUMENT: Class = Class {
    name: "System.Xml.XmlDocument",
    base: Some(&NODE),
    properties: properties! {
        "System.Xml.XmlElement" DocumentElement => |_, this| {
            let found = node(this)?;
            Ok(value_of(&found.tree, found.tree.element()))
        };
        "System.Xml.XmlDocumentType" DocumentType => |_, this| {
            let found = node(this)?;
            Ok(value_of(&found.tree, found.tree.children(ROOT).into_iter().find(|id| found.tree.kind(*id) == Kind::DocumentType)))
        };
        "System.Xml.XmlImplementation" Implementation => |_, _| Ok(crate::engine::types::record::made(&IMPLEMENTATION, "", []));
        "System.Xml.Schema.XmlSchemaSet" Schemas => |_, _| Ok(Value::Null), |_, _, _| Ok(());
        "System.Xml.XmlNameTable" NameTable => |_, _| Ok(namespaces::name_table());
        "bool" PreserveWhitespace => |_, this| Ok(Value::Bool(node(this)?.tree.preserve_whitespace.get())), |_, this, new| {
            node(this)?.tree.preserve_whitespace.set(convert::to_bool(&new));
            Ok(())
        };
        "System.Xml.XmlResolver" XmlResolver => |_, _| Ok(Value::Null), |_, _, _| Ok(());
    },
    methods: methods! {
        CreateAttribute "System.Xml.XmlAttribute CreateAttribute(string name)" "System.Xml.XmlAttribute CreateAttribute(string qualifiedName, string namespaceURI)" "System.Xml.XmlAttribute CreateAttribute(string prefix, string localName, string namespaceURI)" => |engine, this, args| {
            let mut made = Node::new(Kind::Attribute, arguments::text(engine, args, 0)?, "");
            if args.len() == 3 {
                made.name = format!("{}:{}", made.name, arguments::text(engine, args, 1)?);
            }
            if let Some(namespace) = args.last().filter(|_| args.len() > 1) {
                made.namespace = convert::to_text(engine, namespace)?;
            }
            create(this, made)
        };
        CreateCDataSection "System.Xml.XmlCDataSection CreateCDataSection(string data)" => |engine, this, args| named_node(engine, this, args, Kind::CData, "#cdata-section");
        CreateComment "System.Xml.XmlComment CreateComment(string data)" => |engine, this, args| named_node(engine, this, args, Kind::Comment, "#comment");
        CreateDocumentFragment "System.Xml.XmlDocumentFragment CreateDocumentFragment()" => |_, this, _| create(this, Node::new(Kind::Fragment, "#document-fragment", ""));
        CreateDocumentType "System.Xml.XmlDocumentType CreateDocumentType(string name, string publicId, string systemId, string internalSubset)" => |engine, this, args| {
            let name = arguments::text(engine, args, 0)?;
            create(this, Node::new(Kind::DocumentType, name, ""))
        };
        CreateEntityReference "System.Xml.XmlEntityReference CreateEntityReference(string name)" => |_, _, _| Err(Fault::not_supported("XmlDocument.CreateEntityReference"));
        CreateNode
            "System.Xml.XmlNode CreateNode(System.Xml.XmlNodeType type, string prefix, string name, string namespaceURI)"
            "System.Xml.XmlNode CreateNode(string nodeTypeString, string name, string namespaceURI)"
            "System.Xml.XmlNode CreateNode(System.Xml.XmlNodeType type, string name, string namespaceURI)"
            => create_node;
        CreateSignificantWhitespace "System.Xml.XmlSignificantWhitespace CreateSignificantWhitespace(string text)" => |engine, this, args| named_node(engine, this, args, Kind::Whitespace, "#significant-whitespace");
        ReadNode "System.Xml.XmlNode ReadNode(System.Xml.XmlReader reader)" => |_, this, args| super::reader::take_node(arguments::any(args, 0)?, &node(this)?.tree);
        Validate
            "void Validate(System.Xml.Schema.ValidationEventHandler validationEventHandler)"
            "void Validate(System.Xml.Schema.ValidationEventHandler validationEventHandler, System.Xml.XmlNode nodeToValidate)"
            => |_, _, _| Err(arguments::invalid_operation("The XmlSchemaSet on the document is either null or has no schemas in it. Provide schema information before calling Validate."));
        CreateElement "System.Xml.XmlElement CreateElement(string name)" "System.Xml.XmlElement CreateElement(string qualifiedName, string namespaceURI)" "System.Xml.XmlElement CreateElement(string prefix, string localName, string namespaceURI)" => create_element;
        CreateProcessingInstruction "System.Xml.XmlProcessingInstruction CreateProcessingInstruction(string target, string data)" => |engine, this, args| {
            let (name, data) = (arguments::text(engine, args, 0)?, arguments::text(engine, args, 1)?);
            create(this, Node::new(Kind::ProcessingInstruction, name, data))
        };
        CreateTextNode "System.Xml.XmlText CreateTextNode(string text)" => |engine, this, args| named_node(engine, this, args, Kind::Text, "#text");
        CreateWhitespace "System.Xml.XmlWhitespace CreateWhitespace(string text)" => |engine, this, args| named_node(engine, this, args, Kind::Whitespace, "#whitespace");
        CreateXmlDeclaration "System.Xml.XmlDeclaration CreateXmlDeclaration(string version, string encoding, string standalone)" => declaration;
        GetElementById "System.Xml.XmlElement GetElementById(string elementId)" => |_, _, _| Ok(Value::Null);
        GetElementsByTagName "System.Xml.XmlNodeList GetElementsByTagName(string name)" "System.Xml.XmlNodeList GetElementsByTagName(string localName, string namespaceURI)" => element::elements_by_tag;
        ImportNode "System.Xml.XmlNode ImportNode(System.Xml.XmlNode node, bool deep)" => |_, this, args| {
            let (own, other) = (node(this)?, node(arguments::any(args, 0)?)?);
            let deep = args.get(1).is_some_and(convert::to_bool);
            Ok(value(&own.tree, own.tree.copy(&other.tree, other.id, deep)))
        };
        Load "void Load(string filename)" "void Load(System.IO.Stream inStream)" "void Load(System.IO.TextReader txtReader)" "void Load(System.Xml.XmlReader reader)" => load;
        LoadXml "void LoadXml(string xml)" => |engine, this, args| {
            let text = arguments::text(engine, args, 0)?;
            load_text(this, &text)
        };
        Save "void Save(string filename)" "void Save(System.IO.Stream outStream)" "void Save(System.IO.TextWriter writer)" "void Save(System.Xml.XmlWriter w)" => save;
        WriteTo "void WriteTo(System.Xml.XmlWriter w)" => save;
        WriteContentTo "void WriteContentTo(System.Xml.XmlWriter xw)" => save;
    },
    indexer: Some(element::ITEM),
    construct: Some(|_, _| Ok(value(&Rc::new(Tree::default()), ROOT))),
    constructors: &["xml new()", "xml new(System.Xml.XmlNameTable nt)"],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&DOCUMENT, &IMPLEMENTATION];
