//! An authority, and the account with it. Source: RFC 8555, 7.3.

use super::AcmeError;
use super::client::Client;
use crate::federation::certificates::write_private;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use instant_acme::{
    Account, AccountCredentials, Error, ExternalAccountKey, LetsEncrypt, NewAccount, Problem,
};
use std::path::PathBuf;

/// Directory of Let's Encrypt.
pub const LETS_ENCRYPT: &str = LetsEncrypt::Production.url();
/// Directory of Let's Encrypt for trials: its certificates are trusted by nobody, its limits are high.
pub const LETS_ENCRYPT_STAGING: &str = LetsEncrypt::Staging.url();

/// An account that the authority knows already, by which it recognises who opens the one for ACME.
/// Source: RFC 8555, 7.3.4.
pub struct ExternalAccount {
    /// Its name.
    pub key_id: String,
    /// Its key, base64url.
    pub key: String,
}

impl std::fmt::Debug for ExternalAccount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ExternalAccount({})", self.key_id)
    }
}

impl ExternalAccount {
    fn binding(&self) -> Result<ExternalAccountKey, AcmeError> {
        let key = URL_SAFE_NO_PAD.decode(self.key.trim().trim_end_matches('='));
        let key = key.map_err(|_| AcmeError::ExternalKey)?;
        Ok(ExternalAccountKey::new(self.key_id.clone(), &key))
    }
}

/// An authority that speaks ACME.
#[derive(Debug)]
pub struct AcmeAuthority {
    /// URL of its directory.
    pub directory: String,
    /// Roots that its server's certificate must lead to, PEM; those of the system when absent.
    pub roots: Option<String>,
    /// Where it sends its notes: mail addresses.
    pub contacts: Vec<String>,
    /// The account by which it recognises us, where it asks for one.
    pub external: Option<ExternalAccount>,
    /// Where our account with it is kept; made when it is not there.
    pub account_file: PathBuf,
}

impl AcmeAuthority {
    /// The account of the file; a new one when there is none.
    pub(super) async fn account(&self) -> Result<Account, AcmeError> {
        let text = match std::fs::read_to_string(&self.account_file) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return self.open().await,
            Err(error) => return Err(self.unusable(&error)),
        };
        let credentials: AccountCredentials =
            serde_json::from_str(&text).map_err(|error| self.unusable(&error))?;
        let client = Box::new(Client::new(self.roots.as_deref()));
        let known = Account::builder_with_http(client).from_credentials(credentials).await;
        known.map_err(|error| self.failed(error))
    }

    /// A new account, kept in the file before it is used.
    pub(super) async fn open(&self) -> Result<Account, AcmeError> {
        let contacts: Vec<String> = self.contacts.iter().map(|address| format!("mailto:{address}")).collect();
        let contacts: Vec<&str> = contacts.iter().map(String::as_str).collect();
        let wanted =
            NewAccount { contact: &contacts, terms_of_service_agreed: true, only_return_existing: false };
        let external = self.external.as_ref().map(ExternalAccount::binding).transpose()?;
        let made = while_nonces_fail(async || {
            let client = Box::new(Client::new(self.roots.as_deref()));
            let builder = Account::builder_with_http(client);
            builder.create(&wanted, self.directory.clone(), external.as_ref()).await
        });
        let (account, credentials) = made.await.map_err(|error| self.failed(error))?;
        let text = serde_json::to_string(&credentials).map_err(|error| self.unusable(&error))?;
        if let Some(folder) = self.account_file.parent() {
            std::fs::create_dir_all(folder).map_err(|error| self.unusable(&error))?;
        }
        write_private(&self.account_file, &text)?;
        Ok(account)
    }

    fn unusable(&self, error: &dyn std::fmt::Display) -> AcmeError {
        AcmeError::Account { path: self.account_file.display().to_string(), reason: error.to_string() }
    }

    /// What went wrong, with the authority's name.
    pub(super) fn failed(&self, error: Error) -> AcmeError {
        let directory = self.directory.clone();
        match error {
            Error::Api(problem) => AcmeError::Refused { directory, reason: words(&problem) },
            Error::Json(_) => {
                AcmeError::Unreachable { directory, reason: "what answers there is not ACME".to_owned() }
            }
            other => AcmeError::Unreachable { directory, reason: other.to_string() },
        }
    }
}

/// How often a request is made again whose nonces were refused; the library makes it three times each.
const NONCE_ROUNDS: usize = 5;
/// The authority did not take the nonce of the request: it was old, or it is restarting.
const BAD_NONCE: &str = "urn:ietf:params:acme:error:badNonce";

/// Makes a request again while its nonces are refused: an authority may forget those that it gave out.
/// Source: RFC 8555, 6.5.
pub(super) async fn while_nonces_fail<T>(
    mut attempt: impl AsyncFnMut() -> Result<T, Error>,
) -> Result<T, Error> {
    for _ in 1..NONCE_ROUNDS {
        match attempt().await {
            Err(Error::Api(problem)) if problem.r#type.as_deref() == Some(BAD_NONCE) => {}
            done => return done,
        }
    }
    attempt().await
}

/// What an authority said, without the prefix that all its errors have.
pub(super) fn words(problem: &Problem) -> String {
    let kind = problem.r#type.as_deref().unwrap_or_default();
    let kind = kind.rsplit(':').next().unwrap_or_default();
    let detail = problem.detail.as_deref().unwrap_or_default();
    let mut text = match (detail.is_empty(), kind.is_empty()) {
        (false, false) => format!("{detail} ({kind})"),
        (false, true) => detail.to_owned(),
        (true, false) => kind.to_owned(),
        (true, true) => "it gave no reason".to_owned(),
    };
    for part in &problem.subproblems {
        text.push_str(&format!("; {part}"));
    }
    text
}
