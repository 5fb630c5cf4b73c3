//! `XmlReader`: one node after the other. The text is read as a whole; what is wrong with it is said where the
//! reader comes to it.

use super::node::{failed, value};
use super::tree::{Kind, NodeId, ROOT, Tree};
use super::wanted::{Wanted, boolean};
use super::{parse, write};
use crate::engine::object::Native;
use crate::engine::types::record::{self, field, record_class};
use crate::engine::types::table::{methods, properties, statics};
use crate::engine::types::{
    Class, Indexer, arguments, enumeration, io_error, object, text_encoding, text_reader,
};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// A node on the way through the document.
#[derive(Debug, Clone, Copy)]
struct Event {
    id: NodeId,
    depth: i32,
    /// The end tag of an element.
    is_end: bool,
}

#[derive(Debug)]
struct Reader {
    tree: Rc<Tree>,
    events: Vec<Event>,
    /// From 1; 0 before the first node.
    at: Cell<usize>,
    /// The attribute that the reader stands on.
    attribute: Cell<Option<usize>>,
    /// What is wrong behind the last node.
    wrong: RefCell<Option<String>>,
    closed: Cell<bool>,
    class: &'static Class,
}

impl Native for Reader {
    fn class(&self) -> &'static Class {
        self.class
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// What a reader leaves out.
#[derive(Clone, Copy, Default)]
struct Choice {
    blanks: bool,
    comments: bool,
    instructions: bool,
    /// A document type is an error.
    no_types: bool,
}

impl Choice {
    fn of(settings: Option<&Value>) -> Choice {
        let is_set = |name| settings.is_some_and(|settings| convert::to_bool(&field(settings, name)));
        let types = settings.map(|settings| field(settings, "DtdProcessing")).unwrap_or_default();
        Choice {
            blanks: is_set("IgnoreWhitespace"),
            comments: is_set("IgnoreComments"),
            instructions: is_set("IgnoreProcessingInstructions"),
            no_types: types.is_null() || convert::display(&types).eq_ignore_ascii_case("Prohibit"),
        }
    }

