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

#[test]
fn fish_completes_options_and_serve() {
    let script =
        "source packaging/completions/fedsh.fish; complete -C 'fedsh -NoPr'; complete -C 'fedsh ser'";
    let output = Command::new("fish").args(["--no-config", "-c", script]).current_dir(root()).output();
    let output = output.expect("fish is not installed: scripts/test installs it, or apt-get install fish");
    let shown = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(shown, "-NoProfile\tRun no profile\nserve\tRun the services of this computer\n");
}

#[test]
fn zsh_completes_options() {
    // Completion runs only where somebody types: zsh's own pseudo-terminal.
    let script = "zmodload zsh/zpty; zpty typed zsh -f -i; \
                  zpty -w typed 'fpath=(packaging/completions $fpath); autoload -Uz compinit; compinit -u -D; PS1=REA\"DY\"'; \
                  zpty -r typed ready '*READY*'; zpty -w -n typed $'fedsh -NoPr\\t'; \
                  zpty -r typed shown '*-NoProfile*' && print completed; zpty -d typed";
    let output = Command::new("timeout").args(["60", "zsh", "-f", "-c", script]).current_dir(root()).output();
    let output = output.expect("timeout of coreutils is missing");
    let shown = String::from_utf8_lossy(&output.stdout).into_owned();
    let complaints = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(shown, "completed\n", "zsh: scripts/test installs it, or apt-get install zsh\n{complaints}");
}

/// Runs dpkg on a folder of its own; gives whether it went well, and what it said.
fn dpkg(root: &Path, arguments: &[&str]) -> (bool, String) {
    let output = Command::new("dpkg")
        .arg(format!("--root={}", root.display()))
        .args(["--force-script-chrootless", "--force-not-root", "--force-depends", "--force-bad-path"])
        .arg("--log=/dev/null")
        .args(arguments)
        .output()
        .unwrap_or_else(|error| panic!("dpkg: {error}"));
    let said =
        [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat();
    (output.status.success(), said)
}

#[test]
fn the_package_installs_and_goes_again() {
    let folder = tempfile::tempdir().unwrap();
    let (made, target) = (folder.path().join("made"), folder.path().join("root"));
    // The program itself is not what is looked at here: a small one is packed in its place.
    let built = Command::new(env!("CARGO_BIN_EXE_fedsh"))
        .args(["-NoProfile", "-File", "scripts/New-DebianPackage.ps1", "-Program", "/bin/true"])
        .args(["-Compression", "none", "-Destination"])
        .arg(&made)
        .current_dir(root())
        .output()
        .unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let package = std::fs::read_dir(&made).unwrap().next().unwrap().unwrap().path();
    for part in ["var/lib/dpkg/info", "var/lib/dpkg/updates", "var/lib/dpkg/triggers", "etc"] {
        std::fs::create_dir_all(target.join(part)).unwrap();
    }
    std::fs::write(target.join("var/lib/dpkg/status"), "").unwrap();
    std::fs::write(target.join("var/lib/dpkg/available"), "").unwrap();
    std::fs::write(target.join("etc/shells"), "/bin/sh\n").unwrap();
    let (installed, said) = dpkg(&target, &["--install", &package.display().to_string()]);
    assert!(installed, "{said}");
    for file in [
        "usr/bin/fedsh",
        "usr/share/man/man1/fedsh.1.gz",
        "usr/share/bash-completion/completions/fedsh",
        "usr/lib/systemd/system/fedsh.service",
        "etc/default/fedsh",
        "etc/fedsh/profile.ps1",
    ] {
        assert!(target.join(file).is_file(), "{file} is not there");
    }
    let shells = || std::fs::read_to_string(target.join("etc/shells")).unwrap();
    assert_eq!(shells(), "/bin/sh\n/usr/bin/fedsh\n", "chsh would refuse the shell");
    let (removed, said) = dpkg(&target, &["--purge", "fedsh"]);
    assert!(removed, "{said}");
    assert_eq!(shells(), "/bin/sh\n");
    assert!(!target.join("usr/bin/fedsh").exists() && !target.join("etc/default/fedsh").exists());
}

#[test]
fn the_manual_is_set_without_complaints() {
    let output = Command::new("man")
        .args(["--warnings", "-l", "-Tutf8", "packaging/fedsh.1"])
        .env("MANWIDTH", "80")
        .env("LC_ALL", "C.UTF-8")
        .current_dir(root())
        .output()
        .unwrap_or_else(|error| panic!("man: {error}"));
    let complaints = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && complaints.is_empty(), "{complaints}");
    assert!(String::from_utf8_lossy(&output.stdout).contains("PowerShell"));
}

/// A service, or `env -i`, has no `HOME`; an empty one is none.
#[test]
fn without_the_variable_the_home_folder_is_the_accounts() {
    let accounts = text_of("/etc/passwd");
    let number = Command::new("id").arg("-u").output().unwrap();
    let number = String::from_utf8(number.stdout).unwrap();
    let own = accounts.lines().map(|line| line.split(':').collect::<Vec<&str>>());
    let home =
        own.filter(|parts| parts.get(2) == Some(&number.trim())).find_map(|parts| parts.get(5).copied());
    let home = home.unwrap_or_else(|| panic!("the account {number} is not in /etc/passwd"));
    let script = "$HOME; (Resolve-Path ~).Path; [Environment]::GetFolderPath('UserProfile'); $PROFILE; $env:HOME -eq $null";
    let wanted = format!("{home}\n{home}\n{home}\n{home}/.config/fedsh/profile.ps1\nTrue\n");
    for empty in [false, true] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fedsh"));
        command.args(["-NoProfile", "-Command", script]).env_remove("HOME").env_remove("XDG_CONFIG_HOME");
        if empty {
            command.env("HOME", "");
        }
        let output = command.output().unwrap();
        assert_eq!(String::from_utf8(output.stdout).unwrap(), wanted, "empty: {empty}");
    }
}

fn text_of(file: &str) -> String {
    std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{file}: {error}"))
}
