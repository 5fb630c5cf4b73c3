//! One order: which proofs it asks for, and the certificate when they are found. Source: RFC 8555, 7.4 and 8.

use super::account::{while_nonces_fail, words};
use super::{AcmeAuthority, AcmeError};
use crate::federation::certificates::{CertificateRequest, IssuedCertificate, signing_request_der};
use crate::federation::xmpp::address;
use instant_acme::{
    AuthorizationStatus, ChallengeType, Error, Identifier, NewOrder, Order, OrderStatus, RetryPolicy,
};
use std::time::Duration;

/// How long the authority may look for the proofs, and how long it may take to issue.
const LIMIT: Duration = Duration::from_secs(120);
/// The account of the file is not one of the authority's any more.
const NO_ACCOUNT: &str = "urn:ietf:params:acme:error:accountDoesNotExist";

/// How names are proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProofKind {
    /// `http-01`: a page at port 80 of the name.
    Http,
    /// `dns-01`: a TXT record.
    Dns,
}

impl ProofKind {
    fn name(self) -> &'static str {
        match self {
            ProofKind::Http => "http-01",
            ProofKind::Dns => "dns-01",
        }
    }

    fn challenge(self) -> ChallengeType {
        match self {
            ProofKind::Http => ChallengeType::Http01,
            ProofKind::Dns => ChallengeType::Dns01,
        }
    }
}

/// A proof that the authority asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Challenge {
    /// The name to be proved.
    pub domain: String,
    /// Names the page of an HTTP proof.
    pub token: String,
    /// What that page says.
    pub page: String,
    /// What the TXT record of a DNS proof says.
    pub text: String,
}

impl Challenge {
    /// Owner of the TXT record. Source: RFC 8555, 8.4.
    pub fn record_name(&self) -> String {
        format!("_acme-challenge.{}", self.domain)
    }
}

/// An order that was begun.
pub struct AcmeOrder<'a> {
    authority: &'a AcmeAuthority,
    order: Order,
    kind: ProofKind,
    challenges: Vec<Challenge>,
}

