//! Names of the record kinds, and which of their attributes the store indexes.
//!
//! A kind is the Lync noun without its `Cs` prefix; property names inside the records are Lync's.

/// A person in the directory, enabled or not.
pub const USER: &str = "User";
/// Topology documents: identities [`PUBLISHED`] and [`ENABLED`].
pub const TOPOLOGY: &str = "Topology";
/// An XMPP domain that users may talk to.
pub const XMPP_ALLOWED_PARTNER: &str = "XmppAllowedPartner";
/// Settings of the XMPP gateway, identity `Global`.
pub const XMPP_GATEWAY_CONFIGURATION: &str = "XmppGatewayConfiguration";
/// Settings of the Access Edge, identity `Global`.
pub const ACCESS_EDGE_CONFIGURATION: &str = "AccessEdgeConfiguration";
/// Who may talk to whom outside, identities `Global`, `site:…`, `Tag:…`.
pub const EXTERNAL_ACCESS_POLICY: &str = "ExternalAccessPolicy";
/// Which certificate a computer uses for what.
pub const CERTIFICATE_ASSIGNMENT: &str = "CertificateAssignment";
/// A resource record of a zone that fedsh serves.
pub const DNS_RECORD: &str = "DnsRecord";
/// A step of the migration journal.
pub const MIGRATION_STEP: &str = "MigrationStep";

/// Identity of the topology that was published: the desired state.
pub const PUBLISHED: &str = "Published";
/// Identity of the topology that is in force.
pub const ENABLED: &str = "Enabled";
/// Identity of records of which there is one.
pub const GLOBAL: &str = "Global";

/// Attributes that the store indexes, by kind. The store rebuilds its index when this table changes.
pub const INDEXED: &[(&str, &[&str])] = &[
    (
        USER,
        &[
            "SipAddress",
            "UserPrincipalName",
            "SamAccountName",
            "DistinguishedName",
            "DisplayName",
            "RegistrarPool",
            "ExternalAccessPolicy",
        ],
    ),
    (XMPP_ALLOWED_PARTNER, &["Domain", "AdditionalDomains"]),
    (DNS_RECORD, &["Zone", "Name"]),
    (CERTIFICATE_ASSIGNMENT, &["Computer"]),
];
