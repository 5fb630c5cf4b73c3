//! `ConvertTo-Xml`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::types::{self, hashtable};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, member};

cmdlet! {
    /// Turns objects into XML: their properties as elements.
    ///
    /// # Examples
    /// ```powershell
    /// [pscustomobject]@{ Name = 'Ann' } | ConvertTo-Xml -As String
    /// ConvertTo-Xml -InputObject @{ Name = 'Ann' } -As Stream -Depth 2 -NoTypeInformation
    /// ```
    "ConvertTo-Xml" as ConvertToXml {
        class: "Microsoft.PowerShell.Commands.ConvertToXmlCommand",
        output_types: &["System.Xml.XmlDocument", "System.String"],
    }
    parameters {
        /// How many levels of objects are written.
        "Depth" depth: Option<i32> { validate: &[Validation::Range(1.0, 2147483647.0)] },
        /// Each object.
        "InputObject" input: Value { type_name: "PSObject", position: Some(0), mandatory: true, pipe: Pipe::ByValue, validate: &[Validation::AllowNull] },
        /// Leaves out the types.
        "NoTypeInformation" no_type: bool,
        /// One text, a text for each object, or a document.
        "As" shape: Option<String> { values: &["Stream", "String", "Document"], validate: &[Validation::NotNullOrEmpty] },
    }
    state { items: Vec<Value> }
}

/// The first line of a document.
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>";

impl Cmdlet for ConvertToXml {
    fn process(&mut self, _context: &mut Context<'_>) -> Outcome {
        self.items.push(std::mem::take(&mut self.input));
        Ok(())
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        let mut parts = Vec::new();
        for item in std::mem::take(&mut self.items) {
            parts.push(self.element(context.engine, "Object", None, &item, 0)?);
        }
        if self.shape.as_deref().is_some_and(|shape| shape.eq_ignore_ascii_case("Stream")) {
            context.output(Value::from(DECLARATION))?;
            context.output(Value::from("<Objects>"))?;
            for part in parts {
                let text = part.strip_prefix("  ").unwrap_or(&part).replace("\n  ", "\n");
                context.output(Value::text(text))?;
            }
            return context.output(Value::from("</Objects>"));
        }
        let text = match parts.is_empty() {
            true => format!("{DECLARATION}\n<Objects />"),
            false => format!("{DECLARATION}\n<Objects>\n{}\n</Objects>", parts.join("\n")),
        };
        if self.shape.as_deref().is_some_and(|shape| shape.eq_ignore_ascii_case("String")) {
            return context.output(Value::text(text));
        }
        let document = types::resolve_text(context.engine, "System.Xml.XmlDocument")?;
        let made = convert::to_type(context.engine, Value::text(text), &document)?;
        context.output(made)
    }
}

impl ConvertToXml {
    /// `<Property Name="…" Type="…">` with what is inside.
    fn element(
        &self,
        engine: &mut Engine,
        tag: &str,
        name: Option<&str>,
        value: &Value,
        level: usize,
    ) -> Outcome<String> {
        let indent = "  ".repeat(level + 1);
        let mut head = format!("{indent}<{tag}");
        if let Some(name) = name {
            head.push_str(&format!(" Name=\"{}\"", escape(name)));
        }
        if !self.no_type {
            let of = if value.is_null() { "System.Object".to_string() } else { type_name(value) };
            head.push_str(&format!(" Type=\"{}\"", escape(&of)));
        }
        if value.is_null() {
            return Ok(head + " />");
        }
        let depth = self.depth.and_then(|depth| usize::try_from(depth).ok()).unwrap_or(1);
        let inner = if level > depth { Vec::new() } else { self.children(engine, value, level)? };
        if inner.is_empty() {
            let text = escape(&convert::to_text(engine, value)?);
            return Ok(format!("{head}>{text}</{tag}>"));
        }
        Ok(format!("{head}>\n{}\n{indent}</{tag}>", inner.join("\n")))
    }

    /// Elements of what a value consists of; none for a scalar.
    fn children(&self, engine: &mut Engine, value: &Value, level: usize) -> Outcome<Vec<String>> {
        let mut inner = Vec::new();
        if let Some(table) = hashtable::table(value) {
            let entries: Vec<(Value, Value)> =
                table.borrow().iter().map(|(key, item)| (key.clone(), item.clone())).collect();
            for (key, item) in entries {
                inner.push(self.element(engine, "Property", Some("Key"), &key, level + 1)?);
                inner.push(self.element(engine, "Property", Some("Value"), &item, level + 1)?);
            }
        } else if let Some(items) = member::enumerate(engine, value)? {
            for item in items {
                inner.push(self.element(engine, "Property", None, &item, level + 1)?);
            }
        } else if matches!(value.unwrapped(), Value::Object(_)) {
            for name in member::property_names(value) {
                let item = match member::property(engine, value, &name) {
                    Ok(item) => item.unwrap_or_default(),
                    Err(fault) if matches!(*fault, Fault::Error { .. }) => Value::Null,
                    Err(fault) => return Err(fault),
                };
                inner.push(self.element(engine, "Property", Some(&name), &item, level + 1)?);
            }
        }
        Ok(inner)
    }
}

fn type_name(value: &Value) -> String {
    let full = types::type_of(value).full_name();
    match full.as_str() {
        "System.Management.Automation.PSObject" => "System.Management.Automation.PSCustomObject".into(),
        _ => full,
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
