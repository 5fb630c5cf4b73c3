//! `X509Certificate2`: what a certificate says, and whether its private key came with it.

use super::record::{self, record_class};
use super::table::{methods, properties, statics};
use super::{Class, arguments, collection, datetime, enumeration, io_error, object};
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use base64::Engine as _;
use sha1::{Digest, Sha1};
use std::any::Any;
use std::rc::Rc;
use x509_parser::extensions::{GeneralName, ParsedExtension};
use x509_parser::prelude::{FromDer, X509Certificate, X509Name};

struct Certificate {
    der: Vec<u8>,
    /// The private key as PKCS #8, which is never shown.
    key: Option<Vec<u8>>,
}

impl std::fmt::Debug for Certificate {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Certificate")
    }
}

impl Native for Certificate {
    fn class(&self) -> &'static Class {
        &CERTIFICATE
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn equals(&self, other: &dyn Native) -> Option<bool> {
        Some(other.as_any().downcast_ref::<Certificate>().is_some_and(|other| other.der == self.der))
    }

    fn to_text(&self) -> Option<String> {
        let (_, found) = X509Certificate::from_der(&self.der).ok()?;
        let date = |time: x509_parser::time::ASN1Time| datetime::format(&local(&time), "G");
        Some(format!(
            "[Subject]\n  {}\n\n[Issuer]\n  {}\n\n[Serial Number]\n  {}\n\n[Not Before]\n  {}\n\n[Not After]\n  {}\n\n[Thumbprint]\n  {}\n",
            name(found.subject()),
            name(found.issuer()),
            hexadecimal(found.raw_serial()),
            date(found.validity().not_before),
            date(found.validity().not_after),
            hexadecimal(&Sha1::digest(&self.der)),
        ))
    }
}

