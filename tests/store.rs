//! The SQLite store against what happens to files: kills, full disks, damage, other processes.
//!
//! Other processes are this test program itself, started for [`child`] with a task in its environment.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test says what is wrong by panicking")]

use fedsh::topology::kinds::USER;
use fedsh::topology::store::{
    Author, Change, ChangeSet, Reader, ReplicaStatus, SqliteStore, Store, StoreError, Transaction, open,
};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

const TASK: &str = "FEDSH_STORE_TEST_TASK";
const FILE: &str = "FEDSH_STORE_TEST_FILE";
const LIMIT: Duration = Duration::from_secs(60);
const RECORDS: usize = 12;

struct Folder {
    _folder: tempfile::TempDir,
    file: PathBuf,
}

fn folder() -> Folder {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("cms.db");
    Folder { _folder: folder, file }
}

fn store(file: &Path) -> Arc<dyn Store> {
    open(file.to_str()).unwrap()
}

fn author() -> Author {
    Author { who: "test".into(), command_line: "test".into(), step: None }
}

fn spawn(task: &str, file: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child", "--nocapture"])
        .env(TASK, task)
        .env(FILE, file)
        .stdout(Stdio::null())
        .spawn()
        .unwrap()
}

/// Waits for a condition, with a limit.
fn until(what: &str, mut condition: impl FnMut() -> bool) {
    let end = Instant::now() + LIMIT;
    while !condition() {
        assert!(Instant::now() < end, "waited too long for {what}");
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// Not a test of its own: what the other processes do. Without a task it has nothing to do.
#[test]
fn child() {
    let (Ok(task), Ok(file)) = (std::env::var(TASK), std::env::var(FILE)) else { return };
    let store = store(Path::new(&file));
    match task.as_str() {
        "count" => count_forever(&store),
        "increment" => (0..100).for_each(|_| increment(&store)),
        "increment_once" => increment(&store),
        "follow" => follow(&store),
        "fill" => fill(&store),
        other => panic!("no task {other}"),
    }
}

/// Sets every record to the next number, again and again, each time in one change set.
fn count_forever(store: &Arc<dyn Store>) {
    loop {
        let mut transaction = Transaction::new(store.clone());
        let next = store.revision().unwrap() + 1;
        for index in 0..RECORDS {
            // Long enough that a change set spans several pages.
            let value =
                json!({"N": next, "SipAddress": format!("sip:u{index}-{next}@x"), "Pad": "x".repeat(700)});
            transaction.put(USER, &index.to_string(), value).unwrap();
        }
        store.apply(&transaction.changes(), &author()).unwrap();
    }
}

/// Adds one to a record, repeating when another process was faster.
fn increment(store: &Arc<dyn Store>) {
    let attempt = || {
        let mut transaction = Transaction::new(store.clone());
        let before = transaction.get("Counter", "c")?;
        let number = before.and_then(|record| record.value.get("N")?.as_i64()).unwrap_or(0);
        transaction.put("Counter", "c", json!({"N": number + 1}))?;
        store.apply(&transaction.changes(), &author())
    };
    loop {
        match attempt() {
            Ok(_) => return,
            Err(StoreError::Conflict { .. }) => {}
            Err(error) => panic!("{error}"),
        }
    }
}

/// Reports each revision as a replica does, until the record `stop` exists.
fn follow(store: &Arc<dyn Store>) {
    let mut revision = 0;
    while store.get("Flag", "stop").unwrap().is_none() {
        if let Some(next) = store.wait_for_revision_after(revision, LIMIT).unwrap() {
            revision = next;
        }
        let time = chrono::Utc::now();
        store.report_replica(&ReplicaStatus { fqdn: "replica".into(), revision, time }).unwrap();
    }
}

/// Writes until the file may not grow, and then checks that what was written is still there.
fn fill(store: &Arc<dyn Store>) {
    let mut written = 0;
    let error = loop {
        let identity = format!("{written}");
        let create = Change::Create { kind: "Big".into(), identity, after: json!("x".repeat(20_000)) };
        match store.apply(&ChangeSet::new(vec![create]), &author()) {
            Ok(_) => written += 1,
            Err(error) => break error,
        }
        assert!(written < 10_000, "the limit on the file's size was not met");
    };
    assert!(matches!(error, StoreError::Unavailable { .. }), "{error:?}");
    assert_eq!(store.list("Big").unwrap().len(), written);
}

fn assert_whole(file: &Path) -> i64 {
    let store = SqliteStore::open(file).unwrap();
    store.verify().unwrap();
    let revision = store.revision().unwrap();
    let numbers: Vec<i64> =
        store.list(USER).unwrap().iter().map(|record| record.value["N"].as_i64().unwrap()).collect();
    let expected = if revision == 0 { vec![] } else { vec![revision; RECORDS] };
    assert_eq!(numbers, expected, "half a change set at revision {revision}");
    let log = store.log(revision - 1).unwrap();
    assert_eq!(log.iter().map(|entry| entry.changes.len()).sum::<usize>(), numbers.len());
    let stale = store.find(USER, "SipAddress", &format!("sip:u0-{}@x", revision - 1)).unwrap();
    assert!(stale.is_empty(), "the index is behind");
    revision
}

#[test]
fn killed_at_any_point_it_opens_with_a_whole_revision() {
    let folder = folder();
    let mut last = 0;
    for round in 0..30u64 {
        let mut writer = spawn("count", &folder.file);
        // The first rounds kill while the file is being made; later ones in the middle of writing.
        if round >= 6 {
            until("the first change", || {
                SqliteStore::open(&folder.file).is_ok_and(|store| store.revision().unwrap() > last)
            });
        }
        std::thread::sleep(Duration::from_micros(round * 1_733 % 25_000 + rand::random_range(0..8_000)));
        writer.kill().unwrap();
        writer.wait().unwrap();
        let revision = assert_whole(&folder.file);
        assert!(revision >= last);
        last = revision;
    }
    assert!(last > 24, "the writer hardly wrote: revision {last}");
}

#[test]
fn two_processes_lose_no_update() {
    let folder = folder();
    let mut other = spawn("increment", &folder.file);
    let here = store(&folder.file);
    (0..100).for_each(|_| increment(&here));
    assert!(other.wait().unwrap().success());
    assert_eq!(here.get("Counter", "c").unwrap().unwrap().value, json!({"N": 200}));
    assert_eq!(here.revision().unwrap(), 200);
}

#[test]
fn processes_that_create_the_store_together_share_it() {
    for _ in 0..4 {
        let folder = folder();
        let opened: Vec<Child> = (0..5).map(|_| spawn("increment_once", &folder.file)).collect();
        opened.into_iter().for_each(|mut child| assert!(child.wait().unwrap().success()));
        assert_eq!(store(&folder.file).get("Counter", "c").unwrap().unwrap().value, json!({"N": 5}));
    }
}

#[test]
fn another_process_follows() {
    let folder = folder();
    let here = store(&folder.file);
    let mut follower = spawn("follow", &folder.file);
    for identity in ["a", "b", "stop"] {
        let create = Change::Create { kind: "Flag".into(), identity: identity.into(), after: json!(1) };
        let revision = here.apply(&ChangeSet::new(vec![create]), &author()).unwrap();
        until("the replica's report", || {
            here.replicas().unwrap().first().is_some_and(|replica| replica.revision == revision)
        });
    }
    assert!(follower.wait().unwrap().success());
}

#[test]
fn a_full_disk_is_an_error_and_loses_nothing() {
    let folder = folder();
    store(&folder.file);
    let program = std::env::current_exe().unwrap();
    // A limit on file sizes stands for the full disk; without the trap it would be a signal.
    let script = r#"trap "" XFSZ; ulimit -f 1500; exec "$0" --exact child --nocapture"#;
    let status = Command::new("sh")
        .args(["-c", script])
        .arg(program)
        .env(TASK, "fill")
        .env(FILE, &folder.file)
        .stdout(Stdio::null())
        .status()
        .unwrap();
    assert!(status.success());
    let store = SqliteStore::open(&folder.file).unwrap();
    store.verify().unwrap();
    assert!(store.revision().unwrap() > 0);
}

#[test]
fn a_newer_store_is_refused_untouched() {
    let folder = folder();
    drop(store(&folder.file));
    let connection = rusqlite::Connection::open(&folder.file).unwrap();
    connection.pragma_update(None, "user_version", 99).unwrap();
    drop(connection);
    let before = std::fs::read(&folder.file).unwrap();
    let error = SqliteStore::open(&folder.file).err().unwrap();
    assert!(matches!(error, StoreError::NewerVersion { found: 99, supported: 1, .. }), "{error:?}");
    assert_eq!(std::fs::read(&folder.file).unwrap(), before);
    assert_eq!(std::fs::read_dir(folder.file.parent().unwrap()).unwrap().count(), 1);
}

#[test]
fn files_that_are_no_store_are_refused_untouched() {
    let folder = folder();
    let foreign = rusqlite::Connection::open(&folder.file).unwrap();
    foreign.execute_batch("CREATE TABLE theirs (x); INSERT INTO theirs VALUES (1)").unwrap();
    drop(foreign);
    let text = folder.file.with_file_name("notes.txt");
    std::fs::write(&text, "remember the milk\n".repeat(20)).unwrap();
    for file in [&folder.file, &text] {
        let before = std::fs::read(file).unwrap();
        let error = SqliteStore::open(file).err().unwrap();
        assert!(matches!(error, StoreError::Damaged { .. }), "{error:?}");
        assert!(error.to_string().contains(file.to_str().unwrap()));
        assert_eq!(std::fs::read(file).unwrap(), before);
    }
}

#[test]
fn damage_is_named() {
    let folder = folder();
    let writer = store(&folder.file);
    for index in 0..200 {
        let create = Change::Create {
            kind: USER.into(),
            identity: index.to_string(),
            after: json!({"P": "y".repeat(900)}),
        };
        writer.apply(&ChangeSet::new(vec![create]), &author()).unwrap();
    }
    drop(writer);
    let mut bytes = std::fs::read(&folder.file).unwrap();
    let length = bytes.len();
    bytes[4096 * 3..length - 4096].fill(0xa5);
    std::fs::write(&folder.file, bytes).unwrap();
    let outcome = SqliteStore::open(&folder.file).and_then(|store| store.verify());
    assert!(matches!(outcome, Err(StoreError::Damaged { .. })), "{outcome:?}");
}

#[test]
fn places_that_cannot_be_used_are_errors() {
    let folder = folder();
    let parent = folder.file.parent().unwrap();
    std::fs::write(parent.join("plain"), "").unwrap();
    for location in [parent.to_str().unwrap(), parent.join("plain/cms.db").to_str().unwrap()] {
        let error = open(Some(location)).err().unwrap();
        assert!(matches!(error, StoreError::Unavailable { .. }), "{error:?}");
        assert!(error.to_string().contains(location), "{error}");
    }
    for location in ["etcd://h:2379/p", "http://x/", " "] {
        let error = open(Some(location)).err().unwrap();
        assert!(matches!(error, StoreError::UnsupportedLocation { .. }), "{error:?}");
    }
}

#[test]
fn a_file_that_may_not_be_written_is_an_error() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    drop(store(&folder.file));
    let parent = folder.file.parent().unwrap();
    let modes = |file: u32, folder_mode: u32| {
        std::fs::set_permissions(&folder.file, PermissionsExt::from_mode(file)).unwrap();
        std::fs::set_permissions(parent, PermissionsExt::from_mode(folder_mode)).unwrap();
    };
    modes(0o400, 0o500);
    let outcome = SqliteStore::open(&folder.file).and_then(|store| {
        let create = Change::Create { kind: "T".into(), identity: "a".into(), after: json!(1) };
        store.apply(&ChangeSet::new(vec![create]), &author())
    });
    let owner_is_bound = std::fs::write(parent.join("probe"), "").is_err();
    modes(0o600, 0o700);
    // Root is bound by no permission, so then the write has to succeed.
    match owner_is_bound {
        true => assert!(matches!(outcome, Err(StoreError::Unavailable { .. })), "{outcome:?}"),
        false => assert_eq!(outcome, Ok(1)),
    }
}

#[test]
fn the_file_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let file = folder.file.with_file_name("new").join("cms.db");
    drop(store(&file));
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&file), mode(file.parent().unwrap())), (0o600, 0o700));
}

