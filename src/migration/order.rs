//! What has to come before what in a migration. Source: migration.md B.3.
//!
//! A step names what it needs and is not begun without it; and before its changes are committed they are looked
//! at, so that a step which was told nothing cannot break the order either.

use super::legacy::{legacy_records, noted_configuration};
use crate::topology::kinds;
use crate::topology::model::{
    EnabledTopology, HomeKind, InterfaceSide, PublishedTopology, Role, Service, Topology, load,
};
use crate::topology::store::{ChangeSet, Reader, Store, StoreError};
use serde_json::Value;
use std::collections::BTreeMap;

/// Something that a step needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Requirement {
    /// The published topology is in force.
    TopologyEnabled,
    /// The legacy topology was merged.
    LegacyMerged,
    /// Policies of the legacy deployment were taken over.
    LegacyConfigurationImported,
    /// Nobody's home is a legacy pool.
    UsersMoved,
    /// Every follower runs the last revision.
    ReplicationComplete,
    /// No conference directory is on a legacy pool.
    ConferenceDirectoriesMoved,
    /// No Edge of the new deployment carries federation yet.
    EdgeNotFederating,
    /// No policy lets contact lists live in Exchange, which a move back to an older pool would end.
    UnifiedContactStoreOff,
}

impl Requirement {
    /// All of them, by name.
    pub const ALL: &[(&str, Requirement)] = &[
        ("TopologyEnabled", Requirement::TopologyEnabled),
        ("LegacyMerged", Requirement::LegacyMerged),
        ("LegacyConfigurationImported", Requirement::LegacyConfigurationImported),
        ("UsersMoved", Requirement::UsersMoved),
        ("ReplicationComplete", Requirement::ReplicationComplete),
        ("ConferenceDirectoriesMoved", Requirement::ConferenceDirectoriesMoved),
        ("EdgeNotFederating", Requirement::EdgeNotFederating),
        ("UnifiedContactStoreOff", Requirement::UnifiedContactStoreOff),
    ];

    /// The names, for a parameter.
    pub const NAMES: &[&str] = &[
        "TopologyEnabled",
        "LegacyMerged",
        "LegacyConfigurationImported",
        "UsersMoved",
        "ReplicationComplete",
        "ConferenceDirectoriesMoved",
        "EdgeNotFederating",
        "UnifiedContactStoreOff",
    ];

    /// The requirement of that name.
    pub fn named(name: &str) -> Option<Requirement> {
        Requirement::ALL.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, found)| *found)
    }

    /// Why it is not met, and what to do; `None` when it is.
    pub fn unmet(self, reader: &dyn Reader, store: &dyn Store) -> Result<Option<String>, StoreError> {
        let topology = published(reader)?;
        Ok(match self {
            Requirement::TopologyEnabled => {
                let in_force = load::<EnabledTopology>(reader, kinds::ENABLED)?.unwrap_or_default().0;
                (topology != in_force).then(|| {
                    "The published topology is not in force. Enable-CsTopology has to succeed first."
                        .to_owned()
                })
            }
            Requirement::LegacyMerged => legacy_pools(&topology).is_empty().then(|| {
                "There is no legacy pool. Merge-CsLegacyTopology comes first, then Enable-CsTopology."
                    .to_owned()
            }),
            Requirement::LegacyConfigurationImported => not_imported(reader)?,
            Requirement::UsersMoved => users_left(reader, &topology)?,
            Requirement::ReplicationComplete => behind(store)?,
            Requirement::UnifiedContactStoreOff => unified_contacts(reader)?,
            Requirement::ConferenceDirectoriesMoved => directories_left(reader, &topology)?,
            Requirement::EdgeNotFederating => {
                let new = topology
                    .services_of(&Role::EdgeServer)
                    .find(|edge| edge.federation_enabled && !topology.is_legacy_service(edge));
                new.map(|edge| {
                    format!("The new Edge {} carries federation already. It stays without until the routes are switched.", edge.pool)
                })
            }
        })
    }
}

