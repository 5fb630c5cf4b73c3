//! The coexistence table as data, and the function that reads it.

use crate::topology::model::HomeKind;
use std::fmt;

/// What decides a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Facts {
    /// Where the user is homed.
    pub home: HomeKind,
    /// Whether the domain, or one it is listed with, is an allowed partner of the new deployment.
    pub partner: bool,
    /// `EnableXmppAccess` of the user's effective policy.
    pub xmpp_access: bool,
    /// `AllowFederatedUsers` of the Access Edge.
    pub edge: bool,
    /// Whether the XMPP route of the user's site names an Edge of the new deployment with XMPP enabled.
    pub xmpp_route: bool,
    /// `EnableFederationAccess` of the user's effective policy: the legacy gateway is a SIP partner.
    pub federation_access: bool,
    /// Whether the topology knows a way to the legacy gateway.
    pub legacy_route: bool,
}

/// Why a conversation is refused. Source: migration.md D; the conditions are this project's decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Code {
    /// The partner's route belongs to the new gateway, and the user is still on the legacy pool.
    X1,
    /// The Access Edge does not federate.
    X2,
    /// The user's policy forbids it.
    X3,
    /// The user is homed on a survivable branch appliance.
    X4,
    /// There is no route.
    X5,
}

impl Code {
    /// The stanza error condition (RFC 6120, 8.3.3) that the sender gets.
    pub fn condition(self) -> &'static str {
        match self {
            Code::X1 | Code::X5 => "remote-server-not-found",
            Code::X2 => "not-allowed",
            Code::X3 | Code::X4 => "forbidden",
        }
    }

    /// The stream error condition when the partner's whole stream is refused, not one user.
    pub fn stream_condition(self) -> Option<&'static str> {
        matches!(self, Code::X2).then_some("policy-violation")
    }

    /// Whether a presence subscription is answered `unsubscribed` instead of an error.
    pub fn unsubscribes(self) -> bool {
        matches!(self, Code::X3 | Code::X4)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{self:?}")
    }
}

/// Which way a conversation goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Through the legacy gateway.
    LegacyGateway,
    /// Through the new gateway.
    NewGateway,
    /// Nowhere.
    Reject(Code),
}

impl fmt::Display for Verdict {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Verdict::LegacyGateway => out.write_str("LegacyGateway"),
            Verdict::NewGateway => out.write_str("NewGateway"),
            Verdict::Reject(code) => write!(out, "Reject ({code} {})", code.condition()),
        }
    }
}

/// The verdict and the row that gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision {
    /// Which way.
    pub verdict: Verdict,
    /// Why, in a sentence.
    pub reason: &'static str,
    /// Number of the row in [`ROWS`], from 1.
    pub row: usize,
}

/// One row: facts that must hold (`None` is any) and what follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// See [`Facts::home`].
    pub home: Option<HomeKind>,
    /// See [`Facts::partner`].
    pub partner: Option<bool>,
    /// See [`Facts::xmpp_access`].
    pub xmpp_access: Option<bool>,
    /// See [`Facts::edge`].
    pub edge: Option<bool>,
    /// See [`Facts::xmpp_route`].
    pub xmpp_route: Option<bool>,
    /// See [`Facts::federation_access`].
    pub federation_access: Option<bool>,
    /// See [`Facts::legacy_route`].
    pub legacy_route: Option<bool>,
    /// What follows.
    pub verdict: Verdict,
    /// Why, in a sentence.
    pub reason: &'static str,
}

const ANY: Row = Row {
    home: None,
    partner: None,
    xmpp_access: None,
    edge: None,
    xmpp_route: None,
    federation_access: None,
    legacy_route: None,
    verdict: Verdict::Reject(Code::X5),
    reason: "No rule covers this.",
};

const LEGACY: Row = Row { home: Some(HomeKind::Legacy), verdict: Verdict::LegacyGateway, ..ANY };
const NEW: Row = Row { home: Some(HomeKind::New), ..ANY };

