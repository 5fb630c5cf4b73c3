//! Enveloped data of the Cryptographic Message Syntax: a content key for each recipient, and the content
//! under it. Source: RFC 5652, 6; the algorithms are those of .NET's `EnvelopedCms`.

use super::secure_text::{cipher, decipher};
use cms::cert::IssuerAndSerialNumber;
use cms::cert::x509::Certificate;
use cms::cert::x509::der::asn1::{ObjectIdentifier, OctetString, SetOfVec};
use cms::cert::x509::der::{Any, Decode, Encode, Tag};
use cms::cert::x509::spki::AlgorithmIdentifierOwned;
use cms::content_info::{CmsVersion, ContentInfo};
use cms::enveloped_data::{
    EncryptedContentInfo, EnvelopedData, KeyTransRecipientInfo, RecipientIdentifier, RecipientInfo,
    RecipientInfos,
};
use rsa::pkcs1::DecodeRsaPrivateKey;
use rsa::pkcs8::{DecodePrivateKey, DecodePublicKey};
use rsa::{PrivateKey, PublicKey};

const DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.1");
const ENVELOPED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.3");
const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const AES_128: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.1.2");
const AES_192: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.1.22");
const AES_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.1.42");

/// What is wrong with a message, in .NET's words.
#[derive(Debug, thiserror::Error)]
pub enum CmsError {
    #[error("ASN1 corrupted data.")]
    Corrupted,
    #[error("Unknown algorithm '{0}'.")]
    Algorithm(ObjectIdentifier),
    #[error("The enveloped-data message does not contain the specified recipient.")]
    NoRecipient,
    #[error("The key of the certificate does not fit the message.")]
    Key,
}

type Result<T> = std::result::Result<T, CmsError>;

fn corrupted<E>(_: E) -> CmsError {
    CmsError::Corrupted
}

/// Someone who can read a message.
#[derive(Debug, PartialEq, Eq)]
pub struct Recipient {
    /// The issuer of the certificate as RFC 4514 writes it; empty for one that is named by its key.
    pub issuer: String,
    /// The certificate's serial number or its key's identifier, as hexadecimal digits.
    pub number: String,
    /// How the content key is encrypted.
    pub algorithm: String,
    pub encrypted_key: Vec<u8>,
}

/// What a message says without being opened.
pub struct Summary {
    pub version: u8,
    pub content_type: String,
    pub content_algorithm: String,
    pub encrypted: Vec<u8>,
    pub recipients: Vec<Recipient>,
}

fn algorithm(oid: ObjectIdentifier, parameters: Any) -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned { oid, parameters: Some(parameters) }
}

fn identifier(certificate: &Certificate) -> IssuerAndSerialNumber {
    let parts = certificate.tbs_certificate();
    IssuerAndSerialNumber { issuer: parts.issuer().clone(), serial_number: parts.serial_number().clone() }
}

/// The content key for the owner of a certificate. Errors: its key is not RSA's.
fn for_recipient(certificate: &[u8], key: &[u8]) -> Result<RecipientInfo> {
    let certificate = Certificate::from_der(certificate).map_err(corrupted)?;
    let public = certificate.tbs_certificate().subject_public_key_info();
    if public.algorithm.oid != RSA {
        return Err(CmsError::Algorithm(public.algorithm.oid));
    }
    let public = PublicKey::from_public_key_der(&public.to_der().map_err(corrupted)?).map_err(corrupted)?;
    let hidden = public.pkcs1v15_encrypt(key).map_err(|_| CmsError::Key)?;
    Ok(RecipientInfo::Ktri(KeyTransRecipientInfo {
        version: CmsVersion::V0,
        rid: RecipientIdentifier::IssuerAndSerialNumber(identifier(&certificate)),
        key_enc_alg: algorithm(RSA, Any::null()),
        enc_key: OctetString::new(hidden).map_err(corrupted)?,
    }))
}

/// The message for the owners of certificates (DER), under a key and a start of its own, by AES-256.
pub fn sealed(content: &[u8], certificates: &[Vec<u8>]) -> Result<Vec<u8>> {
    let (key, start): ([u8; 32], [u8; 16]) = (rand::random(), rand::random());
    let infos: Vec<RecipientInfo> =
        certificates.iter().map(|certificate| for_recipient(certificate, &key)).collect::<Result<_>>()?;
    let hidden = cipher(&key, &start, content).ok_or(CmsError::Key)?;
    let data = EnvelopedData {
        version: CmsVersion::V0,
        originator_info: None,
        recip_infos: RecipientInfos(SetOfVec::try_from(infos).map_err(corrupted)?),
        encrypted_content: EncryptedContentInfo {
            content_type: DATA,
            content_enc_alg: algorithm(
                AES_256,
                Any::new(Tag::OctetString, start.to_vec()).map_err(corrupted)?,
            ),
            encrypted_content: Some(OctetString::new(hidden).map_err(corrupted)?),
        },
        unprotected_attrs: None,
    };
    let content = Any::encode_from(&data).map_err(corrupted)?;
    ContentInfo { content_type: ENVELOPED_DATA, content }.to_der().map_err(corrupted)
}

