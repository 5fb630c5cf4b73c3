//! `types.ps1xml`: members of types in XML.

use crate::engine::Engine;
use crate::engine::object::{Member, MemberBody};
use crate::engine::value::Value;
use roxmltree::{Document, Node};

/// A type's name, a member, and whether it is a standard one (`DefaultDisplayPropertySet` …).
pub type Found = (String, Member, bool);

/// Reads a file's text. Errors say what is wrong with it.
pub fn read(engine: &mut Engine, text: &str) -> Result<Vec<Found>, String> {
    let document = Document::parse(text).map_err(|error| error.to_string())?;
    let mut found = Vec::new();
    for of in document.root_element().children().filter(|node| node.has_tag_name("Type")) {
        let name = child_text(of, "Name").ok_or("a Type has no Name")?;
        const ALLOWED: [&str; 4] = ["Name", "Members", "TypeConverter", "TypeAdapter"];
        if let Some(odd) =
            of.children().find(|node| node.is_element() && !ALLOWED.contains(&node.tag_name().name()))
        {
            let line = document.text_pos_at(odd.range().start).row;
            return Err(format!(
                "({line}) : Error in type \"{name}\": The node \"{}\" is not allowed. The following nodes are allowed: Members, TypeConverter, TypeAdapter.",
                odd.tag_name().name()
            ));
        }
        let Some(members) = child(of, "Members") else { continue };
        for node in members.children().filter(Node::is_element) {
            let standard = child_text(node, "Name").as_deref() == Some("PSStandardMembers");
            if !standard {
                found.push((name.clone(), member(engine, node)?, false));
                continue;
            }
            let inner = child(node, "Members").into_iter().flat_map(|node| node.children());
            for node in inner.filter(Node::is_element) {
                found.push((name.clone(), member(engine, node)?, true));
            }
        }
    }
    Ok(found)
}

fn child<'a, 'input>(node: Node<'a, 'input>, name: &str) -> Option<Node<'a, 'input>> {
    node.children().find(|node| node.has_tag_name(name))
}

fn child_text(node: Node<'_, '_>, name: &str) -> Option<String> {
    child(node, name).and_then(|node| node.text()).map(|text| text.trim().to_string())
}

fn block(engine: &mut Engine, node: Node<'_, '_>, name: &str) -> Result<Value, String> {
    match child(node, name).and_then(|node| node.text()) {
        Some(text) => match engine.compile_block(text) {
            Ok(block) => Ok(Value::Block(block)),
            Err(_) => Err(format!("{name} is no script block")),
        },
        None => Ok(Value::Null),
    }
}

fn member(engine: &mut Engine, node: Node<'_, '_>) -> Result<Member, String> {
    let kind = node.tag_name().name();
    let name = child_text(node, "Name").ok_or_else(|| format!("a {kind} has no Name"))?;
    let body = match kind {
        "NoteProperty" => MemberBody::Note(Value::text(child_text(node, "Value").unwrap_or_default())),
        "AliasProperty" => {
            MemberBody::Alias(child_text(node, "ReferencedMemberName").unwrap_or_default().into())
        }
        "ScriptProperty" => MemberBody::ScriptProperty {
            get: block(engine, node, "GetScriptBlock")?,
            set: block(engine, node, "SetScriptBlock")?,
        },
        "ScriptMethod" => MemberBody::ScriptMethod(block(engine, node, "Script")?),
        "PropertySet" => MemberBody::PropertySet(
            child(node, "ReferencedProperties")
                .into_iter()
                .flat_map(|node| node.children())
                .filter(|node| node.has_tag_name("Name"))
                .filter_map(|node| node.text())
                .map(|text| text.trim().into())
                .collect(),
        ),
        other => return Err(format!("members of kind {other} are not supported")),
    };
    Ok(Member { name: name.as_str().into(), body, hidden: false })
}
