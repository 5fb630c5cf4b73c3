//! `System.Security.Cryptography.ECDsa`: signatures with keys of the curves P-256 and P-384, by ring.

use super::algorithm_names::{curve_of, hash_of};
use super::rsa::encoded;
use crate::engine::object::Native;
use crate::engine::types::table::{methods, properties, statics};
use crate::engine::types::{Class, arguments, object, x509_certificate};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, member};
use ring::rand::SystemRandom;
use ring::signature::{self, EcdsaKeyPair, EcdsaSigningAlgorithm, EcdsaVerificationAlgorithm, KeyPair};
use rsa::pkcs8::spki::SubjectPublicKeyInfoRef;
use std::any::Any;
use std::cell::RefCell;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Curve {
    P256,
    P384,
}

/// What stands in DER before the point of a public key: its algorithm and curve (RFC 5480, 2).
const P256_HEAD: &[u8] = &[
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86,
    0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];
const P384_HEAD: &[u8] = &[
    0x30, 0x76, 0x30, 0x10, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x05, 0x2b, 0x81,
    0x04, 0x00, 0x22, 0x03, 0x62, 0x00,
];

impl Curve {
    const ALL: [Curve; 2] = [Curve::P256, Curve::P384];

    fn bits(self) -> i32 {
        if self == Curve::P256 { 256 } else { 384 }
    }

    /// The hash that ring signs with on this curve.
    fn hash(self) -> &'static str {
        if self == Curve::P256 { "SHA256" } else { "SHA384" }
    }

    fn head(self) -> &'static [u8] {
        if self == Curve::P256 { P256_HEAD } else { P384_HEAD }
    }

    fn signing(self, der: bool) -> &'static EcdsaSigningAlgorithm {
        match (self, der) {
            (Curve::P256, false) => &signature::ECDSA_P256_SHA256_FIXED_SIGNING,
            (Curve::P256, true) => &signature::ECDSA_P256_SHA256_ASN1_SIGNING,
            (Curve::P384, false) => &signature::ECDSA_P384_SHA384_FIXED_SIGNING,
            (Curve::P384, true) => &signature::ECDSA_P384_SHA384_ASN1_SIGNING,
        }
    }

    fn verifying(self, der: bool) -> &'static EcdsaVerificationAlgorithm {
        match (self, der) {
            (Curve::P256, false) => &signature::ECDSA_P256_SHA256_FIXED,
            (Curve::P256, true) => &signature::ECDSA_P256_SHA256_ASN1,
            (Curve::P384, false) => &signature::ECDSA_P384_SHA384_FIXED,
            (Curve::P384, true) => &signature::ECDSA_P384_SHA384_ASN1,
        }
    }
}

struct Key {
    curve: Curve,
    /// The private key as PKCS #8.
    private: Option<Vec<u8>>,
    /// The point, not compressed.
    public: Vec<u8>,
}

/// A key, or none before one is imported.
struct Ecdsa(RefCell<Option<Key>>);

impl std::fmt::Debug for Ecdsa {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("ECDsa")
    }
}

impl Native for Ecdsa {
    fn class(&self) -> &'static Class {
        &ECDSA
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn failed(message: impl std::fmt::Display) -> Box<Fault> {
    arguments::throw("System.Security.Cryptography.CryptographicException", message.to_string())
}

fn other_curve() -> Box<Fault> {
    Fault::not_supported("elliptic curves other than nistP256 and nistP384")
}

fn generated(curve: Curve) -> Outcome<Key> {
    let der = EcdsaKeyPair::generate_pkcs8(curve.signing(false), &SystemRandom::new()).map_err(failed)?;
    read_private(der.as_ref())
}

/// A private key of PKCS #8.
fn read_private(der: &[u8]) -> Outcome<Key> {
    for curve in Curve::ALL {
        let pair = EcdsaKeyPair::from_pkcs8(curve.signing(false), der, &SystemRandom::new());
        if let Ok(pair) = pair {
            let public = pair.public_key().as_ref().to_vec();
            return Ok(Key { curve, private: Some(der.to_vec()), public });
        }
    }
    Err(failed("The key is not one of the curves nistP256 and nistP384, or it does not say its public part."))
}

/// A public key of `SubjectPublicKeyInfo`.
fn read_public(der: &[u8]) -> Outcome<Key> {
    let found = SubjectPublicKeyInfoRef::try_from(der).map_err(failed)?;
    let point = found.subject_public_key.raw_bytes().to_vec();
    let curve = Curve::ALL.into_iter().find(|curve| der.starts_with(curve.head())).ok_or_else(other_curve)?;
    Ok(Key { curve, private: None, public: point })
}

/// One element of DER.
fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len();
    let mut all = vec![tag];
    match u8::try_from(length) {
        Ok(short @ 0..=127) => all.push(short),
        Ok(middle) => all.extend([0x81, middle]),
        Err(_) => all.extend([0x82, (length >> 8) as u8, length as u8]),
    }
    all.extend_from_slice(content);
    all
}

