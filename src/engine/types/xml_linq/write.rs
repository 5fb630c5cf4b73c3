//! Items to text, with the namespaces that their names need.

use super::item::{Item, Kind};
use super::name::{Name, XML, XMLNS};
use crate::engine::types::xml::{escaped, escaped_attribute};
use std::rc::Rc;

/// Prefixes and their namespaces, the innermost last.
type Scope = Vec<(String, String)>;

/// An item with all below it; each element on a line of its own where nothing but elements stands.
pub fn text(item: &Rc<Item>, indented: bool) -> String {
    let mut out = String::new();
    let mut scope = Scope::new();
    if item.kind != Kind::Document {
        for above in std::iter::successors(item.parent(), |above| above.parent()) {
            scope.splice(0..0, declared(&above));
        }
    }
    write(item, indented.then_some(0), &mut scope, &mut out);
    out
}

/// A document as a file has it: with a declaration.
pub fn document(item: &Rc<Item>, indented: bool) -> String {
    let declared = item.attributes.borrow().iter().find(|known| known.kind == Kind::Declaration).cloned();
    let standalone = declared.and_then(|found| found.attribute(&Name::plain("standalone")));
    let standalone =
        standalone.map_or(String::new(), |found| format!(" standalone=\"{}\"", found.value.borrow()));
    let line = if indented { "\n" } else { "" };
    format!("<?xml version=\"1.0\" encoding=\"utf-8\"{standalone}?>{line}{}", text(item, indented))
}

fn declared(item: &Item) -> Scope {
    let attributes = item.attributes.borrow();
    let declarations = attributes.iter().filter_map(|attribute| {
        let name = attribute.name.borrow();
        let prefix = match (name.namespace.as_str(), name.local.as_str()) {
            (XMLNS, prefix) => prefix.to_string(),
            ("", "xmlns") => String::new(),
            _ => return None,
        };
        Some((prefix, attribute.value.borrow().clone()))
    });
    declarations.collect()
}

/// The namespace of a prefix.
fn namespace<'a>(scope: &'a Scope, prefix: &str) -> &'a str {
    scope.iter().rev().find(|(known, _)| known == prefix).map_or("", |(_, namespace)| namespace)
}

/// A prefix that stands for a namespace here.
pub fn prefix_of(scope: &[(String, String)], wanted: &str, or_default: bool) -> Option<String> {
    if wanted == XML {
        return Some("xml".to_string());
    }
    let fits = |(at, (prefix, known)): &(usize, &(String, String))| {
        known == wanted
            && (or_default || !prefix.is_empty())
            && !scope.iter().skip(at + 1).any(|(later, _)| later == prefix)
    };
    scope.iter().enumerate().rev().find(fits).map(|(_, (prefix, _))| prefix.clone())
}

/// The scope where an item stands, its own declarations among it.
pub fn scope_at(item: &Rc<Item>) -> Scope {
    let mut scope = Scope::new();
    for above in std::iter::successors(Some(item.clone()), |above| above.parent()) {
        scope.splice(0..0, declared(&above));
    }
    scope
}

fn line(depth: usize, out: &mut String) {
    if !out.is_empty() {
        out.push('\n');
    }
    out.push_str(&"  ".repeat(depth));
}

fn write(item: &Rc<Item>, depth: Option<usize>, scope: &mut Scope, out: &mut String) {
    let value = item.value.borrow();
    match item.kind {
        Kind::Document => {
            let children = item.children.borrow();
            for (at, child) in children.iter().enumerate() {
                if let Some(depth) = depth
                    && at > 0
                {
                    line(depth, out);
                }
                write(child, depth, scope, out);
            }
        }
        Kind::Element => element(item, depth, scope, out),
        Kind::Attribute => {
            let name = item.name.borrow();
            let shown = match prefix_of(scope, &name.namespace, false) {
                Some(prefix) if !name.namespace.is_empty() => format!("{prefix}:{}", name.local),
                _ => name.local.clone(),
            };
            out.push_str(&format!("{shown}=\"{}\"", escaped_attribute(&value)));
        }
        Kind::Text => out.push_str(&escaped(&value)),
        Kind::CData => out.push_str(&format!("<![CDATA[{}]]>", value.replace("]]>", "]]]]><![CDATA[>"))),
        Kind::Comment => out.push_str(&format!("<!--{value}-->")),
        Kind::Instruction => {
            let name = item.name.borrow();
            let blank = if value.is_empty() { "" } else { " " };
            out.push_str(&format!("<?{}{blank}{value}?>", name.local));
        }
        Kind::DocumentType => out.push_str(&format!("<!DOCTYPE {value}>")),
        Kind::Declaration => {
            out.push_str("<?xml");
            for part in item.attributes.borrow().iter() {
                out.push_str(&format!(" {}=\"{}\"", part.name.borrow().local, part.value.borrow()));
            }
            out.push_str("?>");
        }
    }
}

fn element(item: &Rc<Item>, depth: Option<usize>, scope: &mut Scope, out: &mut String) {
    let outer = scope.len();
    scope.extend(declared(item));
    let mut attributes = String::new();
    let wanted = item.name.borrow().clone();
    let prefix = match wanted.namespace.as_str() {
        "" => {
            if !namespace(scope, "").is_empty() {
                attributes.push_str(" xmlns=\"\"");
                scope.push((String::new(), String::new()));
            }
            String::new()
        }
        own => match prefix_of(scope, own, true) {
            Some(prefix) => prefix,
            None => {
                attributes.push_str(&format!(" xmlns=\"{}\"", escaped_attribute(own)));
                scope.push((String::new(), own.to_string()));
                String::new()
            }
        },
    };
    for attribute in item.attributes.borrow().iter() {
        attributes.push(' ');
        attributes.push_str(&self::attribute(attribute, scope));
    }
    let name = if prefix.is_empty() { wanted.local } else { format!("{prefix}:{}", wanted.local) };
    out.push_str(&format!("<{name}{attributes}"));
    let children = item.children.borrow();
    if children.is_empty() {
        out.push_str(&if item.is_empty.get() { " />".to_string() } else { format!("></{name}>") });
    } else {
        out.push('>');
        // Beside text no line may be broken: it would be text, too.
        let mixed = children.iter().any(|child| matches!(child.kind, Kind::Text | Kind::CData));
        let inner = if mixed { None } else { depth.map(|depth| depth + 1) };
        for child in children.iter() {
            if let Some(depth) = inner {
                line(depth, out);
            }
            write(child, inner, scope, out);
        }
        if let (Some(_), Some(depth)) = (inner, depth) {
            line(depth, out);
        }
        out.push_str(&format!("</{name}>"));
    }
    scope.truncate(outer);
}

/// An attribute with its prefix, which is declared when there is none.
fn attribute(attribute: &Item, scope: &mut Scope) -> String {
    let (name, value) = (attribute.name.borrow(), escaped_attribute(&attribute.value.borrow()));
    match name.namespace.as_str() {
        "" => format!("{}=\"{value}\"", name.local),
        XMLNS => format!("xmlns:{}=\"{value}\"", name.local),
        own => match prefix_of(scope, own, false) {
            Some(prefix) => format!("{prefix}:{}=\"{value}\"", name.local),
            None => {
                let prefix = format!("p{}", scope.len() + 1);
                scope.push((prefix.clone(), own.to_string()));
                format!("{prefix}:{}=\"{value}\" xmlns:{prefix}=\"{}\"", name.local, escaped_attribute(own))
            }
        },
    }
}
