//! Users as objects. Directories have many of them, so an object is made straight from the text of its record where
//! nothing has to be known about the record.

use crate::cmdlets::cs::object;
use crate::engine::object::Members;
use crate::engine::value::Value;
use crate::topology::model::User;
use crate::topology::store::Record;
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value as Json;
use std::fmt;
use std::rc::Rc;

/// A user as an object; the credential is not shown.
pub fn shown(user: &User) -> Value {
    let identity = user.distinguished_name.clone().unwrap_or_else(|| user.id.clone());
    let public = User { sip_digest_secret: None, ..user.clone() };
    object::typed("CsUser", Some(&identity), &public)
}

/// What every user shows, in this order; what is not there is `$null`.
pub const SHOWN: [&str; 13] = [
    "Id",
    "DistinguishedName",
    "DisplayName",
    "FirstName",
    "LastName",
    "SipAddress",
    "UserPrincipalName",
    "SamAccountName",
    "WindowsEmailAddress",
    "RegistrarPool",
    "Enabled",
    "ExternalAccessPolicy",
    "Contacts",
];

/// Of [`SHOWN`].
const ID: usize = 0;
const DISTINGUISHED_NAME: usize = 1;
const SIP_ADDRESS: usize = 5;
const ENABLED: usize = 10;
const CONTACTS: usize = 12;

/// What a record has, in the places of [`SHOWN`], and the properties that only Lync's own commands know.
#[derive(Default)]
struct Found {
    shown: [Option<Value>; SHOWN.len()],
    others: Vec<(Rc<str>, Value)>,
}

/// Where a property goes.
enum Place {
    Shown(usize),
    Other(Rc<str>),
    /// The key is told by the store, whatever the record says, and the credential is not shown.
    Nowhere,
}

fn place(name: &str) -> Place {
    match SHOWN.iter().position(|own| *own == name) {
        Some(ID) => Place::Nowhere,
        Some(at) => Place::Shown(at),
        None if name == "SipDigestSecret" || name.eq_ignore_ascii_case("Identity") => Place::Nowhere,
        None => Place::Other(object::shared(name)),
    }
}

impl Found {
    fn put(&mut self, place: Place, value: Value) {
        match place {
            Place::Nowhere => {}
            Place::Shown(at) => {
                if let Some(own) = self.shown.get_mut(at) {
                    *own = Some(value).filter(|value| !value.is_null());
                }
            }
            Place::Other(name) if object::is_secret(&name) && !value.is_null() => {
                self.others.push((name, Value::text(object::MASKED)));
            }
            Place::Other(name) => self.others.push((name, value)),
        }
    }

    /// The object.
    fn user(mut self, key: &str) -> Value {
        let own = Value::text(key);
        let identity = self.shown[DISTINGUISHED_NAME].clone().unwrap_or_else(|| own.clone());
        self.shown[ID] = Some(own);
        let mut members = Members::with_capacity(SHOWN.len() + 1 + self.others.len());
        NAMES.with(|names| {
            members.push(names.identity.clone(), identity);
            for (at, (name, value)) in names.shown.iter().zip(self.shown).enumerate() {
                let value = value.unwrap_or_else(|| match at {
                    ENABLED => Value::Bool(false),
                    CONTACTS => Value::array(Vec::new()),
                    _ => Value::Null,
                });
                members.push(name.clone(), value);
            }
        });
        for (name, value) in self.others {
            members.set(name, value);
        }
        object::of_type("CsUser", members)
    }
}

/// The names of properties, made once a thread.
struct Names {
    identity: Rc<str>,
    shown: [Rc<str>; SHOWN.len()],
}

thread_local! {
    static NAMES: Names =
        Names { identity: object::shared("Identity"), shown: SHOWN.map(object::shared) };
}

/// A user's record as an object.
pub fn shown_record(record: &Record) -> Value {
    let mut found = Found::default();
    for (name, value) in record.value.as_object().into_iter().flatten() {
        found.put(place(name), object::from_json(value));
    }
    found.user(&record.identity)
}

/// As [`shown_record`], from the text of the record; `None` for somebody without a SIP address. Errors: the text is no
/// JSON object.
pub fn shown_text(identity: &str, text: &str) -> Result<Option<Value>, serde_json::Error> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let found = reader.deserialize_map(RecordText)?;
    reader.end()?;
    let enabled = matches!(&found.shown[SIP_ADDRESS], Some(Value::String(address)) if !address.is_empty());
    Ok(enabled.then(|| found.user(identity)))
}

/// Reads a record.
struct RecordText;

impl<'de> Visitor<'de> for RecordText {
    type Value = Found;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("the record of a user")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Found, A::Error> {
        let mut found = Found::default();
        while let Some(place) = map.next_key_seed(Name)? {
            found.put(place, map.next_value_seed(AsValue)?);
        }
        Ok(found)
    }
}

/// Reads the name of a property as its place.
struct Name;

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Place;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Place, D::Error> {
        reader.deserialize_str(self)
    }
}

impl Visitor<'_> for Name {
    type Value = Place;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("the name of a property")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Place, E> {
        Ok(place(name))
    }
}

/// Reads any JSON as a value, as [`object::from_json`] makes it.
struct AsValue;

impl<'de> DeserializeSeed<'de> for AsValue {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Value, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for AsValue {
    type Value = Value;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, truth: bool) -> Result<Value, E> {
        Ok(Value::Bool(truth))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Value, E> {
        Ok(object::from_json(&Json::from(number)))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
        Ok(object::from_json(&Json::from(number)))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Value, E> {
        Ok(object::from_json(&Json::from(number)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = items.next_element_seed(AsValue)? {
            values.push(value);
        }
        Ok(Value::array(values))
    }

    /// An object, or a number with many digits, which serde_json hands on as a map that only it can read.
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Value, A::Error> {
        Json::deserialize(MapAccessDeserializer::new(map)).map(|json| object::from_json(&json))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::convert::display;
    use serde_json::json;

    #[test]
    fn text_and_record_show_the_same() {
        let value = json!({
            "Id": "other", "SipAddress": "sip:ann@contoso.com", "DisplayName": "Ann \"A\" \u{e4}", "Enabled": true,
            "RegistrarPool": null, "VoicePolicy": "Tag:Sales", "Limit": 12_345_678_901_i64, "Half": 0.5,
            "Contacts": [{"Address": "bob@x.example", "Groups": ["a", "b"]}], "SipDigestSecret": "hunter2",
            "MailPassword": "hunter2", "identity": "not this",
        });
        let text = value.to_string();
        let record = Record { kind: "User".into(), identity: "ann@contoso.com".into(), value, revision: 1 };
        let (one, other) = (shown_record(&record), shown_text("ann@contoso.com", &text).unwrap().unwrap());
        assert_eq!(format!("{one:?}"), format!("{other:?}"));
        for part in ["********", "12345678901", "bob@x.example"] {
            assert!(format!("{one:?}").contains(part), "{part}: {}", display(&one));
        }
        assert!(!format!("{one:?}").contains("hunter2") && !format!("{one:?}").contains("not this"));
    }

    #[test]
    fn nobody_without_an_address_is_shown_and_no_other_text_is_read() {
        assert!(shown_text("a", "{\"DisplayName\":\"A\"}").unwrap().is_none());
        assert!(shown_text("a", "{\"SipAddress\":\"\"}").unwrap().is_none());
        for text in ["", "[]", "{\"a\":1} x", "{\"a\":"] {
            assert!(shown_text("a", text).is_err(), "{text}");
        }
    }
}
