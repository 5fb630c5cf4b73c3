//! Certificates: an authority of our own, requests, issuing, and describing what a certificate says.
//!
//! Names go into the subject alternative name as DNS names only: other kinds break peers (an SRVName makes
//! OpenSSL refuse the extension, an XmppAddr crashes ejabberd 23). Keys are ECDSA P-256; they are written to
//! files that only the owner reads, and never printed.

mod pkcs12;

pub use pkcs12::{NO_KEY, from_pkcs12};

use crate::federation::private_file;
use chrono::{DateTime, Utc};
use rcgen::{
    BasicConstraints, CertificateParams, CertificateSigningRequest, CertificateSigningRequestParams,
    DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair, KeyUsagePurpose, SanType,
};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use x509_parser::extensions::GeneralName;
use x509_parser::prelude::{FromDer, Pem, X509Certificate};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// Longest validity: a century.
const LONGEST_DAYS: u32 = 36_500;
/// Validity of an authority.
const AUTHORITY_DAYS: u32 = 3650;

/// Why a certificate could not be made, read or kept.
#[derive(Debug, thiserror::Error)]
pub enum CertificateError {
    /// A name that a certificate cannot carry.
    #[error("'{name}' is not a DNS name that a certificate can be issued for")]
    Name {
        /// The name.
        name: String,
    },
    /// rcgen refused.
    #[error("the certificate could not be made: {0}")]
    Make(#[from] rcgen::Error),
    /// What was given is no certificate, request or key.
    #[error("{what} cannot be read: {reason}")]
    Unreadable {
        /// Which input.
        what: &'static str,
        /// Why.
        reason: String,
    },
    /// The password does not fit.
    #[error("the password is wrong")]
    Password,
    /// A file could not be read or written.
    #[error("{action} '{path}' failed: {reason}")]
    File {
        /// `reading` or `writing`.
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
}

/// What a certificate shall say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CertificateRequest {
    /// Common name of the subject.
    pub common_name: String,
    /// Organisation of the subject, where wanted.
    pub organization: Option<String>,
    /// Organisational unit, where wanted.
    pub organizational_unit: Option<String>,
    /// City, where wanted.
    pub city: Option<String>,
    /// State or province, where wanted.
    pub state: Option<String>,
    /// Two-letter country, where wanted.
    pub country: Option<String>,
    /// DNS names. The bare XMPP domains belong here, besides the host.
    pub dns_names: Vec<String>,
    /// Days of validity; 0 stands for two years.
    pub valid_days: u32,
}

impl CertificateRequest {
    /// A request for a host and further names; the host is the subject and the first name.
    pub fn for_host(host: &str, more_names: &[&str]) -> CertificateRequest {
        let mut dns_names = vec![host.to_owned()];
        dns_names.extend(more_names.iter().filter(|name| **name != host).map(|name| (*name).to_owned()));
        CertificateRequest { common_name: host.to_owned(), dns_names, ..CertificateRequest::default() }
    }

    fn params(&self) -> Result<CertificateParams, CertificateError> {
        let mut params = CertificateParams::default();
        params.distinguished_name = self.subject();
        for name in &self.dns_names {
            params.subject_alt_names.push(dns_name(name)?);
        }
        let days = if self.valid_days == 0 { 730 } else { self.valid_days };
        set_validity(&mut params, days);
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature, KeyUsagePurpose::KeyEncipherment];
        params.extended_key_usages =
            vec![ExtendedKeyUsagePurpose::ServerAuth, ExtendedKeyUsagePurpose::ClientAuth];
        Ok(params)
    }