    fn leaves(self, kind: Kind) -> bool {
        match kind {
            Kind::Whitespace => self.blanks,
            Kind::Comment => self.comments,
            Kind::ProcessingInstruction => self.instructions,
            _ => false,
        }
    }
}

/// Takes out what a reader leaves out.
fn leave_out(tree: &Tree, choice: Choice) {
    for parent in std::iter::once(ROOT).chain(tree.descendants(ROOT)) {
        let all = tree.children(parent);
        let kept: Vec<NodeId> = all.iter().copied().filter(|id| !choice.leaves(tree.kind(*id))).collect();
        if kept.len() < all.len() {
            tree.change(parent, |node| node.children = kept);
        }
    }
}

/// The nodes below one in the order of the text, the ends of elements among them.
fn walk(tree: &Tree, top: NodeId) -> Vec<Event> {
    let mut events = Vec::new();
    let mut open: Vec<Event> =
        tree.children(top).into_iter().rev().map(|id| Event { id, depth: 0, is_end: false }).collect();
    while let Some(event) = open.pop() {
        events.push(event);
        if event.is_end || tree.kind(event.id) != Kind::Element || tree.read(event.id, |node| node.is_empty) {
            continue;
        }
        open.push(Event { is_end: true, ..event });
        let depth = event.depth + 1;
        let children = tree.children(event.id).into_iter().rev();
        open.extend(children.map(|id| Event { id, depth, is_end: false }));
    }
    events
}

/// A reader over text. What is wrong with the text comes when the reader is there.
fn over(text: &str, choice: Choice, class: &'static Class) -> Value {
    let tree = Tree::default();
    tree.preserve_whitespace.set(!choice.blanks);
    let mut wrong = parse::parse(text, &tree).err();
    leave_out(&tree, choice);
    let mut events = walk(&tree, ROOT);
    if wrong.is_some() {
        while events.last().is_some_and(|event| event.is_end) {
            events.pop();
        }
    }
    if choice.no_types
        && let Some(at) = events.iter().position(|event| tree.kind(event.id) == Kind::DocumentType)
    {
        events.truncate(at);
        wrong = Some("For security reasons DTD is prohibited in this XML document. To enable DTD processing set the DtdProcessing property on XmlReaderSettings to Parse and pass the settings into XmlReader.Create method.".into());
    }
    Value::native(Reader {
        tree: Rc::new(tree),
        events,
        at: Cell::new(0),
        attribute: Cell::new(None),
        wrong: RefCell::new(wrong),
        closed: Cell::new(false),
        class,
    })
}

/// The text that a path, a stream or a reader of text gives.
pub fn source_text(engine: &mut Engine, source: &Value) -> Outcome<String> {
    if let Some(text) = rest(source) {
        return Ok(text);
    }
    if let Some(text) = text_reader::read_rest(source)? {
        return Ok(text);
    }
    let name = convert::to_text(engine, source)?;
    let path = engine.resolve_path(name.strip_prefix("file://").unwrap_or(&name));
    let bytes = std::fs::read(&path).map_err(|error| io_error::thrown(&error, &path, false))?;
    Ok(text_encoding::decode_with_mark(&bytes))
}

/// The document that an `XmlReader` reads, as text; `None` for other values.
fn rest(value: &Value) -> Option<String> {
    let reader = value.as_native::<Reader>()?;
    let layout = write::Layout::plain();
    let text = match reader.current() {
        Some(event) if reader.tree.kind(event.id) == Kind::Element => {
            write::outer(&reader.tree, event.id, &layout)
        }
        _ => write::outer(&reader.tree, ROOT, &layout),
    };
    reader.at.set(reader.events.len() + 1);
    Some(text)
}

/// The node that a reader stands on, as a node of a document; the reader goes behind it.
pub(super) fn take_node(value_of_reader: &Value, into: &Rc<Tree>) -> Outcome<Value> {
    let reader = reader(value_of_reader)?;
    if reader.at.get() == 0 {
        reader.step()?;
    }
    let Some(event) = reader.current() else { return Ok(Value::Null) };
    let copy = into.copy(&reader.tree, event.id, true);
    reader.skip()?;
    Ok(value(into, copy))
}

fn reader(this: &Value) -> Outcome<&Reader> {
    this.as_native::<Reader>().ok_or_else(arguments::no_overload)
}

impl Reader {
    fn current(&self) -> Option<Event> {
        let at = self.at.get().checked_sub(1)?;
        self.events.get(at).copied().filter(|_| !self.closed.get())
    }

    /// Goes on; `false` at the end. Errors: what is wrong with the text here.
    fn step(&self) -> Outcome<bool> {
        self.attribute.set(None);
        if self.closed.get() {
            return Ok(false);
        }
        if self.at.get() <= self.events.len() {
            self.at.set(self.at.get() + 1);
        }
        if self.at.get() <= self.events.len() {
            return Ok(true);
        }
        match self.wrong.borrow_mut().take() {
            Some(message) => Err(failed(message)),
            None => Ok(false),
        }
    }

    /// The node or attribute that the reader stands on.
    fn here(&self) -> Option<NodeId> {
        let event = self.current()?;
        match self.attribute.get() {
            Some(index) => self.tree.attributes(event.id).get(index).copied(),
            None => Some(event.id),
        }
    }

    fn kind(&self) -> i64 {
        match (self.current(), self.here()) {
            (Some(event), _) if event.is_end => 15,
            (_, Some(id)) => self.tree.kind(id) as i64,
            _ => 0,
        }
    }

    fn is_start(&self) -> bool {
        self.kind() == Kind::Element as i64
    }

    fn attributes(&self) -> Vec<NodeId> {
        match self.current() {
            Some(event) if !event.is_end => self.tree.attributes(event.id),
            _ => Vec::new(),
        }
    }