/// `EC PRIVATE KEY` (RFC 5915) within PKCS #8, which names the algorithm and the curve.
fn read_sec1(der: &[u8]) -> Outcome<Key> {
    for curve in Curve::ALL {
        // The algorithm is what a public key says of itself, after the outer header and before its point.
        let head = curve.head();
        let algorithm = head.get(2..head.len() - 3).unwrap_or_default();
        let content = [&element(2, &[0])[..], algorithm, &element(4, der)[..]].concat();
        if let Ok(key) = read_private(&element(0x30, &content)) {
            return Ok(key);
        }
    }
    read_private(der)
}

fn of(this: &Value) -> Outcome<&Ecdsa> {
    this.as_native::<Ecdsa>().ok_or_else(arguments::no_overload)
}

fn with_key<T>(this: &Value, run: impl FnOnce(&Key) -> Outcome<T>) -> Outcome<T> {
    match of(this)?.0.borrow().as_ref() {
        Some(key) => run(key),
        // .NET would make one of P-521 now.
        None => Err(other_curve()),
    }
}

fn set_key(this: &Value, key: Key) -> Outcome<Value> {
    *of(this)?.0.borrow_mut() = Some(key);
    Ok(Value::Empty)
}

fn from_pem(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let text = arguments::text(engine, args, 0)?;
    for block in pem::parse_many(text.as_bytes()).unwrap_or_default() {
        match block.tag() {
            "PRIVATE KEY" => return set_key(this, read_private(block.contents())?),
            "EC PRIVATE KEY" => return set_key(this, read_sec1(block.contents())?),
            "PUBLIC KEY" => return set_key(this, read_public(block.contents())?),
            "ENCRYPTED PRIVATE KEY" => return Err(Fault::not_supported("encrypted private keys of ECDsa")),
            _ => {}
        }
    }
    let message = "No supported key formats were found. Check that the input represents the contents of a PEM-encoded key file, not the path to such a file. (Parameter 'input')";
    Err(arguments::throw("System.ArgumentException", message))
}

fn from_der(
    engine: &mut Engine,
    this: &Value,
    args: &[Value],
    read: fn(&[u8]) -> Outcome<Key>,
) -> Outcome<Value> {
    let der = arguments::to_bytes(engine, arguments::any(args, 0)?)?;
    set_key(this, read(&der)?)?;
    if let Some(count) = args.get(1) {
        member::set(engine, count, "Value", Value::Int(i32::try_from(der.len()).unwrap_or(i32::MAX)))?;
    }
    Ok(Value::Empty)
}

fn private_der(this: &Value) -> Outcome<Vec<u8>> {
    let message = "Object contains only the public half of a key pair. A private key must also be provided.";
    with_key(this, |key| key.private.clone().ok_or_else(|| failed(message)))
}

fn public_der(this: &Value) -> Outcome<Vec<u8>> {
    with_key(this, |key| Ok([key.curve.head(), &key.public].concat()))
}

/// Whether a signature is DER (`Rfc3279DerSequence`) rather than two numbers in a row.
fn is_der(args: &[Value], index: usize) -> Outcome<bool> {
    Ok(match args.get(index) {
        None => false,
        Some(format) => {
            convert::display(format).eq_ignore_ascii_case("Rfc3279DerSequence")
                || convert::to_int(format).is_ok_and(|number| number == 1)
        }
    })
}

/// ring signs on each curve with one hash.
fn check_hash(curve: Curve, hash: &str) -> Outcome {
    match curve.hash() == hash {
        true => Ok(()),
        false => {
            Err(Fault::not_supported(format!("signatures of {hash} with a key of {} bits", curve.bits())))
        }
    }
}

fn sign(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let data = arguments::to_bytes(engine, arguments::any(args, 0)?)?;
    let hash = hash_of(engine, args, 1)?;
    let der = is_der(args, 2)?;
    let private = private_der(this)?;
    with_key(this, |key| {
        check_hash(key.curve, &hash)?;
        let random = SystemRandom::new();
        let pair = EcdsaKeyPair::from_pkcs8(key.curve.signing(der), &private, &random).map_err(failed)?;
        let signature = pair.sign(&random, &data).map_err(failed)?;
        Ok(arguments::bytes(signature.as_ref().to_vec()))
    })
}

fn verify(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let data = arguments::to_bytes(engine, arguments::any(args, 0)?)?;
    let signature = arguments::to_bytes(engine, arguments::any(args, 1)?)?;
    let hash = hash_of(engine, args, 2)?;
    let der = is_der(args, 3)?;
    with_key(this, |key| {
        check_hash(key.curve, &hash)?;
        let known = signature::UnparsedPublicKey::new(key.curve.verifying(der), &key.public);
        Ok(Value::Bool(known.verify(&data, &signature).is_ok()))
    })
}

