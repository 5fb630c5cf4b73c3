//! What the Debian package brings along fits the program.

#![expect(clippy::panic, reason = "a test says what is wrong by panicking")]

use std::path::{Path, PathBuf};
use std::process::Command;

const OPTIONS: [&str; 12] = [
    "-File",
    "-Command",
    "-EncodedCommand",
    "-NoProfile",
    "-NonInteractive",
    "-NoLogo",
    "-NoExit",
    "-Login",
    "-WorkingDirectory",
    "-Store",
    "-Version",
    "-Help",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn text(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn every_file_of_the_package_is_there() {
    let manifest: toml::Table = text("Cargo.toml").parse().unwrap();
    let debian = &manifest["package"]["metadata"]["deb"];
    let assets = debian["assets"].as_array().unwrap();
    assert!(assets.len() > 10);
    for asset in assets.iter().map(|asset| asset[0].as_str().unwrap()) {
        assert!(asset == "target/release/fedsh" || root().join(asset).is_file(), "{asset}");
    }
    for name in ["postinst", "prerm", "postrm"] {
        let path = format!("packaging/debian/{name}");
        let checked = Command::new("sh").arg("-n").arg(root().join(&path)).status().unwrap();
        assert!(checked.success(), "{path}");
        assert!(debian["maintainer-scripts"].as_str().unwrap().starts_with("packaging/debian"));
    }
}

#[test]
fn manual_and_completions_name_every_option() {
    let manual = text("packaging/fedsh.1").replace("\\-", "-");
    let fish = text("packaging/completions/fedsh.fish");
    let (bash, zsh) = (text("packaging/completions/fedsh.bash"), text("packaging/completions/_fedsh"));
    for option in OPTIONS {
        assert!(manual.contains(option), "the manual lacks {option}");
        assert!(bash.contains(option), "bash lacks {option}");
        assert!(zsh.contains(&format!("'{option}[")), "zsh lacks {option}");
        assert!(fish.contains(&format!("-o {} ", &option[1..])), "fish lacks {option}");
        // The program reads what they name.
        let arguments = [option.to_string(), "MQA=".into()];
        assert!(fedsh::host::command_line::read(&arguments).is_ok(), "{option} is not read");
    }
}

#[test]
fn bash_completes_options_in_any_case() {
    let script = "source packaging/completions/fedsh.bash; COMP_WORDS=(fedsh -nop); COMP_CWORD=1; _fedsh; \
                  echo ${COMPREPLY[@]}; COMP_WORDS=(fedsh ser); _fedsh; echo ${COMPREPLY[@]}";
    let output = Command::new("bash").args(["-c", script]).current_dir(root()).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), "-NoProfile\nserve\n");
}
