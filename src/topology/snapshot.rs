//! What the runtime works from: everything in force at one revision, immutable.
//!
//! The runtime loads one at start and, when [`Store::wait_for_revision_after`] reports a change, loads the
//! next and swaps it. Users are looked up when they are needed, since there may be very many.

use super::kinds;
use super::model::{
    AccessEdgeConfiguration, CertificateAssignment, CertificateUsage, DnsRecord, EnabledTopology, Entity,
    ExternalAccessPolicy, Topology, User, XmppAllowedPartner, XmppGatewayConfiguration, user_by_sip_address,
};
use super::routing::Decisions;
use super::store::{Reader, Record, Revision, Store, StoreError, fold, folded};
use chrono::{DateTime, Utc};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The kinds a snapshot holds whole.
const KINDS: &[&str] = &[
    kinds::TOPOLOGY,
    kinds::XMPP_ALLOWED_PARTNER,
    kinds::EXTERNAL_ACCESS_POLICY,
    kinds::XMPP_GATEWAY_CONFIGURATION,
    kinds::ACCESS_EDGE_CONFIGURATION,
    kinds::DNS_RECORD,
    kinds::CERTIFICATE_ASSIGNMENT,
];

/// Most users kept from look-ups; then they are forgotten and looked up again.
const USER_CACHE: usize = 20_000;

/// Everything in force at one revision.
pub struct Snapshot {
    /// The revision.
    pub revision: Revision,
    /// The enabled topology; empty before the first `Enable-CsTopology`.
    pub topology: Topology,
    /// Allowed partners.
    pub partners: Vec<XmppAllowedPartner>,
    /// External access policies.
    pub policies: Vec<ExternalAccessPolicy>,
    /// Gateway settings.
    pub gateway: XmppGatewayConfiguration,
    /// Access Edge settings.
    pub edge: AccessEdgeConfiguration,
    /// Resource records of all zones.
    pub dns_records: Vec<DnsRecord>,
    /// Certificate assignments that are in use.
    pub certificates: Vec<CertificateAssignment>,
    /// When another certificate comes into use, without any change of the store.
    pub next_certificate: Option<DateTime<Utc>>,
    partner_of: HashMap<String, usize>,
    store: Arc<dyn Store>,
    users: Mutex<HashMap<String, Option<Arc<User>>, foldhash::quality::RandomState>>,
    pub(super) decisions: Decisions,
}

impl Snapshot {
    /// What is in force in the store now. Blocks. Errors: `InvalidRecord` names a record that cannot be
    /// read; the runtime then keeps the snapshot it has.
    pub fn load(store: &Arc<dyn Store>) -> Result<Snapshot, StoreError> {
        let (revision, records) = store.read_kinds(KINDS)?;
        Snapshot::build(revision, &records, store.clone())
    }

    /// What would be in force with a session's or transaction's pending changes; users come from `store`.
    pub fn preview(reader: &dyn Reader, store: Arc<dyn Store>) -> Result<Snapshot, StoreError> {
        let mut records = Vec::new();
        for kind in KINDS {
            records.extend(reader.list(kind)?);
        }
        Snapshot::build(reader.revision()?, &records, store)
    }

    fn build(revision: Revision, records: &[Record], store: Arc<dyn Store>) -> Result<Snapshot, StoreError> {
        let partners: Vec<XmppAllowedPartner> = all(records)?;
        let mut partner_of = HashMap::new();
        for (index, partner) in partners.iter().enumerate() {
            for domain in std::iter::once(&partner.domain).chain(&partner.additional_domains) {
                partner_of.entry(domain_key(domain)).or_insert(index);
            }
        }
        let topology = one::<EnabledTopology>(records, kinds::ENABLED)?.unwrap_or_default().0;
        let assigned: Vec<CertificateAssignment> = all(records)?;
        let now = Utc::now();
        Ok(Snapshot {
            revision,
            topology,
            partners,
            partner_of,
            policies: all(records)?,
            gateway: one(records, kinds::GLOBAL)?.unwrap_or_default(),
            edge: one(records, kinds::GLOBAL)?.unwrap_or_default(),
            dns_records: all(records)?,
            certificates: assigned.iter().filter_map(|one| one.in_use(now).cloned()).collect(),
            next_certificate: assigned.iter().filter_map(|one| one.next_change(now)).min(),
            store,
            users: Mutex::default(),
            decisions: Decisions::default(),
        })
    }

