//! `XPathNavigator`, `XPathNodeIterator` and `XPathDocument`: a place in a document that moves, and what XPath finds.

use super::tree::{Kind, NodeId, ROOT, Tree};
use super::wanted::{Wanted, boolean};
use super::xpath::{self, Found};
use super::{namespaces, parse, reader, write};
use crate::engine::object::Native;
use crate::engine::types::table::{methods, properties};
use crate::engine::types::{Class, arguments, enumeration, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

#[derive(Debug)]
struct Navigator {
    tree: Rc<Tree>,
    at: Cell<NodeId>,
}

impl Native for Navigator {
    fn class(&self) -> &'static Class {
        &NAVIGATOR
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn to_text(&self) -> Option<String> {
        Some(self.tree.text(self.at.get()))
    }
}

/// A navigator at a node.
pub fn navigator(tree: &Rc<Tree>, at: NodeId) -> Value {
    Value::native(Navigator { tree: tree.clone(), at: Cell::new(at) })
}

fn of(this: &Value) -> Outcome<&Navigator> {
    this.as_native::<Navigator>().ok_or_else(arguments::no_overload)
}

impl Navigator {
    fn kind(&self) -> Kind {
        self.tree.kind(self.at.get())
    }

    fn read(&self, how: impl FnOnce(&super::tree::Node) -> String) -> String {
        self.tree.read(self.at.get(), how)
    }

    /// Goes to a node, when there is one.
    fn go(&self, to: Option<NodeId>) -> Value {
        if let Some(to) = to {
            self.at.set(to);
        }
        Value::Bool(to.is_some())
    }

    /// The nodes beside this one; attributes have none.
    fn siblings(&self) -> Vec<NodeId> {
        match (self.kind(), self.tree.parent(self.at.get())) {
            (Kind::Attribute, _) | (_, None) => Vec::new(),
            (_, Some(parent)) => self.children(parent),
        }
    }

    /// What XPath sees of a node's children: no declaration and no document type.
    fn children(&self, of: NodeId) -> Vec<NodeId> {
        let mut all = self.tree.children(of);
        all.retain(|id| !matches!(self.tree.kind(*id), Kind::Declaration | Kind::DocumentType));
        all
    }

    fn is_element(&self, id: NodeId, wanted: Option<&Wanted>) -> bool {
        self.tree.kind(id) == Kind::Element && wanted.is_none_or(|wanted| wanted.fits(&self.tree, id))
    }

    /// The next node beside this one; with a name the next element of that name.
    fn next(&self, wanted: Option<&Wanted>) -> Option<NodeId> {
        let all = self.siblings();
        let at = all.iter().position(|id| *id == self.at.get())?;
        let mut behind = all.into_iter().skip(at + 1);
        behind.find(|id| wanted.is_none() || self.is_element(*id, wanted))
    }

    fn beside(&self, step: isize) -> Option<NodeId> {
        let all = self.siblings();
        let at = all.iter().position(|id| *id == self.at.get())?;
        all.get(at.checked_add_signed(step)?).copied()
    }

    /// The attribute behind this one.
    fn next_attribute(&self) -> Option<NodeId> {
        let parent = self.tree.parent(self.at.get()).filter(|_| self.kind() == Kind::Attribute)?;
        let all = self.tree.attributes(parent);
        let at = all.iter().position(|id| *id == self.at.get())?;
        all.get(at + 1).copied()
    }

    fn attribute(&self, wanted: Option<&Wanted>) -> Option<NodeId> {
        let all = self.tree.attributes(self.at.get());
        all.into_iter().find(|id| wanted.is_some_and(|wanted| wanted.fits(&self.tree, *id)))
    }

    fn evaluate(&self, engine: &mut Engine, args: &[Value]) -> Outcome<Found> {
        let expression = match arguments::any(args, 0)?.as_native::<Expression>() {
            Some(compiled) => compiled.0.clone(),
            None => arguments::text(engine, args, 0)?,
        };
        let prefixes = namespaces::pairs(args.get(1));
        xpath::evaluate(&self.tree, self.at.get(), &expression, &prefixes)
            .map_err(|message| arguments::throw("System.Xml.XPath.XPathException", message))
    }

    fn select(&self, engine: &mut Engine, args: &[Value]) -> Outcome<Vec<NodeId>> {
        match self.evaluate(engine, args)? {
            Found::Nodes(nodes) => Ok(nodes),
            _ => Err(arguments::throw(
                "System.Xml.XPath.XPathException",
                "Expression must evaluate to a node-set.",
            )),
        }
    }

    /// Only elements, attributes and instructions have names.
    fn name(&self, how: impl FnOnce(&super::tree::Node) -> String) -> Value {
        Value::text(match self.kind() {
            Kind::Element | Kind::Attribute | Kind::ProcessingInstruction => self.read(how),
            _ => String::new(),
        })
    }
}

/// A kind as a number of `XPathNodeType`.
fn kind_number(kind: Kind) -> i64 {
    match kind {
        Kind::Document | Kind::Fragment => 0,
        Kind::Element => 1,
        Kind::Attribute => 2,
        Kind::Text | Kind::CData => 4,
        Kind::Whitespace => 6,
        Kind::ProcessingInstruction | Kind::Declaration => 7,
        Kind::Comment | Kind::DocumentType => 8,
    }
}

fn selected(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let navigator = of(this)?;
    let nodes = navigator.select(engine, args)?;
    Ok(iterator(&navigator.tree, nodes))
}

fn evaluated(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let navigator = of(this)?;
    Ok(match navigator.evaluate(engine, args)? {
        Found::Nodes(nodes) => iterator(&navigator.tree, nodes),
        Found::Number(number) => Value::Double(number),
        Found::Text(text) => Value::text(text),
        Found::Truth(truth) => Value::Bool(truth),
    })
}

fn children_of(engine: &mut Engine, this: &Value, args: &[Value], deep: bool) -> Outcome<Value> {
    let navigator = of(this)?;
    let at = navigator.at.get();
    if let [kind] = args {
        if deep {
            return Err(arguments::no_overload());
        }
        let wanted = crate::engine::types::named("System.Xml.XPath.XPathNodeType");
        let kind = i64::from(convert::to_int(&convert::to_type(engine, kind.clone(), &wanted)?)?);
        // 9 is `All`.
        let fits = |id: &NodeId| kind == 9 || kind_number(navigator.tree.kind(*id)) == kind;
        let found = navigator.children(at).into_iter().filter(fits).collect();
        return Ok(iterator(&navigator.tree, found));
    }
    let wanted = Wanted::read(engine, args)?;
    let with_self = deep && args.get(2).is_some_and(convert::to_bool);
    let all = match deep {
        true => with_self.then_some(at).into_iter().chain(navigator.tree.descendants(at)).collect(),
        false => navigator.children(at),
    };
    let fits = |id: &NodeId| navigator.is_element(*id, wanted.as_ref());
    Ok(iterator(&navigator.tree, all.into_iter().filter(fits).collect()))
}

static NAVIGATOR: Class = Class {
    name: "System.Xml.XPath.XPathNavigator",
    base: Some(&object::OBJECT),
    interfaces: &[
        "System.ICloneable",
        "System.Xml.XPath.IXPathNavigable",
        "System.Xml.IXmlNamespaceResolver",
    ],
    properties: properties! {
        "bool" HasAttributes => |_, this| of(this).map(|at| Value::Bool(!at.tree.attributes(at.at.get()).is_empty()));
        "bool" HasChildren => |_, this| of(this).map(|at| Value::Bool(!at.tree.children(at.at.get()).is_empty()));
        "string" InnerXml => |_, this| of(this).map(|at| Value::text(write::inner(&at.tree, at.at.get())));
        "bool" IsEmptyElement => |_, this| of(this).map(|at| Value::Bool(at.kind() == Kind::Element && at.tree.children(at.at.get()).is_empty()));
        "bool" IsNode => |_, _| Ok(Value::Bool(true));
        "string" LocalName => |_, this| of(this).map(|at| at.name(|node| node.local_name().to_string()));
        "string" Name => |_, this| of(this).map(|at| at.name(|node| node.name.clone()));
        "string" NamespaceURI => |_, this| of(this).map(|at| Value::text(at.read(|node| node.namespace.clone())));
        "System.Xml.XPath.XPathNodeType" NodeType => |_, this| of(this).map(|at| enumeration::value("System.Xml.XPath.XPathNodeType", kind_number(at.kind())));
        "string" OuterXml => |_, this| of(this).map(|at| Value::text(write::outer(&at.tree, at.at.get(), &write::Layout::indented())));
        "string" Prefix => |_, this| of(this).map(|at| at.name(|node| node.prefix().to_string()));
        "System.Object" TypedValue => |_, this| of(this).map(|at| Value::text(at.tree.text(at.at.get())));
        "System.Object" UnderlyingObject => |_, this| of(this).map(|at| super::node::value(&at.tree, at.at.get()));
        "string" Value => |_, this| of(this).map(|at| Value::text(at.tree.text(at.at.get())));
        "bool" ValueAsBoolean => |engine, this| typed(engine, this, "System.Boolean");
        "double" ValueAsDouble => |engine, this| typed(engine, this, "System.Double");
        "int" ValueAsInt => |engine, this| typed(engine, this, "System.Int32");
        "long" ValueAsLong => |engine, this| typed(engine, this, "System.Int64");
        "datetime" ValueAsDateTime => |engine, this| typed(engine, this, "System.DateTime");
    },
    methods: methods! {
        Clone "System.Xml.XPath.XPathNavigator Clone()" => |_, this, _| of(this).map(|at| navigator(&at.tree, at.at.get()));
        Compile "System.Xml.XPath.XPathExpression Compile(string xpath)" => |engine, _, args| Ok(Value::native(Expression(arguments::text(engine, args, 0)?)));
        CreateNavigator "System.Xml.XPath.XPathNavigator CreateNavigator()" => |_, this, _| of(this).map(|at| navigator(&at.tree, at.at.get()));
        Evaluate "System.Object Evaluate(string xpath)" "System.Object Evaluate(string xpath, System.Xml.IXmlNamespaceResolver resolver)" "System.Object Evaluate(System.Xml.XPath.XPathExpression expr)" => evaluated;
        GetAttribute "string GetAttribute(string localName, string namespaceURI)" => |engine, this, args| {
            let wanted = Wanted::read(engine, args)?;
            let at = of(this)?;
            Ok(Value::text(at.attribute(wanted.as_ref()).map(|id| at.tree.text(id)).unwrap_or_default()))
        };
        IsSamePosition "bool IsSamePosition(System.Xml.XPath.XPathNavigator other)" => |_, this, args| {
            let (at, other) = (of(this)?, of(arguments::any(args, 0)?)?);
            Ok(Value::Bool(Rc::ptr_eq(&at.tree, &other.tree) && at.at == other.at))
        };
        LookupNamespace "string LookupNamespace(string prefix)" => |engine, this, args| {
            let prefix = arguments::text(engine, args, 0)?;
            of(this).map(|at| at.tree.namespace_of(at.at.get(), &prefix).map_or(Value::Null, Value::text))
        };
        Matches "bool Matches(string xpath)" => |engine, this, args| {
            let at = of(this)?;
            let above = std::iter::successors(Some(at.at.get()), |id| at.tree.parent(*id));
            let places: Vec<NodeId> = above.collect();
            for place in places {
                let found = Navigator { tree: at.tree.clone(), at: Cell::new(place) }.select(engine, args)?;
                if found.contains(&at.at.get()) {
                    return Ok(Value::Bool(true));
                }
            }
            Ok(Value::Bool(false))
        };
        MoveTo "bool MoveTo(System.Xml.XPath.XPathNavigator other)" => |_, this, args| {
            let (at, other) = (of(this)?, of(arguments::any(args, 0)?)?);
            Ok(at.go(Some(other.at.get()).filter(|_| Rc::ptr_eq(&at.tree, &other.tree))))
        };
        MoveToAttribute "bool MoveToAttribute(string localName, string namespaceURI)" => |engine, this, args| {
            let wanted = Wanted::read(engine, args)?;
            of(this).map(|at| at.go(at.attribute(wanted.as_ref())))
        };
        MoveToChild "bool MoveToChild(string localName, string namespaceURI)" => |engine, this, args| {
            let wanted = Wanted::read(engine, args)?;
            let at = of(this)?;
            Ok(at.go(at.children(at.at.get()).into_iter().find(|id| at.is_element(*id, wanted.as_ref()))))
        };
        MoveToFirst "bool MoveToFirst()" => |_, this, _| of(this).map(|at| at.go(at.siblings().first().copied()));
        MoveToFirstAttribute "bool MoveToFirstAttribute()" => |_, this, _| of(this).map(|at| at.go(at.tree.attributes(at.at.get()).first().copied()));
        MoveToFirstChild "bool MoveToFirstChild()" => |_, this, _| of(this).map(|at| at.go(at.children(at.at.get()).first().copied()));
        MoveToNext "bool MoveToNext()" "bool MoveToNext(string localName, string namespaceURI)" => |engine, this, args| {
            let wanted = Wanted::read(engine, args)?;
            of(this).map(|at| at.go(at.next(wanted.as_ref())))
        };
        MoveToNextAttribute "bool MoveToNextAttribute()" => |_, this, _| of(this).map(|at| at.go(at.next_attribute()));
        MoveToParent "bool MoveToParent()" => |_, this, _| of(this).map(|at| at.go(at.tree.parent(at.at.get())));
        MoveToPrevious "bool MoveToPrevious()" => |_, this, _| of(this).map(|at| at.go(at.beside(-1)));
        MoveToRoot "void MoveToRoot()" => |_, this, _| of(this).map(|at| {
            at.at.set(ROOT);
            Value::Empty
        });
        Select "System.Xml.XPath.XPathNodeIterator Select(string xpath)" "System.Xml.XPath.XPathNodeIterator Select(string xpath, System.Xml.IXmlNamespaceResolver resolver)" "System.Xml.XPath.XPathNodeIterator Select(System.Xml.XPath.XPathExpression expr)" => selected;
        SelectChildren "System.Xml.XPath.XPathNodeIterator SelectChildren(System.Xml.XPath.XPathNodeType type)" "System.Xml.XPath.XPathNodeIterator SelectChildren(string name, string namespaceURI)" => |engine, this, args| children_of(engine, this, args, false);
        SelectDescendants "System.Xml.XPath.XPathNodeIterator SelectDescendants(string name, string namespaceURI, bool matchSelf)" => |engine, this, args| children_of(engine, this, args, true);
        SelectSingleNode "System.Xml.XPath.XPathNavigator SelectSingleNode(string xpath)" "System.Xml.XPath.XPathNavigator SelectSingleNode(string xpath, System.Xml.IXmlNamespaceResolver resolver)" => |engine, this, args| {
            let at = of(this)?;
            let found = at.select(engine, args)?;
            Ok(found.first().map_or(Value::Null, |id| navigator(&at.tree, *id)))
        };
        SetValue "void SetValue(string value)" => |engine, this, args| {
            let text = arguments::text(engine, args, 0)?;
            let at = of(this)?;
            at.tree.set_text(at.at.get(), &text);
            Ok(Value::Empty)
        };
        ToString "string ToString()" => |_, this, _| of(this).map(|at| Value::text(at.tree.text(at.at.get())));
    },
    ..Class::EMPTY
};

fn typed(engine: &mut Engine, this: &Value, wanted: &str) -> Outcome<Value> {
    let at = of(this)?;
    let text = at.tree.text(at.at.get());
    match wanted {
        "System.Boolean" => boolean(&text),
        _ => convert::to_type(engine, Value::text(text.trim()), &crate::engine::types::named(wanted)),
    }
}

/// An expression that was read once; it is read again where it is used.
#[derive(Debug)]
struct Expression(String);

impl Native for Expression {
    fn class(&self) -> &'static Class {
        &EXPRESSION
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

static EXPRESSION: Class = Class {
    name: "System.Xml.XPath.XPathExpression",
    base: Some(&object::OBJECT),
    properties: properties! {
        "string" Expression => |_, this| Ok(this.as_native::<Expression>().map_or(Value::Null, |found| Value::text(found.0.as_str())));
    },
    ..Class::EMPTY
};

#[derive(Debug)]
struct Iterator {
    tree: Rc<Tree>,
    nodes: Vec<NodeId>,
    /// From 1; 0 before the first.
    at: Cell<usize>,
    /// The navigator at that place, which may be moved.
    current: RefCell<Value>,
}

impl Native for Iterator {
    fn class(&self) -> &'static Class {
        &ITERATOR
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn enumerate(&self) -> Option<Vec<Value>> {
        Some(self.nodes.iter().map(|id| navigator(&self.tree, *id)).collect())
    }
}

fn iterator(tree: &Rc<Tree>, nodes: Vec<NodeId>) -> Value {
    iterator_at(tree, nodes, 0)
}

fn iterator_at(tree: &Rc<Tree>, nodes: Vec<NodeId>, at: usize) -> Value {
    let found = Iterator { tree: tree.clone(), nodes, at: Cell::new(at), current: RefCell::default() };
    found.renew();
    Value::native(found)
}

impl Iterator {
    fn renew(&self) {
        let at = self.at.get().saturating_sub(1);
        let current = self.nodes.get(at).map_or(Value::Null, |id| navigator(&self.tree, *id));
        self.current.replace(current);
    }
}

fn walking(this: &Value) -> Outcome<&Iterator> {
    this.as_native::<Iterator>().ok_or_else(arguments::no_overload)
}

static ITERATOR: Class = Class {
    name: "System.Xml.XPath.XPathNodeIterator",
    base: Some(&object::OBJECT),
    interfaces: &["System.ICloneable", "System.Collections.IEnumerable"],
    properties: properties! {
        "int" Count => |_, this| walking(this).map(|found| Value::Int(found.nodes.len() as i32));
        "System.Xml.XPath.XPathNavigator" Current => |_, this| walking(this).map(|found| found.current.borrow().clone());
        "int" CurrentPosition => |_, this| walking(this).map(|found| Value::Int(found.at.get() as i32));
    },
    methods: methods! {
        MoveNext "bool MoveNext()" => |_, this, _| walking(this).map(|found| {
            let more = found.at.get() < found.nodes.len();
            if more {
                found.at.set(found.at.get() + 1);
                found.renew();
            }
            Value::Bool(more)
        });
        Clone "System.Xml.XPath.XPathNodeIterator Clone()" => |_, this, _| walking(this).map(|found| iterator_at(&found.tree, found.nodes.clone(), found.at.get()));
    },
    ..Class::EMPTY
};

#[derive(Debug)]
struct Document(Rc<Tree>);

impl Native for Document {
    fn class(&self) -> &'static Class {
        &DOCUMENT
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

static DOCUMENT: Class = Class {
    name: "System.Xml.XPath.XPathDocument",
    base: Some(&object::OBJECT),
    interfaces: &["System.Xml.XPath.IXPathNavigable"],
    methods: methods! {
        CreateNavigator "System.Xml.XPath.XPathNavigator CreateNavigator()" => |_, this, _| {
            let document = this.as_native::<Document>().ok_or_else(arguments::no_overload)?;
            Ok(navigator(&document.0, ROOT))
        };
    },
    construct: Some(|engine, args| {
        let text = reader::source_text(engine, arguments::any(args, 0)?)?;
        let tree = Tree::default();
        parse::parse(&text, &tree).map_err(super::node::failed)?;
        Ok(Value::native(Document(Rc::new(tree))))
    }),
    constructors: &[
        "System.Xml.XPath.XPathDocument new(string uri)",
        "System.Xml.XPath.XPathDocument new(System.IO.Stream stream)",
        "System.Xml.XPath.XPathDocument new(System.IO.TextReader textReader)",
        "System.Xml.XPath.XPathDocument new(System.Xml.XmlReader reader)",
    ],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&NAVIGATOR, &EXPRESSION, &ITERATOR, &DOCUMENT];