    /// Goes on to an element of a name before the depth falls to `floor`; any element without a name.
    fn find(&self, wanted: Option<&Wanted>, floor: i32, exact: bool) -> Outcome<bool> {
        while self.step()? {
            let Some(event) = self.current() else { break };
            if event.depth < floor || (event.is_end && event.depth == floor && !exact) {
                return Ok(false);
            }
            let fits = !event.is_end
                && self.tree.kind(event.id) == Kind::Element
                && (!exact || event.depth == floor)
                && wanted.is_none_or(|wanted| wanted.fits(&self.tree, event.id));
            if fits {
                return Ok(true);
            }
            if exact && event.is_end && event.depth < floor {
                return Ok(false);
            }
        }
        Ok(false)
    }

    /// Goes to the end tag of the element that the reader stands on.
    fn to_end(&self) -> Outcome {
        let Some(start) = self.current() else { return Ok(()) };
        if start.is_end || self.tree.kind(start.id) != Kind::Element {
            return Ok(());
        }
        if self.tree.read(start.id, |node| node.is_empty) {
            return Ok(());
        }
        while self.step()? {
            if self.current().is_some_and(|event| event.is_end && event.id == start.id) {
                break;
            }
        }
        Ok(())
    }

    /// Goes behind what the reader stands on.
    fn skip(&self) -> Outcome {
        self.to_end()?;
        self.step().map(|_| ())
    }

    /// Over blanks, comments and instructions to content.
    fn to_content(&self) -> Outcome<i64> {
        self.attribute.set(None);
        if self.at.get() == 0 {
            self.step()?;
        }
        loop {
            let kind = self.kind();
            let is_content = matches!(kind, 0 | 1 | 3 | 4 | 15);
            if is_content || !self.step()? {
                return Ok(self.kind());
            }
        }
    }