#[test]
fn many_users_are_found_quickly() {
    const USERS: usize = 20_000;
    let folder = folder();
    let store = store(&folder.file);
    let mut transaction = Transaction::new(store.clone());
    for index in 0..USERS {
        let value = json!({"SipAddress": format!("sip:user{index}@contoso.com"),
            "DisplayName": format!("User {index}"), "RegistrarPool": format!("pool{}", index % 1000)});
        transaction.create(USER, &format!("user{index}@contoso.com"), value).unwrap();
    }
    store.apply(&transaction.changes(), &author()).unwrap();
    let start = Instant::now();
    for index in (0..USERS).step_by(100) {
        let found = store.find(USER, "SipAddress", &format!("SIP:user{index}@contoso.com")).unwrap();
        assert_eq!(found.len(), 1);
    }
    assert_eq!(store.find(USER, "RegistrarPool", "pool7").unwrap().len(), USERS / 1000);
    let each = start.elapsed() / 201;
    // A scan of this many takes tens of milliseconds.
    assert!(each < Duration::from_millis(5), "a look-up took {each:?}");
}

/// A shell on a store in a folder, under a shell command that limits it.
fn shell(before: &str, folder: &Path, script: &str) -> Command {
    let mut command = Command::new("bash");
    let line = format!("{before} exec '{}' -NoProfile -NonInteractive -Command \"$SCRIPT\"", shell_file());
    command
        .args(["-c", &line])
        .current_dir(folder)
        .env("SCRIPT", script)
        .env("FEDSH_STORE", "./cms.db")
        .env("HOME", folder)
        .env("NO_COLOR", "1");
    command
}