fn published(reader: &dyn Reader) -> Result<Topology, StoreError> {
    Ok(load::<PublishedTopology>(reader, kinds::PUBLISHED)?.unwrap_or_default().0)
}

/// Names of the pools of the legacy deployment on which users can live.
fn legacy_pools(topology: &Topology) -> Vec<&str> {
    let pools = topology.services_of(&Role::Registrar).map(|service| service.pool.as_str());
    pools.filter(|pool| topology.home_kind(pool) == Some(HomeKind::Legacy)).collect()
}

fn users_left(reader: &dyn Reader, topology: &Topology) -> Result<Option<String>, StoreError> {
    for pool in legacy_pools(topology) {
        let left = reader.find(kinds::USER, "RegistrarPool", pool)?.len();
        if left > 0 {
            return Ok(Some(format!(
                "{left} {} still on the legacy pool {pool}, who could not reach XMPP partners any more. Move-CsLegacyUser or Move-CsUser moves them first.",
                if left == 1 { "user is" } else { "users are" }
            )));
        }
    }
    Ok(None)
}

fn directories_left(reader: &dyn Reader, topology: &Topology) -> Result<Option<String>, StoreError> {
    for pool in legacy_pools(topology) {
        if let Some(record) = reader.find("ConferenceDirectory", "HomePool", pool)?.first() {
            return Ok(Some(format!(
                "The conference directory {} is still on {pool}; callers could not reach its meetings. Move-CsConferenceDirectory moves it first.",
                record.identity
            )));
        }
    }
    Ok(None)
}

fn not_imported(reader: &dyn Reader) -> Result<Option<String>, StoreError> {
    let noted = noted_configuration(reader)?.unwrap_or_default();
    for record in legacy_records(&noted).unwrap_or_default() {
        let bare = record.identity.strip_prefix("Tag:").unwrap_or(&record.identity);
        let forms = [record.identity.clone(), format!("Tag:{bare}"), bare.to_owned()];
        let mut there = record.identity.eq_ignore_ascii_case("global");
        for form in forms {
            there = there || reader.get(&record.kind, &form)?.is_some();
        }
        if !there {
            return Ok(Some(format!(
                "The legacy {} '{}' was not taken over. Import-CsLegacyConfiguration does that.",
                record.kind, record.identity
            )));
        }
    }
    Ok(None)
}

/// Which policies let contact lists live in Exchange, and what to do before users go back to a pool that does not know
/// that. A record that nobody made allows nothing: fedsh keeps contact lists itself. Source: migration.md B.3, 8.
pub fn unified_contacts(reader: &dyn Reader) -> Result<Option<String>, StoreError> {
    let policies = reader.list("UserServicesPolicy")?;
    let allowing =
        policies.iter().filter(|policy| policy.value.get("UcsAllowed") == Some(&Value::Bool(true)));
    let names: Vec<&str> = allowing.map(|policy| policy.identity.as_str()).collect();
    Ok((!names.is_empty()).then(|| {
        format!(
            "The user services policy {} allows the unified contact store, which older pools do not know. A move back takes contact lists out of it but leaves the policy on; Set-CsUserServicesPolicy -UcsAllowed $false comes first.",
            names.join(", ")
        )
    }))
}

fn behind(store: &dyn Store) -> Result<Option<String>, StoreError> {
    let revision = store.revision()?;
    let late = store.replicas()?.into_iter().find(|replica| replica.revision < revision);
    Ok(late.map(|replica| {
        format!(
            "{} runs revision {}, and the store is at {revision}. Wait for it, or run Invoke-CsManagementStoreReplication.",
            replica.fqdn, replica.revision
        )
    }))
}

/// The kinds of changes that [`broken`] looks at.
pub const WATCHED: &[&str] = &[kinds::XMPP_ALLOWED_PARTNER, kinds::DNS_RECORD];

