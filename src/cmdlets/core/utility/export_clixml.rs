//! `Export-Clixml`.

use super::encoded_file::EncodedFile;
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::clixml::Writer;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::encoding::TextEncoding;
use crate::engine::error::Category;
use crate::engine::types::encoding;
use crate::engine::value::Value;

cmdlet! {
    /// Writes objects to a file that `Import-Clixml` reads back.
    ///
    /// # Examples
    /// ```powershell
    /// [pscustomobject]@{ Name = 'Ann' } | Export-Clixml ./ann.xml
    /// Export-Clixml -InputObject @{ a = 1 } -Path ./table.xml -Depth 2 -Encoding utf8 -Force
    /// 1..3 | Export-Clixml -LiteralPath ./list.xml -NoClobber
    /// ```
    "Export-Clixml" as ExportClixml {
        class: "Microsoft.PowerShell.Commands.ExportClixmlCommand",
        default_set: "ByPath",
        should_process: Some(Impact::Medium),
    }
    parameters {
        /// How many levels of objects are written; deeper ones become text.
        "Depth" depth: Option<i32> { validate: &[Validation::Range(1.0, 2147483647.0)] },
        /// The file.
        "Path" path: Option<String> { sets: &[Membership { set: "ByPath", position: Some(0), mandatory: true, pipe: Pipe::No }] },
        /// The file, without wildcards.
        "LiteralPath" literal: Option<String> { aliases: &["PSPath", "LP"], sets: &[Membership { set: "ByLiteralPath", position: None, mandatory: true, pipe: Pipe::No }] },
        /// Each object.
        "InputObject" input: Value { type_name: "PSObject", mandatory: true, pipe: Pipe::ByValue, validate: &[Validation::AllowNull] },
        /// Writes to a read-only file too.
        "Force" force: bool,
        /// Does not replace an existing file.
        "NoClobber" no_clobber: bool { aliases: &["NoOverwrite"] },
        /// The encoding of the file.
        "Encoding" encoding: Option<TextEncoding> { suggestions: encoding::NAMES, validate: &[Validation::NotNullOrEmpty] },
    }
    state { items: Vec<Value> }
}

impl Cmdlet for ExportClixml {
    fn process(&mut self, _context: &mut Context<'_>) -> Outcome {
        self.items.push(std::mem::take(&mut self.input));
        Ok(())
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        let name = self.path.clone().or(self.literal.clone()).unwrap_or_default();
        let path = context.engine.resolve_path(&name);
        if !context.should_process(&path.display().to_string(), "Export-Clixml")? {
            return Ok(());
        }
        let shown = path.display().to_string();
        if self.no_clobber && path.exists() {
            let message = format!("The file '{shown}' already exists.");
            let class = "System.IO.IOException";
            return context.fail(class, message, "NoClobber", Category::ResourceExists, Value::text(shown));
        }
        let depth = self.depth.and_then(|depth| usize::try_from(depth).ok()).unwrap_or(2);
        let mut writer = Writer::new(depth);
        for item in std::mem::take(&mut self.items) {
            writer.add(context.engine, &item)?;
        }
        let text = writer.finish();
        EncodedFile::replace(context, &path, false, self.force, self.encoding, &text)
    }
}
