//! The migration script as a newcomer runs it: messages cross before and after, again it skips, and a plan
//! changes nothing.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

use fedsh::topology::store::{Reader, SqliteStore, Store};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

struct Home(PathBuf);

impl Home {
    fn new(name: &str) -> Home {
        let folder = std::env::temp_dir().join(format!("fedsh-migration-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Home(folder)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.script("Migrate-XmppFederation.ps1", arguments).output().unwrap()
    }

    fn script(&self, name: &str, arguments: &[&str]) -> Command {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts").join(name);
        let mut command = Command::new(env!("CARGO_BIN_EXE_fedsh"));
        command
            .arg(script)
            .args(arguments)
            .current_dir(&self.0)
            .env("HOME", &self.0)
            .env("TMPDIR", &self.0)
            .env_remove("XDG_DATA_HOME")
            .env("FEDSH_STORE", self.0.join("cms.db"));
        command
    }

    /// A CSV of users on the legacy pool.
    fn users(&self, count: usize) -> String {
        let file = self.0.join("users.csv");
        let mut text = String::from("SipAddress,DisplayName,RegistrarPool,Enabled,Contacts\n");
        for index in 1..=count {
            text.push_str(&format!(
                "sip:user{index}@contoso.com,User {index},pool01.contoso.net,TRUE,juliet{index}@fabrikam.com\n"
            ));
        }
        fs::write(&file, text).unwrap();
        file.display().to_string()
    }

    /// Every record of the store but the times of the journal.
    fn contents(&self) -> Vec<(String, String, Value)> {
        let store = SqliteStore::open(&self.0.join("cms.db")).unwrap();
        store.verify().unwrap();
        let mut all = Vec::new();
        for kind in store.kinds().unwrap() {
            for record in store.list(&kind).unwrap() {
                let value = match kind.as_str() {
                    "MigrationStep" => record.value["State"].clone(),
                    _ => record.value,
                };
                all.push((kind.clone(), record.identity, value));
            }
        }
        all
    }

    fn command(&self, text: &str) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_fedsh"))
            .args(["-NoProfile", "-Command", text])
            .current_dir(&self.0)
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
    assert!(plan.contains("What if: Create 200 User records"), "{plan}");
    let each = printed(&home.run(&["-WhatIf", "-Verbose"]));
    assert_eq!(each.matches("What if: Create User user").count(), 200, "{each}");
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

fn fixture(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name).display().to_string()
}

/// The arguments of the script for OCS 2007 R2.
fn ocs(users: &str) -> Vec<String> {
    [
        "-LegacyTopology",
        &fixture("contoso-legacy.xml"),
        "-LegacyEdges",
        &fixture("contoso-edges.xml"),
        "-UserFile",
        users,
        "-PilotUser",
        "User 1",
        "-Partner",
        "fabrikam.com",
    ]
    .map(str::to_owned)
    .into()
}

fn texts(arguments: &[String]) -> Vec<&str> {
    arguments.iter().map(String::as_str).collect()
}

#[test]
fn ocs_2007_r2_moves_and_rolls_back() {
    let home = Home::new("ocs");
    let users = home.users(20);
    let mut arguments = ocs(&users);
    arguments.extend(["-Report".to_owned(), home.0.join("report.html").display().to_string()]);
    let plan = printed(
        &home
            .script("Migrate-Ocs2007R2.ps1", &[&texts(&arguments)[..], &["-WhatIf"]].concat())
            .output()
            .unwrap(),
    );
    assert!(plan.contains("What if: Create XmppAllowedPartner fabrikam.com"), "{plan}");
    assert!(home.contents().is_empty());
    let first = printed(&home.script("Migrate-Ocs2007R2.ps1", &texts(&arguments)).output().unwrap());
    assert!(first.contains("19 users moved to pool02.contoso.net"), "{first}");
    assert_eq!(
        home.command("@(Get-CsUser -OnOfficeCommunicationServer).Count; @(Get-CsUser -OnLyncServer).Count"),
        "0\n20"
    );
    let check = "(Get-CsSite Redmond).XmppFederationRoute; (Get-CsConferenceDirectory).HomePool; (Get-CsConferencingPolicy LegacyMeetings).MaxMeetingSize";
    assert_eq!(home.command(check), "EdgeServer:edge02.contoso.net\npool02.contoso.net\n50");
    let report = fs::read_to_string(home.0.join("report.html")).unwrap();
    assert_eq!(report.matches("<svg").count(), 2);
    assert!(report.contains("<td>pool01.contoso.net</td><td>pool02.contoso.net</td><td>20</td>"));
    let again = printed(&home.script("Migrate-Ocs2007R2.ps1", &texts(&arguments)).output().unwrap());
    assert_eq!(again.matches("was completed before; it is skipped").count(), 12, "{again}");
    let back = printed(&home.script("Migrate-Ocs2007R2.ps1", &["-RollBack"]).output().unwrap());
    assert_eq!(back.matches("Taking back:").count(), 12, "{back}");
    let left: Vec<_> = home.contents().into_iter().filter(|(kind, _, _)| kind != "MigrationStep").collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn lync_2010_moves_and_rolls_back() {
    let home = Home::new("lync2010");
    let users = home.users(20);
    let topology = fixture("lync2010-topology.xml");
    let arguments =
        ["-Topology", &topology, "-UserFile", &users, "-PilotUser", "User 1*", "-Partner", "fabrikam.com"];
    let first = printed(&home.script("Migrate-Lync2010.ps1", &arguments).output().unwrap());
    assert!(first.contains("9 users moved to pool02.contoso.net"), "{first}");
    let check = "(Get-CsService -CentralManagement | Where-Object IsActive).PoolFqdn; @(Get-CsUser | Where-Object RegistrarPool -eq pool02.contoso.net).Count; (Get-CsUser 'User 7').Contacts.Count";
    assert_eq!(home.command(check), "pool02.contoso.net\n20\n1");
    let back = printed(&home.script("Migrate-Lync2010.ps1", &["-RollBack"]).output().unwrap());
    assert_eq!(back.matches("Taking back:").count(), 11, "{back}");
    let left: Vec<_> = home.contents().into_iter().filter(|(kind, _, _)| kind != "MigrationStep").collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn xmpp_federation_rolls_back() {
    let home = Home::new("back");
    printed(&home.run(&[]));
    let back = printed(&home.run(&["-RollBack"]));
    assert_eq!(back.matches("Taking back:").count(), 6, "{back}");
    let check = "@(Get-CsUser | Where-Object RegistrarPool -eq pool01.contoso.net).Count; @(Get-CsXmppAllowedPartner).Count; @(Get-CsPool pool02*).Count";
    assert_eq!(home.command(check), "200\n0\n0");
}

#[test]
fn steps_out_of_order_are_refused_and_explained() {
    let home = Home::new("order");
    let users = home.users(3);
    let script = format!(
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null; New-CsPool pool02.contoso.net -Site Redmond | Out-Null
         Merge-CsLegacyTopology '{}' | Out-Null; Import-CsUserData '{users}' | Out-Null
         foreach ($step in {{ Invoke-CsMigrationStep Partner {{ New-CsXmppAllowedPartner fabrikam.com -WarningAction SilentlyContinue | Out-Null }} }},
             {{ Invoke-CsMigrationStep Switch -Requires UsersMoved {{ }} }}, {{ Invoke-CsMigrationStep Master -Requires TopologyEnabled {{ }} }},
             {{ Invoke-CsMigrationStep Retire {{ '<EdgeServers/>' | Set-Content e.xml; '<Topology/>' | Set-Content t.xml; Merge-CsLegacyTopology t.xml -Force | Out-Null }} }}) {{
             try {{ & $step }} catch {{ $_.Exception.Message }}
         }}
         @(Get-CsXmppAllowedPartner).Count",
        fixture("contoso-legacy.xml")
    );
    let text = home.command(&script);
    let is_step = |line: &&str| ["Step 1:", "Step 2:"].iter().any(|start| line.starts_with(start));
    let lines: Vec<&str> = text.lines().filter(|line| !is_step(line)).collect();
    assert!(
        lines[0]
            .contains("Configuring an XMPP partner comes after the move of all users. 3 users are still on"),
        "{text}"
    );
    assert!(
        lines[1].contains("Step 'Switch' is out of order: 3 users are still on the legacy pool"),
        "{text}"
    );
    assert!(lines[2].contains("Enable-CsTopology has to succeed first."), "{text}");
    assert!(lines[3].contains("pool01.contoso.net cannot go while it is the home of 3 users"), "{text}");
    assert_eq!(lines[4], "0");
}

/// How often the script is killed, and with how many users: a few in CI, more by environment variables.
fn number(variable: &str, default: usize) -> usize {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

#[test]
fn killed_at_any_moment_the_script_ends_the_same() {
    let (kills, users) = (number("FEDSH_KILLS", 6), number("FEDSH_KILL_USERS", 60));
    let undisturbed = Home::new("undisturbed");
    let file = undisturbed.users(users);
    let start = Instant::now();
    printed(&undisturbed.script("Migrate-Ocs2007R2.ps1", &texts(&ocs(&file))).output().unwrap());
    // What a run takes, which depends on what else the machine does.
    let mut whole = start.elapsed();
    let wanted = undisturbed.contents();
    let (mut killed, mut rounds) = (0, 0);
    while killed < kills {
        let home = Home::new(&format!("killed-{rounds}"));
        let file = home.users(users);
        let arguments = ocs(&file);
        let mut running = home
            .script("Migrate-Ocs2007R2.ps1", &texts(&arguments))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let start = Instant::now();
        let until = whole.mul_f64(rand::random_range(0.0..1.0));
        while start.elapsed() < until && running.try_wait().unwrap().is_none() {
            std::thread::sleep(Duration::from_millis(1));
        }
        match running.try_wait().unwrap() {
            None => killed += 1,
            Some(_) => whole = whole.min(start.elapsed()),
        }
        running.kill().unwrap();
        running.wait().unwrap();
        printed(&home.script("Migrate-Ocs2007R2.ps1", &texts(&arguments)).output().unwrap());
        assert!(home.contents() == wanted, "round {rounds}, killed after {until:?}");
        rounds += 1;
        assert!(rounds < kills * 4 + 8, "only {killed} of {rounds} runs were still under way");
    }
    println!("killed {killed} runs with {users} users; each ended in the same records");
}

#[test]
fn two_administrators_are_told_of_both_changes() {
    let home = Home::new("conflict");
    home.command("New-CsXmppAllowedPartner fabrikam.com -SaslNegotiation Optional | Out-Null");
    let program = env!("CARGO_BIN_EXE_fedsh");
    let script = format!(
        "try {{ Invoke-CsMigrationStep Mine {{
             Set-CsXmppAllowedPartner fabrikam.com -Description mine
             & '{program}' -NoProfile -Command 'Set-CsXmppAllowedPartner fabrikam.com -Description theirs -EnableKeepAlive $false'
         }} 6> $null }} catch {{ $_.Exception.Message; $_.CategoryInfo.Category }}
         (Get-CsXmppAllowedPartner fabrikam.com).Description"
    );
    let text = home.command(&script);
    for part in [
        "XmppAllowedPartner 'fabrikam.com' was changed by someone else meanwhile.",
        "Set-CsXmppAllowedPartner fabrikam.com -Description theirs -EnableKeepAlive",
        "Description: (none) -> theirs",
        "Yours: 'Invoke-CsMigrationStep 'Mine''",
        "ResourceBusy",
    ] {
        assert!(text.contains(part), "'{part}' is missing in:\n{text}");
    }
    assert!(text.ends_with("theirs"), "{text}");
}