fn parsed(message: &[u8]) -> Result<EnvelopedData> {
    let info = ContentInfo::from_der(message).map_err(corrupted)?;
    if info.content_type != ENVELOPED_DATA {
        return Err(CmsError::Corrupted);
    }
    info.content.decode_as().map_err(corrupted)
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

fn recipient(info: &KeyTransRecipientInfo) -> Recipient {
    let (issuer, number) = match &info.rid {
        RecipientIdentifier::IssuerAndSerialNumber(found) => {
            (found.issuer.to_string(), hexadecimal(found.serial_number.as_bytes()))
        }
        RecipientIdentifier::SubjectKeyIdentifier(key) => (String::new(), hexadecimal(key.0.as_bytes())),
    };
    Recipient {
        issuer,
        number,
        algorithm: info.key_enc_alg.oid.to_string(),
        encrypted_key: info.enc_key.as_bytes().to_vec(),
    }
}

/// What a message (DER) says without being opened.
pub fn summary(message: &[u8]) -> Result<Summary> {
    let data = parsed(message)?;
    let recipients = data.recip_infos.0.iter().filter_map(|info| match info {
        RecipientInfo::Ktri(info) => Some(recipient(info)),
        _ => None,
    });
    let content = data.encrypted_content;
    Ok(Summary {
        version: data.version as u8,
        content_type: content.content_type.to_string(),
        content_algorithm: content.content_enc_alg.oid.to_string(),
        encrypted: content.encrypted_content.map(|bytes| bytes.as_bytes().to_vec()).unwrap_or_default(),
        recipients: recipients.collect(),
    })
}

/// Whether a message's key is for the owner of a certificate.
fn is_for(info: &KeyTransRecipientInfo, certificate: &Certificate) -> bool {
    match &info.rid {
        RecipientIdentifier::IssuerAndSerialNumber(found) => *found == identifier(certificate),
        RecipientIdentifier::SubjectKeyIdentifier(wanted) => {
            type Own = cms::cert::x509::ext::pkix::SubjectKeyIdentifier;
            let own = certificate.tbs_certificate().get_extension::<Own>();
            matches!(own, Ok(Some((_, own))) if own == *wanted)
        }
    }
}

/// A certificate and its private key, both as DER; the key as PKCS #8 or PKCS #1.
pub type Identity = (Vec<u8>, Vec<u8>);

/// The content of a message, read by the first of some certificates that it is for.
pub fn opened(message: &[u8], identities: &[Identity]) -> Result<Vec<u8>> {
    let data = parsed(message)?;
    for (certificate, key) in identities {
        let Ok(certificate) = Certificate::from_der(certificate) else { continue };
        let found = data.recip_infos.0.iter().find_map(|info| match info {
            RecipientInfo::Ktri(info) if is_for(info, &certificate) => Some(info),
            _ => None,
        });
        let Some(info) = found else { continue };
        if info.key_enc_alg.oid != RSA {
            return Err(CmsError::Algorithm(info.key_enc_alg.oid));
        }
        let private = PrivateKey::from_pkcs8_der(key).ok();
        let private = private.or_else(|| PrivateKey::from_pkcs1_der(key).ok()).ok_or(CmsError::Key)?;
        let key = private.pkcs1v15_decrypt(info.enc_key.as_bytes()).map_err(|_| CmsError::Key)?;
        return content(&data.encrypted_content, &key);
    }
    Err(CmsError::NoRecipient)
}

fn content(info: &EncryptedContentInfo, key: &[u8]) -> Result<Vec<u8>> {
    let oid = info.content_enc_alg.oid;
    let length = match oid {
        AES_128 => 16,
        AES_192 => 24,
        AES_256 => 32,
        other => return Err(CmsError::Algorithm(other)),
    };
    let start = info.content_enc_alg.parameters.as_ref().map(Any::value).unwrap_or_default();
    if key.len() != length {
        return Err(CmsError::Key);
    }
    let hidden = info.encrypted_content.as_ref().map(OctetString::as_bytes).unwrap_or_default();
    decipher(key, start, hidden).ok_or(CmsError::Key)
}