    fn subject(&self) -> DistinguishedName {
        let mut subject = DistinguishedName::new();
        let parts = [
            (DnType::CountryName, self.country.as_deref()),
            (DnType::StateOrProvinceName, self.state.as_deref()),
            (DnType::LocalityName, self.city.as_deref()),
            (DnType::OrganizationName, self.organization.as_deref()),
            (DnType::OrganizationalUnitName, self.organizational_unit.as_deref()),
            (DnType::CommonName, Some(self.common_name.as_str()).filter(|name| !name.is_empty())),
        ];
        for (kind, value) in parts {
            if let Some(value) = value {
                subject.push(kind, value);
            }
        }
        subject
    }
}

/// A private key. It is written to files and given to TLS, and shown nowhere.
pub struct PrivateKey {
    pem: String,
}

impl std::fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PrivateKey(hidden)")
    }
}

impl PrivateKey {
    /// Its PEM text, for TLS of this process.
    pub fn expose_pem(&self) -> &str {
        &self.pem
    }

    /// Writes it to a new file, or over an old one, with mode 0600 from the first byte.
    pub fn write(&self, path: &Path) -> Result<(), CertificateError> {
        write_private(path, &self.pem)
    }
}

/// A certificate with what leads to its root, and its key.
#[derive(Debug)]
pub struct IssuedCertificate {
    /// Certificate first, then its issuer; PEM.
    pub chain_pem: String,
    /// Its key.
    pub key: PrivateKey,
}

/// An authority that issues certificates.
pub struct CertificateAuthority {
    certificate_pem: String,
    key: PrivateKey,
}

impl std::fmt::Debug for CertificateAuthority {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CertificateAuthority")
    }
}

impl CertificateAuthority {
    /// A new authority.
    pub fn create(common_name: &str) -> Result<CertificateAuthority, CertificateError> {
        let mut params = CertificateParams::default();
        params.distinguished_name = DistinguishedName::new();
        params.distinguished_name.push(DnType::CommonName, common_name);
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages =
            vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign, KeyUsagePurpose::DigitalSignature];
        set_validity(&mut params, AUTHORITY_DAYS);
        let key = KeyPair::generate()?;
        let certificate = params.self_signed(&key)?;
        let key = PrivateKey { pem: key.serialize_pem() };
        Ok(CertificateAuthority { certificate_pem: certificate.pem(), key })
    }

    /// An authority that exists. Errors: certificate or key cannot be read.
    pub fn from_pem(certificate: &str, key: &str) -> Result<CertificateAuthority, CertificateError> {
        let authority = CertificateAuthority {
            certificate_pem: certificate.to_owned(),
            key: PrivateKey { pem: key.to_owned() },
        };
        authority.issuer()?;
        Ok(authority)
    }

    /// The authority kept in a folder as `ca.pem` and `ca.key`, made when there is none.
    pub fn open_or_create(
        folder: &Path,
        common_name: &str,
    ) -> Result<CertificateAuthority, CertificateError> {
        let (certificate_path, key_path) = (folder.join("ca.pem"), folder.join("ca.key"));
        if certificate_path.exists() && key_path.exists() {
            return CertificateAuthority::from_pem(&read(&certificate_path)?, &read(&key_path)?);
        }
        let authority = CertificateAuthority::create(common_name)?;
        std::fs::create_dir_all(folder).map_err(|error| file_error("writing", folder, &error))?;
        authority.key.write(&key_path)?;
        std::fs::write(&certificate_path, &authority.certificate_pem)
            .map_err(|error| file_error("writing", &certificate_path, &error))?;
        Ok(authority)
    }

    /// Its certificate, PEM: the root that others have to trust.
    pub fn certificate_pem(&self) -> &str {
        &self.certificate_pem
    }

    /// A certificate with a new key.
    pub fn issue(&self, request: &CertificateRequest) -> Result<IssuedCertificate, CertificateError> {
        let key = KeyPair::generate()?;
        let mut params = request.params()?;
        // By its name alone a peer cannot tell this authority from another of the same name (RFC 5280, 4.2.1.1).
        params.use_authority_key_identifier_extension = true;
        let certificate = params.signed_by(&key, &self.issuer()?)?;
        let chain_pem = format!("{}{}", certificate.pem(), self.certificate_pem);
        Ok(IssuedCertificate { chain_pem, key: PrivateKey { pem: key.serialize_pem() } })
    }

    /// A certificate for a signing request (PKCS #10, PEM), chain first. Names are taken from the request,
    /// validity and usages are ours; a request to be an authority is not granted.
    pub fn sign(&self, request_pem: &str, valid_days: u32) -> Result<String, CertificateError> {
        let mut request = CertificateSigningRequestParams::from_pem(request_pem)?;
        request.params.is_ca = IsCa::NoCa;
        request.params.key_usages = vec![KeyUsagePurpose::DigitalSignature, KeyUsagePurpose::KeyEncipherment];
        request.params.extended_key_usages =
            vec![ExtendedKeyUsagePurpose::ServerAuth, ExtendedKeyUsagePurpose::ClientAuth];
        request.params.use_authority_key_identifier_extension = true;
        set_validity(&mut request.params, if valid_days == 0 { 730 } else { valid_days });
        let certificate = request.signed_by(&self.issuer()?)?;
        Ok(format!("{}{}", certificate.pem(), self.certificate_pem))
    }

    fn issuer(&self) -> Result<Issuer<'static, KeyPair>, CertificateError> {
        let key = KeyPair::from_pem(&self.key.pem)?;
        Ok(Issuer::from_ca_cert_pem(&self.certificate_pem, key)?)
    }
}