/// The table; the first row whose facts hold decides. The order is that of migration.md D: branch
/// appliance, Edge, partner, home, policy, route.
pub const ROWS: &[Row] = &[
    Row {
        home: Some(HomeKind::Sba),
        verdict: Verdict::Reject(Code::X4),
        reason: "Users of a survivable branch appliance have no XMPP; move the user to a pool.",
        ..ANY
    },
    Row {
        edge: Some(false),
        reason: "The new Access Edge does not federate yet, so a legacy user stays with the legacy gateway.",
        ..LEGACY
    },
    Row {
        edge: Some(false),
        verdict: Verdict::Reject(Code::X2),
        reason: "AllowFederatedUsers is False; set it with Set-CsAccessEdgeConfiguration.",
        ..NEW
    },
    Row {
        partner: Some(false),
        reason: "The partner is not configured in the new deployment, and the user is on a legacy pool.",
        ..LEGACY
    },
    Row {
        partner: Some(false),
        federation_access: Some(false),
        verdict: Verdict::Reject(Code::X3),
        reason: "The partner is reached through the legacy gateway, a SIP partner to this deployment, and the \
                 user's external access policy has EnableFederationAccess False.",
        ..NEW
    },
    Row {
        partner: Some(false),
        legacy_route: Some(false),
        verdict: Verdict::Reject(Code::X5),
        reason: "The partner is not configured in the new deployment, and the topology has no legacy gateway \
                 with a federation route to it.",
        ..NEW
    },
    Row {
        partner: Some(false),
        verdict: Verdict::LegacyGateway,
        reason: "The partner is not configured in the new deployment, so the moved user keeps using the legacy \
                 gateway.",
        ..NEW
    },
    Row {
        partner: Some(true),
        xmpp_route: Some(false),
        reason: "The partner is configured, but the site has no XMPP route to a new Edge yet, so the legacy \
                 gateway still carries legacy users.",
        ..LEGACY
    },
    Row {
        partner: Some(true),
        verdict: Verdict::Reject(Code::X1),
        reason: "The partner is configured in the new deployment, which users still on the legacy pool cannot \
                 use; move the user.",
        ..LEGACY
    },
    Row {
        partner: Some(true),
        xmpp_access: Some(false),
        verdict: Verdict::Reject(Code::X3),
        reason: "The partner is configured, which decides alone, and the user's external access policy has \
                 EnableXmppAccess False.",
        ..NEW
    },
    Row {
        partner: Some(true),
        xmpp_route: Some(false),
        verdict: Verdict::Reject(Code::X5),
        reason: "The user's site has no XMPP federation route to an Edge with XMPP enabled; set it with \
                 Set-CsSite -XmppFederationRoute and enable the topology.",
        ..NEW
    },
    Row {
        partner: Some(true),
        verdict: Verdict::NewGateway,
        reason: "The partner is configured, the policy allows XMPP, and the site routes XMPP to the new Edge.",
        ..NEW
    },
];

impl Row {
    /// Whether the facts are those of this row.
    pub fn matches(&self, facts: &Facts) -> bool {
        let is = |wanted: Option<bool>, found: bool| wanted.is_none_or(|wanted| wanted == found);
        self.home.is_none_or(|home| home == facts.home)
            && is(self.partner, facts.partner)
            && is(self.xmpp_access, facts.xmpp_access)
            && is(self.edge, facts.edge)
            && is(self.xmpp_route, facts.xmpp_route)
            && is(self.federation_access, facts.federation_access)
            && is(self.legacy_route, facts.legacy_route)
    }
}

