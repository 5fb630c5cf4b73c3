//! `-Report`: what a command did, as an HTML file.

use super::state::Refusal;
use crate::engine::Outcome;
use crate::engine::command::Context;
use crate::topology::document::escape;

/// Writes the file that `-Report` names, if it names one. Errors are reported as the command's own.
pub fn write(context: &mut Context<'_>, file: Option<&String>, lines: &[String]) -> Outcome {
    let Some(file) = file else { return Ok(()) };
    let path = context.engine.resolve_path(file);
    let name = context.invocation.info.name;
    let time = chrono::Local::now().format("%Y-%m-%d %H:%M:%S");
    let rows: String = lines.iter().map(|line| format!("<li>{}</li>\n", escape(line))).collect();
    let html = format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{name}</title></head>\n\
         <body><h1>{name}</h1>\n<p>{time}</p>\n<ol>\n{rows}</ol>\n</body></html>\n"
    );
    match std::fs::write(&path, html) {
        Ok(()) => Ok(()),
        Err(error) => {
            let reason = format!("The report '{}' cannot be written: {error}.", path.display());
            Refusal::Invalid(reason).report(context)
        }
    }
}