/// A signing request (PKCS #10, PEM) and the key it is for: what `Request-CsCertificate -New -Output` writes.
pub fn signing_request(request: &CertificateRequest) -> Result<(String, PrivateKey), CertificateError> {
    let (made, key) = requested(request)?;
    Ok((made.pem()?, key))
}

/// The same as DER, as an online authority takes it.
pub fn signing_request_der(request: &CertificateRequest) -> Result<(Vec<u8>, PrivateKey), CertificateError> {
    let (made, key) = requested(request)?;
    Ok((made.der().to_vec(), key))
}

fn requested(
    request: &CertificateRequest,
) -> Result<(CertificateSigningRequest, PrivateKey), CertificateError> {
    let key = KeyPair::generate()?;
    let mut params = request.params()?;
    params.extended_key_usages.retain(|usage| *usage == ExtendedKeyUsagePurpose::ServerAuth);
    Ok((params.serialize_request(&key)?, PrivateKey { pem: key.serialize_pem() }))
}

/// A certificate signed by its own key; good for tests and for dialback over TLS.
pub fn self_signed(request: &CertificateRequest) -> Result<IssuedCertificate, CertificateError> {
    let key = KeyPair::generate()?;
    let certificate = request.params()?.self_signed(&key)?;
    Ok(IssuedCertificate { chain_pem: certificate.pem(), key: PrivateKey { pem: key.serialize_pem() } })
}

/// What a certificate says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateDescription {
    /// Distinguished name of the subject.
    pub subject: String,
    /// Distinguished name of the issuer.
    pub issuer: String,
    /// Serial number, upper-case hexadecimal.
    pub serial_number: String,
    /// DNS names.
    pub dns_names: Vec<String>,
    /// Start of validity.
    pub not_before: DateTime<Utc>,
    /// End of validity.
    pub not_after: DateTime<Utc>,
    /// SHA-1 of the certificate, upper-case hexadecimal, as Windows shows it.
    pub thumbprint: String,
    /// Whether it may issue others.
    pub is_authority: bool,
    /// Whether subject and issuer are the same.
    pub is_self_signed: bool,
}

fn pem_text(label: &str, der: &[u8]) -> String {
    let lines = pem::EncodeConfig::new().set_line_ending(pem::LineEnding::LF);
    pem::encode_config(&pem::Pem::new(label, der), lines)
}

