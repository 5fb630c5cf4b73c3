//! Help as objects, with the names that scripts read.

use super::render::{self, View};
use super::{Help, HelpParameter};
use crate::engine::object::{Member, MemberBody, ObjectKind};
use crate::engine::value::Value;

/// Texts as PowerShell's help has them: a list of objects with a `Text`.
fn paragraphs(text: &str) -> Value {
    if text.is_empty() {
        return Value::array(Vec::new());
    }
    Value::array(vec![Value::custom([("Text", Value::text(text))])])
}

/// Adds the type names of help, and the text that shows it.
fn shown(object: Value, kind: &str, text: String) -> Value {
    if let Value::Object(found) = &object {
        let names = ["MamlCommandHelpInfo", kind, "HelpInfo"].map(Into::into).to_vec();
        *found.type_names.borrow_mut() = Some(names);
        if let ObjectKind::Custom(members) = &found.kind {
            members.borrow_mut().add(Member {
                name: "ShownText".into(),
                body: MemberBody::Note(Value::text(text)),
                hidden: true,
            });
        }
    }
    object
}

/// One parameter as an object.
pub fn parameter(found: &HelpParameter) -> Value {
    let text = |value: &str| Value::text(value);
    let flag = |value: bool| Value::text(if value { "true" } else { "false" });
    let object = Value::custom([
        ("description", paragraphs(&found.description)),
        ("defaultValue", text(&found.default)),
        ("parameterValue", text(if found.is_switch { "SwitchParameter" } else { &found.type_name })),
        ("name", text(&found.name)),
        (
            "type",
            Value::custom([(
                "name",
                text(if found.is_switch { "SwitchParameter" } else { &found.type_name }),
            )]),
        ),
        ("required", flag(found.required)),
        ("globbing", flag(found.wildcards)),
        ("pipelineInput", text(&found.pipeline)),
        ("position", text(&found.position)),
        ("aliases", text(&found.aliases.join(", "))),
    ]);
    let lines = render::parameter(found, true);
    let lines: String =
        lines.lines().map(|line| format!("{}\n", line.strip_prefix("    ").unwrap_or(line))).collect();
    shown(object, "MamlCommandHelpInfo#parameter", format!("\n{lines}"))
}

/// The whole help, shown by a view.
pub fn value(help: &Help, view: View) -> Value {
    let examples: Vec<Value> = help
        .examples
        .iter()
        .enumerate()
        .map(|(index, example)| {
            let remarks = ["", "", "", ""].iter().map(|text| Value::custom([("Text", Value::text(*text))]));
            let first = Value::custom([("Text", Value::text(example.remarks.as_str()))]);
            Value::custom([
                (
                    "title",
                    Value::text(format!(
                        "-------------------------- EXAMPLE {} --------------------------",
                        index + 1
                    )),
                ),
                ("code", Value::text(example.code.as_str())),
                ("remarks", Value::array(std::iter::once(first).chain(remarks).collect())),
                ("introduction", paragraphs(&example.prompt)),
            ])
        })
        .collect();
    let parameters: Vec<Value> = help.parameters.iter().map(parameter).collect();
    let list = |name: &str, items: Vec<Value>| {
        let inner = Value::from_output(items);
        Value::custom([(name.to_string(), if inner.is_null() { Value::Null } else { inner })])
    };
    let links = help.links.iter().map(|link| {
        let is_address = link.starts_with("http");
        let (text, uri) = if is_address { ("", link.as_str()) } else { (link.as_str(), "") };
        Value::custom([("linkText", Value::text(text)), ("uri", Value::text(uri))])
    });
    let named = |texts: &[String], outer: &str| {
        let items = texts
            .iter()
            .map(|text| Value::custom([("type", Value::custom([("name", Value::text(text.as_str()))]))]));
        list(outer, items.collect())
    };
    let syntax = help.syntax.iter().map(|line| {
        Value::custom([("name", Value::text(help.name.as_str())), ("text", Value::text(line.as_str()))])
    });
    let object = Value::custom([
        ("Name", Value::text(help.name.as_str())),
        ("ModuleName", Value::text(help.module.as_str())),
        ("Category", Value::text(help.category)),
        ("Synopsis", Value::text(help.synopsis.as_str())),
        ("description", paragraphs(&help.description)),
        ("Syntax", list("syntaxItem", syntax.collect())),
        ("parameters", list("parameter", parameters)),
        ("inputTypes", named(&help.inputs, "inputType")),
        ("returnValues", named(&help.outputs, "returnValue")),
        (
            "alertSet",
            list(
                "alert",
                help.notes.iter().map(|note| Value::custom([("Text", Value::text(note.as_str()))])).collect(),
            ),
        ),
        ("examples", list("example", examples)),
        ("relatedLinks", list("navigationLink", links.collect())),
        ("aliases", Value::text(help.aliases.join("\n"))),
        ("Component", Value::text(help.component.as_str())),
        ("Role", Value::text(help.role.as_str())),
        ("Functionality", Value::text(help.functionality.as_str())),
    ]);
    let kind = match view {
        View::Usual => "HelpInfoShort",
        View::Detailed => "MamlCommandHelpInfo#DetailedView",
        View::Full => "MamlCommandHelpInfo#FullView",
        View::Examples => "MamlCommandHelpInfo#ExamplesView",
    };
    shown(object, kind, render::text(help, view))
}
