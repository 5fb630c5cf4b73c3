//! One test suite over every implementation of [`Store`], and over what is built on it.

use super::*;
use crate::topology::kinds::USER;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

fn author() -> Author {
    Author { who: "admin@host".into(), command_line: "Set-Thing -Name a".into(), step: None }
}

fn user(address: &str, pool: &str) -> Value {
    json!({"SipAddress": format!("sip:{address}"), "RegistrarPool": pool})
}

fn put(store: &Arc<dyn Store>, kind: &str, identity: &str, value: Value) -> Revision {
    let mut transaction = Transaction::new(store.clone());
    transaction.put(kind, identity, value).unwrap();
    store.apply(&transaction.changes(), &author()).unwrap()
}

/// Runs each function as a test over each store.
macro_rules! over_all_stores {
    ($($test:ident),* $(,)?) => {
        mod memory {
            $(#[test] fn $test() { super::$test(std::sync::Arc::new(super::MemoryStore::new())); })*
        }
        mod sqlite {
            $(#[test] fn $test() {
                let folder = tempfile::tempdir().unwrap();
                let store = super::SqliteStore::open(&folder.path().join("a/cms.db")).unwrap();
                super::$test(std::sync::Arc::new(store));
            })*
        }
    };
}

over_all_stores!(
    records_are_found_without_regard_to_case,
    stale_changes_are_refused_whole,
    a_write_computed_from_an_old_read_is_refused,
    a_command_overtaken_by_another_process_changes_nothing,
    the_same_record_twice_is_refused,
    find_follows_changes,
    log_keeps_before_and_after,
    kinds_are_read_together,
    waiting_sees_a_change_and_a_limit,
    replicas_report_without_a_revision,
    transaction_reads_its_own_writes,
    savepoints_go_back,
    undo_restores_and_notices_later_changes,
    a_step_commits_together,
    a_failed_command_leaves_nothing,
    a_plan_changes_nothing,
);

fn records_are_found_without_regard_to_case(store: Arc<dyn Store>) {
    assert_eq!(store.revision().unwrap(), 0);
    put(&store, "Thing", "Tag:Sales", json!({"A": 1}));
    let record = store.get("Thing", "tag:SALES").unwrap().unwrap();
    assert_eq!(record.identity, "Tag:Sales");
    assert_eq!(record.revision, 1);
    assert_eq!(record.value, json!({"A": 1}));
    assert_eq!(store.get("Thing", "x").unwrap(), None);
    assert_eq!(store.get("Other", "Tag:Sales").unwrap(), None);
}

fn stale_changes_are_refused_whole(store: Arc<dyn Store>) {
    put(&store, "Thing", "a", json!(1));
    let mut stale = Transaction::new(store.clone());
    stale.put("Thing", "new", json!(1)).unwrap();
    stale.update("Thing", "a", json!(2)).unwrap();
    put(&store, "Thing", "a", json!(3));
    let error = store.apply(&stale.changes(), &author()).unwrap_err();
    let conflict = StoreError::Conflict {
        kind: "Thing".into(),
        identity: "a".into(),
        expected: Some(1),
        found: Some(2),
    };
    assert_eq!(error, conflict);
    assert_eq!(store.get("Thing", "new").unwrap(), None);
    assert_eq!(store.revision().unwrap(), 2);
    assert_eq!(store.log(0).unwrap().len(), 2);
}

fn a_write_computed_from_an_old_read_is_refused(store: Arc<dyn Store>) {
    put(&store, "Thing", "a", json!({"N": 1}));
    let mut transaction = Transaction::new(store.clone());
    assert!(transaction.get("Thing", "new").unwrap().is_none());
    assert_eq!(transaction.list("Thing").unwrap().len(), 1);
    put(&store, "Thing", "a", json!({"N": 2}));
    put(&store, "Thing", "new", json!(1));
    // A value that happens to be there already was still computed from what is there no more.
    for value in [json!({"N": 2}), json!({"N": 3})] {
        let error = transaction.put("Thing", "A", value).unwrap_err();
        assert!(matches!(error, StoreError::Conflict { expected: Some(1), found: Some(2), .. }), "{error:?}");
    }
    assert!(transaction.is_empty());
    transaction.put("Thing", "new", json!(2)).unwrap();
    let error = store.apply(&transaction.changes(), &author()).unwrap_err();
    assert!(matches!(error, StoreError::Conflict { expected: None, found: Some(3), .. }), "{error:?}");
    transaction.clear();
    transaction.put("Thing", "a", json!({"N": 3})).unwrap();
    store.apply(&transaction.changes(), &author()).unwrap();
}

