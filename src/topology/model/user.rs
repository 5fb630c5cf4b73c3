//! People: the directory that the store holds.

use super::Entity;
use crate::topology::kinds;
use crate::topology::store::{Reader, Record, StoreError, fold};
use serde::{Deserialize, Serialize};

/// Someone in a user's contact list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct Contact {
    /// SIP or XMPP address, without scheme.
    pub address: String,
    /// Name the user gave.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// Groups the contact is in.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<String>,
}

/// A user. Attributes of Lync that no rule here depends on (`VoicePolicy`, `LineURI`, …) stay in the record.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct User {
    /// Key in the store; never changes. See [`User::key`].
    pub id: String,
    /// `CN=Ken Myer,OU=…`; Lync's `Identity`.
    pub distinguished_name: Option<String>,
    /// Full name.
    pub display_name: Option<String>,
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// `sip:ken@contoso.com`, with its scheme.
    pub sip_address: Option<String>,
    /// Sign-in name, `ken@contoso.com`.
    pub user_principal_name: Option<String>,
    /// Logon name without the domain.
    pub sam_account_name: Option<String>,
    /// Mail address.
    pub windows_email_address: Option<String>,
    /// Name of the home pool; absent for a user who is not enabled.
    pub registrar_pool: Option<String>,
    /// Whether the account may sign in.
    pub enabled: bool,
    /// Name of the per-user policy, with or without `Tag:`.
    pub external_access_policy: Option<String>,
    /// Contact list.
    pub contacts: Vec<Contact>,
    /// Digest credential (HA1 of RFC 7616) for the registrar; masked in diffs.
    pub sip_digest_secret: Option<String>,
}

impl Entity for User {
    const KIND: &'static str = kinds::USER;

    fn identity(&self) -> String {
        self.id.clone()
    }

    fn set_identity(&mut self, identity: &str) {
        identity.clone_into(&mut self.id);
    }
}

/// See [`User::key`].
fn key_of(
    principal: Option<&str>,
    sip: Option<&str>,
    dn: Option<&str>,
    name: Option<&str>,
) -> Option<String> {
    let candidates = [principal, sip.map(without_scheme), dn, name];
    candidates.into_iter().flatten().map(str::trim).find(|text| !text.is_empty()).map(fold)
}

/// As [`User::key`], from the properties of a record.
pub fn user_key(properties: &serde_json::Map<String, serde_json::Value>) -> Option<String> {
    let text = |name: &str| properties.get(name).and_then(serde_json::Value::as_str);
    key_of(text("UserPrincipalName"), text("SipAddress"), text("DistinguishedName"), text("DisplayName"))
}

/// How messages call the user of a record, as [`User::label`].
pub fn user_label(record: &Record) -> &str {
    let text = |name: &str| record.value.get(name).and_then(serde_json::Value::as_str);
    text("DisplayName").or_else(|| text("SipAddress").map(without_scheme)).unwrap_or(&record.identity)
}

impl User {
    /// A key for a new user: sign-in name, else SIP address without its scheme, else distinguished name,
    /// else display name; in lower case. `None` when there is none of them.
    pub fn key(&self) -> Option<String> {
        key_of(
            self.user_principal_name.as_deref(),
            self.sip_address.as_deref(),
            self.distinguished_name.as_deref(),
            self.display_name.as_deref(),
        )
    }

    /// The SIP address without `sip:`.
    pub fn address(&self) -> Option<&str> {
        self.sip_address.as_deref().map(without_scheme)
    }

    /// How messages call the user: display name, else SIP address, else key.
    pub fn label(&self) -> &str {
        self.display_name.as_deref().or_else(|| self.address()).unwrap_or(&self.id)
    }
}

/// A SIP address in the form records have: with `sip:`.
pub fn with_scheme(address: &str) -> String {
    format!("sip:{}", without_scheme(address.trim()))
}

/// A SIP address without `sip:`.
pub fn without_scheme(address: &str) -> &str {
    match address.get(..4) {
        Some(scheme) if scheme.eq_ignore_ascii_case("sip:") => address.get(4..).unwrap_or_default(),
        _ => address,
    }
}

/// Whether `user@domain`, without a scheme, can be an address. Errors: what is wrong with it, to follow the address.
pub fn check_address(address: &str) -> Result<(), &'static str> {
    match address.split_once('@') {
        None => Err("has no @"),
        Some(("", _)) => Err("has nothing before the @"),
        Some((_, domain)) if !is_host_name(domain) => Err("has no domain after the @"),
        Some(_) if address.chars().any(|c| c.is_whitespace() || c.is_control()) => Err("contains a blank"),
        Some(_) => Ok(()),
    }
}

