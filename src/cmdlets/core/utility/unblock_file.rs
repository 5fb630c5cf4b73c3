//! `Unblock-File`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::provider::{self, Filters};
use crate::engine::value::Value;
use crate::engine::{Outcome, operators};

cmdlet! {
    /// Takes the mark of a file from the internet away. Linux keeps no such mark: as in PowerShell, that is an error.
    ///
    /// # Examples
    /// ```powershell
    /// Set-Content ./a.txt 'x'
    /// try { Unblock-File ./a.txt } catch { $_.Exception.Message }
    /// try { Unblock-File -Path ./*.txt } catch { $_.Exception.Message }
    /// try { Unblock-File -LiteralPath ./a.txt } catch { $_.Exception.Message }
    /// ```
    "Unblock-File" as UnblockFile {
        module: "Microsoft.PowerShell.Utility",
        class: "Microsoft.PowerShell.Commands.UnblockFileCommand",
        default_set: "ByPath",
        should_process: Some(Impact::Medium),
    }
    parameters {
        /// Which items; wildcards are allowed.
        "Path" path: Vec<String> { sets: &[Membership { set: "ByPath", position: Some(0), mandatory: true, pipe: Pipe::No }], wildcards: true },
        /// Which items, without wildcards.
        "LiteralPath" literal: Vec<String> { aliases: &["PSPath", "LP"], sets: &[Membership { set: "ByLiteralPath", position: None, mandatory: true, pipe: Pipe::ByName }] },
    }
}

impl Cmdlet for UnblockFile {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        for text in self.literal.clone() {
            let path = context.engine.resolve_path(&text).display().to_string();
            if !std::path::Path::new(&path).exists() {
                not_found(context, "System.IO.FileNotFoundException", path.clone(), &path)?;
            }
        }
        for text in self.path.clone() {
            let found = provider::expand(context.engine, &text, false, &Filters::default());
            if found.is_err() && !operators::has_wildcard(&text) {
                let path = context.engine.resolve_path(&text);
                let message = format!("Cannot find path '{}' because it does not exist.", path.display());
                let class = "System.Management.Automation.ItemNotFoundException";
                not_found(context, class, message, &text)?;
            }
        }
        // PowerShell has marks of downloaded files on Windows and macOS only.
        let message = "The cmdlet does not support Linux.";
        let class = "System.PlatformNotSupportedException";
        Err(context.terminate(class, message, "LinuxNotSupported", Category::NotImplemented, Value::Null))
    }
}

fn not_found(context: &mut Context<'_>, class: &str, message: String, target: &str) -> Outcome {
    context.fail(class, message, "FileNotFound", Category::ObjectNotFound, Value::text(target))
}
