//! From a row to the directory.

use super::ImportedUser;
use crate::topology::kinds;
use crate::topology::model::user_key;
use crate::topology::store::{Reader, Record, StoreError, Transaction, fold};
use serde_json::{Value, json};
use std::collections::HashMap;

/// What storing a row did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stored {
    /// The user is new.
    Created,
    /// The user was there and has changed.
    Updated,
    /// The user was there as the row says.
    Unchanged,
}

/// The users of a store by their two names, for files with many rows.
pub struct Known {
    /// Keys by name and folded value.
    by_name: Keys<(&'static str, String), String>,
    /// Records by key; none for one that these rows made, which is pending in the transaction.
    records: Keys<String, Option<Record>>,
}

/// Quick for short keys.
type Keys<K, V> = HashMap<K, V, foldhash::fast::RandomState>;

impl Known {
    /// Reads every user once.
    pub fn of(transaction: &Transaction) -> Result<Known, StoreError> {
        let mut known = Known { by_name: Keys::default(), records: Keys::default() };
        for record in transaction.list(kinds::USER)? {
            known.note(&record.identity, &record.value);
            known.records.insert(fold(&record.identity), Some(record));
        }
        Ok(known)
    }

    /// The key of the user with that name.
    fn find(&self, name: &'static str, value: &str) -> Option<&String> {
        self.by_name.get(&(name, fold(value)))
    }

    fn note(&mut self, identity: &str, value: &Value) {
        let key = fold(identity);
        for name in NAMES {
            if let Some(value) = value.get(name).and_then(Value::as_str) {
                self.by_name.insert((name, fold(value)), key.clone());
            }
        }
        self.records.insert(key, None);
    }

    /// The record with that key, with what is pending.
    fn record(&self, transaction: &Transaction, key: &str) -> Result<Option<Record>, StoreError> {
        match self.records.get(key) {
            Some(Some(record)) => Ok(Some(record.clone())),
            _ => transaction.get(kinds::USER, key),
        }
    }
}

/// What tells one user from another.
const NAMES: [&str; 2] = ["SipAddress", "UserPrincipalName"];

/// Creates the user of a row, or updates the one with its SIP address or sign-in name.
///
/// Attributes that the row does not have stay. So does the home pool of a user who has one: only a move
/// changes it, so that an export can be read again after users have moved.
/// Errors: `AlreadyExists` when its two names belong to two different users.
pub fn store_user(
    transaction: &mut Transaction,
    known: &mut Known,
    row: ImportedUser,
) -> Result<Stored, StoreError> {
    let mut existing: Option<&String> = None;
    for name in NAMES {
        let Some(value) = row.properties.get(name).and_then(Value::as_str) else { continue };
        let Some(found) = known.find(name, value) else { continue };
        match &existing {
            None => existing = Some(found),
            Some(other) if *other == found => {}
            Some(_) => {
                return Err(StoreError::AlreadyExists {
                    kind: kinds::USER.to_owned(),
                    identity: value.to_owned(),
                });
            }
        }
    }
    let existing = existing.map(|key| known.record(transaction, key)).transpose()?;
    let Some(record) = existing.flatten() else {
        let key = user_key(&row.properties).unwrap_or_default();
        let mut properties = row.properties;
        properties.insert("Id".to_owned(), json!(key));
        let value = Value::Object(properties);
        if known.records.contains_key(&fold(&key)) {
            return Err(StoreError::AlreadyExists { kind: kinds::USER.to_owned(), identity: key });
        }
        known.note(&key, &value);
        transaction.put(kinds::USER, &key, value)?;
        return Ok(Stored::Created);
    };
    let mut value = record.value.clone();
    if let Some(object) = value.as_object_mut() {
        let homed = object.get("RegistrarPool").is_some_and(Value::is_string);
        for (name, new) in row.properties {
            if homed && (name == "RegistrarPool" || name == "HomeServer" || name == "Enabled") {
                continue;
            }
            object.insert(name, new);
        }
    }
    if value == record.value {
        return Ok(Stored::Unchanged);
    }
    known.note(&record.identity, &value);
    transaction.put(kinds::USER, &record.identity, value)?;
    Ok(Stored::Updated)
}

#[cfg(test)]
mod tests {
    use super::super::read_csv;
    use super::*;
    use crate::topology::model::user_by_sip_address;
    use crate::topology::store::MemoryStore;
    use std::sync::Arc;

    fn import(transaction: &mut Transaction, text: &str) -> Result<Stored, StoreError> {
        let row = read_csv(text.to_owned()).unwrap().next().unwrap().unwrap();
        let mut known = Known::of(transaction)?;
        store_user(transaction, &mut known, row)
    }

    #[test]
    fn reading_an_export_again_does_not_move_users_back() {
        let mut transaction = Transaction::new(Arc::new(MemoryStore::new()));
        let text = "SipAddress,RegistrarPool,Fax\na@x.com,pool01,1\n";
        assert_eq!(import(&mut transaction, text).unwrap(), Stored::Created);
        assert_eq!(import(&mut transaction, text).unwrap(), Stored::Unchanged);
        let mut value = transaction.get(kinds::USER, "a@x.com").unwrap().unwrap().value;
        value["RegistrarPool"] = json!("pool02");
        transaction.update(kinds::USER, "a@x.com", value).unwrap();
        assert_eq!(import(&mut transaction, &text.replace(",1", ",2")).unwrap(), Stored::Updated);
        let user = user_by_sip_address(&transaction, "a@x.com").unwrap().unwrap();
        assert_eq!(user.registrar_pool.as_deref(), Some("pool02"));
        let value = transaction.get(kinds::USER, "a@x.com").unwrap().unwrap().value;
        assert_eq!(value["Fax"], "2");
    }

    #[test]
    fn a_row_that_means_two_users_is_refused() {
        let mut transaction = Transaction::new(Arc::new(MemoryStore::new()));
        import(&mut transaction, "SipAddress\na@x.com\n").unwrap();
        import(&mut transaction, "UserPrincipalName\nb@x.com\n").unwrap();
        let both = import(&mut transaction, "SipAddress,UserPrincipalName\na@x.com,b@x.com\n");
        assert!(matches!(both, Err(StoreError::AlreadyExists { .. })));
    }
}
