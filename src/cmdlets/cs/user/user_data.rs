//! What the commands over user data share: files, which users are meant, and their contacts.

use crate::cmdlets::cs::state::Refusal;
use crate::cmdlets::cs::topology::{missing, published};
use crate::engine::operators::like;
use crate::migration::user_data::{UserDocument, read_documents};
use crate::topology::kinds;
use crate::topology::model::{Contact, User, find_users, list, user_by_sip_address};
use crate::topology::store::{Reader, Transaction};
use serde_json::json;
use std::path::Path;

/// Which users of a file or of the store are meant.
pub struct Chosen {
    pub identity: Option<String>,
    pub pool: Option<String>,
    /// A pattern of SIP addresses.
    pub filter: Option<String>,
}

impl Chosen {
    /// Whether an address fits the pattern.
    pub fn fits(&self, address: &str) -> bool {
        self.filter.as_ref().is_none_or(|pattern| {
            let pattern = pattern.strip_prefix("sip:").unwrap_or(pattern);
            like(address, pattern, true)
        })
    }

    /// The users of the store that are meant, with a SIP address. Errors: no such user or pool.
    pub fn users(&self, reader: &dyn Reader) -> Result<Vec<User>, Refusal> {
        let found = match (&self.identity, &self.pool) {
            (Some(identity), _) => {
                let found = find_users(reader, identity)?;
                if found.is_empty() {
                    return Err(super::no_user(identity));
                }
                found
            }
            (None, Some(pool)) => {
                self.check_pool(reader)?;
                let records = reader.find(kinds::USER, "RegistrarPool", pool)?;
                let users: Result<Vec<User>, _> =
                    records.iter().map(crate::topology::model::Entity::from_record).collect();
                users?
            }
            (None, None) => list(reader)?,
        };
        let fits = |user: &User| user.address().is_some_and(|address| self.fits(address));
        Ok(found.into_iter().filter(fits).collect())
    }

    pub fn check_pool(&self, reader: &dyn Reader) -> Result<(), Refusal> {
        match &self.pool {
            Some(pool) if published(reader)?.pool(pool).is_none() => Err(missing("pool", pool, "Get-CsPool")),
            _ => Ok(()),
        }
    }

    /// Whether a user of the file is meant.
    pub fn takes(&self, reader: &dyn Reader, user: &User) -> Result<bool, Refusal> {
        let of_pool = self.pool.as_ref().is_none_or(|pool| {
            user.registrar_pool.as_ref().is_some_and(|own| own.eq_ignore_ascii_case(pool))
        });
        let named = match &self.identity {
            Some(identity) => find_users(reader, identity)?.iter().any(|own| own.id == user.id),
            None => true,
        };
        Ok(of_pool && named)
    }
}

/// Reads a file of user data. Errors name it.
pub fn read(path: &Path) -> Result<Vec<UserDocument>, Refusal> {
    let bytes = std::fs::read(path)
        .map_err(|error| Refusal::NotFound(format!("'{}' cannot be read: {error}.", path.display())))?;
    parse(path, &bytes)
}

/// Reads the bytes of a file of user data.
pub fn parse(path: &Path, bytes: &[u8]) -> Result<Vec<UserDocument>, Refusal> {
    read_documents(bytes).map_err(|error| {
        let text = error.to_string();
        Refusal::Invalid(format!("'{}' is not user data: {}.", path.display(), text.trim_end_matches('.')))
    })
}

/// How contacts of a file meet those that a user has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Meeting {
    /// They replace them.
    Replace,
    /// They are added to them.
    Add,
}

/// What was done with the data of a file.
#[derive(Default)]
pub struct Done {
    /// Address and number of contacts of users that changed.
    pub changed: Vec<(String, usize)>,
    pub unchanged: usize,
    /// Addresses in the file that no user has.
    pub unknown: Vec<String>,
}

/// Writes contacts of a file into the records of users.
pub fn store(
    transaction: &mut Transaction,
    documents: &[UserDocument],
    chosen: &Chosen,
    meeting: Meeting,
) -> Result<Done, Refusal> {
    chosen.check_pool(transaction)?;
    if let Some(identity) = chosen.identity.as_ref().filter(|_| !documents.is_empty())
        && find_users(transaction, identity)?.is_empty()
    {
        return Err(super::no_user(identity));
    }
    let mut done = Done::default();
    for document in documents.iter().filter(|document| chosen.fits(&document.address)) {
        let Some(user) = user_by_sip_address(transaction, &document.address)? else {
            done.unknown.push(document.address.clone());
            continue;
        };
        if !chosen.takes(transaction, &user)? {
            continue;
        }
        let contacts = met(&user.contacts, &document.contacts, meeting);
        if contacts == user.contacts {
            done.unchanged += 1;
            continue;
        }
        let Some(record) = transaction.get(kinds::USER, &user.id)? else { continue };
        let mut value = record.value;
        value["Contacts"] = json!(contacts);
        transaction.put(kinds::USER, &user.id, value)?;
        done.changed.push((document.address.clone(), contacts.len()));
    }
    Ok(done)
}

fn met(own: &[Contact], new: &[Contact], meeting: Meeting) -> Vec<Contact> {
    if meeting == Meeting::Replace {
        return new.to_vec();
    }
    let mut all = own.to_vec();
    let known: std::collections::HashSet<String> = own.iter().map(|one| one.address.to_lowercase()).collect();
    all.extend(new.iter().filter(|one| !known.contains(&one.address.to_lowercase())).cloned());
    all
}