    /// The partner that a domain belongs to, exactly.
    pub fn partner(&self, domain: &str) -> Option<&XmppAllowedPartner> {
        self.partners.get(*self.partner_of.get(&domain_key(domain))?)
    }

    /// The user with that SIP address, with or without `sip:`. Blocks on the first look-up only; the user
    /// may be from a later revision than the snapshot, never from an earlier one.
    pub fn user(&self, address: &str) -> Result<Option<Arc<User>>, StoreError> {
        let key = folded(address);
        let users = || self.users.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = users().get(&*key) {
            return Ok(known.clone());
        }
        let found = user_by_sip_address(&*self.store, address)?.map(Arc::new);
        let mut users = users();
        if users.len() >= USER_CACHE {
            users.clear();
        }
        users.insert(key.into_owned(), found.clone());
        Ok(found)
    }

    /// The certificate of a computer for a use: its own, else that of its pool.
    pub fn certificate(&self, computer: &str, usage: CertificateUsage) -> Option<&CertificateAssignment> {
        let assigned = |name: &str| {
            let same =
                |one: &CertificateAssignment| one.usage == usage && one.computer.eq_ignore_ascii_case(name);
            self.certificates.iter().find(|assignment| same(assignment))
        };
        assigned(computer).or_else(|| assigned(&self.topology.computer(computer)?.0.fqdn))
    }

    /// The resource records of a zone.
    pub fn zone(&self, zone: &str) -> impl Iterator<Item = &DnsRecord> {
        let zone = domain_key(zone);
        self.dns_records.iter().filter(move |record| domain_key(&record.zone) == zone)
    }
}

impl std::fmt::Debug for Snapshot {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Not the contents: the gateway's passphrase is among them.
        out.debug_struct("Snapshot").field("revision", &self.revision).finish_non_exhaustive()
    }
}

fn domain_key(domain: &str) -> String {
    fold(domain.trim_end_matches('.'))
}

fn all<T: Entity>(records: &[Record]) -> Result<Vec<T>, StoreError> {
    records.iter().filter(|record| record.kind == T::KIND).map(T::from_record).collect()
}

fn one<T: Entity>(records: &[Record], identity: &str) -> Result<Option<T>, StoreError> {
    let is = |record: &&Record| record.kind == T::KIND && record.identity.eq_ignore_ascii_case(identity);
    records.iter().find(is).map(T::from_record).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::topology::model::save;
    use crate::topology::sample;
    use crate::topology::store::{Author, MemoryStore, Session, Transaction};

    #[test]
    fn a_snapshot_stays_as_it_was() {
        let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
        let session = Session::new(store.clone());
        let author = Author::default();
        session.change(&author, sample::contoso).unwrap();
        let before = Snapshot::load(&store).unwrap();
        let partner = XmppAllowedPartner {
            domain: "fabrikam.com".into(),
            additional_domains: vec!["chat.fabrikam.com".into()],
            ..XmppAllowedPartner::default()
        };
        session.change(&author, |transaction: &mut Transaction| save(transaction, &partner)).unwrap();
        let after = Snapshot::load(&store).unwrap();
        assert_eq!(before.partner("fabrikam.com"), None);
        assert_eq!(after.partner("Chat.Fabrikam.com."), Some(&partner));
        assert_eq!((before.revision, after.revision), (1, 2));
        assert!(after.user("sip:MOVED@contoso.com").unwrap().is_some());
        assert!(after.user("nobody@contoso.com").unwrap().is_none());
        assert!(after.topology.pool("pool02.contoso.net").is_some());
    }
}