/// The certificates of a PEM text alone, without the keys and whatever else is in it. Errors: an unreadable block.
pub fn certificates_only(text: &str) -> Result<String, CertificateError> {
    let mut found = String::new();
    for block in Pem::iter_from_buffer(text.as_bytes()) {
        let block = block.map_err(|error| unreadable("the PEM text", &error))?;
        if block.label == "CERTIFICATE" {
            found.push_str(&pem_text(&block.label, &block.contents));
        }
    }
    Ok(found)
}

/// Describes every certificate of a PEM text, in its order. Errors: none there, or an unreadable one.
pub fn describe(pem: &str) -> Result<Vec<CertificateDescription>, CertificateError> {
    let mut found = Vec::new();
    for block in Pem::iter_from_buffer(pem.as_bytes()) {
        let block = block.map_err(|error| unreadable("the PEM text", &error))?;
        if block.label == "CERTIFICATE" {
            found.push(describe_der(&block.contents)?);
        }
    }
    if found.is_empty() {
        return Err(unreadable("the certificate", &"there is none in the PEM text"));
    }
    Ok(found)
}

fn describe_der(der: &[u8]) -> Result<CertificateDescription, CertificateError> {
    let (_, certificate) =
        X509Certificate::from_der(der).map_err(|error| unreadable("the certificate", &error))?;
    let time = |timestamp: i64| DateTime::from_timestamp(timestamp, 0).unwrap_or_default();
    let names = certificate.subject_alternative_name().ok().flatten();
    let dns_names = names.map(|names| names.value.general_names.iter().filter_map(dns_text).collect());
    let digest = ring::digest::digest(&ring::digest::SHA1_FOR_LEGACY_USE_ONLY, der);
    Ok(CertificateDescription {
        subject: certificate.subject().to_string(),
        issuer: certificate.issuer().to_string(),
        serial_number: upper_hex(certificate.raw_serial()),
        dns_names: dns_names.unwrap_or_default(),
        not_before: time(certificate.validity().not_before.timestamp()),
        not_after: time(certificate.validity().not_after.timestamp()),
        thumbprint: upper_hex(digest.as_ref()),
        is_authority: certificate.is_ca(),
        is_self_signed: certificate.subject().as_raw() == certificate.issuer().as_raw(),
    })
}

fn dns_text(name: &GeneralName<'_>) -> Option<String> {
    match name {
        GeneralName::DNSName(name) => Some((*name).to_owned()),
        _ => None,
    }
}

fn upper_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

fn dns_name(name: &str) -> Result<SanType, CertificateError> {
    let wrong = || CertificateError::Name { name: name.to_owned() };
    let ascii = crate::federation::xmpp::address::domain(name).map_err(|_| wrong())?;
    Ok(SanType::DnsName(ascii.try_into().map_err(|_| wrong())?))
}

fn set_validity(params: &mut CertificateParams, days: u32) {
    let now = SystemTime::now();
    // An hour back, for peers whose clocks are slow.
    params.not_before = (now - Duration::from_secs(3600)).into();
    params.not_after = (now + DAY * days.min(LONGEST_DAYS)).into();
}

/// [`private_file::write_private`] with the file's name in the error.
pub(in crate::federation) fn write_private(path: &Path, text: &str) -> Result<(), CertificateError> {
    private_file::write_private(path, text.as_bytes()).map_err(|error| file_error("writing", path, &error))
}

fn read(path: &Path) -> Result<String, CertificateError> {
    std::fs::read_to_string(path).map_err(|error| file_error("reading", path, &error))
}

fn file_error(action: &'static str, path: &Path, error: &std::io::Error) -> CertificateError {
    CertificateError::File { action, path: path.to_owned(), reason: error.to_string() }
}

fn unreadable(what: &'static str, reason: &dyn std::fmt::Display) -> CertificateError {
    CertificateError::Unreadable { what, reason: reason.to_string() }
}

#[cfg(test)]
mod tests;
