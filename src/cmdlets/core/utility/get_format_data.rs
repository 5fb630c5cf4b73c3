//! `Get-FormatData`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::format_data::{Formats, View};
use crate::engine::types::record::{self, record_class};
use crate::engine::value::Value;
use crate::engine::{Outcome, operators};
use std::rc::Rc;

record_class!(DEFINITION "System.Management.Automation.ExtendedTypeDefinition" ["TypeNames", "FormatViewDefinition", "TypeName"]);
record_class!(VIEW "System.Management.Automation.FormatViewDefinition" ["Name", "Control", "InstanceId"]);

cmdlet! {
    /// Lists the views of types in this session.
    ///
    /// # Examples
    /// ```powershell
    /// Get-FormatData System.Version
    /// Get-FormatData -TypeName System.* -PowerShellVersion 7.0 | Select-Object -First 1
    /// ```
    "Get-FormatData" as GetFormatData {
        class: "Microsoft.PowerShell.Commands.GetFormatDataCommand",
        output_types: &["System.Management.Automation.ExtendedTypeDefinition"],
    }
    parameters {
        /// Types, with wildcards.
        "TypeName" names: Vec<String> { position: Some(0), wildcards: true, validate: &[Validation::NotNullOrEmpty] },
        /// Accepted: views are the same for all versions.
        "PowerShellVersion" version: Option<Value> { type_name: "System.Version" },
    }
}

impl Cmdlet for GetFormatData {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let views = context.engine.extension::<Formats>().views.clone();
        let mut sets: Vec<Vec<Rc<str>>> = Vec::new();
        for view in &views {
            if self.wants(view) && !sets.contains(&view.types) {
                sets.push(view.types.clone());
            }
        }
        for types in sets {
            let shown: Vec<Value> =
                views.iter().filter(|view| view.types == types).map(|view| definition(view)).collect();
            let names: Vec<Value> = types.iter().map(|name| Value::from(name.as_ref())).collect();
            let first = names.first().cloned().unwrap_or_default();
            let text = types.first().map_or("", AsRef::as_ref).to_string();
            context.output(record::made(
                &DEFINITION,
                text,
                [
                    ("TypeNames", Value::array(names)),
                    ("FormatViewDefinition", Value::array(shown)),
                    ("TypeName", first),
                ],
            ))?;
        }
        Ok(())
    }
}

impl GetFormatData {
    fn wants(&self, view: &View) -> bool {
        let fits = |pattern: &String| view.types.iter().any(|name| operators::like(name, pattern, true));
        self.names.is_empty() || self.names.iter().any(fits)
    }
}

fn definition(view: &View) -> Value {
    let control = format!("System.Management.Automation.{}", view.control_name());
    record::made(
        &VIEW,
        format!("{} , {}", view.name, view.control_name()),
        [("Name", Value::from(view.name.as_ref())), ("Control", Value::text(control))],
    )
}
