//! `Select-Xml`.

use crate::cmdlet;
use crate::cmdlets::core::files;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::types::record::{self, record_class};
use crate::engine::types::{encoding, hashtable, xml};
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome, convert, member};
use std::path::Path;

record_class!(FOUND "Microsoft.PowerShell.Commands.SelectXmlInfo" ["Node", "Path", "Pattern"]);

cmdlet! {
    /// Finds nodes of XML documents by XPath.
    ///
    /// # Examples
    /// ```powershell
    /// Select-Xml -Content '<pool><server name="fe01"/></pool>' -XPath '//server/@name'
    /// Set-Content ./pool.xml '<p:pool xmlns:p="urn:pool"><p:server name="fe01"/></p:pool>'
    /// Select-Xml -Path ./pool.xml -XPath '//p:server' -Namespace @{ p = 'urn:pool' }
    /// Select-Xml -LiteralPath ./pool.xml -XPath '//@name'
    /// Select-Xml -Xml ([xml]'<pool><server name="fe01"/></pool>') -XPath '//server/@name'
    /// ```
    "Select-Xml" as SelectXml {
        class: "Microsoft.PowerShell.Commands.SelectXmlCommand",
        default_set: "Xml",
        output_types: &["Microsoft.PowerShell.Commands.SelectXmlInfo"],
    }
    parameters {
        /// Files with XML; wildcards are allowed.
        "Path" path: Vec<String> { sets: &[Membership { set: "Path", position: Some(1), mandatory: true, pipe: Pipe::ByName }], validate: &[Validation::NotNullOrEmpty] },
        /// Files with XML, without wildcards.
        "LiteralPath" literal_path: Vec<String> { aliases: &["PSPath", "LP"], sets: &[Membership { set: "LiteralPath", position: None, mandatory: true, pipe: Pipe::ByName }], validate: &[Validation::NotNullOrEmpty] },
        /// Documents or nodes to search.
        "Xml" xml: Vec<Value> { type_name: "System.Xml.XmlNode[]", aliases: &["Node"], sets: &[Membership { set: "Xml", position: Some(1), mandatory: true, pipe: Pipe::Both }], validate: &[Validation::NotNullOrEmpty] },
        /// Texts with XML.
        "Content" content: Vec<String> { sets: &[Membership { set: "Content", position: None, mandatory: true, pipe: Pipe::ByValue }], validate: &[Validation::NotNullOrEmpty] },
        /// What to find.
        "XPath" x_path: Option<String> { position: Some(0), mandatory: true, validate: &[Validation::NotNullOrEmpty] },
        /// Prefixes of the query and what they stand for.
        "Namespace" namespace: Option<Value> { type_name: "System.Collections.Hashtable", validate: &[Validation::NotNullOrEmpty] },
    }
}

/// What `Path` says of XML that is no file.
const STREAM: &str = "InputStream";

impl Cmdlet for SelectXml {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        for node in self.xml.clone() {
            self.search(context, &node, STREAM)?;
        }
        for text in self.content.clone() {
            if let Some(document) = document(context, &Value::text(text), None)? {
                self.search(context, &document, STREAM)?;
            }
        }
        for path in files::existing(context, &self.path, &self.literal_path)? {
            let shown = path.display().to_string();
            let bytes = match std::fs::read(&path) {
                Ok(bytes) => bytes,
                Err(error) => {
                    unreadable(context, &path, &error.to_string())?;
                    continue;
                }
            };
            let text = Value::text(encoding::decode(&bytes));
            if let Some(document) = document(context, &text, Some(&path))? {
                self.search(context, &document, &shown)?;
            }
        }
        Ok(())
    }
}

/// The document of a text; `None` after an error that says why there is none.
fn document(context: &mut Context<'_>, text: &Value, path: Option<&Path>) -> Outcome<Option<Value>> {
    match xml::from_value(context.engine, text) {
        Ok(document) => Ok(Some(document)),
        Err(fault) => match (*fault, path) {
            (Fault::Error { record, .. }, Some(path)) => {
                let inner = record.exception.inner.as_deref().unwrap_or(&record.exception).message.clone();
                unreadable(context, path, &inner).map(|()| None)
            }
            (Fault::Error { record, .. }, None) => context.error(*record).map(|()| None),
            (other, _) => Err(Box::new(other)),
        },
    }
}

fn unreadable(context: &mut Context<'_>, path: &Path, why: &str) -> Outcome {
    let shown = path.display().to_string();
    context.fail(
        "System.ArgumentException",
        format!("The file '{shown}' cannot be read: {why}"),
        "ProcessingFile",
        Category::InvalidArgument,
        Value::text(shown),
    )
}

impl SelectXml {
    fn search(&self, context: &mut Context<'_>, node: &Value, path: &str) -> Outcome {
        if let Some(spaces) = &self.namespace
            && hashtable::table(spaces)
                .is_some_and(|table| table.borrow().iter().any(|(_, value)| value.is_null()))
        {
            let message = "This command cannot be run because the prefix value in the Namespace parameter is null. Provide a valid value for the prefix, and then run the command again.";
            let (class, id) = ("System.InvalidOperationException", "PrefixError");
            context.fail(class, message, id, Category::InvalidOperation, spaces.clone())?;
        }
        let pattern = Value::text(self.x_path.clone().unwrap_or_default());
        let mut arguments = vec![pattern.clone()];
        arguments.extend(self.namespace.clone());
        let nodes = xml::select_nodes(context.engine, node, &arguments);
        let nodes =
            nodes.map_err(|fault| context.named(member::called(fault, "SelectNodes", arguments.len())))?;
        for found in member::enumerate(context.engine, &nodes)?.unwrap_or_default() {
            let inner = member::property(context.engine, &found, "InnerXml")?.unwrap_or_default();
            let mut shown = convert::display(&inner);
            if path != STREAM {
                shown = format!("{shown}:{path}");
            }
            let fields = [("Node", found), ("Path", Value::text(path)), ("Pattern", pattern.clone())];
            context.output(record::made(&FOUND, shown, fields))?;
        }
        Ok(())
    }
}
