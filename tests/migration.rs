//! The migration script as a newcomer runs it: messages cross before and after, again it skips, and a plan
//! changes nothing.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

struct Home(PathBuf);

impl Home {
    fn new(name: &str) -> Home {
        let folder = std::env::temp_dir().join(format!("fedsh-migration-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Home(folder)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/Migrate-XmppFederation.ps1");
        Command::new(env!("CARGO_BIN_EXE_fedsh"))
            .arg(script)
            .args(arguments)
            .env("HOME", &self.0)
            .env("TMPDIR", &self.0)
            .env("FEDSH_STORE", self.0.join("cms.db"))
            .output()
            .unwrap()
    }

    fn command(&self, text: &str) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_fedsh"))
            .args(["-NoProfile", "-Command", text])
            .env("HOME", &self.0)
            .env("FEDSH_STORE", self.0.join("cms.db"))
            .output()
            .unwrap();
        String::from_utf8_lossy(&output.stdout).trim().to_string()
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn printed(output: &Output) -> String {
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).into_owned()
}

const BEFORE: [&str; 2] = [
    "before: user1@contoso.com -> juliet@fabrikam.com by the legacy gateway",
    "before: juliet@fabrikam.com -> user1@contoso.com by the legacy gateway",
];
const AFTER: [&str; 2] = [
    "after: user1@contoso.com -> juliet@fabrikam.com by the new gateway",
    "after: juliet@fabrikam.com -> user1@contoso.com by the new gateway",
];

#[test]
fn messages_cross_before_and_after_and_a_second_run_skips() {
    let home = Home::new("twice");
    let first = printed(&home.run(&[]));
    for line in BEFORE.iter().chain(&AFTER).chain(&["200 users moved to pool02.contoso.net"]) {
        assert!(first.contains(line), "'{line}' is missing in:\n{first}");
    }
    assert_eq!(home.command("(Get-CsUser | Where-Object RegistrarPool -eq pool02.contoso.net).Count"), "200");
    let second = printed(&home.run(&[]));
    assert_eq!(second.matches("was completed before; it is skipped").count(), 6, "{second}");
    assert!(AFTER.iter().all(|line| second.contains(line)) && !second.contains("before: "), "{second}");
}

#[test]
fn a_plan_changes_nothing() {
    let home = Home::new("plan");
    let plan = printed(&home.run(&["-WhatIf"]));
    assert!(plan.contains("What if: Create XmppAllowedPartner fabrikam.com"), "{plan}");
    assert!(plan.contains("Step 6: Point DNS at the new gateway"), "{plan}");
    assert_eq!(plan.matches("What if: Create User user").count(), 200, "{plan}");
    assert_eq!(home.command("@(Get-CsUser).Count; @(Get-CsMigration).Count; @(Get-CsSite).Count"), "0\n0\n0");
}

#[test]
fn a_bad_row_is_reported_and_the_others_move() {
    let home = Home::new("rows");
    let users = home.0.join("users.csv");
    let rows = "SipAddress,DisplayName,RegistrarPool,Enabled\nsip:user1@contoso.com,User 1,pool01.contoso.net,TRUE\nnonsense,Bad,pool01.contoso.net,TRUE\n";
    fs::write(&users, rows).unwrap();
    let output = home.run(&["-UserFile", &users.display().to_string()]);
    let text = printed(&output);
    assert!(text.contains("1 users moved"), "{text}");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(errors.contains("Row 2"), "{errors}");
}