fn shell_file() -> &'static str {
    env!("CARGO_BIN_EXE_fedsh")
}

/// What the shell printed, errors after the rest.
fn said(command: &mut Command) -> String {
    let output = command.output().unwrap();
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// Users for a file of that many rows.
fn users_file(file: &Path, count: usize) {
    let rows: String = (0..count).map(|index| format!("sip:u{index}@contoso.com,User {index}\n")).collect();
    std::fs::write(file, format!("SipAddress,DisplayName\n{rows}")).unwrap();
}

const FILL: &str = "
    $before = (Get-CsManagementStoreReplicationStatus -CentralManagementStoreStatus).Revision
    try { Import-CsUserData $env:USERS -ErrorAction Stop | Out-Null; 'imported' } catch { \"refused: $_\" }
    try { Export-CsConfiguration -FileName ./all.zip -ErrorAction Stop; 'exported' } catch { \"not exported: $_\" }
    'users {0}, sites {1}, changed {2}, zip {3}' -f @(Get-CsUser).Count, @(Get-CsSite).Count, ((Get-CsManagementStoreReplicationStatus -CentralManagementStoreStatus).Revision -ne $before), (Test-Path all.zip)
";

/// A small file system of its own where that may be mounted, else a limit on the size of files.
#[test]
fn commands_on_a_full_disk_change_nothing() {
    let parent = tempfile::tempdir().unwrap();
    let users = parent.path().join("users.csv");
    users_file(&users, 30_000);
    let small = parent.path().join("small");
    std::fs::create_dir(&small).unwrap();
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=1500k", "tmpfs"])
        .arg(&small)
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    let limit = if mounted { "" } else { "trap '' XFSZ; ulimit -f 1500;" };
    said(&mut shell("", &small, "New-CsSite Redmond -SipDomain contoso.com | Out-Null"));
    // What the export would write does not fit either: the file is filled up first.
    let filler = small.join("filler");
    if mounted {
        let _ = std::fs::write(&filler, vec![1; 1_100_000]);
    }
    let full = said(shell(limit, &small, FILL).env("USERS", &users));
    let reason = if mounted { "the disk is full" } else { "cannot be used" };
    assert!(full.contains("refused: The store") && full.contains(reason), "{full}");
    assert!(full.contains("users 0, sites 1, changed False"), "{full}");
    let _ = std::fs::remove_file(&filler);
    // With room again the same store works on.
    users_file(&users, 50);
    let room = said(shell("", &small, FILL).env("USERS", &users));
    if mounted {
        Command::new("umount").arg("-l").arg(&small).status().unwrap();
    }
    assert!(room.contains("imported\nexported\nusers 50, sites 1, changed True, zip True"), "{room}");
}

/// Root is bound by no permission, so the shell runs as nobody then.
#[test]
fn commands_on_a_read_only_store_say_so_and_change_nothing() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let copy = path.join("fedsh");
    std::fs::copy(shell_file(), &copy).unwrap();
    said(&mut shell("", path, "New-CsSite Redmond -SipDomain contoso.com | Out-Null"));
    let before = std::fs::read(path.join("cms.db")).unwrap();
    let mode = |file: &Path, mode: u32| {
        std::fs::set_permissions(file, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    mode(&path.join("cms.db"), 0o444);
    mode(path, 0o555);
    let script = "try { New-CsSite Bellevue -ErrorAction Stop | Out-Null; 'made' } catch { \"refused: $_\" }";
    let mut command = Command::new(&copy);
    command
        .args(["-NoProfile", "-NonInteractive", "-Command", script])
        .current_dir(path)
        .env("FEDSH_STORE", "./cms.db")
        .env("HOME", path)
        .env("NO_COLOR", "1");
    use std::os::unix::fs::MetadataExt;
    if std::fs::metadata("/proc/self").unwrap().uid() == 0 {
        use std::os::unix::process::CommandExt;
        command.uid(65_534).gid(65_534);
    }
    let found = said(&mut command);
    mode(path, 0o755);
    assert!(found.contains("refused: The store") && found.contains("read-only"), "{found}");
    assert_eq!(std::fs::read(path.join("cms.db")).unwrap(), before);
}
