//! Users from a live directory, by LDAP.
//!
//! What the directory answers is written down as LDIF, so that a live directory and its export are read the same.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ldap3::adapters::{Adapter, EntriesOnly, PagedResults};
use ldap3::{LdapConn, LdapConnSettings, Scope, SearchEntry};
use std::fmt::Write as _;
use std::time::Duration;

/// Entries that a server is asked for at a time; directories refuse more than a thousand.
const PAGE: i32 = 500;

/// How long a server may take to answer.
const LIMIT: Duration = Duration::from_secs(30);

/// Everybody with a sign-in name or a SIP address.
pub const EVERYBODY: &str = "(|(userPrincipalName=*)(msRTCSIP-PrimaryUserAddress=*))";

/// A directory and what is looked for in it.
#[derive(Clone)]
pub struct Directory {
    /// `ldap://host:389` or `ldaps://host:636`.
    pub url: String,
    /// Distinguished name below which it looks.
    pub base: String,
    /// A condition in the form of RFC 4515.
    pub filter: String,
    /// Name and password to sign in with; without them it does not sign in.
    pub bind: Option<(String, String)>,
}

/// A directory that does not answer as it should.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("The directory {url} {doing}: {reason}")]
pub struct LdapError {
    /// Where it is.
    pub url: String,
    /// What failed, as `cannot be reached`.
    pub doing: String,
    /// What it said.
    pub reason: String,
}

/// The entries that are found, as LDIF. Blocks until all are there.
pub fn read_ldap(directory: &Directory) -> Result<String, LdapError> {
    let directory = directory.clone();
    let interrupted = LdapError {
        url: directory.url.clone(),
        doing: "does not answer".to_owned(),
        reason: "the search was interrupted".to_owned(),
    };
    // The connection runs a loop of its own, which must not be inside another one.
    std::thread::spawn(move || search(&directory)).join().unwrap_or(Err(interrupted))
}

fn search(directory: &Directory) -> Result<String, LdapError> {
    let failed = |doing: String| {
        let url = directory.url.clone();
        move |error: ldap3::LdapError| LdapError { url, doing, reason: error.to_string() }
    };
    let settings = LdapConnSettings::new().set_conn_timeout(LIMIT);
    let mut connection =
        LdapConn::with_settings(settings, &directory.url).map_err(failed("cannot be reached".to_owned()))?;
    if let Some((name, password)) = &directory.bind {
        connection
            .with_timeout(LIMIT)
            .simple_bind(name, password)
            .and_then(ldap3::LdapResult::success)
            .map_err(failed(format!("does not let '{name}' sign in")))?;
    }
    let adapters: Vec<Box<dyn Adapter<_, _>>> =
        vec![Box::new(EntriesOnly::new()), Box::new(PagedResults::new(PAGE))];
    let mut found = connection
        .with_timeout(LIMIT)
        .streaming_search_with(adapters, &directory.base, Scope::Subtree, &directory.filter, vec!["*"])
        .map_err(failed("does not answer".to_owned()))?;
    let mut text = String::from("version: 1\n");
    while let Some(entry) = found.next().map_err(failed("does not answer".to_owned()))? {
        write_entry(&mut text, SearchEntry::construct(entry));
    }
    found.result().success().map_err(failed(format!("has no answer below '{}'", directory.base)))?;
    Ok(text)
}

fn write_entry(text: &mut String, entry: SearchEntry) {
    let _ = writeln!(text, "\ndn:: {}", STANDARD.encode(&entry.dn));
    let mut attributes: Vec<(String, Vec<String>)> = entry.attrs.into_iter().collect();
    attributes.sort();
    for (name, values) in attributes {
        for value in values {
            let _ = writeln!(text, "{name}:: {}", STANDARD.encode(&value));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_become_ldif_that_is_read() {
        let entry = SearchEntry {
            dn: "CN=Jörg,DC=contoso".into(),
            attrs: [
                ("displayName".to_owned(), vec!["Jörg".to_owned()]),
                ("userPrincipalName".to_owned(), vec!["jorg@contoso.com".to_owned()]),
            ]
            .into(),
            bin_attrs: std::collections::HashMap::new(),
        };
        let mut text = String::from("version: 1\n");
        write_entry(&mut text, entry);
        let rows = super::super::read_ldif(text, crate::topology::model::Topology::default());
        let users: Vec<_> = rows.collect::<Result<_, _>>().unwrap();
        assert_eq!(users[0].properties["UserPrincipalName"], "jorg@contoso.com");
        assert_eq!(users[0].properties["DistinguishedName"], "CN=Jörg,DC=contoso");
    }

    #[test]
    fn nobody_there_is_an_error_that_names_the_place() {
        let directory = Directory {
            url: "ldap://127.0.0.1:1".into(),
            base: "DC=contoso".into(),
            filter: EVERYBODY.into(),
            bind: None,
        };
        let error = read_ldap(&directory).unwrap_err();
        assert!(
            error.to_string().starts_with("The directory ldap://127.0.0.1:1 cannot be reached: "),
            "{error}"
        );
    }
}
