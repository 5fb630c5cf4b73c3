//! `ViEditVisually`: the input in the editor that `$env:VISUAL` or `$env:EDITOR` names.

use super::{Given, LineEditor, terminal};
use crate::engine::Engine;
use std::io::{Read, Write};
use std::path::Path;
use std::process::Command;

/// The program and its arguments. `None`: nobody chose one.
fn chosen(engine: &Engine) -> Option<Vec<String>> {
    let named = |name: &str| engine.environment.get(name).filter(|value| !value.trim().is_empty());
    let line = named("VISUAL").or_else(|| named("EDITOR"))?;
    Some(line.split_whitespace().map(str::to_owned).collect())
}

/// Lets the person edit the input elsewhere, and takes what was saved as if Enter had been pressed. An editor that
/// fails changes nothing.
pub(super) fn edit(editor: &mut LineEditor, engine: &mut Engine, _: &Given) {
    let Some(program) = chosen(engine) else {
        editor.message = Some("Neither $env:VISUAL nor $env:EDITOR names an editor.".to_owned());
        return editor.ding();
    };
    let before = editor.line.text().to_owned();
    super::print(&editor.view.leave());
    match edited(engine, &program, &before) {
        Ok(text) => {
            editor.line.set(&text, text.len());
            if !text.trim().is_empty() {
                editor.accept(engine);
            }
        }
        Err(message) => editor.message = Some(message),
    }
}

/// The text that the editor leaves in a file of its own. Errors: there is no such file or program, or it failed.
fn edited(engine: &Engine, program: &[String], text: &str) -> Result<String, String> {
    let name = program.first().map(String::as_str).unwrap_or_default();
    let failed = |reason: &dyn std::fmt::Display| format!("{name} did not edit the input: {reason}.");
    // Only its owner may read it: the input may hold a secret.
    let made = tempfile::Builder::new().prefix("fedsh-").suffix(".ps1").tempfile();
    let mut file = made.map_err(|error| failed(&error))?;
    file.write_all(text.as_bytes()).and_then(|()| file.flush()).map_err(|error| failed(&error))?;
    let status = terminal::lent(|| {
        Command::new(name)
            .args(program.iter().skip(1))
            .arg(file.path())
            .current_dir(&engine.location)
            .env_clear()
            .envs(&engine.environment)
            .status()
    });
    match status {
        Ok(status) if status.success() => saved(file.path()).map_err(|error| failed(&error)),
        Ok(status) => Err(failed(&status)),
        Err(error) => Err(failed(&error)),
    }
}

/// What stands in the file now, which may be another one of that name, without the line breaks at its end.
fn saved(path: &Path) -> std::io::Result<String> {
    /// More than this is no input.
    const MOST: u64 = 16 << 20;
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(MOST).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).replace("\r\n", "\n").trim_end_matches('\n').to_owned())
}