/// Whether a text can be the name of a host or a domain.
pub fn is_host_name(name: &str) -> bool {
    let label =
        |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || "-_".contains(c));
    name.len() <= 253 && name.split('.').all(label)
}

/// The user with that SIP address, with or without `sip:`. Indexed.
pub fn user_by_sip_address(reader: &dyn Reader, address: &str) -> Result<Option<User>, StoreError> {
    let found = reader.find(kinds::USER, "SipAddress", &with_scheme(address))?;
    found.first().map(User::from_record).transpose()
}

/// The users that an `-Identity` means: SIP address, sign-in name, distinguished name, `domain\logon`,
/// display name, or a display name with `*`. The first form that finds someone wins.
/// Source: migration.md E.1.
pub fn find_users(reader: &dyn Reader, identity: &str) -> Result<Vec<User>, StoreError> {
    find_user_records(reader, identity)?.iter().map(User::from_record).collect()
}

/// As [`find_users`], with everything that their records have.
pub fn find_user_records(reader: &dyn Reader, identity: &str) -> Result<Vec<Record>, StoreError> {
    let identity = identity.trim();
    if identity.contains('*') {
        let pattern = fold(identity);
        let mut records = reader.list(kinds::USER)?;
        let name = |value: &serde_json::Value| value.get("DisplayName")?.as_str().map(fold);
        records.retain(|record| name(&record.value).is_some_and(|name| matches_wildcard(&name, &pattern)));
        return Ok(records);
    }
    if let Some(record) = reader.get(kinds::USER, identity)? {
        return Ok(vec![record]);
    }
    // The identity that Get-CsUser shows, where there is a directory.
    if identity.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("cn=")) {
        let found = reader.find(kinds::USER, "DistinguishedName", identity)?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    let logon = identity.split_once('\\').map(|(_, logon)| logon);
    let sip = with_scheme(identity);
    let forms = [
        ("SipAddress", Some(sip.as_str())),
        ("UserPrincipalName", Some(identity)),
        ("DistinguishedName", Some(identity)),
        ("SamAccountName", logon),
        ("DisplayName", Some(identity)),
    ];
    for (attribute, value) in forms {
        let Some(value) = value else { continue };
        let found = reader.find(kinds::USER, attribute, value)?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}

/// Whether a text matches a pattern in which `*` stands for anything.
fn matches_wildcard(text: &str, pattern: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(rest) = parts.next().and_then(|first| text.strip_prefix(first)) else { return false };
    let middle: Vec<&str> = parts.collect();
    let Some((last, middle)) = middle.split_last() else { return rest.is_empty() };
    let mut rest = rest;
    for part in middle {
        let Some(at) = rest.find(part) else { return false };
        rest = rest.get(at + part.len()..).unwrap_or_default();
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::super::save;
    use super::*;
    use crate::topology::store::{MemoryStore, Transaction};
    use std::sync::Arc;

    fn ken() -> User {
        let mut user = User {
            display_name: Some("Ken Myer".into()),
            sip_address: Some("sip:kenmyer@contoso.com".into()),
            user_principal_name: Some("Ken@contoso.com".into()),
            sam_account_name: Some("kenmyer".into()),
            distinguished_name: Some("CN=Ken Myer,OU=Users,DC=contoso,DC=net".into()),
            ..User::default()
        };
        user.id = user.key().unwrap();
        user
    }

    #[test]
    fn every_form_of_identity_finds_the_user() {
        let mut transaction = Transaction::new(Arc::new(MemoryStore::new()));
        save(&mut transaction, &ken()).unwrap();
        let forms = [
            "SIP:kenmyer@Contoso.com",
            "kenmyer@contoso.com",
            "ken@contoso.com",
            "contoso\\KenMyer",
            "ken myer",
            "Ken*",
            "*Myer",
            "K*M*r",
            "cn=ken myer,ou=users,dc=contoso,dc=net",
        ];
        for form in forms {
            assert_eq!(find_users(&transaction, form).unwrap().len(), 1, "{form}");
        }
        for form in ["kenmyer", "Ken", "x*", "*x", "K*x*r"] {
            assert!(find_users(&transaction, form).unwrap().is_empty(), "{form}");
        }
        assert_eq!(user_by_sip_address(&transaction, "KENMYER@contoso.com").unwrap(), Some(ken()));
    }
}
