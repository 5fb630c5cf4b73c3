//! Scripts beside the output they must print: `tests/golden/**/x.ps1` and `x.out` (and `x.code` for an exit
//! code that is not 0). Standard error is not compared. A script with an `x.differs` file prints something else
//! than PowerShell in a way that is known: the file says why, `x.out` has what PowerShell prints, and the run
//! fails when the difference is gone.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test says what is wrong by panicking, and prints the count"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
fn scripts_print_what_stands_beside_them() {
    all_match(false);
}

/// Fused instructions change nothing but the time.
#[test]
fn scripts_print_the_same_by_general_code() {
    all_match(true);
}

fn all_match(general: bool) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let scripts = scripts(&root);
    assert!(!scripts.is_empty(), "no golden scripts were found");
    let (mut wrong, mut known) = (Vec::new(), 0);
    for script in &scripts {
        let reason = fs::read_to_string(script.with_extension("differs")).ok();
        match (check(script, general), reason) {
            (Err(difference), None) => wrong.push(format!("{}:\n{difference}", script.display())),
            (Ok(()), Some(reason)) => {
                wrong.push(format!("{}: matches, but was known to differ: {reason}", script.display()));
            }
            (Ok(()), None) => {}
            (Err(_), Some(reason)) => {
                known += 1;
                println!("golden: {} differs: {}", script.display(), reason.trim());
            }
        }
    }
    println!("golden: {} of {} scripts match", scripts.len() - wrong.len() - known, scripts.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn scripts(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(scripts(&path));
        } else if path.extension().is_some_and(|end| end == "ps1") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn check(script: &Path, general: bool) -> Result<(), String> {
    let name = script.file_stem().unwrap().to_string_lossy().into_owned();
    let work = std::env::temp_dir().join(format!("fedsh-golden-{}-{general}-{name}", std::process::id()));
    let _ = fs::remove_dir_all(&work);
    fs::create_dir_all(&work).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_fedsh"));
    if general {
        command.env("FEDSH_GENERAL_CODE", "1");
    }
    let output = command
        .args(["-NoProfile", "-NonInteractive", "-File"])
        .arg(script)
        .current_dir(&work)
        .env("HOME", &work)
        .env("TZ", "UTC")
        .env("FEDSH_STORE", work.join("cms.db"))
        .output()
        .unwrap();
    fs::remove_dir_all(&work).unwrap();
    let printed = String::from_utf8_lossy(&output.stdout).replace(&work.display().to_string(), "<work>");
    let expected = fs::read_to_string(script.with_extension("out"))
        .map_err(|error| format!("its .out file: {error}"))?;
    let code =
        fs::read_to_string(script.with_extension("code")).map_or(0, |text| text.trim().parse().unwrap());
    if output.status.code() != Some(code) {
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        return Err(format!("exit code {:?} instead of {code}\n{printed}{errors}", output.status.code()));
    }
    if printed != expected {
        return Err(format!("expected:\n{expected}\nprinted:\n{printed}"));
    }
    Ok(())
}