/// Which way, by the table. The same for both directions: what a sender in the deployment may send out,
/// a partner may send in.
pub fn decide(facts: &Facts) -> Decision {
    let found = ROWS.iter().enumerate().find(|(_, row)| row.matches(facts));
    match found {
        Some((index, row)) => Decision { verdict: row.verdict, reason: row.reason, row: index + 1 },
        None => Decision { verdict: ANY.verdict, reason: ANY.reason, row: 0 },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use HomeKind::{Legacy, New, Sba};
    use Verdict::{LegacyGateway, NewGateway, Reject};

    const BOTH: [bool; 2] = [false, true];

    /// A row of migration.md D: home, partner, policy, edge, route, verdict. `None` is "any".
    type Documented = (HomeKind, Option<bool>, Option<bool>, Option<bool>, Option<bool>, Verdict);

    const DOCUMENTED: &[Documented] = &[
        (Legacy, Some(false), None, None, None, LegacyGateway),
        (Legacy, Some(true), None, Some(true), Some(true), Reject(Code::X1)),
        (Legacy, Some(true), None, Some(false), None, LegacyGateway),
        (Legacy, Some(true), None, None, Some(false), LegacyGateway),
        (New, Some(false), None, Some(true), None, LegacyGateway),
        (New, Some(false), None, Some(false), None, Reject(Code::X2)),
        (New, Some(true), Some(true), Some(true), Some(true), NewGateway),
        (New, Some(true), Some(true), Some(true), Some(false), Reject(Code::X5)),
        (New, Some(true), Some(false), Some(true), None, Reject(Code::X3)),
        (New, Some(true), None, Some(false), None, Reject(Code::X2)),
        (Sba, None, None, None, None, Reject(Code::X4)),
    ];

    /// Every combination of the five documented inputs, with the SIP leg to the legacy gateway open.
    fn all_facts() -> Vec<Facts> {
        let mut all = Vec::new();
        for home in [Legacy, New, Sba] {
            for bits in 0..16 {
                let bit = |position: u32| bits >> position & 1 == 1;
                let (partner, xmpp_access, edge, xmpp_route) = (bit(0), bit(1), bit(2), bit(3));
                let (federation_access, legacy_route) = (true, true);
                all.push(Facts {
                    home,
                    partner,
                    xmpp_access,
                    edge,
                    xmpp_route,
                    federation_access,
                    legacy_route,
                });
            }
        }
        all
    }

    #[test]
    fn every_documented_row_holds_for_all_it_covers() {
        let is = |wanted: Option<bool>, found: bool| wanted.is_none_or(|wanted| wanted == found);
        for (home, partner, policy, edge, route, verdict) in DOCUMENTED {
            let covered: Vec<Facts> = all_facts()
                .into_iter()
                .filter(|facts| facts.home == *home && is(*partner, facts.partner))
                .filter(|facts| is(*policy, facts.xmpp_access) && is(*edge, facts.edge))
                .filter(|facts| is(*route, facts.xmpp_route))
                .collect();
            assert!(!covered.is_empty());
            for facts in covered {
                assert_eq!(decide(&facts).verdict, *verdict, "{facts:?}");
            }
        }
    }

    #[test]
    fn every_combination_is_decided_by_a_row_and_every_row_is_used() {
        let mut used = std::collections::BTreeSet::new();
        for facts in all_facts() {
            for (federation_access, legacy_route) in BOTH.into_iter().flat_map(|a| BOTH.map(|b| (a, b))) {
                let decision = decide(&Facts { federation_access, legacy_route, ..facts });
                assert_ne!(decision.row, 0, "{facts:?}");
                used.insert(decision.row);
            }
        }
        assert_eq!(used, (1..=ROWS.len()).collect());
    }

    #[test]
    fn the_leg_to_the_legacy_gateway_needs_federation_access_and_a_route() {
        let open = Facts {
            home: New,
            partner: false,
            xmpp_access: true,
            edge: true,
            xmpp_route: true,
            federation_access: true,
            legacy_route: true,
        };
        assert_eq!(decide(&open).verdict, LegacyGateway);
        assert_eq!(decide(&Facts { federation_access: false, ..open }).verdict, Reject(Code::X3));
        assert_eq!(decide(&Facts { legacy_route: false, ..open }).verdict, Reject(Code::X5));
    }

    #[test]
    fn conditions_are_those_of_the_decision() {
        assert_eq!(Code::X1.condition(), "remote-server-not-found");
        assert_eq!(Code::X2.stream_condition(), Some("policy-violation"));
        assert!(Code::X3.unsubscribes() && !Code::X5.unsubscribes());
        assert_eq!(Reject(Code::X3).to_string(), "Reject (X3 forbidden)");
    }
}