fn local(time: &x509_parser::time::ASN1Time) -> datetime::DateTime {
    let moment = chrono::DateTime::from_timestamp(time.timestamp(), 0).unwrap_or_default();
    datetime::DateTime::from_naive(moment.naive_utc(), datetime::DateTimeKind::Utc).to_local()
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

/// A name as .NET writes it: the last part first, values with special characters in quotes.
fn name(found: &X509Name<'_>) -> String {
    let mut parts: Vec<String> = Vec::new();
    for attribute in found.iter_attributes() {
        let identifier = attribute.attr_type().to_id_string();
        let key = match identifier.as_str() {
            "2.5.4.3" => "CN",
            "2.5.4.4" => "SN",
            "2.5.4.5" => "SERIALNUMBER",
            "2.5.4.6" => "C",
            "2.5.4.7" => "L",
            "2.5.4.8" => "S",
            "2.5.4.9" => "STREET",
            "2.5.4.10" => "O",
            "2.5.4.11" => "OU",
            "2.5.4.12" => "T",
            "2.5.4.42" => "G",
            "1.2.840.113549.1.9.1" => "E",
            "0.9.2342.19200300.100.1.25" => "DC",
            _ => "",
        };
        let key = if key.is_empty() { format!("OID.{identifier}") } else { key.to_string() };
        let value = attribute.as_str().unwrap_or_default();
        let special = value.is_empty()
            || value.starts_with(' ')
            || value.ends_with(' ')
            || value.contains([',', '+', '=', '"', '\n', '<', '>', '#', ';']);
        parts.push(match special {
            true => format!("{key}=\"{}\"", value.replace('"', "\"\"")),
            false => format!("{key}={value}"),
        });
    }
    parts.reverse();
    parts.join(", ")
}

/// Reads what is there of a certificate.
fn with<T>(this: &Value, read: impl FnOnce(&X509Certificate<'_>, &[u8]) -> T) -> Outcome<T> {
    let bytes = &own(this)?.der;
    match X509Certificate::from_der(bytes) {
        Ok((_, found)) => Ok(read(&found, bytes)),
        Err(_) => Err(unreadable()),
    }
}

fn unreadable() -> Box<crate::engine::Fault> {
    let class = "System.Security.Cryptography.CryptographicException";
    arguments::throw(class, "Cannot find the requested object.")
}

/// The certificate of a value as DER; `None` for any other value.
pub fn der(value: &Value) -> Option<&[u8]> {
    value.as_native::<Certificate>().map(|found| found.der.as_slice())
}

/// The private key that came with a certificate, as PKCS #8 or as PEM's own form.
pub fn private_key(value: &Value) -> Option<&[u8]> {
    value.as_native::<Certificate>()?.key.as_deref()
}

/// The public key of a certificate as `SubjectPublicKeyInfo`; `None` for any other value.
pub fn public_key(value: &Value) -> Option<Vec<u8>> {
    with(value, |found, _| found.public_key().raw.to_vec()).ok()
}

/// The hash that names a certificate, as hexadecimal digits.
pub fn thumbprint(value: &Value) -> Option<String> {
    der(value).map(|bytes| hexadecimal(&Sha1::digest(bytes)))
}

/// The whole subject of a certificate and its common name.
pub fn subjects(value: &Value) -> Vec<String> {
    let simple = name_info(value, &[Value::Int(0), Value::Bool(false)]).map(|name| convert::display(&name));
    let whole = with(value, |found, _| name(found.subject()));
    [whole, simple].into_iter().flatten().collect()
}

/// Whether a certificate says that it is for the encryption of documents, and its key for that of keys or data.
pub fn can_encrypt(value: &Value) -> bool {
    const DOCUMENT_ENCRYPTION: &str = "1.3.6.1.4.1.311.80.1";
    let fits = with(value, |found, _| {
        let usage = found.key_usage().ok().flatten();
        let is_for_keys =
            usage.is_some_and(|usage| usage.value.key_encipherment() || usage.value.data_encipherment());
        is_for_keys && usages(found).iter().any(|usage| usage == DOCUMENT_ENCRYPTION)
    });
    fits.unwrap_or(false)
}

fn own(this: &Value) -> Outcome<&Certificate> {
    this.as_native::<Certificate>().ok_or_else(arguments::no_overload)
}

/// The bytes of the first block of some labels in a PEM text.
fn pem_block(text: &str, labels: &[&str]) -> Option<Vec<u8>> {
    labels.iter().find_map(|label| {
        let (_, rest) = text.split_once(&format!("-----BEGIN {label}-----"))?;
        let body: String = rest.split("-----END").next()?.split_whitespace().collect();
        base64::engine::general_purpose::STANDARD.decode(body).ok()
    })
}

/// A private key of a PEM text.
fn pem_key(text: &str) -> Option<Vec<u8>> {
    pem_block(text, &["PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY"])
}

/// A certificate of DER, PEM or PKCS #12. Errors: it is none of them, or the password is another one.
pub fn from_bytes(bytes: &[u8], password: &str) -> Outcome<Value> {
    let text = String::from_utf8_lossy(bytes);
    let der = match text.contains("-----BEGIN CERTIFICATE-----") {
        true => pem_block(&text, &["CERTIFICATE"]).ok_or_else(unreadable)?,
        false => bytes.to_vec(),
    };
    let length = match X509Certificate::from_der(&der) {
        Ok((rest, _)) => der.len() - rest.len(),
        Err(_) => return from_store(bytes, password),
    };
    Ok(Value::native(Certificate { der: der.get(..length).unwrap_or_default().to_vec(), key: None }))
}

/// The certificate of PKCS #12, with its private key when it has one.
fn from_store(bytes: &[u8], password: &str) -> Outcome<Value> {
    use p12_keystore::{KeyStore, KeyStoreEntry, Pkcs12ImportPolicy};
    let store =
        KeyStore::from_pkcs12(bytes, password, Pkcs12ImportPolicy::Relaxed).map_err(|error| match error {
            p12_keystore::error::Error::MacError(_) => arguments::throw(
                "System.Security.Cryptography.CryptographicException",
                "The specified network password is not correct.",
            ),
            _ => unreadable(),
        })?;
    if let Some((_, chain)) = store.private_key_chain()
        && let Some(first) = chain.certs().first()
    {
        let key = Some(chain.key().as_der().to_vec());
        return Ok(Value::native(Certificate { der: first.as_der().to_vec(), key }));
    }
    let found = store.entries().find_map(|(_, entry)| match entry {
        KeyStoreEntry::Certificate(found) => Some(found.as_der().to_vec()),
        _ => None,
    });
    found.map(|der| Value::native(Certificate { der, key: None })).ok_or_else(unreadable)
}

/// A password as text or as a secure string.
fn password(engine: &mut Engine, value: Option<&Value>) -> Outcome<String> {
    match value {
        None => Ok(String::new()),
        Some(value) => match super::secure_string::plain(value) {
            Some(text) => Ok(text),
            None => convert::to_text(engine, value),
        },
    }
}

fn construct(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let secret = password(engine, args.get(1))?;
    match arguments::any(args, 0)? {
        Value::String(file) => {
            let path = engine.resolve_path(file);
            let bytes = std::fs::read(&path).map_err(|error| io_error::thrown(&error, &path, false))?;
            from_bytes(&bytes, &secret)
        }
        other => {
            if let Some(known) = other.as_native::<Certificate>() {
                return Ok(Value::native(Certificate { der: known.der.clone(), key: known.key.clone() }));
            }
            let bytes = arguments::to_bytes(engine, other)?;
            from_bytes(&bytes, &secret)
        }
    }
}

/// A certificate and a private key that come as PEM. Errors: there is no key.
fn with_key(certificate: &str, key: &str) -> Outcome<Value> {
    let made = from_bytes(certificate.as_bytes(), "")?;
    let key = pem_key(key).ok_or_else(|| {
        arguments::throw(
            "System.Security.Cryptography.CryptographicException",
            "The key contents do not contain a PEM, the content is malformed, or the key does not match the certificate.",
        )
    })?;
    let der = own(&made)?.der.clone();
    Ok(Value::native(Certificate { der, key: Some(key) }))
}

fn from_pem_files(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let mut texts = Vec::new();
    for index in 0..args.len().min(2) {
        let path = arguments::text(engine, args, index)?;
        let path = engine.resolve_path(&path);
        let text = std::fs::read_to_string(&path).map_err(|error| io_error::thrown(&error, &path, false))?;
        texts.push(text);
    }
    let certificate = texts.first().cloned().unwrap_or_default();
    with_key(&certificate, texts.get(1).unwrap_or(&certificate))
}

/// `Export`: the certificate as DER, or with its key as PKCS #12.
fn export(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let found = own(this)?;
    let kind = convert::display(arguments::any(args, 0)?);
    if kind.eq_ignore_ascii_case("Cert") || kind == "1" {
        return Ok(arguments::bytes(found.der.clone()));
    }
    if !["Pfx", "Pkcs12", "3"].iter().any(|known| kind.eq_ignore_ascii_case(known)) {
        let class = "System.Security.Cryptography.CryptographicException";
        return Err(arguments::throw(class, "Invalid content type."));
    }
    let secret = password(engine, args.get(1))?;
    let failed = |error: p12_keystore::error::Error| {
        arguments::throw("System.Security.Cryptography.CryptographicException", error.to_string())
    };
    let certificate = p12_keystore::Certificate::from_der(&found.der).map_err(failed)?;
    let mut store = p12_keystore::KeyStore::new();
    let entry = match &found.key {
        Some(key) => {
            let key = p12_keystore::PrivateKey::from_der(key).map_err(failed)?;
            let id = Sha1::digest(&found.der).to_vec();
            let chain = p12_keystore::PrivateKeyChain::new(id, key, [certificate]);
            p12_keystore::KeyStoreEntry::PrivateKeyChain(chain)
        }
        None => p12_keystore::KeyStoreEntry::Certificate(certificate),
    };
    store.add_entry("", entry);
    Ok(arguments::bytes(store.writer(&secret).write().map_err(failed)?))
}

/// The number of `X509ContentType` of some bytes.
fn content_type(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let bytes = match arguments::any(args, 0)? {
        Value::String(file) => {
            let path = engine.resolve_path(file);
            std::fs::read(&path).map_err(|error| io_error::thrown(&error, &path, false))?
        }
        other => arguments::to_bytes(engine, other)?,
    };
    let is_pem = String::from_utf8_lossy(&bytes).contains("-----BEGIN CERTIFICATE-----");
    // PKCS #12 begins with its version, 3.
    let is_store = bytes.windows(3).take(8).any(|part| part == [2, 1, 3]);
    let number = match X509Certificate::from_der(&bytes) {
        Ok(_) => 1,
        Err(_) if is_pem => 1,
        Err(_) if is_store => 3,
        Err(_) => 0,
    };
    Ok(enumeration::value("System.Security.Cryptography.X509Certificates.X509ContentType", number))
}

fn self_verified(this: &Value) -> Outcome<Value> {
    // .NET trusts only what leads to a root of the machine; what signed itself does not.
    with(this, |found, _| Value::Bool(found.issuer() != found.subject() && found.validity().is_valid()))
}

record_class!(OID "System.Security.Cryptography.Oid" ["Value" "string", "FriendlyName" "string"]);
record_class!(NAME "System.Security.Cryptography.X509Certificates.X500DistinguishedName" ["Name" "string", "RawData" "byte[]"]);
record_class!(EXTENSION "System.Security.Cryptography.X509Certificates.X509Extension" [
    "Critical" "bool", "Oid" "System.Security.Cryptography.Oid", "RawData" "byte[]", "CertificateAuthority" "bool",
    "KeyUsages" "string", "EnhancedKeyUsages" "System.Object[]", "SubjectKeyIdentifier" "string", "DnsNames" "string[]"
]);
record_class!(DNS_NAME "Microsoft.PowerShell.Commands.DnsNameRepresentation" ["Punycode" "string", "Unicode" "string"]);
record_class!(PUBLIC_KEY "System.Security.Cryptography.X509Certificates.PublicKey" [
    "Oid" "System.Security.Cryptography.Oid", "EncodedKeyValue" "System.Security.Cryptography.AsnEncodedData"
]);
record_class!(USAGE "Microsoft.PowerShell.Commands.EnhancedKeyUsageRepresentation" ["FriendlyName" "string", "ObjectId" "string"]);

/// An object identifier with its name in .NET.
pub fn oid(identifier: &str) -> Value {
    let friendly = match identifier {
        "2.5.29.14" => "X509v3 Subject Key Identifier",
        "2.5.29.15" => "X509v3 Key Usage",
        "2.5.29.17" => "X509v3 Subject Alternative Name",
        "2.5.29.19" => "X509v3 Basic Constraints",
        "2.5.29.31" => "X509v3 CRL Distribution Points",
        "2.5.29.32" => "X509v3 Certificate Policies",
        "2.5.29.35" => "X509v3 Authority Key Identifier",
        "2.5.29.37" => "X509v3 Extended Key Usage",
        "1.3.6.1.5.5.7.1.1" => "Authority Information Access",
        "1.3.6.1.5.5.7.3.1" => "TLS Web Server Authentication",
        "1.3.6.1.5.5.7.3.2" => "TLS Web Client Authentication",
        "1.3.6.1.5.5.7.3.3" => "Code Signing",
        "1.3.6.1.5.5.7.3.4" => "E-mail Protection",
        "1.3.6.1.5.5.7.3.8" => "Time Stamping",
        "1.3.6.1.5.5.7.3.9" => "OCSP Signing",
        "1.3.6.1.4.1.311.80.1" => "Document Encryption",
        "1.2.840.113549.1.7.1" => "PKCS 7 Data",
        "2.16.840.1.101.3.4.1.2" => "aes128",
        "2.16.840.1.101.3.4.1.22" => "aes192",
        "2.16.840.1.101.3.4.1.42" => "aes256",
        "1.2.840.113549.1.1.1" => "RSA",
        "1.2.840.113549.1.1.5" => "sha1RSA",
        "1.2.840.113549.1.1.11" => "sha256RSA",
        "1.2.840.113549.1.1.12" => "sha384RSA",
        "1.2.840.113549.1.1.13" => "sha512RSA",
        "1.2.840.10045.2.1" => "ECC",
        "1.2.840.10045.4.3.2" => "sha256ECDSA",
        "1.2.840.10045.4.3.3" => "sha384ECDSA",
        "1.2.840.10045.4.3.4" => "sha512ECDSA",
        _ => "",
    };
    let friendly = if friendly.is_empty() { Value::Null } else { Value::text(friendly) };
    record::made(&OID, "", [("Value", Value::text(identifier)), ("FriendlyName", friendly)])
}

/// DNS names of the alternative name; without one, the common name.
fn dns_names(found: &X509Certificate<'_>) -> Vec<String> {
    let names = found.subject_alternative_name().ok().flatten();
    let listed: Vec<String> = names
        .iter()
        .flat_map(|names| names.value.general_names.iter())
        .filter_map(|name| match name {
            GeneralName::DNSName(name) => Some(name.to_string()),
            _ => None,
        })
        .collect();
    match listed.is_empty() {
        true => found
            .subject()
            .iter_common_name()
            .filter_map(|name| name.as_str().ok().map(str::to_string))
            .collect(),
        false => listed,
    }
}

/// Object identifiers of what the key may be used for.
fn usages(found: &X509Certificate<'_>) -> Vec<String> {
    let Some(usage) = found.extended_key_usage().ok().flatten() else { return Vec::new() };
    let known = [
        (usage.value.server_auth, "1.3.6.1.5.5.7.3.1"),
        (usage.value.client_auth, "1.3.6.1.5.5.7.3.2"),
        (usage.value.code_signing, "1.3.6.1.5.5.7.3.3"),
        (usage.value.email_protection, "1.3.6.1.5.5.7.3.4"),
        (usage.value.time_stamping, "1.3.6.1.5.5.7.3.8"),
        (usage.value.ocsp_signing, "1.3.6.1.5.5.7.3.9"),
    ];
    let named = known.iter().filter(|(has, _)| *has).map(|(_, identifier)| identifier.to_string());
    named.chain(usage.value.other.iter().map(|other| other.to_id_string())).collect()
}

fn key_usages(usage: &x509_parser::extensions::KeyUsage) -> String {
    let known = [
        (usage.encipher_only(), "EncipherOnly"),
        (usage.crl_sign(), "CrlSign"),
        (usage.key_cert_sign(), "KeyCertSign"),
        (usage.key_agreement(), "KeyAgreement"),
        (usage.data_encipherment(), "DataEncipherment"),
        (usage.key_encipherment(), "KeyEncipherment"),
        (usage.non_repudiation(), "NonRepudiation"),
        (usage.digital_signature(), "DigitalSignature"),
        (usage.decipher_only(), "DecipherOnly"),
    ];
    let named: Vec<&str> = known.iter().filter(|(has, _)| *has).map(|(_, name)| *name).collect();
    named.join(", ")
}

fn extensions(found: &X509Certificate<'_>) -> Vec<Value> {
    let all = found.extensions().iter().map(|extension| {
        let mut fields = vec![
            ("Critical", Value::Bool(extension.critical)),
            ("Oid", oid(&extension.oid.to_id_string())),
            ("RawData", arguments::bytes(extension.value.to_vec())),
        ];
        match extension.parsed_extension() {
            ParsedExtension::BasicConstraints(found) => {
                fields.push(("CertificateAuthority", Value::Bool(found.ca)));
            }
            ParsedExtension::KeyUsage(usage) => fields.push(("KeyUsages", Value::text(key_usages(usage)))),
            ParsedExtension::ExtendedKeyUsage(_) => {
                let list = usages(found).iter().map(|identifier| oid(identifier)).collect();
                fields.push(("EnhancedKeyUsages", Value::array(list)));
            }
            ParsedExtension::SubjectKeyIdentifier(id) => {
                fields.push(("SubjectKeyIdentifier", Value::text(hexadecimal(id.0))));
            }
            ParsedExtension::SubjectAlternativeName(_) => {
                fields.push(("DnsNames", arguments::strings(dns_names(found))));
            }
            _ => {}
        }
        record::made(&EXTENSION, "", fields)
    });
    all.collect()
}

fn distinguished(found: &X509Name<'_>) -> Value {
    let fields = [("Name", Value::text(name(found))), ("RawData", arguments::bytes(found.as_raw().to_vec()))];
    record::made(&NAME, name(found), fields)
}

/// `GetNameInfo(type, forIssuer)`: SimpleName 0, EmailName 1, UpnName 2, DnsName 3, DnsFromAlternativeName 4.
fn name_info(this: &Value, args: &[Value]) -> Outcome<Value> {
    let kind = match convert::display(arguments::any(args, 0)?).as_str() {
        "DnsName" | "3" | "DnsFromAlternativeName" | "4" => 3,
        "EmailName" | "1" => 1,
        _ => 0,
    };
    let issuer = args.get(1).is_some_and(convert::to_bool);
    with(this, |found, _| {
        let named = if issuer { found.issuer() } else { found.subject() };
        let common = named.iter_common_name().next().and_then(|name| name.as_str().ok());
        let email = named.iter_email().next().and_then(|name| name.as_str().ok());
        Value::text(match kind {
            3 if !issuer => dns_names(found).first().cloned().unwrap_or_default(),
            1 => email.unwrap_or_default().to_string(),
            _ => common.or(email).unwrap_or_default().to_string(),
        })
    })
}

fn matches_host(found: &X509Certificate<'_>, host: &str) -> bool {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    dns_names(found).iter().any(|name| {
        let name = name.to_ascii_lowercase();
        match name.strip_prefix("*.") {
            Some(rest) => host.split_once('.').is_some_and(|(_, parent)| parent == rest),
            None => name == host,
        }
    })
}

