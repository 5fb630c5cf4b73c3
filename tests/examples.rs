//! The examples of every command's help run without an error.

use fedsh::cmdlets::TABLES;
use std::fs;
use std::process::Command;

#[test]
fn examples_of_the_help_run() {
    let mut wrong = Vec::new();
    let mut ran = 0;
    for info in TABLES.iter().flat_map(|table| table.iter()) {
        let lines = info.example_lines();
        let runs = lines.iter().any(|line| !line.trim_start().starts_with('#'));
        let needs_a_person = info.name == "Read-Host";
        assert!(runs || needs_a_person, "{} has no example that runs", info.name);
        if needs_a_person {
            continue;
        }
        let work = std::env::temp_dir().join(format!("fedsh-example-{}-{}", std::process::id(), info.name));
        fs::create_dir_all(&work).unwrap();
        let script = work.join("example.ps1");
        fs::write(&script, format!("$ErrorActionPreference = 'Stop'\n{}\n", lines.join("\n"))).unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_fedsh"))
            .args(["-NoProfile", "-NonInteractive", "-File"])
            .arg(&script)
            .current_dir(&work)
            .env("HOME", &work)
            .env_remove("XDG_DATA_HOME")
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
