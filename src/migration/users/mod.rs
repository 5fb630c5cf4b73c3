//! People from exports of a legacy deployment.
//!
//! A file that cannot be read at all is a [`ReadError`]; a bad row is a [`RowError`] among the good ones,
//! which load all the same.

mod csv;
mod import;
mod ldap;
mod ldif;
mod validate;

pub use csv::read_csv;
pub use import::{Known, Stored, store_user};
pub use ldap::{Directory, EVERYBODY, LdapError, read_ldap};
pub use ldif::read_ldif;

use crate::topology::document::{DocumentError, decode};
use crate::topology::model::{Topology, User, without_scheme};
use serde::Deserialize;
use serde_json::{Map, Value};

/// A person as a file describes them.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportedUser {
    /// Row of the file, from 1, the heading not counted; for LDIF the entry.
    pub row: usize,
    /// Attributes under Lync's names; those that nothing here reads among them.
    pub properties: Map<String, Value>,
}

impl ImportedUser {
    /// The user, with its key for the store.
    pub fn user(&self) -> User {
        let mut user = User::deserialize(&self.properties).unwrap_or_default();
        user.id = user.key().unwrap_or_default();
        user
    }

    /// The SIP address without its scheme.
    pub fn address(&self) -> Option<&str> {
        self.properties.get("SipAddress").and_then(Value::as_str).map(without_scheme)
    }
}

/// A row that is left out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("Row {row} (line {line}{}): {reason}.", named(name))]
pub struct RowError {
    /// Row of the file, from 1, the heading not counted.
    pub row: usize,
    /// Line of the file it starts in, from 1.
    pub line: u64,
    /// Whom it is about, where that can be read.
    pub name: Option<String>,
    /// What is wrong.
    pub reason: String,
}

fn named(name: &Option<String>) -> String {
    name.as_ref().map(|name| format!(", {name}")).unwrap_or_default()
}

/// A file of which nothing can be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Not text we can decode.
    #[error(transparent)]
    Text(#[from] DocumentError),
    /// A CSV without the columns that say who someone is.
    #[error("The file has no column SipAddress or UserPrincipalName; its columns are {found}.")]
    NoAddressColumn {
        /// The columns it has.
        found: String,
    },
    /// Which of two columns of one name is meant cannot be told.
    #[error("The column {name} stands twice in the heading.")]
    ColumnTwice {
        /// Its name.
        name: String,
    },
    /// A quoted field that has no end.
    #[error("The quotes that open in line {line} are never closed.")]
    OpenQuotes {
        /// Line, from 1.
        line: usize,
    },
    /// Nothing in it.
    #[error("The file is empty.")]
    Empty,
}

/// The rows of a file.
pub type Rows = Box<dyn Iterator<Item = Result<ImportedUser, RowError>>>;

/// Reads users from the bytes of a CSV or LDIF file, whichever it is. The topology resolves references of
/// LDIF entries to pools.
pub fn read_users(bytes: &[u8], topology: &Topology) -> Result<Rows, ReadError> {
    let text = decode(bytes)?;
    if ldif::looks_like_ldif(&text) { Ok(read_ldif(text, topology.clone())) } else { read_csv(text) }
}
