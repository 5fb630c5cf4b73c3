//! `Update-FormatData`.

use crate::cmdlet;
use crate::cmdlets::core::files;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::format_data::{Formats, views_of_xml};
use crate::engine::types::encoding;
use crate::engine::value::Value;
use std::rc::Rc;

cmdlet! {
    /// Adds views of types from `.format.ps1xml` files.
    ///
    /// # Examples
    /// ```powershell
    /// Update-FormatData -ErrorAction SilentlyContinue -PrependPath ./missing.format.ps1xml
    /// Set-Content ./own.format.ps1xml '<Configuration><ViewDefinitions /></Configuration>'
    /// Update-FormatData -AppendPath ./own.format.ps1xml
    /// ```
    "Update-FormatData" as UpdateFormatData {
        class: "Microsoft.PowerShell.Commands.UpdateFormatDataCommand",
        default_set: "FileSet",
        should_process: Some(Impact::Low),
    }
    parameters {
        /// Files whose views are looked at after the known ones.
        "AppendPath" append: Vec<String> { aliases: &["PSPath", "Path"], position: Some(0), pipe: Pipe::Both, wildcards: true },
        /// Files whose views are looked at before the known ones.
        "PrependPath" prepend: Vec<String> { wildcards: true },
    }
}

impl Cmdlet for UpdateFormatData {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        for (names, first) in [(self.prepend.clone(), true), (self.append.clone(), false)] {
            for path in files::existing(context, &names, &[])? {
                if !context.should_process(&path.display().to_string(), "Update FormatData")? {
                    continue;
                }
                let bytes = match std::fs::read(&path) {
                    Ok(bytes) => bytes,
                    Err(error) => {
                        files::failed(context, &path, &error, "FormatXmlUpdateException")?;
                        continue;
                    }
                };
                match views_of_xml(&encoding::decode(&bytes)) {
                    Ok(views) => {
                        let formats = context.engine.extension::<Formats>();
                        let views = views.into_iter().map(Rc::new);
                        match first {
                            true => drop(formats.views.splice(0..0, views)),
                            false => formats.views.extend(views),
                        }
                    }
                    Err(why) => {
                        let message = format!(
                            "There were errors in loading the format data file:\n{}: {why}",
                            path.display()
                        );
                        context.fail(
                            "System.Management.Automation.Runspaces.FormatTableLoadException",
                            message,
                            "FormatXmlUpdateException",
                            Category::InvalidOperation,
                            Value::Null,
                        )?;
                    }
                }
            }
        }
        Ok(())
    }
}
