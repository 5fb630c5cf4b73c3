//! From a row to the directory.

use super::ImportedUser;
use crate::topology::kinds;
use crate::topology::store::{Reader, StoreError, Transaction};
use serde_json::{Value, json};

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

/// Creates the user of a row, or updates the one with its SIP address or sign-in name.
///
/// Attributes that the row does not have stay. So does the home pool of a user who has one: only a move
/// changes it, so that an export can be read again after users have moved.
/// Errors: `AlreadyExists` when its two names belong to two different users.
pub fn store_user(transaction: &mut Transaction, row: &ImportedUser) -> Result<Stored, StoreError> {
    let mut existing = None;
    for name in ["SipAddress", "UserPrincipalName"] {
        let Some(value) = row.properties.get(name).and_then(Value::as_str) else { continue };
        let Some(found) = transaction.find(kinds::USER, name, value)?.into_iter().next() else { continue };
        match &existing {
            None => existing = Some(found),
            Some(other) if other.identity == found.identity => {}
            Some(_) => {
                return Err(StoreError::AlreadyExists {
                    kind: kinds::USER.to_owned(),
                    identity: value.to_owned(),
                });
            }
        }
    }
    let Some(record) = existing else {
        let key = row.user().id;
        let mut properties = row.properties.clone();
        properties.insert("Id".to_owned(), json!(key));
        transaction.create(kinds::USER, &key, Value::Object(properties))?;
        return Ok(Stored::Created);
    };
    let mut value = record.value.clone();
    if let Some(object) = value.as_object_mut() {
        let homed = object.get("RegistrarPool").is_some_and(Value::is_string);
        for (name, new) in &row.properties {
            if homed && (name == "RegistrarPool" || name == "HomeServer" || name == "Enabled") {
                continue;
            }
            object.insert(name.clone(), new.clone());
        }
    }
    if value == record.value {
        return Ok(Stored::Unchanged);
    }
    transaction.update(kinds::USER, &record.identity, value)?;
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
        store_user(transaction, &row)
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
