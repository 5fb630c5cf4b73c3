//! Lists of what is not there yet: a new line fails, and so does one that is none any more.

use std::collections::BTreeSet;
use std::path::Path;
use std::{fs, io};

/// Compares what was found with a list; a reason may stand behind ` # `. With `FEDSH_SURFACE_UPDATE` the list is
/// rewritten, and reasons stay. Errors: the list cannot be read or written.
pub fn judge(found: &BTreeSet<String>, path: &Path) -> io::Result<()> {
    let text = fs::read_to_string(path)?;
    let listed: BTreeSet<String> = text.lines().map(|line| key(line).to_string()).collect();
    if std::env::var_os("FEDSH_SURFACE_UPDATE").is_some() {
        let kept = text.lines().filter(|line| found.contains(key(line))).map(str::to_string);
        let lines: BTreeSet<String> = kept.chain(found.difference(&listed).cloned()).collect();
        return fs::write(path, lines.iter().map(|line| format!("{line}\n")).collect::<String>());
    }
    let new: Vec<&String> = found.difference(&listed).collect();
    let gone: Vec<&String> = listed.difference(found).collect();
    assert!(
        new.is_empty() && gone.is_empty(),
        "{}: new {new:#?}, gone, to be dropped with FEDSH_SURFACE_UPDATE=1: {gone:#?}",
        path.display()
    );
    Ok(())
}

/// The line without its reason, which stands behind ` # `.
fn key(line: &str) -> &str {
    line.split(" # ").next().unwrap_or(line)
}