fn a_command_overtaken_by_another_process_changes_nothing(store: Arc<dyn Store>) {
    put(&store, "Thing", "a", json!({"Colour": "Red", "Size": 1}));
    let session = Session::new(store.clone());
    let resize = |overtaken: bool| {
        session.change(&author(), |transaction| -> Result<(), StoreError> {
            let mut value = transaction.get("Thing", "a")?.unwrap().value;
            if overtaken {
                put(&store, "Thing", "a", json!({"Colour": "Blue", "Size": 1}));
            }
            value["Size"] = json!(2);
            transaction.put("Thing", "a", value)
        })
    };
    assert!(matches!(resize(true), Err(StoreError::Conflict { .. })));
    assert_eq!(store.get("Thing", "a").unwrap().unwrap().value, json!({"Colour": "Blue", "Size": 1}));
    resize(false).unwrap();
    assert_eq!(store.get("Thing", "a").unwrap().unwrap().value, json!({"Colour": "Blue", "Size": 2}));
}

fn the_same_record_twice_is_refused(store: Arc<dyn Store>) {
    let create =
        |identity: &str| Change::Create { kind: "Thing".into(), identity: identity.into(), after: json!(1) };
    let error = store.apply(&ChangeSet::new(vec![create("a"), create("A")]), &author()).unwrap_err();
    assert!(matches!(error, StoreError::InvalidRecord { .. }), "{error:?}");
    assert_eq!(store.revision().unwrap(), 0);
}

fn find_follows_changes(store: Arc<dyn Store>) {
    put(&store, USER, "ken", user("Ken@contoso.com", "pool01"));
    put(&store, USER, "ann", user("ann@contoso.com", "pool01"));
    put(&store, USER, "ken", user("ken@contoso.com", "pool02"));
    let names = |attribute: &str, value: &str| -> Vec<String> {
        store.find(USER, attribute, value).unwrap().into_iter().map(|record| record.identity).collect()
    };
    assert_eq!(names("RegistrarPool", "POOL01"), ["ann"]);
    assert_eq!(names("sipaddress", "sip:KEN@contoso.com"), ["ken"]);
    put(
        &store,
        "XmppAllowedPartner",
        "f",
        json!({"Domain": "f.com", "AdditionalDomains": ["g.com", "h.com"]}),
    );
    assert_eq!(store.find("XmppAllowedPartner", "AdditionalDomains", "H.com").unwrap().len(), 1);
    put(&store, "Plain", "p", json!({"Colour": "Red"}));
    assert_eq!(store.find("Plain", "Colour", "red").unwrap().len(), 1);
    store.verify().unwrap();
}

fn log_keeps_before_and_after(store: Arc<dyn Store>) {
    put(&store, "Thing", "a", json!({"N": 1}));
    put(&store, "Thing", "a", json!({"N": 2}));
    let mut transaction = Transaction::new(store.clone());
    transaction.delete("Thing", "a").unwrap();
    store.apply(&transaction.changes(), &Author { step: Some("S".into()), ..author() }).unwrap();
    let log = store.log(1).unwrap();
    assert_eq!(log.iter().map(|entry| entry.revision).collect::<Vec<_>>(), [2, 3]);
    assert_eq!(log[0].author, author());
    assert_eq!(log[1].author.step.as_deref(), Some("S"));
    let change = &log[0].changes.changes()[0];
    assert_eq!(change.before().unwrap().value, json!({"N": 1}));
    assert_eq!(change.after(), Some(&json!({"N": 2})));
    assert!(matches!(log[1].changes.changes()[0], Change::Delete { .. }));
    assert_eq!(store.log_entry(2).unwrap().as_ref(), Some(&log[0]));
    assert_eq!(store.log_entry(9).unwrap(), None);
}

