//! Many users: import, filter, grant and move by the commands, beside a bare rusqlite program that writes and reads
//! the very same rows in the same file format. Printed, never asserted. `FEDSH_BENCH_USERS` sets their number.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark prints, and stops when it cannot run"
)]

use rusqlite::{Connection, params};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Every user, as a value.
const ALL: &str = "SELECT value FROM records WHERE kind = 'User'";

fn main() {
    let users: usize =
        std::env::var("FEDSH_BENCH_USERS").ok().and_then(|text| text.parse().ok()).unwrap_or(100_000);
    let folder = std::env::temp_dir().join(format!("fedsh-users-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let (phases, peak) = commands(&folder, users);
    println!("{users} users; most memory of fedsh: {} MB", peak / 1024);
    let mut bare = Bare::new(&folder);
    for phase in phases {
        let reference = match phase.name.as_str() {
            "list" => bare.read(ALL, users),
            "filter" => bare.read(
                "SELECT r.value FROM attributes a CROSS JOIN records r ON r.kind = a.kind AND r.key = a.key
                 WHERE a.kind = 'User' AND a.attribute = 'RegistrarPool'",
                users,
            ),
            // `Get-CsUser | …` reads every user before it is changed.
            "grant" | "move" => bare.read(ALL, users) + bare.write(phase.first, phase.last, users),
            _ => bare.write(phase.first, phase.last, users),
        };
        println!(
            "{:<7} {:>8.0} users a second ({} revisions), bare {:>8.0}: {:.1} times",
            phase.name,
            users as f64 / phase.seconds,
            phase.last - phase.first,
            users as f64 / reference,
            phase.seconds / reference
        );
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

/// What one phase of the commands took, and the revisions that it made: those after `first` up to `last`.
struct Phase {
    name: String,
    seconds: f64,
    first: i64,
    last: i64,
}

/// The bare program: it replays the log of the commands' store into a store of its own.
struct Bare {
    source: Connection,
    target: Connection,
}

impl Bare {
    fn new(folder: &Path) -> Bare {
        let source = Connection::open(folder.join("cms.db")).unwrap();
        let target = Connection::open(folder.join("bare.db")).unwrap();
        target
            .execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF;")
            .unwrap();
        let mut statement = source.prepare("SELECT sql FROM sqlite_schema WHERE type = 'table'").unwrap();
        let tables: Vec<String> =
            statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
        drop(statement);
        tables.iter().for_each(|sql| target.execute_batch(sql).unwrap());
        Bare { source, target }
    }

    /// Seconds for writing what some revisions changed in users: record, index and log, in one transaction.
    fn write(&mut self, first: i64, last: i64, users: usize) -> f64 {
        type Row = (i64, i64, String, Option<String>, Option<i64>, Option<String>);
        let mut query = self
            .source
            .prepare(
                "SELECT revision, sequence, identity, before, before_revision, after FROM log_changes
                 WHERE kind = 'User' AND revision > ?1 AND revision <= ?2",
            )
            .unwrap();
        let read = |row: &rusqlite::Row<'_>| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?))
        };
        let rows: Vec<Row> = query.query_map([first, last], read).unwrap().collect::<Result<_, _>>().unwrap();
        assert_eq!(rows.len(), users);
        let rows: Vec<_> = rows.into_iter().map(|row| (entries(&row.3), entries(&row.5), row)).collect();
        let start = Instant::now();
        let transaction = self.target.transaction().unwrap();
        for (old, new, (revision, sequence, key, before, before_revision, after)) in &rows {
            let run = |sql: &str, values: &[&dyn rusqlite::ToSql]| {
                transaction.prepare_cached(sql).unwrap().execute(values).unwrap();
            };
            run(
                "INSERT INTO log_changes VALUES (?1, ?2, 'User', ?3, ?4, ?5, ?6)",
                params![revision, sequence, key, before, before_revision, after],
            );
            run(
                "INSERT OR REPLACE INTO records VALUES ('User', ?1, ?1, ?2, ?3)",
                params![key, after, revision],
            );
            for (attribute, value) in old.iter().filter(|entry| !new.contains(entry)) {
                run(
                    "DELETE FROM attributes WHERE kind = 'User' AND attribute = ?1 AND value = ?2 AND key = ?3",
                    params![attribute, value, key],
                );
            }
            for (attribute, value) in new.iter().filter(|entry| !old.contains(entry)) {
                run("INSERT INTO attributes VALUES ('User', ?1, ?2, ?3)", params![attribute, value, key]);
            }
        }
        transaction.commit().unwrap();
        start.elapsed().as_secs_f64()
    }

    /// Seconds for reading users, as values.
    fn read(&self, sql: &str, users: usize) -> f64 {
        let start = Instant::now();
        let mut query = self.target.prepare(sql).unwrap();
        let mut rows = query.query([]).unwrap();
        let mut count = 0;
        while let Some(row) = rows.next().unwrap() {
            let value: serde_json::Value = serde_json::from_str(&row.get::<_, String>(0).unwrap()).unwrap();
            count += usize::from(value.is_object());
        }
        assert_eq!(count, users);
        start.elapsed().as_secs_f64()
    }
}

/// What the index has of a user.
fn entries(value: &Option<String>) -> Vec<(&'static str, String)> {
    const INDEXED: [&str; 4] = ["SipAddress", "DisplayName", "RegistrarPool", "ExternalAccessPolicy"];
    let value: serde_json::Value = serde_json::from_str(value.as_deref().unwrap_or("null")).unwrap();
    let text = |name: &'static str| Some((name, value.get(name)?.as_str()?.to_lowercase()));
    INDEXED.into_iter().filter_map(text).collect()
}

/// Each phase, and the most memory in KB.
fn commands(folder: &Path, users: usize) -> (Vec<Phase>, u64) {
    let script = folder.join("users.ps1");
    let text = "New-CsSite Redmond -SipDomain contoso.com | Out-Null
New-CsPool pool01.contoso.net -Site Redmond | Out-Null
New-CsPool pool02.contoso.net -Site Redmond | Out-Null
New-CsExternalAccessPolicy Xmpp | Out-Null
function Get-Revision { (Get-CsManagementStoreReplicationStatus -CentralManagementStoreStatus).Revision }
function Measure-Phase { param($Name, $Block)
    $first = Get-Revision
    $start = Get-Date
    & $Block
    '{0} {1} {2} {3}' -f $Name, ((Get-Date) - $start).TotalSeconds, $first, (Get-Revision)
}
Measure-Phase import { Import-CsUserData users.csv -RegistrarPool pool01.contoso.net | Out-Null }
Measure-Phase list { Get-CsUser | Out-Null }
Measure-Phase filter { Get-CsUser -Filter { RegistrarPool -eq 'pool01.contoso.net' } | Out-Null }
Measure-Phase grant { Get-CsUser | Grant-CsExternalAccessPolicy -PolicyName Xmpp }
Measure-Phase move { Get-CsUser | Move-CsUser -Target pool02.contoso.net }
'moved {0}' -f @(Get-CsUser -Filter { RegistrarPool -eq 'pool02.contoso.net' }).Count
";
    std::fs::write(&script, text).unwrap();
    let mut rows = String::from("SipAddress,DisplayName,Enabled\n");
    for index in 0..users {
        rows.push_str(&format!("sip:user{index}@contoso.com,User {index},TRUE\n"));
    }
    std::fs::write(folder.join("users.csv"), rows).unwrap();
    let output = folder.join("output.txt");
    let mut child = Command::new(env!("CARGO_BIN_EXE_fedsh"))
        .args(["-NoProfile", "-File"])
        .arg(&script)
        .current_dir(folder)
        .env("FEDSH_STORE", folder.join("cms.db"))
        .env("HOME", folder)
        .stdout(std::fs::File::create(&output).unwrap())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap();
    let peak = watch(&mut child);
    let printed = std::fs::read_to_string(&output).unwrap();
    assert!(printed.contains(&format!("moved {users}")), "{printed}");
    let phases = printed.lines().filter_map(|line| {
        let mut words = line.split(' ');
        let name = words.next()?.to_owned();
        let seconds = words.next()?.parse().ok()?;
        Some(Phase { name, seconds, first: words.next()?.parse().ok()?, last: words.next()?.parse().ok()? })
    });
    (phases.collect(), peak)
}

/// Waits for the end of a process. Gives the most memory that it had, in KB.
fn watch(child: &mut Child) -> u64 {
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait().unwrap().is_none() {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let now = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok());
        peak = peak.max(now.unwrap_or(0));
        std::thread::sleep(Duration::from_millis(20));
    }
    peak
}
