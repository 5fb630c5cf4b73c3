//! From records to types and back.

use crate::topology::store::{Reader, Record, StoreError, Transaction};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A type that is stored as records of one kind.
///
/// **Invariant:** an implementation writes every property it reads, an absent one as null, so that
/// [`save`] can tell properties it does not know from those it takes away.
pub trait Entity: Serialize + DeserializeOwned {
    /// The kind, a name of [`crate::topology::kinds`].
    const KIND: &'static str;

    /// Under which identity it is stored.
    fn identity(&self) -> String;

    /// Takes over the identity of the record it was read from, where that is not a property too.
    fn set_identity(&mut self, _identity: &str) {}

    /// The type from a record. Errors: `InvalidRecord`.
    fn from_record(record: &Record) -> Result<Self, StoreError> {
        let value = without_nulls(record.value.clone());
        let mut entity: Self = serde_json::from_value(value).map_err(|error| StoreError::InvalidRecord {
            kind: record.kind.clone(),
            identity: record.identity.clone(),
            reason: error.to_string(),
        })?;
        entity.set_identity(&record.identity);
        Ok(entity)
    }

    /// The type as a value to store, absent properties as null. Errors: `InvalidRecord`.
    fn to_value(&self) -> Result<Value, StoreError> {
        serde_json::to_value(self).map_err(|error| StoreError::InvalidRecord {
            kind: Self::KIND.to_owned(),
            identity: self.identity(),
            reason: error.to_string(),
        })
    }
}

/// One entity, or `None`. Errors: `InvalidRecord` and those of the store.
pub fn load<T: Entity>(reader: &dyn Reader, identity: &str) -> Result<Option<T>, StoreError> {
    reader.get(T::KIND, identity)?.as_ref().map(T::from_record).transpose()
}

/// The entity, or its default when it was never stored.
pub fn load_or_default<T: Entity + Default>(reader: &dyn Reader, identity: &str) -> Result<T, StoreError> {
    Ok(load(reader, identity)?.unwrap_or_default())
}

/// All entities of a type, by identity.
pub fn list<T: Entity>(reader: &dyn Reader) -> Result<Vec<T>, StoreError> {
    reader.list(T::KIND)?.iter().map(T::from_record).collect()
}

/// Creates or replaces the entity's record; properties there that the type does not know are kept.
pub fn save<T: Entity>(transaction: &mut Transaction, entity: &T) -> Result<(), StoreError> {
    let identity = entity.identity();
    let mut value = entity.to_value()?;
    let old = transaction.get(T::KIND, &identity)?.map(|record| record.value);
    if let (Some(Value::Object(old)), Value::Object(new)) = (old, &mut value) {
        for (name, kept) in old {
            new.entry(name).or_insert(kept);
        }
    }
    transaction.put(T::KIND, &identity, without_nulls(value))
}

/// Drops properties that are null, at the top: PowerShell's `$null` means "as by default".
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(object) => {
            Value::Object(object.into_iter().filter(|(_, value)| !value.is_null()).collect())
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Negotiation, User, XmppAllowedPartner};
    use super::*;
    use crate::topology::kinds;
    use crate::topology::store::MemoryStore;
    use serde_json::json;
    use std::sync::Arc;

    #[test]
    fn unknown_properties_survive_and_known_ones_can_go() {
        let mut transaction = Transaction::new(Arc::new(MemoryStore::new()));
        let stored = json!({"Id": "ann", "SipAddress": "sip:ann@contoso.com", "RegistrarPool": "p",
            "VoicePolicy": "V", "Fax": null});
        transaction.create(kinds::USER, "ann", stored).unwrap();
        let mut user: User = load(&transaction, "ann").unwrap().unwrap();
        user.registrar_pool = None;
        save(&mut transaction, &user).unwrap();
        let value = transaction.get(kinds::USER, "ann").unwrap().unwrap().value;
        assert_eq!(value["VoicePolicy"], "V");
        assert_eq!(value.get("RegistrarPool"), None);
        assert_eq!(value["SipAddress"], "sip:ann@contoso.com");
    }

    #[test]
    fn names_ignore_case_and_defaults_fill_in() {
        let record = Record {
            kind: kinds::XMPP_ALLOWED_PARTNER.into(),
            identity: "fabrikam.com".into(),
            value: json!({"tlsNegotiation": 1, "TlsNegotiation": "optional", "ConnectionLimit": null}),
            revision: 1,
        };
        let partner = XmppAllowedPartner::from_record(&record).unwrap();
        assert_eq!(partner.domain, "fabrikam.com");
        assert_eq!(partner.tls_negotiation, Negotiation::Optional);
        assert_eq!(partner.sasl_negotiation, Negotiation::Required);
        let wrong = Record { value: json!({"TlsNegotiation": "Perhaps"}), ..record };
        let error = XmppAllowedPartner::from_record(&wrong).unwrap_err().to_string();
        assert!(
            error.contains("fabrikam.com") && error.contains("Required, Optional, NotSupported"),
            "{error}"
        );
    }
}
