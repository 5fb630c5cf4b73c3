//! `Import-Clixml`.

use crate::cmdlet;
use crate::cmdlets::core::files;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::types::{encoding, hashtable, list};
use crate::engine::value::Value;
use crate::engine::{Outcome, clixml};

cmdlet! {
    /// Reads objects that `Export-Clixml` wrote.
    ///
    /// # Examples
    /// ```powershell
    /// 1, 'two' | Export-Clixml ./list.xml
    /// Import-Clixml ./list.xml
    /// Import-Clixml -Path ./list.xml -Skip 1 -First 1
    /// Import-Clixml -LiteralPath ./list.xml -IncludeTotalCount
    /// ```
    "Import-Clixml" as ImportClixml {
        class: "Microsoft.PowerShell.Commands.ImportClixmlCommand",
        default_set: "ByPath",
    }
    parameters {
        /// The files.
        "Path" path: Vec<String> { sets: &[Membership { set: "ByPath", position: Some(0), mandatory: true, pipe: Pipe::Both }], wildcards: true },
        /// The files, without wildcards.
        "LiteralPath" literal: Vec<String> { aliases: &["PSPath", "LP"], sets: &[Membership { set: "ByLiteralPath", position: None, mandatory: true, pipe: Pipe::ByName }] },
        /// Sends how many objects there are first.
        "IncludeTotalCount" count: bool,
        /// Leaves out so many.
        "Skip" skip: Option<i64> { type_name: "System.UInt64" },
        /// Sends only so many.
        "First" first: Option<i64> { type_name: "System.UInt64" },
    }
}

impl Cmdlet for ImportClixml {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        for path in files::existing(context, &self.path, &self.literal)? {
            let bytes = match std::fs::read(&path) {
                Ok(bytes) => bytes,
                Err(error) => {
                    return Err(files::not_opened(context, &path, &error));
                }
            };
            let values = match clixml::read(context.engine, &encoding::decode(&bytes))? {
                Ok(values) => values,
                Err(why) => {
                    return Err(context.terminate(
                        "System.Xml.XmlException",
                        why,
                        "System.Xml.XmlException",
                        Category::NotSpecified,
                        Value::text(path.display().to_string()),
                    ));
                }
            };
            if self.count {
                // PowerShell does not count them beforehand.
                context.output(Value::text("Unknown total count"))?;
            }
            let values = match (self.skip, self.first) {
                (None, None) => values,
                // What is left out or kept are the elements of a collection, the entries of a table among them.
                _ => values.iter().flat_map(elements).collect(),
            };
            let number = |given: Option<i64>| given.and_then(|number| usize::try_from(number).ok());
            let skip = number(self.skip).unwrap_or(0);
            let first = number(self.first).unwrap_or(usize::MAX);
            values.into_iter().skip(skip).take(first).try_for_each(|value| context.output(value))?;
        }
        Ok(())
    }
}

/// The elements of a collection; anything else is one.
fn elements(value: &Value) -> Vec<Value> {
    match (hashtable::table(value), value.unwrapped()) {
        (Some(table), _) => hashtable::entries(table),
        (None, Value::Array(array)) => array.items.borrow().clone(),
        (None, _) => {
            list::cells(value).map_or_else(|| vec![value.clone()], |(_, items)| items.borrow().clone())
        }
    }
}
