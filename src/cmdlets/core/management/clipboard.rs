//! The clipboard of the desktop, through the programs that reach it.

use crate::engine::Outcome;
use crate::engine::command::Context;
use crate::engine::error::Category;
use crate::engine::value::Value;
use std::io::Write;
use std::process::{Command, Stdio};

/// Programs with their arguments, for reading and for writing: Wayland's, then X11's.
const READERS: &[&[&str]] = &[&["wl-paste", "--no-newline"], &["xclip", "-selection", "clipboard", "-out"]];
const WRITERS: &[&[&str]] = &[&["wl-copy"], &["xclip", "-selection", "clipboard", "-in"]];

/// Programs by their display server's variable: only those of a running one are tried.
fn usable<'a>(context: &Context<'_>, programs: &'a [&'a [&'a str]]) -> Vec<&'a [&'a str]> {
    let has = |name: &str| context.engine.environment.contains_key(name);
    let fits = |program: &&&[&str]| match program.first() {
        Some(name) if name.starts_with("wl-") => has("WAYLAND_DISPLAY"),
        _ => has("DISPLAY"),
    };
    programs.iter().filter(fits).copied().collect()
}

/// The clipboard's text; `None` after an error that there is no clipboard.
pub(super) fn read(context: &mut Context<'_>) -> Outcome<Option<String>> {
    for program in usable(context, READERS) {
        let [name, arguments @ ..] = program else { continue };
        if let Ok(output) = Command::new(name).args(arguments).stdin(Stdio::null()).output()
            && output.status.success()
        {
            return Ok(Some(String::from_utf8_lossy(&output.stdout).into_owned()));
        }
    }
    missing(context).map(|()| None)
}

/// Whether the text was put into the clipboard; an error says when there is none.
pub(super) fn write(context: &mut Context<'_>, text: &str) -> Outcome<bool> {
    for program in usable(context, WRITERS) {
        let [name, arguments @ ..] = program else { continue };
        let started = Command::new(name).args(arguments).stdin(Stdio::piped()).stdout(Stdio::null()).spawn();
        let Ok(mut child) = started else { continue };
        let written = child.stdin.take().map(|mut input| input.write_all(text.as_bytes()));
        if matches!(written, Some(Ok(()))) && child.wait().is_ok_and(|status| status.success()) {
            return Ok(true);
        }
    }
    missing(context).map(|()| false)
}

fn missing(context: &mut Context<'_>) -> Outcome {
    context.fail(
        "System.PlatformNotSupportedException",
        "There is no clipboard: neither xclip nor wl-clipboard reach one from this session.",
        "FailedToRunClipboardTool",
        Category::NotInstalled,
        Value::Null,
    )
}
