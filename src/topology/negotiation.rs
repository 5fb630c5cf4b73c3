//! Which ways of securing a stream a partner's three settings leave. Source: migration.md C.3.

use super::model::{Negotiation, XmppAllowedPartner};

/// The ways that are left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Methods {
    /// SASL EXTERNAL over TLS.
    pub sasl_over_tls: bool,
    /// Dialback over TLS.
    pub dialback_over_tls: bool,
    /// Dialback over plain TCP.
    pub dialback_over_tcp: bool,
}

/// What is odd about a combination that works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Warning {
    /// w1.
    DialbackUnused,
    /// w2.
    SaslNeedsTls,
}

impl Warning {
    /// In a sentence, with what to do.
    pub fn message(self) -> &'static str {
        match self {
            Warning::DialbackUnused => {
                "TLS and SASL are both required, so dialback will never be used; set \
                 SupportDialbackNegotiation to False, or SaslNegotiation to Optional."
            }
            Warning::SaslNeedsTls => {
                "SASL needs TLS, which is not required, so a session may fail to be negotiated; set \
                 TlsNegotiation to Required."
            }
        }
    }
}

/// Why a combination can never give a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Impossible {
    /// e1, and the row that Lync answers with the text of w2.
    #[error(
        "SASL cannot work without TLS, and dialback is off: set TlsNegotiation to Required or Optional, or \
         SupportDialbackNegotiation to True"
    )]
    SaslWithoutTls,
    /// e2.
    #[error(
        "Neither SASL nor dialback is enabled: set SaslNegotiation to Required or Optional, or \
         SupportDialbackNegotiation to True"
    )]
    NoAuthentication,
}

/// TLS, SASL, dialback, and what follows: S, T, P (see [`Methods`]) with a warning, or nothing.
type Row = (Negotiation, Negotiation, bool, Result<(&'static str, Option<Warning>), Impossible>);

/// The matrix.
const ROWS: &[Row] = {
    use Impossible::{NoAuthentication, SaslWithoutTls};
    use Negotiation::{NotSupported as N, Optional as O, Required as R};
    use Warning::{DialbackUnused, SaslNeedsTls};
    &[
        (R, R, true, Ok(("S", Some(DialbackUnused)))),
        (O, R, true, Ok(("STP", Some(SaslNeedsTls)))),
        (N, R, true, Ok(("P", Some(SaslNeedsTls)))),
        (R, O, true, Ok(("ST", None))),
        (O, O, true, Ok(("STP", Some(SaslNeedsTls)))),
        (N, O, true, Ok(("P", Some(SaslNeedsTls)))),
        (R, N, true, Ok(("T", None))),
        (O, N, true, Ok(("TP", None))),
        (N, N, true, Ok(("P", None))),
        (R, R, false, Ok(("S", None))),
        (O, R, false, Ok(("S", Some(SaslNeedsTls)))),
        (N, R, false, Err(SaslWithoutTls)),
        (R, O, false, Ok(("S", None))),
        (O, O, false, Ok(("S", Some(SaslNeedsTls)))),
        (N, O, false, Err(SaslWithoutTls)),
        (R, N, false, Err(NoAuthentication)),
        (O, N, false, Err(NoAuthentication)),
        (N, N, false, Err(NoAuthentication)),
    ]
};

/// The ways that the settings leave, with what is odd about them.
pub fn methods(
    tls: Negotiation,
    sasl: Negotiation,
    dialback: bool,
) -> Result<(Methods, Option<Warning>), Impossible> {
    let row = ROWS.iter().find(|row| (row.0, row.1, row.2) == (tls, sasl, dialback));
    let (letters, warning) = row.map_or(Err(Impossible::NoAuthentication), |row| row.3)?;
    let methods = Methods {
        sasl_over_tls: letters.contains('S'),
        dialback_over_tls: letters.contains('T'),
        dialback_over_tcp: letters.contains('P'),
    };
    Ok((methods, warning))
}

/// [`methods`] of a partner.
pub fn methods_of(partner: &XmppAllowedPartner) -> Result<(Methods, Option<Warning>), Impossible> {
    methods(partner.tls_negotiation, partner.sasl_negotiation, partner.support_dialback_negotiation)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirteen_combinations_work_and_five_do_not() {
        let mut valid = 0;
        for tls in Negotiation::ALL {
            for sasl in Negotiation::ALL {
                for dialback in [true, false] {
                    let rows = ROWS.iter().filter(|row| (row.0, row.1, row.2) == (*tls, *sasl, dialback));
                    assert_eq!(rows.count(), 1);
                    valid += usize::from(methods(*tls, *sasl, dialback).is_ok());
                }
            }
        }
        assert_eq!((valid, ROWS.len() - valid), (13, 5));
    }

    #[test]
    fn the_matrix_follows_from_its_rules() {
        use Negotiation::{NotSupported, Required};
        for (tls, sasl, dialback, _) in ROWS {
            let Ok((found, _)) = methods(*tls, *sasl, *dialback) else { continue };
            assert_eq!(found.sasl_over_tls, *tls != NotSupported && *sasl != NotSupported);
            assert!(!found.dialback_over_tcp || *tls != Required && *dialback);
            assert!(found.sasl_over_tls || found.dialback_over_tls || found.dialback_over_tcp);
        }
        let (default, warning) = methods_of(&XmppAllowedPartner::default()).unwrap();
        assert!(default.sasl_over_tls && !default.dialback_over_tls);
        assert_eq!(warning, Some(Warning::DialbackUnused));
    }
}
