//! Many users: import, filter, grant and move by the commands, beside the same rows in a bare rusqlite program.
//! Printed, never asserted. `FEDSH_BENCH_USERS` sets their number.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark prints, and stops when it cannot run"
)]

use rusqlite::{Connection, params};
use serde_json::json;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

fn main() {
    let users: usize =
        std::env::var("FEDSH_BENCH_USERS").ok().and_then(|text| text.parse().ok()).unwrap_or(100_000);
    let folder = std::env::temp_dir().join(format!("fedsh-users-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let bare = bare(&folder.join("bare.db"), users);
    let (phases, peak) = commands(&folder, users);
    std::fs::remove_dir_all(&folder).unwrap();
    println!("{users} users; most memory of fedsh: {} MB", peak / 1024);
    for (name, seconds) in phases {
        let reference = match name.as_str() {
            "filter" | "list" => bare.read,
            _ => bare.write,
        };
        let rate = users as f64 / seconds;
        println!("{name:<8} {rate:>9.0} users a second, {:.1} times the bare program", seconds / reference);
    }
    println!(
        "bare     {:>9.0} users a second written, {:.0} read",
        users as f64 / bare.write,
        users as f64 / bare.read
    );
}

/// Seconds of the bare program.
struct Bare {
    write: f64,
    read: f64,
}

/// Writes the rows in one transaction, with an index on the pool, and reads those of the pool.
fn bare(file: &Path, users: usize) -> Bare {
    let mut connection = Connection::open(file).unwrap();
    connection
        .execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
             CREATE TABLE users (key TEXT PRIMARY KEY, pool TEXT NOT NULL, value TEXT NOT NULL);
             CREATE INDEX pools ON users (pool);",
        )
        .unwrap();
    let start = Instant::now();
    let transaction = connection.transaction().unwrap();
    {
        let mut insert = transaction.prepare("INSERT INTO users VALUES (?1, ?2, ?3)").unwrap();
        for index in 0..users {
            let value = json!({
                "Id": format!("user{index}@contoso.com"), "SipAddress": format!("sip:user{index}@contoso.com"),
                "DisplayName": format!("User {index}"), "RegistrarPool": "pool01.contoso.net", "Enabled": true,
            });
            let key = format!("user{index}@contoso.com");
            insert.execute(params![key, "pool01.contoso.net", value.to_string()]).unwrap();
        }
    }
    transaction.commit().unwrap();
    let write = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let mut query = connection.prepare("SELECT value FROM users WHERE pool = ?1").unwrap();
    let mut rows = query.query(["pool01.contoso.net"]).unwrap();
    let mut count = 0;
    while let Some(row) = rows.next().unwrap() {
        let value: serde_json::Value = serde_json::from_str(&row.get::<_, String>(0).unwrap()).unwrap();
        count += usize::from(value.is_object());
    }
    assert_eq!(count, users);
    Bare { write, read: start.elapsed().as_secs_f64() }
}

/// Name and seconds of each phase, and the most memory in KB.
fn commands(folder: &Path, users: usize) -> (Vec<(String, f64)>, u64) {
    let script = folder.join("users.ps1");
    let text = "New-CsSite Redmond -SipDomain contoso.com | Out-Null
New-CsPool pool01.contoso.net -Site Redmond | Out-Null
New-CsPool pool02.contoso.net -Site Redmond | Out-Null
New-CsExternalAccessPolicy Xmpp | Out-Null
function Measure-Phase { param($Name, $Block)
    $start = Get-Date
    & $Block
    '{0} {1}' -f $Name, ((Get-Date) - $start).TotalSeconds
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
        .stdout(std::fs::File::create(&output).unwrap())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap();
    let peak = watch(&mut child);
    let printed = std::fs::read_to_string(&output).unwrap();
    assert!(printed.contains(&format!("moved {users}")), "{printed}");
    let phases = printed.lines().filter_map(|line| {
        let (name, seconds) = line.split_once(' ')?;
        (name != "moved").then_some(())?;
        Some((name.to_owned(), seconds.parse().ok()?))
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