impl<'a> AcmeOrder<'a> {
    /// Begins an order for all names of a request. Names that the authority has found proved lately need no proof.
    /// Errors: the authority cannot be reached or refuses, or does not prove names this way.
    pub async fn begin(
        authority: &'a AcmeAuthority,
        request: &CertificateRequest,
        kind: ProofKind,
    ) -> Result<AcmeOrder<'a>, AcmeError> {
        let ascii = |name: &String| Identifier::Dns(address::domain(name).unwrap_or_else(|_| name.clone()));
        let names: Vec<Identifier> = request.dns_names.iter().map(ascii).collect();
        let wanted = NewOrder::new(&names);
        let account = authority.account().await?;
        let order = match while_nonces_fail(async || account.new_order(&wanted).await).await {
            Err(Error::Api(problem)) if problem.r#type.as_deref() == Some(NO_ACCOUNT) => {
                let account = authority.open().await?;
                while_nonces_fail(async || account.new_order(&wanted).await).await
            }
            other => other,
        };
        let order = order.map_err(|error| authority.failed(error))?;
        let mut begun = AcmeOrder { authority, order, kind, challenges: Vec::new() };
        begun.challenges = begun.asked().await?;
        Ok(begun)
    }

    /// The proofs to publish before the order is finished.
    pub fn challenges(&self) -> &[Challenge] {
        &self.challenges
    }

    /// Asks for the state of every name; the order keeps those that it has.
    async fn load(&mut self) -> Result<(), Error> {
        let order = &mut self.order;
        while_nonces_fail(async || {
            let mut authorizations = order.authorizations();
            while let Some(next) = authorizations.next().await {
                next?;
            }
            Ok(())
        })
        .await
    }

    async fn asked(&mut self) -> Result<Vec<Challenge>, AcmeError> {
        let (kind, authority) = (self.kind, self.authority);
        self.load().await.map_err(|error| authority.failed(error))?;
        let mut found = Vec::new();
        let mut authorizations = self.order.authorizations();
        while let Some(next) = authorizations.next().await {
            let mut one = next.map_err(|error| authority.failed(error))?;
            if one.status == AuthorizationStatus::Valid {
                continue;
            }
            let domain = one.identifier().to_string();
            let offered: Vec<String> = one.challenges.iter().map(|way| spelled(&way.r#type)).collect();
            let Some(challenge) = one.challenge(kind.challenge()) else {
                let offered = offered.join(", ");
                return Err(AcmeError::NoChallenge { domain, wanted: kind.name(), offered });
            };
            if !is_token(&challenge.token) {
                // It names a file or a page: only what the RFC lets it be may become a path.
                let (directory, reason) =
                    (authority.directory.clone(), "its token is not base64url".to_owned());
                return Err(AcmeError::Refused { directory, reason });
            }
            let proof = challenge.key_authorization();
            let (page, text) = (proof.as_str().to_owned(), proof.dns_value());
            let domain = domain.trim_start_matches("*.").to_owned();
            found.push(Challenge { domain, token: challenge.token.clone(), page, text });
        }
        Ok(found)
    }

    /// Lets the authority look for the proofs, and takes the certificate. Errors: it did not find one of them, or
    /// does not issue.
    pub async fn finish(mut self, request: &CertificateRequest) -> Result<IssuedCertificate, AcmeError> {
        let authority = self.authority;
        self.let_look().await?;
        let patience = RetryPolicy::new().timeout(LIMIT);
        let order = &mut self.order;
        match while_nonces_fail(async || order.poll_ready(&patience).await).await {
            Ok(OrderStatus::Ready | OrderStatus::Valid) => {}
            Err(Error::Timeout(_)) => return Err(self.late()),
            Err(Error::Api(problem)) => return Err(self.unproved(words(&problem)).await),
            Err(error) => return Err(authority.failed(error)),
            Ok(_) => return Err(self.unproved("the order is no longer valid".to_owned()).await),
        }
        let (der, key) = signing_request_der(request)?;
        let order = &mut self.order;
        let finalized = while_nonces_fail(async || order.finalize_csr(&der).await).await;
        finalized.map_err(|error| authority.failed(error))?;
        match while_nonces_fail(async || order.poll_certificate(&patience).await).await {
            Ok(chain_pem) => Ok(IssuedCertificate { chain_pem, key }),
            Err(Error::Timeout(_)) => Err(self.late()),
            Err(error) => Err(authority.failed(error)),
        }
    }

    async fn let_look(&mut self) -> Result<(), AcmeError> {
        let (kind, authority) = (self.kind, self.authority);
        let mut authorizations = self.order.authorizations();
        while let Some(next) = authorizations.next().await {
            let mut one = next.map_err(|error| authority.failed(error))?;
            if one.status == AuthorizationStatus::Pending
                && let Some(mut challenge) = one.challenge(kind.challenge())
            {
                let told = while_nonces_fail(async || challenge.set_ready().await).await;
                told.map_err(|error| authority.failed(error))?;
            }
        }
        Ok(())
    }

    fn late(&self) -> AcmeError {
        AcmeError::TimedOut { directory: self.authority.directory.clone(), seconds: LIMIT.as_secs() }
    }

    /// Which names were not proved, and why; `general` when the authority does not say.
    async fn unproved(&mut self, general: String) -> AcmeError {
        let mut domains = Vec::new();
        let mut authorizations = self.order.authorizations();
        while let Some(Ok(mut one)) = authorizations.next().await {
            let known = while_nonces_fail(async || one.refresh().await.map(|_| ())).await;
            if known.is_err() || one.status == AuthorizationStatus::Valid {
                continue;
            }
            let problem = one.challenges.iter().find_map(|way| way.error.as_ref());
            if let Some(problem) = problem {
                domains.push(format!("{}: {}", one.identifier(), words(problem)));
            }
        }
        match domains.is_empty() {
            true => AcmeError::Refused { directory: self.authority.directory.clone(), reason: general },
            false => AcmeError::NotProved { domains },
        }
    }
}

/// Source: RFC 8555, 8.1.
fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

fn spelled(kind: &ChallengeType) -> String {
    match kind {
        ChallengeType::Http01 => "http-01".to_owned(),
        ChallengeType::Dns01 => "dns-01".to_owned(),
        ChallengeType::TlsAlpn01 => "tls-alpn-01".to_owned(),
        ChallengeType::Unknown(name) => name.clone(),
        other => format!("{other:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::is_token;

    #[test]
    fn a_token_that_is_a_path_is_none() {
        assert!(is_token("DGyRejmCefe7v4NfDGDKfA_-"));
        for text in ["", "../../etc/cron.d/x", "a/b", "a.b", "a b", "ä"] {
            assert!(!is_token(text), "{text}");
        }
    }
}
