//! `Export-FormatData`.

use super::encoded_file::EncodedFile;
use super::format_text;
use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::format_data::{Formats, View};
use crate::engine::types::record;
use crate::engine::value::Value;
use crate::engine::{Outcome, convert, member};
use std::rc::Rc;

cmdlet! {
    /// Writes views to a file that `Update-FormatData` reads.
    ///
    /// # Examples
    /// ```powershell
    /// Get-FormatData System.Version | Export-FormatData -Path ./views.ps1xml
    /// Update-FormatData -PrependPath ./views.ps1xml
    /// Export-FormatData -InputObject (Get-FormatData System.Version) -LiteralPath ./views.ps1xml -IncludeScriptBlock -Force
    /// Get-FormatData System.Version | Export-FormatData -Path ./more.ps1xml -NoClobber
    /// ```
    "Export-FormatData" as ExportFormatData {
        class: "Microsoft.PowerShell.Commands.ExportFormatDataCommand",
        default_set: "ByPath",
    }
    parameters {
        /// Views as `Get-FormatData` gives them.
        "InputObject" input_object: Vec<Value> { type_name: "System.Management.Automation.ExtendedTypeDefinition[]", mandatory: true, pipe: Pipe::ByValue },
        /// The file.
        "Path" path: Option<String> { aliases: &["FilePath"], sets: &[Membership { set: "ByPath", position: None, mandatory: true, pipe: Pipe::No }] },
        /// The file, without wildcards.
        "LiteralPath" literal_path: Option<String> { aliases: &["PSPath", "LP"], sets: &[Membership { set: "ByLiteralPath", position: None, mandatory: true, pipe: Pipe::No }] },
        /// Writes to a read-only file too.
        "Force" force: bool,
        /// Does not replace an existing file.
        "NoClobber" no_clobber: bool { aliases: &["NoOverwrite"] },
        /// Views that run scripts are written too.
        "IncludeScriptBlock" include_script_block: bool,
    }
    state { views: Vec<Rc<View>> }
}

impl Cmdlet for ExportFormatData {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        for definition in std::mem::take(&mut self.input_object) {
            let names = record::field(&definition, "TypeNames");
            let names = member::enumerate(context.engine, &names)?.unwrap_or_default();
            let names: Vec<String> = names.iter().map(convert::display).collect();
            let known = &context.engine.extension::<Formats>().views;
            let fits =
                |view: &&Rc<View>| view.types.iter().map(AsRef::as_ref).eq(names.iter().map(String::as_str));
            let found: Vec<Rc<View>> = known.iter().filter(fits).cloned().collect();
            self.views.extend(found);
        }
        Ok(())
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        let name = self.path.clone().or(self.literal_path.clone()).unwrap_or_default();
        let path = context.engine.resolve_path(&name);
        let shown = path.display().to_string();
        if self.no_clobber && path.exists() {
            let message = format!("The file '{shown}' already exists.");
            let class = "System.IO.IOException";
            return context.fail(class, message, "NoClobber", Category::ResourceExists, Value::text(shown));
        }
        let text = format_text::document(&self.views, self.include_script_block);
        EncodedFile::replace(context, &path, false, self.force, None, &text)
    }
}