    fn misplaced(&self, method: &str) -> Box<crate::engine::Fault> {
        let kind = convert::display(&enumeration::value("System.Xml.XmlNodeType", self.kind()));
        let message = format!(
            "The {method} method is not supported on node type {kind}. If you want to read typed content of an element, use the ReadElementContentAs method."
        );
        arguments::invalid_operation(&message)
    }
}

/// The text of the element that the reader stands on; the reader goes behind it.
fn element_text(this: &Value, method: &str) -> Outcome<String> {
    let reader = reader(this)?;
    let Some(event) = reader.current().filter(|_| reader.is_start()) else {
        return Err(reader.misplaced(method));
    };
    let has_elements = reader.tree.children(event.id).iter().any(|id| reader.tree.kind(*id) == Kind::Element);
    if has_elements {
        let message = format!("The {method} method requires simple content.");
        return Err(failed(message));
    }
    let text = reader.tree.text(event.id);
    reader.skip()?;
    Ok(text)
}

fn content_as(engine: &mut Engine, this: &Value, method: &str, of: &str) -> Outcome<Value> {
    let text = element_text(this, method)?;
    match of {
        "System.Boolean" => boolean(&text),
        _ => convert::to_type(engine, Value::text(text.trim()), &crate::engine::types::named(of)),
    }
}

/// The place of an attribute by its number or name.
fn attribute_place(engine: &mut Engine, reader: &Reader, args: &[Value]) -> Outcome<Option<usize>> {
    let (all, key) = (reader.attributes(), arguments::any(args, 0)?);
    if convert::is_number(key.unwrapped()) {
        let index = convert::to_int(key)?;
        return match usize::try_from(index) {
            Ok(index) if index < all.len() => Ok(Some(index)),
            _ => {
                Err(arguments::out_of_range("Specified argument was out of the range of valid values.", "i"))
            }
        };
    }
    let wanted = Wanted::read(engine, args)?;
    Ok(all.iter().position(|id| wanted.as_ref().is_some_and(|wanted| wanted.fits(&reader.tree, *id))))
}

fn attribute(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let reader = reader(this)?;
    let place = attribute_place(engine, reader, args)?;
    let id = place.and_then(|place| reader.attributes().get(place).copied());
    Ok(id.map_or(Value::Null, |id| Value::text(reader.tree.read(id, |node| node.value.clone()))))
}

fn part(this: &Value, how: impl FnOnce(&Tree, NodeId) -> String) -> Outcome<Value> {
    let reader = reader(this)?;
    Ok(Value::text(reader.here().map(|id| how(&reader.tree, id)).unwrap_or_default()))
}

/// Only what has a value of its own has one here.
fn value_text(tree: &Tree, id: NodeId) -> String {
    match tree.kind(id) {
        Kind::Element | Kind::Document => String::new(),
        _ => tree.read(id, |node| node.value.clone()),
    }
}

/// Text of the element and those in it, or of the run of text here.
fn inner(this: &Value, outer: bool) -> Outcome<Value> {
    let reader = reader(this)?;
    let Some(event) = reader.current().filter(|event| !event.is_end) else { return Ok(Value::text("")) };
    let text = match outer {
        true => write::outer(&reader.tree, event.id, &write::Layout::plain()),
        false => write::inner(&reader.tree, event.id),
    };
    reader.skip()?;
    Ok(Value::text(text))
}

fn create(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let settings = args.iter().skip(1).find(|given| given.as_native::<record::Record>().is_some());
    let text = source_text(engine, arguments::any(args, 0)?)?;
    Ok(over(&text, Choice::of(settings), &READER))
}

/// `new XmlTextReader(…)`: a document type is no error.
fn create_text_reader(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let text = source_text(engine, arguments::any(args, 0)?)?;
    Ok(over(&text, Choice::default(), &TEXT_READER))
}

/// Goes to content. Errors: it is no start of an element, or not of the one that is wanted.
fn require_start(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome {
    let wanted = Wanted::read(engine, args)?;
    let reader = reader(this)?;
    reader.to_content()?;
    let Some(id) = reader.here().filter(|_| reader.is_start()) else {
        let kind = convert::display(&enumeration::value("System.Xml.XmlNodeType", reader.kind()));
        return Err(failed(format!("'{kind}' is an invalid XmlNodeType.")));
    };
    match wanted.filter(|wanted| !wanted.fits(&reader.tree, id)) {
        None => Ok(()),
        Some(_) => {
            let (name, here) =
                (arguments::text(engine, args, 0)?, reader.tree.read(id, |node| node.name.clone()));
            Err(failed(format!("Element '{name}' was not found. The current element is '{here}'.")))
        }
    }
}

fn start_element(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    require_start(engine, this, args)?;
    reader(this)?.step()?;
    Ok(Value::Empty)
}

fn move_to(this: &Value, place: Option<usize>) -> Outcome<Value> {
    let reader = reader(this)?;
    let place = place.filter(|place| *place < reader.attributes().len());
    if place.is_some() {
        reader.attribute.set(place);
    }
    Ok(Value::Bool(place.is_some()))
}

pub static READER: Class = Class {
    name: "System.Xml.XmlReader",
    base: Some(&object::OBJECT),
    interfaces: &["System.IDisposable"],
    properties: properties! {
        "int" AttributeCount => |_, this| Ok(Value::Int(reader(this)?.attributes().len() as i32));
        "int" Depth => |_, this| {
            let reader = reader(this)?;
            let more = i32::from(reader.attribute.get().is_some());
            Ok(Value::Int(reader.current().map_or(0, |event| event.depth + more)))
        };
        "bool" EOF => |_, this| {
            let reader = reader(this)?;
            Ok(Value::Bool(reader.at.get() > reader.events.len()))
        };
        "bool" HasAttributes => |_, this| Ok(Value::Bool(!reader(this)?.attributes().is_empty()));
        "bool" HasValue => |_, this| Ok(Value::Bool(!matches!(reader(this)?.kind(), 0 | 1 | 9 | 15)));
        "bool" IsEmptyElement => |_, this| {
            let reader = reader(this)?;
            Ok(Value::Bool(reader.is_start() && reader.here().is_some_and(|id| reader.tree.read(id, |node| node.is_empty))))
        };
        "string" LocalName => |_, this| part(this, |tree, id| named(tree, id, |node| node.local_name().to_string()));
        "string" Name => |_, this| part(this, |tree, id| named(tree, id, |node| node.name.clone()));
        "string" NamespaceURI => |_, this| part(this, |tree, id| tree.read(id, |node| node.namespace.clone()));
        "System.Xml.XmlNodeType" NodeType => |_, this| Ok(enumeration::value("System.Xml.XmlNodeType", reader(this)?.kind()));
        "string" Prefix => |_, this| part(this, |tree, id| named(tree, id, |node| node.prefix().to_string()));
        "System.Xml.ReadState" ReadState => |_, this| {
            let reader = reader(this)?;
            let state = match (reader.closed.get(), reader.at.get()) {
                (true, _) => 4,
                (_, 0) => 0,
                (_, at) if at > reader.events.len() => 3,
                _ => 1,
            };
            Ok(enumeration::value("System.Xml.ReadState", state))
        };
        "string" Value => |_, this| part(this, value_text);
    },
    methods: methods! {
        Close "void Close()" => close;
        Dispose "void Dispose()" => close;
        GetAttribute "string GetAttribute(string name)" "string GetAttribute(string name, string namespaceURI)" "string GetAttribute(int i)" => |engine, this, args| attribute(engine, this, args);
        IsStartElement "bool IsStartElement()" "bool IsStartElement(string name)" "bool IsStartElement(string localname, string ns)" => |engine, this, args| {
            let wanted = Wanted::read(engine, args)?;
            let reader = reader(this)?;
            reader.to_content()?;
            let fits = |id| wanted.as_ref().is_none_or(|wanted| wanted.fits(&reader.tree, id));
            Ok(Value::Bool(reader.is_start() && reader.here().is_some_and(fits)))
        };
        MoveToAttribute "bool MoveToAttribute(string name)" "bool MoveToAttribute(string name, string ns)" "void MoveToAttribute(int i)" => |engine, this, args| {
            let place = attribute_place(engine, reader(this)?, args)?;
            move_to(this, place)
        };
        MoveToContent "System.Xml.XmlNodeType MoveToContent()" => |_, this, _| Ok(enumeration::value("System.Xml.XmlNodeType", reader(this)?.to_content()?));
        MoveToElement "bool MoveToElement()" => |_, this, _| Ok(Value::Bool(reader(this)?.attribute.take().is_some()));
        MoveToFirstAttribute "bool MoveToFirstAttribute()" => |_, this, _| move_to(this, Some(0));
        MoveToNextAttribute "bool MoveToNextAttribute()" => |_, this, _| {
            let next = reader(this)?.attribute.get().map_or(0, |at| at + 1);
            move_to(this, Some(next))
        };
        Read "bool Read()" => |_, this, _| reader(this)?.step().map(Value::Bool);
        ReadAsync "System.Threading.Tasks.Task[bool] ReadAsync()" => |engine, this, args| {
            let given = [std::slice::from_ref(this), args].concat();
            crate::engine::types::task::run(engine, &given, |_, args| reader(arguments::any(args, 0)?)?.step().map(Value::Bool))
        };
        ReadElementContentAsBoolean "bool ReadElementContentAsBoolean()" => |engine, this, _| content_as(engine, this, "ReadElementContentAsBoolean", "System.Boolean");
        ReadElementContentAsDateTime "datetime ReadElementContentAsDateTime()" => |engine, this, _| content_as(engine, this, "ReadElementContentAsDateTime", "System.DateTime");
        ReadElementContentAsDecimal "decimal ReadElementContentAsDecimal()" => |engine, this, _| content_as(engine, this, "ReadElementContentAsDecimal", "System.Decimal");
        ReadElementContentAsDouble "double ReadElementContentAsDouble()" => |engine, this, _| content_as(engine, this, "ReadElementContentAsDouble", "System.Double");
        ReadElementContentAsInt "int ReadElementContentAsInt()" => |engine, this, _| content_as(engine, this, "ReadElementContentAsInt", "System.Int32");
        ReadElementContentAsLong "long ReadElementContentAsLong()" => |engine, this, _| content_as(engine, this, "ReadElementContentAsLong", "System.Int64");
        ReadElementContentAsString "string ReadElementContentAsString()" => |_, this, _| element_text(this, "ReadElementContentAsString").map(Value::text);
        ReadContentAsString "string ReadContentAsString()" => |_, this, _| read_text(this);
        ReadElementString "string ReadElementString()" "string ReadElementString(string name)" "string ReadElementString(string localname, string ns)" => |engine, this, args| {
            require_start(engine, this, args)?;
            element_text(this, "ReadElementString").map(Value::text)
        };
        ReadEndElement "void ReadEndElement()" => |_, this, _| {
            let reader = reader(this)?;
            if reader.to_content()? != 15 {
                let kind = convert::display(&enumeration::value("System.Xml.XmlNodeType", reader.kind()));
                return Err(failed(format!("'{kind}' is an invalid XmlNodeType.")));
            }
            reader.step()?;
            Ok(Value::Empty)
        };
        ReadInnerXml "string ReadInnerXml()" => |_, this, _| inner(this, false);
        ReadOuterXml "string ReadOuterXml()" => |_, this, _| inner(this, true);
        ReadStartElement "void ReadStartElement()" "void ReadStartElement(string name)" "void ReadStartElement(string localname, string ns)" => start_element;
        ReadString "string ReadString()" => |_, this, _| read_text(this);
        ReadSubtree "System.Xml.XmlReader ReadSubtree()" => |_, this, _| {
            let reader = reader(this)?;
            let Some(event) = reader.current().filter(|_| reader.is_start()) else {
                return Err(arguments::invalid_operation("ReadSubtree() can be called only if the reader is on an element node."));
            };
            let text = write::outer(&reader.tree, event.id, &write::Layout::plain());
            reader.to_end()?;
            Ok(over(&text, Choice::default(), &READER))
        };
        ReadToDescendant "bool ReadToDescendant(string name)" "bool ReadToDescendant(string localName, string namespaceURI)" => |engine, this, args| {
            let wanted = Wanted::read(engine, args)?;
            let reader = reader(this)?;
            let empty = reader.here().is_some_and(|id| reader.tree.read(id, |node| node.is_empty));
            let depth = reader.current().map_or(0, |event| event.depth);
            Ok(Value::Bool(!empty && reader.find(wanted.as_ref(), depth, false)?))
        };
        ReadToFollowing "bool ReadToFollowing(string name)" "bool ReadToFollowing(string localName, string namespaceURI)" => |engine, this, args| {
            let wanted = Wanted::read(engine, args)?;
            reader(this)?.find(wanted.as_ref(), -1, false).map(Value::Bool)
        };
        ReadToNextSibling "bool ReadToNextSibling(string name)" "bool ReadToNextSibling(string localName, string namespaceURI)" => |engine, this, args| {
            let wanted = Wanted::read(engine, args)?;
            let reader = reader(this)?;
            let depth = reader.current().map_or(0, |event| event.depth);
            reader.to_end()?;
            reader.find(wanted.as_ref(), depth, true).map(Value::Bool)
        };
        Skip "void Skip()" => |_, this, _| reader(this)?.skip().map(|()| Value::Empty);
    },
    static_methods: statics! {
        Create
            "static System.Xml.XmlReader Create(string inputUri)"
            "static System.Xml.XmlReader Create(string inputUri, System.Xml.XmlReaderSettings settings)"
            "static System.Xml.XmlReader Create(System.IO.Stream input)"
            "static System.Xml.XmlReader Create(System.IO.Stream input, System.Xml.XmlReaderSettings settings)"
            "static System.Xml.XmlReader Create(System.IO.TextReader input)"
            "static System.Xml.XmlReader Create(System.IO.TextReader input, System.Xml.XmlReaderSettings settings)"
            "static System.Xml.XmlReader Create(System.Xml.XmlReader reader, System.Xml.XmlReaderSettings settings)"
            => create;
    },
    indexer: Some(Indexer {
        signature: "string Item(string name) {get;}",
        get: |engine, this, key| attribute(engine, this, std::slice::from_ref(key)),
        set: None,
    }),
    ..Class::EMPTY
};

/// Text, comments and the document have no name for a reader.
fn named(tree: &Tree, id: NodeId, how: impl FnOnce(&super::tree::Node) -> String) -> String {
    match tree.kind(id) {
        Kind::Text | Kind::CData | Kind::Comment | Kind::Whitespace | Kind::Document => String::new(),
        _ => tree.read(id, how),
    }
}

fn close(_: &mut Engine, this: &Value, _: &[Value]) -> Outcome<Value> {
    reader(this)?.closed.set(true);
    Ok(Value::Empty)
}

/// The text from here to the next tag.
fn read_text(this: &Value) -> Outcome<Value> {
    let reader = reader(this)?;
    if reader.attribute.get().is_some() {
        return part(this, value_text);
    }
    if reader.is_start() {
        if reader.here().is_some_and(|id| reader.tree.read(id, |node| node.is_empty)) {
            return Ok(Value::text(""));
        }
        reader.step()?;
    }
    let mut text = String::new();
    while let Some(id) = reader.here().filter(|_| matches!(reader.kind(), 3 | 4 | 13)) {
        text.push_str(&value_text(&reader.tree, id));
        reader.step()?;
    }
    Ok(Value::text(text))
}

static TEXT_READER: Class = Class {
    name: "System.Xml.XmlTextReader",
    base: Some(&READER),
    construct: Some(create_text_reader),
    constructors: &[
        "System.Xml.XmlTextReader new(string url)",
        "System.Xml.XmlTextReader new(System.IO.Stream input)",
        "System.Xml.XmlTextReader new(System.IO.TextReader input)",
    ],
    ..Class::EMPTY
};

record_class!(SETTINGS_RECORD "System.Xml.XmlReaderSettings" ["Async" "bool", "CheckCharacters" "bool", "CloseInput" "bool", "ConformanceLevel" "System.Xml.ConformanceLevel", "DtdProcessing" "System.Xml.DtdProcessing", "IgnoreComments" "bool", "IgnoreProcessingInstructions" "bool", "IgnoreWhitespace" "bool", "MaxCharactersFromEntities" "long", "MaxCharactersInDocument" "long", "XmlResolver" "System.Xml.XmlResolver"] set);

static SETTINGS: Class = Class {
    construct: Some(|_, _| {
        let off = || Value::Bool(false);
        Ok(record::made(
            &SETTINGS,
            "",
            [
                ("Async", off()),
                ("CheckCharacters", Value::Bool(true)),
                ("CloseInput", off()),
                ("ConformanceLevel", Value::text("Document")),
                ("DtdProcessing", enumeration::value("System.Xml.DtdProcessing", 0)),
                ("IgnoreComments", off()),
                ("IgnoreProcessingInstructions", off()),
                ("IgnoreWhitespace", off()),
                ("MaxCharactersFromEntities", Value::Long(10_000_000)),
                ("MaxCharactersInDocument", Value::Long(0)),
            ],
        ))
    }),
    constructors: &["System.Xml.XmlReaderSettings new()"],
    ..SETTINGS_RECORD
};

pub(super) const CLASSES: &[&Class] = &[&READER, &TEXT_READER, &SETTINGS];