fn create(_: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let key = match args.first() {
        None => None,
        Some(given) => Some(match curve_of(given).as_deref() {
            Some("nistP256") => generated(Curve::P256)?,
            Some("nistP384") => generated(Curve::P384)?,
            Some(_) => return Err(other_curve()),
            None => return Err(arguments::no_overload()),
        }),
    };
    Ok(Value::native(Ecdsa(RefCell::new(key))))
}

static ECDSA: Class = Class {
    name: "System.Security.Cryptography.ECDsa",
    base: Some(&object::OBJECT),
    interfaces: &["System.IDisposable"],
    properties: properties! {
        "int" KeySize => |_, this| Ok(Value::Int(of(this)?.0.borrow().as_ref().map_or(521, |key| key.curve.bits())));
        "string" SignatureAlgorithm => |_, _| Ok(Value::text("ECDsa"));
    },
    methods: methods! {
        Clear "void Clear()" => |_, _, _| Ok(Value::Empty);
        Dispose "void Dispose()" => |_, _, _| Ok(Value::Empty);
        ExportPkcs8PrivateKey "byte[] ExportPkcs8PrivateKey()" => |_, this, _| private_der(this).map(arguments::bytes);
        ExportPkcs8PrivateKeyPem "string ExportPkcs8PrivateKeyPem()" => |_, this, _| Ok(Value::text(encoded("PRIVATE KEY", private_der(this)?)));
        ExportSubjectPublicKeyInfo "byte[] ExportSubjectPublicKeyInfo()" => |_, this, _| public_der(this).map(arguments::bytes);
        ExportSubjectPublicKeyInfoPem "string ExportSubjectPublicKeyInfoPem()" => |_, this, _| Ok(Value::text(encoded("PUBLIC KEY", public_der(this)?)));
        ImportECPrivateKey "void ImportECPrivateKey(System.ReadOnlySpan[byte] source, [ref] int bytesRead)" => |engine, this, args| from_der(engine, this, args, read_sec1);
        ImportFromPem "void ImportFromPem(System.ReadOnlySpan[char] input)" => from_pem;
        ImportPkcs8PrivateKey "void ImportPkcs8PrivateKey(System.ReadOnlySpan[byte] source, [ref] int bytesRead)" => |engine, this, args| from_der(engine, this, args, read_private);
        ImportSubjectPublicKeyInfo "void ImportSubjectPublicKeyInfo(System.ReadOnlySpan[byte] source, [ref] int bytesRead)" => |engine, this, args| from_der(engine, this, args, read_public);
        SignData
            "byte[] SignData(byte[] data, System.Security.Cryptography.HashAlgorithmName hashAlgorithm)"
            "byte[] SignData(byte[] data, System.Security.Cryptography.HashAlgorithmName hashAlgorithm, System.Security.Cryptography.DSASignatureFormat signatureFormat)"
            => sign;
        VerifyData
            "bool VerifyData(byte[] data, byte[] signature, System.Security.Cryptography.HashAlgorithmName hashAlgorithm)"
            "bool VerifyData(byte[] data, byte[] signature, System.Security.Cryptography.HashAlgorithmName hashAlgorithm, System.Security.Cryptography.DSASignatureFormat signatureFormat)"
            => verify;
    },
    static_methods: statics! {
        Create "static System.Security.Cryptography.ECDsa Create()" "static System.Security.Cryptography.ECDsa Create(System.Security.Cryptography.ECCurve curve)" => create;
    },
    ..Class::EMPTY
};

static FORMAT: Class = Class {
    name: "System.Security.Cryptography.DSASignatureFormat",
    base: Some(&crate::engine::types::enumeration::ENUM),
    enumeration: Some(&[("IeeeP1363FixedFieldConcatenation", 0), ("Rfc3279DerSequence", 1)]),
    value_type: true,
    ..Class::EMPTY
};

/// The extension methods of certificates, which scripts call by their class.
static CERTIFICATES: Class = Class {
    name: "System.Security.Cryptography.X509Certificates.ECDsaCertificateExtensions",
    base: Some(&object::OBJECT),
    static_methods: statics! {
        GetECDsaPrivateKey "static System.Security.Cryptography.ECDsa GetECDsaPrivateKey(X509Certificate2 certificate)" => |_, args| {
            let key = x509_certificate::private_key(arguments::any(args, 0)?).and_then(|der| read_sec1(der).ok());
            Ok(key.map_or(Value::Null, |key| Value::native(Ecdsa(RefCell::new(Some(key))))))
        };
        GetECDsaPublicKey "static System.Security.Cryptography.ECDsa GetECDsaPublicKey(X509Certificate2 certificate)" => |_, args| {
            let key = x509_certificate::public_key(arguments::any(args, 0)?).and_then(|der| read_public(&der).ok());
            Ok(key.map_or(Value::Null, |key| Value::native(Ecdsa(RefCell::new(Some(key))))))
        };
    },
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&ECDSA, &FORMAT, &CERTIFICATES];
