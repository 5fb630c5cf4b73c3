//! `ConvertFrom-CliXml`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::value::Value;
use crate::engine::{Outcome, clixml};

cmdlet! {
    /// Reads objects from the text that `ConvertTo-CliXml` wrote.
    ///
    /// # Examples
    /// ```powershell
    /// 1, 'two' | ConvertTo-CliXml | ConvertFrom-CliXml
    /// ConvertFrom-CliXml -InputObject (1 | ConvertTo-CliXml)
    /// ```
    "ConvertFrom-CliXml" as ConvertFromCliXml {
        class: "Microsoft.PowerShell.Commands.ConvertFromClixmlCommand",
    }
    parameters {
        /// The text.
        "InputObject" input_object: Option<String> { position: Some(0), mandatory: true, pipe: Pipe::ByValue },
    }
}

impl Cmdlet for ConvertFromCliXml {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let text = self.input_object.take().unwrap_or_default();
        match clixml::read(context.engine, &text)? {
            Ok(values) => values.into_iter().try_for_each(|value| context.output(value)),
            Err(why) => {
                let class = "System.Xml.XmlException";
                Err(context.terminate(class, why, class, Category::NotSpecified, Value::text(text)))
            }
        }
    }
}
