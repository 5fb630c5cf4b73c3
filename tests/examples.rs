//! The examples of every command's help run without an error, and show the command's parameters.
//!
//! `tests/examples/without.txt` lists the parameters that no example shows, by command and with a reason; a new one fails
//! the run. The list only shrinks: `FEDSH_EXAMPLES_UPDATE=1` drops what is shown by now. Commands of roles that fedsh
//! does not run only say what is missing, whatever they are given: their parameters are not counted.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

use fedsh::cmdlets::TABLES;
use fedsh::engine::command::{CommandInfo, ParameterInfo, Validation};
use fedsh::engine::examples;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Begins the help of commands whose role is not run.
const ABSENT: &str = "which fedsh does not run: it checks its arguments and says so";

/// Why a parameter has no example.
fn reason(parameter: &ParameterInfo) -> &'static str {
    match parameter.validate.iter().any(|check| matches!(check, Validation::NotYet)) {
        true => "fedsh says that it does not have it yet",
        false => "not written yet",
    }
}

fn commands() -> Vec<&'static CommandInfo> {
    TABLES.iter().flat_map(|table| table.iter()).collect()
}

#[test]
fn examples_of_the_help_run() {
    let commands = commands();
    let (next, wrong) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, |count| count.get()) {
            scope.spawn(|| {
                while let Some(info) = commands.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Some(error) = error_of(info) {
                        wrong.lock().unwrap().push(error);
                    }
                }
            });
        }
    });
    let wrong = wrong.into_inner().unwrap();
    println!("examples: those of {} of {} commands run", commands.len() - wrong.len(), commands.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Runs the examples of a command one after the other in a fresh folder with a fresh store.
fn error_of(info: &'static CommandInfo) -> Option<String> {
    let examples = examples::of(info);
    let runs =
        examples.iter().flat_map(|example| example.lines()).any(|line| !line.trim_start().starts_with('#'));
    if !runs {
        return Some(format!("{} has no example that runs", info.name));
    }
    let work = std::env::temp_dir().join(format!("fedsh-example-{}-{}", std::process::id(), info.name));
    fs::create_dir_all(&work).unwrap();
    let script = work.join("example.ps1");
    fs::write(&script, format!("$ErrorActionPreference = 'Stop'\n{}\n", examples.join("\n"))).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_fedsh"))
        .args(["-NoProfile", "-NonInteractive", "-File"])
        .arg(&script)
        .current_dir(&work)
        .env("HOME", &work)
        .env_remove("XDG_DATA_HOME")
        .env("FEDSH_STORE", work.join("cms.db"))
        // Examples that run services of the same computers at the same time do not talk with each other's.
        .env("FEDSH_RUNTIME_DIR", work.join("run"))
        .output()
        .unwrap();
    end_services(&work);
    fs::remove_dir_all(&work).unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    (!output.status.success()).then(|| format!("{}: {errors}", info.name))
}

/// Ends what an example left running: services outlive the shell that starts them, and hold their addresses.
fn end_services(work: &Path) {
    use rustix::process::{Pid, Signal, kill_process};
    let folder = format!("{}/", work.display());
    for entry in fs::read_dir("/proc").unwrap().flatten() {
        let line = fs::read(entry.path().join("cmdline")).unwrap_or_default();
        let number = entry.file_name().to_string_lossy().parse().ok();
        if let Some(process) = number.and_then(Pid::from_raw)
            && String::from_utf8_lossy(&line).contains(&folder)
        {
            // One that has just ended is as good.
            let _ = kill_process(process, Signal::KILL);
        }
    }
}

#[test]
fn parameters_are_shown_by_examples() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/examples/without.txt");
    let (mut all, mut absent) = (0, 0);
    let mut without = BTreeSet::new();
    for info in commands() {
        let own = info.parameters.iter().filter(|parameter| !parameter.hidden);
        if info.help.contains(ABSENT) {
            absent += own.count();
            continue;
        }
        let uses: Vec<_> = examples::of(info).iter().flat_map(|code| examples::uses(info, code)).collect();
        for parameter in own {
            all += 1;
            if uses.iter().all(|used| used.parameter != parameter.name) {
                without.insert(format!("{} -{}: {}", info.name, parameter.name, reason(parameter)));
            }
        }
    }
    println!(
        "examples: parameters with an example: {} of {all} ({absent} of roles that are not run are not counted)",
        all - without.len()
    );
    let listed = fs::read_to_string(&path).unwrap_or_default();
    let listed: BTreeSet<String> = listed.lines().map(str::to_owned).collect();
    let new: Vec<&String> = without.difference(&listed).collect();
    if std::env::var_os("FEDSH_EXAMPLES_UPDATE").is_some() {
        let lines: String = without.iter().map(|line| format!("{line}\n")).collect();
        fs::write(&path, lines).unwrap();
        return;
    }
    println!("examples: {} listed parameters have an example by now", listed.difference(&without).count());
    assert!(new.is_empty(), "parameters without an example: {new:#?}");
}

#[test]
fn help_shows_several_examples_and_that_of_a_parameter() {
    let shown = |script: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_fedsh"))
            .args(["-NoProfile", "-NonInteractive", "-Command", script])
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let all = shown("Get-Help Where-Object -Examples");
    assert!(all.contains(" EXAMPLE 1 ") && all.contains(" EXAMPLE 5 "), "{all}");
    let one = shown("Get-Help Sort-Object -Parameter Top");
    assert!(one.contains("Example: 3, 1, 2 | Sort-Object -Top 2"), "{one}");
    let made = shown("Get-Help Set-CsExternalAccessPolicy -Parameter EnableOutsideAccess");
    assert!(made.contains("Example: Set-CsExternalAccessPolicy"), "{made}");
}