fn kinds_are_read_together(store: Arc<dyn Store>) {
    put(&store, "B", "2", json!(2));
    put(&store, "A", "1", json!(1));
    put(&store, "A", "0", json!(0));
    let (revision, records) = store.read_kinds(&["A", "B"]).unwrap();
    assert_eq!(revision, 3);
    assert_eq!(records.iter().map(|record| record.identity.as_str()).collect::<Vec<_>>(), ["0", "1", "2"]);
    assert_eq!(store.list("A").unwrap().len(), 2);
}

fn waiting_sees_a_change_and_a_limit(store: Arc<dyn Store>) {
    assert_eq!(store.wait_for_revision_after(0, Duration::from_millis(30)).unwrap(), None);
    let other = store.clone();
    let waiter = std::thread::spawn(move || other.wait_for_revision_after(0, Duration::from_secs(20)));
    put(&store, "Thing", "a", json!(1));
    assert_eq!(waiter.join().unwrap().unwrap(), Some(1));
}

fn replicas_report_without_a_revision(store: Arc<dyn Store>) {
    let time = chrono::DateTime::from_timestamp(1_700_000_000, 0).unwrap();
    let status = |fqdn: &str, revision| ReplicaStatus { fqdn: fqdn.into(), revision, time };
    store.report_replica(&status("Edge.contoso.net", 1)).unwrap();
    store.report_replica(&status("edge.contoso.net", 2)).unwrap();
    assert_eq!(store.replicas().unwrap(), [status("edge.contoso.net", 2)]);
    assert_eq!(store.revision().unwrap(), 0);
}

fn transaction_reads_its_own_writes(store: Arc<dyn Store>) {
    put(&store, USER, "ann", user("ann@contoso.com", "pool01"));
    put(&store, USER, "ken", user("ken@contoso.com", "pool01"));
    let mut transaction = Transaction::new(store.clone());
    transaction.update(USER, "ANN", user("ann@contoso.com", "pool02")).unwrap();
    transaction.create(USER, "bob", user("bob@contoso.com", "pool02")).unwrap();
    transaction.delete(USER, "ken").unwrap();
    let names = |records: Vec<Record>| records.into_iter().map(|record| record.identity).collect::<Vec<_>>();
    assert_eq!(names(transaction.find(USER, "RegistrarPool", "pool02").unwrap()), ["ann", "bob"]);
    assert!(transaction.find(USER, "RegistrarPool", "pool01").unwrap().is_empty());
    assert_eq!(names(transaction.list(USER).unwrap()), ["ann", "bob"]);
    assert_eq!(transaction.get(USER, "ken").unwrap(), None);
    assert!(matches!(transaction.create(USER, "bob", json!({})), Err(StoreError::AlreadyExists { .. })));
    assert!(matches!(transaction.update(USER, "ken", json!({})), Err(StoreError::NotFound { .. })));
    // Created and deleted again: nothing is left to do for it.
    transaction.delete(USER, "bob").unwrap();
    assert_eq!(transaction.changes().len(), 2);
}

fn savepoints_go_back(store: Arc<dyn Store>) {
    put(&store, "Thing", "a", json!({"N": 1}));
    let mut transaction = Transaction::new(store.clone());
    transaction.put("Thing", "a", json!({"N": 2})).unwrap();
    let savepoint = transaction.savepoint();
    transaction.put("Thing", "a", json!({"N": 3})).unwrap();
    transaction.put("Thing", "b", json!({"N": 9})).unwrap();
    assert_eq!(
        transaction.changes_since(savepoint).to_string(),
        "~ Thing a\n    N: 2 -> 3\n+ Thing b\n    N: 9\n"
    );
    transaction.roll_back(savepoint);
    assert_eq!(transaction.changes().to_string(), "~ Thing a\n    N: 1 -> 2\n");
}