/// What changes that are about to be committed would break: why, and what to do. `reader` has them pending,
/// `store` does not; `changes` are those of the kinds [`WATCHED`].
pub fn broken(
    reader: &dyn Reader,
    store: &dyn Store,
    changes: &ChangeSet,
) -> Result<Option<String>, StoreError> {
    let before = published(store)?;
    let after = published(reader)?;
    if let Some(what) = switches_xmpp(changes, &before, &after)
        && let Some(reason) = users_left(reader, &after)?
    {
        return Ok(Some(format!("{what} comes after the move of all users. {reason}")));
    }
    if let Some(reason) = abandoned(reader, &before, &after)? {
        return Ok(Some(reason));
    }
    one_name_for_all(reader, &before, &after)
}

/// What of the switch to the new gateway the changes make.
fn switches_xmpp(changes: &ChangeSet, before: &Topology, after: &Topology) -> Option<&'static str> {
    let of = |kind: &'static str| changes.changes().iter().filter(move |change| change.kind() == kind);
    if of(kinds::XMPP_ALLOWED_PARTNER).any(|change| change.before().is_none()) {
        return Some("Configuring an XMPP partner");
    }
    let srv = |value: Option<&Value>| {
        let name = value.and_then(|value| value.get("Name")).and_then(Value::as_str).unwrap_or_default();
        name.to_ascii_lowercase().starts_with("_xmpp-server")
    };
    let had_legacy = before.legacy_gateway().is_some();
    if had_legacy && of(kinds::DNS_RECORD).any(|change| srv(change.after())) {
        return Some("Pointing DNS at the new gateway");
    }
    let routed = |topology: &Topology| {
        topology.sites.iter().filter(|site| site.xmpp_federation_route.is_some()).count()
    };
    (routed(after) > routed(before)).then_some("Routing XMPP through the new Edge")
}

/// Users or conference directories whose pool goes.
fn abandoned(reader: &dyn Reader, before: &Topology, after: &Topology) -> Result<Option<String>, StoreError> {
    for pool in before.pools.iter().filter(|pool| after.pool(&pool.fqdn).is_none()) {
        let users = reader.find(kinds::USER, "RegistrarPool", &pool.fqdn)?.len();
        if users > 0 {
            return Ok(Some(format!(
                "The pool {} cannot go while it is the home of {users} {}. Move them first.",
                pool.fqdn,
                if users == 1 { "user" } else { "users" }
            )));
        }
        if let Some(directory) = reader.find("ConferenceDirectory", "HomePool", &pool.fqdn)?.first() {
            return Ok(Some(format!(
                "The pool {} cannot go while it keeps the conference directory {}. Move-CsConferenceDirectory comes first.",
                pool.fqdn, directory.identity
            )));
        }
    }
    Ok(None)
}

/// A legacy Edge whose three services share one name cannot stay beside a new one that takes the route.
fn one_name_for_all(
    reader: &dyn Reader,
    before: &Topology,
    after: &Topology,
) -> Result<Option<String>, StoreError> {
    let legacy = after
        .services_of(&Role::EdgeServer)
        .find(|edge| after.is_legacy_service(edge) && shares_one_name(edge));
    let Some(legacy) = legacy else { return Ok(None) };
    let switched = after.sites.iter().any(|site| {
        let old = before.site(&site.name).and_then(|site| site.federation_route.clone());
        let new = after.federation_route(site);
        new.is_some_and(|edge| !after.is_legacy_service(edge)) && old.is_some_and(|old| old == legacy.id())
    });
    if !switched {
        return Ok(None);
    }
    Ok(users_left(reader, after)?.map(|reason| {
        format!(
            "The three services of the legacy Edge {} share one name, so the route cannot be switched while it is there: move all users and retire it first. {reason}",
            legacy.pool
        )
    }))
}

