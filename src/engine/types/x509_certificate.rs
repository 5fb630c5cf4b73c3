//! `X509Certificate2`: what a certificate says. Private keys and PKCS #12 are not read.

use super::record::{self, record_class};
use super::table::{methods, properties, statics};
use super::{Class, arguments, collection, datetime, io_error, object};
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use base64::Engine as _;
use sha1::{Digest, Sha1};
use std::any::Any;
use std::rc::Rc;
use x509_parser::extensions::{GeneralName, ParsedExtension};
use x509_parser::prelude::{FromDer, X509Certificate, X509Name};

#[derive(Debug)]
struct Certificate(Vec<u8>);

impl Native for Certificate {
    fn class(&self) -> &'static Class {
        &CERTIFICATE
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn equals(&self, other: &dyn Native) -> Option<bool> {
        Some(other.as_any().downcast_ref::<Certificate>().is_some_and(|other| other.0 == self.0))
    }

    fn to_text(&self) -> Option<String> {
        let (_, found) = X509Certificate::from_der(&self.0).ok()?;
        let date = |time: x509_parser::time::ASN1Time| datetime::format(&local(&time), "G");
        Some(format!(
            "[Subject]\n  {}\n\n[Issuer]\n  {}\n\n[Serial Number]\n  {}\n\n[Not Before]\n  {}\n\n[Not After]\n  {}\n\n[Thumbprint]\n  {}\n",
            name(found.subject()),
            name(found.issuer()),
            hexadecimal(found.raw_serial()),
            date(found.validity().not_before),
            date(found.validity().not_after),
            hexadecimal(&Sha1::digest(&self.0)),
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
    let bytes = &this.as_native::<Certificate>().ok_or_else(arguments::no_overload)?.0;
    match X509Certificate::from_der(bytes) {
        Ok((_, found)) => Ok(read(&found, bytes)),
        Err(_) => Err(unreadable()),
    }
}

fn unreadable() -> Box<crate::engine::Fault> {
    let class = "System.Security.Cryptography.CryptographicException";
    arguments::throw(class, "Cannot find the requested object.")
}

/// A certificate from DER or PEM. Errors: it is neither.
fn from_bytes(bytes: &[u8]) -> Outcome<Value> {
    let text = String::from_utf8_lossy(bytes);
    let der = match text.split_once("-----BEGIN CERTIFICATE-----") {
        Some((_, rest)) => {
            let body = rest.split("-----END CERTIFICATE-----").next().unwrap_or_default();
            let body: String = body.split_whitespace().collect();
            base64::engine::general_purpose::STANDARD.decode(body).map_err(|_| unreadable())?
        }
        None => bytes.to_vec(),
    };
    let length = match X509Certificate::from_der(&der) {
        Ok((rest, _)) => der.len() - rest.len(),
        Err(_) => return Err(unreadable()),
    };
    Ok(Value::native(Certificate(der.get(..length).unwrap_or_default().to_vec())))
}

fn construct(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    match arguments::any(args, 0)? {
        Value::String(file) => {
            let path = engine.resolve_path(file);
            let bytes = std::fs::read(&path).map_err(|error| io_error::thrown(&error, &path, false))?;
            from_bytes(&bytes)
        }
        other => {
            if let Some(known) = other.as_native::<Certificate>() {
                return Ok(Value::native(Certificate(known.0.clone())));
            }
            let bytes = arguments::to_bytes(engine, other)?;
            from_bytes(&bytes)
        }
    }
}

record_class!(OID "System.Security.Cryptography.Oid" ["Value" "string", "FriendlyName" "string"]);
record_class!(NAME "System.Security.Cryptography.X509Certificates.X500DistinguishedName" ["Name" "string", "RawData" "byte[]"]);
record_class!(EXTENSION "System.Security.Cryptography.X509Certificates.X509Extension" [
    "Critical" "bool", "Oid" "System.Security.Cryptography.Oid", "RawData" "byte[]", "CertificateAuthority" "bool",
    "KeyUsages" "string", "EnhancedKeyUsages" "System.Object[]", "SubjectKeyIdentifier" "string", "DnsNames" "string[]"
]);
record_class!(DNS_NAME "Microsoft.PowerShell.Commands.DnsNameRepresentation" ["Punycode" "string", "Unicode" "string"]);
record_class!(USAGE "Microsoft.PowerShell.Commands.EnhancedKeyUsageRepresentation" ["FriendlyName" "string", "ObjectId" "string"]);

fn oid(identifier: &str) -> Value {
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
        "bool" HasPrivateKey => |_, _| Ok(Value::Bool(false));
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
        CreateFromPem "static System.Security.Cryptography.X509Certificates.X509Certificate2 CreateFromPem(string certPem)" => |engine, args| {
            let text = arguments::text(engine, args, 0)?;
            from_bytes(text.as_bytes())
        };
    },
    construct: Some(construct),
    constructors: &[
        "System.Security.Cryptography.X509Certificates.X509Certificate2 new(byte[] rawData)",
        "System.Security.Cryptography.X509Certificates.X509Certificate2 new(string fileName)",
    ],
    ..Class::EMPTY
};

static LOADER: Class = Class {
    name: "System.Security.Cryptography.X509Certificates.X509CertificateLoader",
    base: Some(&object::OBJECT),
    static_methods: statics! {
        LoadCertificate "static System.Security.Cryptography.X509Certificates.X509Certificate2 LoadCertificate(byte[] data)" => construct;
        LoadCertificateFromFile "static System.Security.Cryptography.X509Certificates.X509Certificate2 LoadCertificateFromFile(string path)" => construct;
    },
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&CERTIFICATE, &LOADER, &OID, &NAME, &EXTENSION, &DNS_NAME, &USAGE];