fn undo_restores_and_notices_later_changes(store: Arc<dyn Store>) {
    put(&store, "Thing", "a", json!({"N": 1}));
    let second = put(&store, "Thing", "a", json!({"N": 2}));
    let third = put(&store, "Thing", "b", json!({"N": 7}));
    let inverse = undo(&*store, second).unwrap();
    assert_eq!(inverse.to_string(), "~ Thing a\n    N: 2 -> 1\n");
    let both = undo_revisions(&*store, &[third, second], |_| true).unwrap();
    assert_eq!(both.to_string(), "- Thing b\n~ Thing a\n    N: 2 -> 1\n");
    store.apply(&both, &author()).unwrap();
    assert_eq!(store.get("Thing", "b").unwrap(), None);
    assert!(matches!(undo(&*store, second), Err(StoreError::Conflict { identity, .. }) if identity == "a"));
    assert_eq!(undo(&*store, 99), Err(StoreError::UnknownRevision { revision: 99 }));
}

fn a_step_commits_together(store: Arc<dyn Store>) {
    let session = Session::new(store.clone());
    session.begin_step("Move users").unwrap();
    assert!(matches!(session.begin_step("Other"), Err(StoreError::StepOrder { .. })));
    for identity in ["a", "b"] {
        let done = session
            .change::<_, StoreError>(&author(), |transaction| {
                transaction.create("T", identity, json!({"N": 1}))
            })
            .unwrap();
        assert_eq!(done.revision, None);
        assert_eq!(done.changes.len(), 1);
    }
    assert_eq!(session.list("T").unwrap().len(), 2);
    assert_eq!(store.revision().unwrap(), 0);
    assert_eq!(session.commit_step(&author()).unwrap(), Some(1));
    let log = store.log(0).unwrap();
    assert_eq!(log[0].author.step.as_deref(), Some("Move users"));
    assert_eq!(log[0].changes.len(), 2);
    assert!(session.commit_step(&author()).is_err());
}

fn a_failed_command_leaves_nothing(store: Arc<dyn Store>) {
    let session = Session::new(store.clone());
    session.begin_step("S").unwrap();
    session.change::<_, StoreError>(&author(), |t| t.create("T", "a", json!(1))).unwrap();
    let failed = session.change::<(), StoreError>(&author(), |transaction| {
        transaction.create("T", "b", json!(1))?;
        transaction.create("T", "a", json!(1))
    });
    assert!(matches!(failed, Err(StoreError::AlreadyExists { .. })));
    assert_eq!(session.pending().len(), 1);
    assert_eq!(session.abandon_step().len(), 1);
    assert!(session.list("T").unwrap().is_empty());
    let direct = session.change::<_, StoreError>(&author(), |t| t.create("T", "c", json!(1))).unwrap();
    assert_eq!(direct.revision, Some(1));
}

fn a_plan_changes_nothing(store: Arc<dyn Store>) {
    let session = Session::new(store.clone());
    let preview = session.preview::<_, StoreError>(|t| t.create("T", "a", json!({"N": 1}))).unwrap();
    assert_eq!(preview.changes.to_string(), "+ T a\n    N: 1\n");
    assert_eq!(session.get("T", "a").unwrap(), None);
    session.begin_plan().unwrap();
    session.begin_step("S").unwrap();
    session.change::<_, StoreError>(&author(), |t| t.create("T", "a", json!({"N": 1}))).unwrap();
    assert_eq!(session.commit_step(&author()).unwrap(), None);
    session.change::<_, StoreError>(&author(), |t| t.update("T", "a", json!({"N": 2}))).unwrap();
    assert_eq!(session.end_plan().to_string(), "+ T a\n    N: 2\n");
    assert_eq!(store.revision().unwrap(), 0);
    assert_eq!(session.get("T", "a").unwrap(), None);
}