fn date(
    this: &Value,
    which: fn(&X509Certificate<'_>) -> x509_parser::time::ASN1Time,
) -> Outcome<datetime::DateTime> {
    with(this, |found, _| local(&which(found)))
}

/// The parameters of the key's algorithm as they are encoded.
fn parameters(found: &X509Certificate<'_>) -> Vec<u8> {
    let parameters = found.public_key().algorithm.parameters.as_ref();
    parameters.map_or_else(Vec::new, |any| match any.data.is_empty() {
        true => vec![5, 0],
        false => any.data.to_vec(),
    })
}

fn pem(this: &Value) -> Outcome<Value> {
    with(this, |_, bytes| {
        let text = base64::engine::general_purpose::STANDARD.encode(bytes);
        let lines: Vec<&str> =
            text.as_bytes().chunks(64).filter_map(|line| std::str::from_utf8(line).ok()).collect();
        Value::text(format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----", lines.join("\n")))
    })
}

static CERTIFICATE: Class = Class {
    name: "System.Security.Cryptography.X509Certificates.X509Certificate2",
    base: Some(&object::OBJECT),
    interfaces: &["System.IDisposable"],
    properties: properties! {
        "System.Object" DnsNameList => |_, this| with(this, |found, _| {
            let names = dns_names(found).into_iter();
            Value::array(names.map(|name| record::made(&DNS_NAME, name.clone(), [("Punycode", Value::text(name.as_str())), ("Unicode", Value::text(name.as_str()))])).collect())
        });
        "System.Object" EnhancedKeyUsageList => |_, this| with(this, |found, _| {
            Value::array(usages(found).iter().map(|identifier| {
                let friendly = record::field(&oid(identifier), "FriendlyName");
                let text = format!("{} ({identifier})", convert::display(&friendly));
                record::made(&USAGE, text, [("FriendlyName", friendly), ("ObjectId", Value::text(identifier.as_str()))])
            }).collect())
        });
        "System.Security.Cryptography.X509Certificates.X509ExtensionCollection" Extensions => |_, this| {
            Ok(collection::of(&super::named("System.Security.Cryptography.X509Certificates.X509Extension"), with(this, |found, _| extensions(found))?))
        };
        "string" FriendlyName => |_, _| Ok(Value::text(""));
        "bool" HasPrivateKey => |_, this| Ok(Value::Bool(own(this)?.key.is_some()));
        "System.ReadOnlyMemory[byte]" RawDataMemory => |_, this| with(this, |_, bytes| arguments::bytes(bytes.to_vec()));
        "System.ReadOnlyMemory[byte]" SerialNumberBytes => |_, this| with(this, |found, _| arguments::bytes(found.raw_serial().to_vec()));
        "bool" Archived => |_, _| Ok(Value::Bool(false));
        "System.Security.Cryptography.X509Certificates.PublicKey" PublicKey => |_, this| with(this, |found, _| {
            let key = found.public_key();
            let fields = [
                ("Oid", oid(&key.algorithm.algorithm.to_id_string())),
                ("EncodedKeyValue", arguments::bytes(key.subject_public_key.data.to_vec())),
            ];
            record::made(&PUBLIC_KEY, "", fields)
        });
        "string" Issuer => |_, this| with(this, |found, _| Value::text(name(found.issuer())));
        "System.Security.Cryptography.X509Certificates.X500DistinguishedName" IssuerName => |_, this| with(this, |found, _| distinguished(found.issuer()));
        "datetime" NotAfter => |_, this| Ok(Value::DateTime(Rc::new(date(this, |found| found.validity().not_after)?)));
        "datetime" NotBefore => |_, this| Ok(Value::DateTime(Rc::new(date(this, |found| found.validity().not_before)?)));
        "byte[]" RawData => |_, this| with(this, |_, bytes| arguments::bytes(bytes.to_vec()));
        "string" SerialNumber => |_, this| with(this, |found, _| Value::text(hexadecimal(found.raw_serial())));
        "System.Security.Cryptography.Oid" SignatureAlgorithm => |_, this| with(this, |found, _| oid(&found.signature_algorithm.algorithm.to_id_string()));
        "string" Subject => |_, this| with(this, |found, _| Value::text(name(found.subject())));
        "System.Security.Cryptography.X509Certificates.X500DistinguishedName" SubjectName => |_, this| with(this, |found, _| distinguished(found.subject()));
        "string" Thumbprint => |_, this| with(this, |_, bytes| Value::text(hexadecimal(&Sha1::digest(bytes))));
        "int" Version => |_, this| with(this, |found, _| Value::Int(found.version().0 as i32 + 1));
    },
    methods: methods! {
        Dispose "void Dispose()" "void IDisposable.Dispose()" => |_, _, _| Ok(Value::Empty);
        ExportCertificatePem "string ExportCertificatePem()" => |_, this, _| pem(this);
        Export
            "byte[] Export(System.Security.Cryptography.X509Certificates.X509ContentType contentType)"
            "byte[] Export(System.Security.Cryptography.X509Certificates.X509ContentType contentType, string password)"
            "byte[] Export(System.Security.Cryptography.X509Certificates.X509ContentType contentType, securestring password)"
            => export;
        GetFormat "string GetFormat()" => |_, _, _| Ok(Value::text("X509"));
        GetIssuerName "string GetIssuerName()" => |_, this, _| with(this, |found, _| Value::text(name(found.issuer())));
        GetName "string GetName()" => |_, this, _| with(this, |found, _| Value::text(name(found.subject())));
        GetKeyAlgorithmParameters "byte[] GetKeyAlgorithmParameters()" => |_, this, _| with(this, |found, _| arguments::bytes(parameters(found)));
        GetKeyAlgorithmParametersString "string GetKeyAlgorithmParametersString()" => |_, this, _| with(this, |found, _| Value::text(hexadecimal(&parameters(found))));
        GetPublicKeyString "string GetPublicKeyString()" => |_, this, _| with(this, |found, _| Value::text(hexadecimal(&found.public_key().subject_public_key.data)));
        GetRawCertDataString "string GetRawCertDataString()" => |_, this, _| with(this, |_, bytes| Value::text(hexadecimal(bytes)));
        GetSerialNumber "byte[] GetSerialNumber()" => |_, this, _| with(this, |found, _| arguments::bytes(found.raw_serial().iter().rev().copied()));
        Reset "void Reset()" => |_, _, _| Ok(Value::Empty);
        Verify "bool Verify()" => |_, this, _| self_verified(this);
        GetCertHash "byte[] GetCertHash()" => |_, this, _| with(this, |_, bytes| arguments::bytes(Sha1::digest(bytes).to_vec()));
        GetCertHashString "string GetCertHashString()" => |_, this, _| with(this, |_, bytes| Value::text(hexadecimal(&Sha1::digest(bytes))));
        GetEffectiveDateString "string GetEffectiveDateString()" => |_, this, _| Ok(Value::text(datetime::format(&date(this, |found| found.validity().not_before)?, "G")));
        GetExpirationDateString "string GetExpirationDateString()" => |_, this, _| Ok(Value::text(datetime::format(&date(this, |found| found.validity().not_after)?, "G")));
        GetKeyAlgorithm "string GetKeyAlgorithm()" => |_, this, _| with(this, |found, _| Value::text(found.public_key().algorithm.algorithm.to_id_string()));
        GetNameInfo "string GetNameInfo(System.Security.Cryptography.X509Certificates.X509NameType nameType, bool forIssuer)" => |_, this, args| name_info(this, args);
        GetPublicKey "byte[] GetPublicKey()" => |_, this, _| with(this, |found, _| arguments::bytes(found.public_key().subject_public_key.data.to_vec()));
        GetRawCertData "byte[] GetRawCertData()" => |_, this, _| with(this, |_, bytes| arguments::bytes(bytes.to_vec()));
        GetSerialNumberString "string GetSerialNumberString()" => |_, this, _| with(this, |found, _| Value::text(hexadecimal(found.raw_serial())));
        MatchesHostname "bool MatchesHostname(string hostname, bool allowWildcards = True, bool allowCommonName = True)" => |engine, this, args| {
            let host = arguments::text(engine, args, 0)?;
            with(this, |found, _| Value::Bool(matches_host(found, &host)))
        };
    },
    static_methods: statics! {
        CreateFromPem "static System.Security.Cryptography.X509Certificates.X509Certificate2 CreateFromPem(string certPem)" "static System.Security.Cryptography.X509Certificates.X509Certificate2 CreateFromPem(string certPem, string keyPem)" => |engine, args| {
            let text = arguments::text(engine, args, 0)?;
            match args.get(1) {
                Some(key) => with_key(&text, &convert::to_text(engine, key)?),
                None => from_bytes(text.as_bytes(), ""),
            }
        };
        CreateFromPemFile "static System.Security.Cryptography.X509Certificates.X509Certificate2 CreateFromPemFile(string certPemFilePath, string keyPemFilePath = null)" => from_pem_files;
        GetCertContentType
            "static System.Security.Cryptography.X509Certificates.X509ContentType GetCertContentType(byte[] rawData)"
            "static System.Security.Cryptography.X509Certificates.X509ContentType GetCertContentType(System.ReadOnlySpan[byte] rawData)"
            "static System.Security.Cryptography.X509Certificates.X509ContentType GetCertContentType(string fileName)"
            => content_type;
    },
    construct: Some(construct),
    constructors: &[
        "System.Security.Cryptography.X509Certificates.X509Certificate2 new(byte[] rawData)",
        "System.Security.Cryptography.X509Certificates.X509Certificate2 new(byte[] rawData, string password)",
        "System.Security.Cryptography.X509Certificates.X509Certificate2 new(byte[] rawData, securestring password)",
        "System.Security.Cryptography.X509Certificates.X509Certificate2 new(string fileName)",
        "System.Security.Cryptography.X509Certificates.X509Certificate2 new(string fileName, string password)",
        "System.Security.Cryptography.X509Certificates.X509Certificate2 new(string fileName, securestring password)",
    ],
    ..Class::EMPTY
};

static LOADER: Class = Class {
    name: "System.Security.Cryptography.X509Certificates.X509CertificateLoader",
    base: Some(&object::OBJECT),
    static_methods: statics! {
        LoadCertificate "static System.Security.Cryptography.X509Certificates.X509Certificate2 LoadCertificate(byte[] data)" => construct;
        LoadCertificateFromFile "static System.Security.Cryptography.X509Certificates.X509Certificate2 LoadCertificateFromFile(string path)" => construct;
        LoadPkcs12 "static System.Security.Cryptography.X509Certificates.X509Certificate2 LoadPkcs12(byte[] data, string password)" => construct;
        LoadPkcs12FromFile "static System.Security.Cryptography.X509Certificates.X509Certificate2 LoadPkcs12FromFile(string path, string password)" => construct;
    },
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] =
    &[&CERTIFICATE, &LOADER, &OID, &NAME, &EXTENSION, &DNS_NAME, &USAGE, &PUBLIC_KEY];