fn shares_one_name(edge: &Service) -> bool {
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    let outside = edge.ports.iter().filter(|port| port.interface_side == InterfaceSide::External);
    for port in outside {
        if let Some(name) = &port.configured_fqdn {
            names.insert(&port.owner, name);
        }
    }
    let mut all = names.values();
    let first = all.next();
    names.len() >= 3 && all.all(|name| first.is_some_and(|first| first.eq_ignore_ascii_case(name)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::topology::model::{User, XmppAllowedPartner, save};
    use crate::topology::sample;
    use crate::topology::store::{Author, MemoryStore, ReplicaStatus, Session, Transaction};
    use std::sync::Arc;

    fn session() -> Session {
        let session = Session::new(Arc::new(MemoryStore::new()));
        session.change(&Author::default(), sample::contoso).unwrap();
        session
    }

    fn partner() -> XmppAllowedPartner {
        XmppAllowedPartner { domain: "fabrikam.com".into(), ..XmppAllowedPartner::default() }
    }

    #[test]
    fn a_partner_comes_after_the_users() {
        let session = session();
        session.begin_step("Partner").unwrap();
        session.change(&Author::default(), |transaction| save(transaction, &partner())).unwrap();
        let reason = broken(&session, &**session.store(), &session.pending_of(WATCHED)).unwrap().unwrap();
        assert!(reason.contains("1 user is still on the legacy pool pool01.contoso.net"), "{reason}");
        session
            .change(&Author::default(), |transaction| {
                let mut user: User = load(transaction, "legacy@contoso.com")?.unwrap_or_default();
                user.registrar_pool = Some("pool02.contoso.net".into());
                save(transaction, &user)
            })
            .unwrap();
        assert_eq!(broken(&session, &**session.store(), &session.pending_of(WATCHED)).unwrap(), None);
    }

    #[test]
    fn requirements_explain_themselves() {
        let session = session();
        let unmet =
            |name: &str| Requirement::named(name).unwrap().unmet(&session, &**session.store()).unwrap();
        assert!(unmet("usersmoved").unwrap().contains("Move-CsLegacyUser"));
        assert_eq!(unmet("LegacyMerged"), None);
        assert_eq!(unmet("ReplicationComplete"), None);
        let late = ReplicaStatus { fqdn: "fe1".into(), revision: 0, time: chrono::Utc::now() };
        session.store().report_replica(&late).unwrap();
        assert!(unmet("ReplicationComplete").is_some_and(|reason| reason.starts_with("fe1 runs revision 0")));
        assert_eq!(unmet("UnifiedContactStoreOff"), None);
        let allow = |transaction: &mut Transaction| {
            transaction.create("UserServicesPolicy", "Tag:Sales", serde_json::json!({"UcsAllowed": true}))
        };
        session.change::<_, StoreError>(&Author::default(), allow).unwrap();
        assert!(
            Requirement::UnifiedContactStoreOff
                .unmet(&session, &**session.store())
                .unwrap()
                .is_some_and(|reason| reason.contains("Tag:Sales"))
        );
        assert_eq!(Requirement::ALL.len(), Requirement::NAMES.len());
        for name in Requirement::NAMES {
            assert!(Requirement::named(name).is_some(), "{name}");
        }
    }

    #[test]
    fn a_pool_with_users_does_not_go() {
        let session = session();
        session.begin_step("Retire").unwrap();
        session
            .change::<_, StoreError>(&Author::default(), |transaction| {
                let mut topology: PublishedTopology =
                    load(transaction, kinds::PUBLISHED)?.unwrap_or_default();
                topology.0.remove_pool("pool01.contoso.net");
                save(transaction, &topology)
            })
            .unwrap();
        let reason = broken(&session, &**session.store(), &session.pending_of(WATCHED)).unwrap().unwrap();
        assert!(reason.contains("pool01.contoso.net cannot go"), "{reason}");
    }
}
