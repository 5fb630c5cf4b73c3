//! `Remove-TypeData`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::types::{record, type_data};
use crate::engine::value::Value;
use crate::engine::{convert, types};

cmdlet! {
    /// Takes from a type what `Update-TypeData` gave it.
    ///
    /// # Examples
    /// ```powershell
    /// Update-TypeData -TypeName My.Server -MemberType NoteProperty -MemberName Port -Value 5061
    /// Remove-TypeData -TypeName My.Server
    /// Set-Content ./own.types.ps1xml '<Types><Type><Name>My.Server</Name><Members><NoteProperty><Name>Port</Name><Value>5061</Value></NoteProperty></Members></Type></Types>'
    /// Update-TypeData -PrependPath ./own.types.ps1xml
    /// Remove-TypeData -Path ./own.types.ps1xml
    /// Update-TypeData -TypeName My.Server -MemberType NoteProperty -MemberName Port -Value 5061
    /// Remove-TypeData -TypeData (Get-TypeData My.Server)
    /// ```
    "Remove-TypeData" as RemoveTypeData {
        class: "Microsoft.PowerShell.Commands.RemoveTypeDataCommand",
        default_set: "RemoveTypeDataSet",
        should_process: Some(Impact::Medium),
    }
    parameters {
        /// Type data as `Get-TypeData` gives it.
        "TypeData" data: Option<Value> { type_name: "System.Management.Automation.Runspaces.TypeData", sets: &[Membership { set: "RemoveTypeDataSet", position: None, mandatory: true, pipe: Pipe::ByValue }] },
        /// The type.
        "TypeName" name: Option<String> { sets: &[Membership { set: "RemoveTypeSet", position: Some(0), mandatory: true, pipe: Pipe::Both }] },
        /// Files whose members go.
        "Path" path: Vec<String> { sets: &[Membership { set: "RemoveFileSet", position: None, mandatory: true, pipe: Pipe::No }] },
    }
}

impl Cmdlet for RemoveTypeData {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        for path in self.path.clone() {
            self.forget(context, &path)?;
        }
        let name = match (&self.data, &self.name) {
            (Some(data), _) => convert::display(&record::field(data, "TypeName")),
            (None, Some(name)) => name.clone(),
            (None, None) => return Ok(()),
        };
        if !context.should_process(&format!("TypeName: {name}"), "Remove TypeData")? {
            return Ok(());
        }
        let full = match types::resolve_text(context.engine, &name) {
            Ok(of) => of.assembly_name(),
            Err(_) => name.clone(),
        };
        if type_data::remove(&full) {
            return Ok(());
        }
        let message = format!("Error in TypeData \"{name}\": The type data \"{name}\" is not found.");
        context.fail(
            "System.Management.Automation.RuntimeException",
            message,
            "TypesDynamicRemoveException",
            Category::InvalidOperation,
            Value::text(name),
        )
    }
}

impl RemoveTypeData {
    fn forget(&self, context: &mut Context<'_>, path: &str) -> Outcome {
        let full = context.engine.resolve_path(path);
        let shown = full.display().to_string();
        if !full.exists() {
            let message = format!("Cannot find path '{shown}' because it does not exist.");
            let class = "System.Management.Automation.ItemNotFoundException";
            return context.fail(
                class,
                message,
                "TypePathException",
                Category::ObjectNotFound,
                Value::text(shown),
            );
        }
        if !context.should_process(&format!("Path: {shown}"), "Remove TypeData")?
            || type_data::forget_file(&full)
        {
            return Ok(());
        }
        let message = format!("The type file \"{shown}\" is not in the current session.");
        context.fail(
            "System.InvalidOperationException",
            message,
            "TypeFileNotExistsInCurrentSession",
            Category::InvalidOperation,
            Value::text(shown),
        )
    }
}
