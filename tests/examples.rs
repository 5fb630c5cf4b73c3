//! The examples of every command's help run without an error.

use fedsh::cmdlets::TABLES;
use std::fs;
use std::process::Command;

#[test]
fn examples_of_the_help_run() {
    let mut wrong = Vec::new();
    let mut ran = 0;
    for info in TABLES.iter().flat_map(|table| table.iter()) {
        let lines = example(info.help);
        assert!(!lines.is_empty(), "{} has no example", info.name);
        let work = std::env::temp_dir().join(format!("fedsh-example-{}-{}", std::process::id(), info.name));
        fs::create_dir_all(&work).unwrap();
        let script = work.join("example.ps1");
        fs::write(&script, format!("$ErrorActionPreference = 'Stop'\n{}\n", lines.join("\n"))).unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_fedsh"))
            .args(["-NoProfile", "-NonInteractive", "-File"])
            .arg(&script)
            .current_dir(&work)
            .env("HOME", &work)
            .env("FEDSH_STORE", work.join("cms.db"))
            .output()
            .unwrap();
        fs::remove_dir_all(&work).unwrap();
        ran += 1;
        let errors = String::from_utf8_lossy(&output.stderr);
        if !output.status.success() {
            wrong.push(format!("{}: {errors}", info.name));
        }
    }
    println!("examples: {} of {ran} commands' examples run", ran - wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Lines of the fenced blocks of a help text.
fn example(help: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut inside = false;
    for line in help.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)) {
        if line.starts_with("```") {
            inside = !inside;
        } else if inside {
            lines.push(line.to_string());
        }
    }
    lines
}
