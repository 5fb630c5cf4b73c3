//! `System.Security.Cryptography.RSA`: signatures and encryption with keys that scripts bring as PEM, DER or XML.

use super::algorithm_names::hash_of;
use super::rsa_key::{Key, PrivateParts, Refused, hashed};
use crate::engine::object::Native;
use crate::engine::types::record::{self, record_class};
use crate::engine::types::table::{methods, properties, statics};
use crate::engine::types::{Class, arguments, object, stream, x509_certificate};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, member};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rsa::traits::PublicKeyParts;
use std::any::Any;
use std::cell::{Cell, RefCell};

/// Bits of a key when nobody says otherwise, and the limits of .NET.
const USUAL: usize = 2048;
const LIMITS: std::ops::RangeInclusive<usize> = 512..=16384;

/// A key; it is made when it is first used, as .NET does.
struct Rsa {
    class: &'static Class,
    bits: Cell<usize>,
    key: RefCell<Option<Key>>,
}

impl std::fmt::Debug for Rsa {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("RSA")
    }
}

impl Native for Rsa {
    fn class(&self) -> &'static Class {
        self.class
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn failed(message: Refused) -> Box<Fault> {
    arguments::throw("System.Security.Cryptography.CryptographicException", message)
}

fn new(class: &'static Class, bits: usize) -> Outcome<Value> {
    if !LIMITS.contains(&bits) {
        return Err(failed("Specified key is not a valid size for this algorithm.".into()));
    }
    Ok(Value::native(Rsa { class, bits: Cell::new(bits), key: RefCell::default() }))
}

fn of(this: &Value) -> Outcome<&Rsa> {
    this.as_native::<Rsa>().ok_or_else(arguments::no_overload)
}

/// Runs with the key, made now if there is none.
fn with_key<T>(this: &Value, run: impl FnOnce(&Key) -> Result<T, Refused>) -> Outcome<T> {
    let found = of(this)?;
    if found.key.borrow().is_none() {
        *found.key.borrow_mut() = Some(Key::new(found.bits.get()).map_err(failed)?);
    }
    match found.key.borrow().as_ref() {
        Some(key) => run(key).map_err(failed),
        None => Err(arguments::no_overload()),
    }
}

fn set_key(this: &Value, key: Key) -> Outcome<Value> {
    let found = of(this)?;
    found.bits.set(key.bits());
    *found.key.borrow_mut() = Some(key);
    Ok(Value::Empty)
}

fn from_pem(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let text = arguments::text(engine, args, 0)?;
    let labels = ["PRIVATE KEY", "RSA PRIVATE KEY", "PUBLIC KEY", "RSA PUBLIC KEY"];
    let blocks = pem::parse_many(text.as_bytes()).unwrap_or_default();
    if blocks.iter().any(|block| block.tag() == "ENCRYPTED PRIVATE KEY") {
        return Err(Fault::not_supported("encrypted private keys of RSA"));
    }
    let Some(block) = blocks.iter().find(|block| labels.contains(&block.tag())) else {
        let message = "No supported key formats were found. Check that the input represents the contents of a PEM-encoded key file, not the path to such a file. (Parameter 'input')";
        return Err(arguments::throw("System.ArgumentException", message));
    };
    set_key(this, Key::read(block.tag(), block.contents()).map_err(failed)?)
}

/// Reads DER of one kind; a reference gets the number of bytes read.
fn from_der(engine: &mut Engine, this: &Value, args: &[Value], label: &str) -> Outcome<Value> {
    let der = arguments::to_bytes(engine, arguments::any(args, 0)?)?;
    set_key(this, Key::read(label, &der).map_err(failed)?)?;
    if let Some(read) = args.get(1) {
        member::set(engine, read, "Value", Value::Int(i32::try_from(der.len()).unwrap_or(i32::MAX)))?;
    }
    Ok(Value::Empty)
}

fn to_der(this: &Value, label: &str) -> Outcome<Value> {
    Ok(arguments::bytes(with_key(this, |key| key.write(label))?))
}

fn to_pem(this: &Value, label: &str) -> Outcome<Value> {
    let der = with_key(this, |key| key.write(label))?;
    Ok(Value::text(encoded(label, der)))
}

/// PEM as .NET writes it: line feeds, and none at the end.
pub(super) fn encoded(label: &str, der: Vec<u8>) -> String {
    let config = pem::EncodeConfig::new().set_line_ending(pem::LineEnding::LF);
    pem::encode_config(&pem::Pem::new(label, der), config).trim_end().to_string()
}

fn is_pss(engine: &mut Engine, args: &[Value], index: usize) -> Outcome<bool> {
    let Some(padding) = args.get(index) else { return Ok(false) };
    Ok(convert::to_text(engine, padding)?.eq_ignore_ascii_case("Pss"))
}

/// What is signed: bytes, a part of them, or a stream.
fn data(engine: &mut Engine, args: &[Value]) -> Outcome<(Vec<u8>, usize)> {
    let given = arguments::any(args, 0)?;
    if let Some(found) = stream::rest_of(given)? {
        return Ok((found, 1));
    }
    let all = arguments::to_bytes(engine, given)?;
    let is_part = args.len() > 3 && args.get(1).is_some_and(convert::is_number);
    match is_part {
        true => {
            let range = arguments::range(args, 1, all.len())?;
            Ok((all.get(range).unwrap_or_default().to_vec(), 3))
        }
        false => Ok((all, 1)),
    }
}

fn sign_data(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let (data, next) = data(engine, args)?;
    let hash = hash_of(engine, args, next)?;
    let pss = is_pss(engine, args, next + 1)?;
    Ok(arguments::bytes(with_key(this, |key| key.sign(&hash, &hashed(&hash, &data)?, pss))?))
}

fn sign_hash(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let hashed = arguments::to_bytes(engine, arguments::any(args, 0)?)?;
    let hash = hash_of(engine, args, 1)?;
    let pss = is_pss(engine, args, 2)?;
    Ok(arguments::bytes(with_key(this, |key| key.sign(&hash, &hashed, pss))?))
}

fn verify_data(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let data = arguments::to_bytes(engine, arguments::any(args, 0)?)?;
    // `RSACryptoServiceProvider` takes the hash before the signature.
    let is_old = of(this)?.class.name == PROVIDER.name && args.len() == 3;
    let (hash_at, signature_at) = if is_old { (1, 2) } else { (2, 1) };
    let signature = arguments::to_bytes(engine, arguments::any(args, signature_at)?)?;
    let hash = hash_of(engine, args, hash_at)?;
    let pss = is_pss(engine, args, 3)?;
    let found = with_key(this, |key| key.verify(&hash, &hashed(&hash, &data)?, &signature, pss))?;
    Ok(Value::Bool(found))
}

fn verify_hash(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let hashed = arguments::to_bytes(engine, arguments::any(args, 0)?)?;
    let signature = arguments::to_bytes(engine, arguments::any(args, 1)?)?;
    let hash = hash_of(engine, args, 2)?;
    let pss = is_pss(engine, args, 3)?;
    Ok(Value::Bool(with_key(this, |key| key.verify(&hash, &hashed, &signature, pss))?))
}

/// The hash of OAEP, or `None` for the padding of PKCS #1. A truth value is the old provider's.
fn oaep(engine: &mut Engine, args: &[Value]) -> Outcome<Option<String>> {
    let given = arguments::any(args, 1)?.unwrapped().clone();
    if let Value::Bool(is_oaep) = given {
        return Ok(is_oaep.then(|| "SHA1".to_string()));
    }
    let name = convert::to_text(engine, &given)?.to_ascii_uppercase();
    Ok(name.strip_prefix("OAEP").map(str::to_string))
}

fn encrypt(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let data = arguments::to_bytes(engine, arguments::any(args, 0)?)?;
    let oaep = oaep(engine, args)?;
    Ok(arguments::bytes(with_key(this, |key| key.encrypt(&data, oaep.as_deref()))?))
}

fn decrypt(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let data = arguments::to_bytes(engine, arguments::any(args, 0)?)?;
    let oaep = oaep(engine, args)?;
    Ok(arguments::bytes(with_key(this, |key| key.decrypt(&data, oaep.as_deref()))?))
}

record_class!(PARAMETERS "System.Security.Cryptography.RSAParameters" [
    "D" "byte[]", "DP" "byte[]", "DQ" "byte[]", "Exponent" "byte[]", "InverseQ" "byte[]", "Modulus" "byte[]",
    "P" "byte[]", "Q" "byte[]",
] set);

static RSA_PARAMETERS: Class = Class {
    construct: Some(|_, _| Ok(record::made(&RSA_PARAMETERS, "", []))),
    constructors: &["System.Security.Cryptography.RSAParameters new()"],
    value_type: true,
    ..PARAMETERS
};

/// The numbers of a key by the names of `RSAParameters`, in the order of its XML.
fn numbers(this: &Value, private: bool) -> Outcome<Vec<(&'static str, Vec<u8>)>> {
    with_key(this, |key| {
        let mut all =
            vec![("Modulus", key.public.n_bytes().to_vec()), ("Exponent", key.public.e_bytes().to_vec())];
        if private {
            let PrivateParts { exponent, primes: [p, q], exponents: [dp, dq], coefficient } =
                key.private_parts()?;
            all.extend([
                ("P", p),
                ("Q", q),
                ("DP", dp),
                ("DQ", dq),
                ("InverseQ", coefficient),
                ("D", exponent),
            ]);
        }
        Ok(all)
    })
}

/// The key of numbers; without a private exponent it is a public one.
fn set_numbers(this: &Value, get: &mut dyn FnMut(&str) -> Outcome<Vec<u8>>) -> Outcome<Value> {
    let (modulus, exponent, private) = (get("Modulus")?, get("Exponent")?, get("D")?);
    let key = match private.is_empty() {
        true => Key::of_numbers(&modulus, &exponent),
        false => {
            let parts = PrivateParts {
                exponent: private,
                primes: [get("P")?, get("Q")?],
                exponents: [get("DP")?, get("DQ")?],
                coefficient: get("InverseQ")?,
            };
            Key::of_parts(&modulus, &exponent, &parts)
        }
    };
    set_key(this, key.map_err(failed)?)
}

fn import_parameters(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let given = arguments::any(args, 0)?.clone();
    set_numbers(this, &mut |name| match member::get(engine, &given, name)?.unwrap_or_default() {
        Value::Null => Ok(Vec::new()),
        found => arguments::to_bytes(engine, &found),
    })
}

fn from_xml(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let text = arguments::text(engine, args, 0)?;
    let document = roxmltree::Document::parse(&text).map_err(|error| failed(error.to_string()))?;
    set_numbers(this, &mut |name| {
        let node = document.root_element().children().find(|node| node.has_tag_name(name));
        let text: String = node.and_then(|node| node.text()).unwrap_or_default().split_whitespace().collect();
        STANDARD.decode(text).map_err(|_| {
            failed("Input string does not contain a valid encoding of the 'RSA' parameter.".into())
        })
    })
}

fn to_xml(this: &Value, args: &[Value]) -> Outcome<Value> {
    let private = args.first().is_some_and(|given| matches!(given.unwrapped(), Value::Bool(true)));
    let parts = numbers(this, private)?;
    let inner: String =
        parts.iter().map(|(name, bytes)| format!("<{name}>{}</{name}>", STANDARD.encode(bytes))).collect();
    Ok(Value::text(format!("<RSAKeyValue>{inner}</RSAKeyValue>")))
}

fn create(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let Some(given) = args.first() else { return new(&RSA, USUAL) };
    if convert::is_number(given.unwrapped()) {
        return new(&RSA, usize::try_from(arguments::int(args, 0)?).unwrap_or_default());
    }
    let made = new(&RSA, USUAL)?;
    import_parameters(engine, &made, args)?;
    Ok(made)
}

pub(super) static RSA: Class = Class {
    name: "System.Security.Cryptography.RSA",
    base: Some(&object::OBJECT),
    interfaces: &["System.IDisposable"],
    properties: properties! {
        "int" KeySize => |_, this| Ok(Value::Int(i32::try_from(of(this)?.bits.get()).unwrap_or(i32::MAX))), |_, this, value| {
            let bits = usize::try_from(convert::to_int(&value)?).unwrap_or_default();
            new(&RSA, bits)?;
            of(this)?.bits.set(bits);
            *of(this)?.key.borrow_mut() = None;
            Ok(())
        };
        "string" KeyExchangeAlgorithm => |_, _| Ok(Value::text("RSA"));
        "string" SignatureAlgorithm => |_, _| Ok(Value::text("RSA"));
    },
    methods: methods! {
        Clear "void Clear()" => |_, _, _| Ok(Value::Empty);
        Dispose "void Dispose()" => |_, _, _| Ok(Value::Empty);
        Decrypt "byte[] Decrypt(byte[] data, System.Security.Cryptography.RSAEncryptionPadding padding)" => decrypt;
        Encrypt "byte[] Encrypt(byte[] data, System.Security.Cryptography.RSAEncryptionPadding padding)" => encrypt;
        ExportParameters "System.Security.Cryptography.RSAParameters ExportParameters(bool includePrivateParameters)" => |_, this, args| {
            let private = args.first().is_some_and(|given| matches!(given.unwrapped(), Value::Bool(true)));
            let parts = numbers(this, private)?.into_iter().map(|(name, bytes)| (name, arguments::bytes(bytes)));
            Ok(record::made(&RSA_PARAMETERS, "", parts))
        };
        ExportPkcs8PrivateKey "byte[] ExportPkcs8PrivateKey()" => |_, this, _| to_der(this, "PRIVATE KEY");
        ExportPkcs8PrivateKeyPem "string ExportPkcs8PrivateKeyPem()" => |_, this, _| to_pem(this, "PRIVATE KEY");
        ExportRSAPrivateKey "byte[] ExportRSAPrivateKey()" => |_, this, _| to_der(this, "RSA PRIVATE KEY");
        ExportRSAPrivateKeyPem "string ExportRSAPrivateKeyPem()" => |_, this, _| to_pem(this, "RSA PRIVATE KEY");
        ExportRSAPublicKey "byte[] ExportRSAPublicKey()" => |_, this, _| to_der(this, "RSA PUBLIC KEY");
        ExportRSAPublicKeyPem "string ExportRSAPublicKeyPem()" => |_, this, _| to_pem(this, "RSA PUBLIC KEY");
        ExportSubjectPublicKeyInfo "byte[] ExportSubjectPublicKeyInfo()" => |_, this, _| to_der(this, "PUBLIC KEY");
        ExportSubjectPublicKeyInfoPem "string ExportSubjectPublicKeyInfoPem()" => |_, this, _| to_pem(this, "PUBLIC KEY");
        FromXmlString "void FromXmlString(string xmlString)" => from_xml;
        ImportFromPem "void ImportFromPem(System.ReadOnlySpan[char] input)" => from_pem;
        ImportParameters "void ImportParameters(System.Security.Cryptography.RSAParameters parameters)" => import_parameters;
        ImportPkcs8PrivateKey "void ImportPkcs8PrivateKey(System.ReadOnlySpan[byte] source, [ref] int bytesRead)" => |engine, this, args| from_der(engine, this, args, "PRIVATE KEY");
        ImportRSAPrivateKey "void ImportRSAPrivateKey(System.ReadOnlySpan[byte] source, [ref] int bytesRead)" => |engine, this, args| from_der(engine, this, args, "RSA PRIVATE KEY");
        ImportRSAPublicKey "void ImportRSAPublicKey(System.ReadOnlySpan[byte] source, [ref] int bytesRead)" => |engine, this, args| from_der(engine, this, args, "RSA PUBLIC KEY");
        ImportSubjectPublicKeyInfo "void ImportSubjectPublicKeyInfo(System.ReadOnlySpan[byte] source, [ref] int bytesRead)" => |engine, this, args| from_der(engine, this, args, "PUBLIC KEY");
        SignData
            "byte[] SignData(byte[] data, System.Security.Cryptography.HashAlgorithmName hashAlgorithm, System.Security.Cryptography.RSASignaturePadding padding)"
            "byte[] SignData(byte[] data, int offset, int count, System.Security.Cryptography.HashAlgorithmName hashAlgorithm, System.Security.Cryptography.RSASignaturePadding padding)"
            "byte[] SignData(System.IO.Stream data, System.Security.Cryptography.HashAlgorithmName hashAlgorithm, System.Security.Cryptography.RSASignaturePadding padding)"
            => sign_data;
        SignHash "byte[] SignHash(byte[] hash, System.Security.Cryptography.HashAlgorithmName hashAlgorithm, System.Security.Cryptography.RSASignaturePadding padding)" => sign_hash;
        ToXmlString "string ToXmlString(bool includePrivateParameters)" => |_, this, args| to_xml(this, args);
        VerifyData "bool VerifyData(byte[] data, byte[] signature, System.Security.Cryptography.HashAlgorithmName hashAlgorithm, System.Security.Cryptography.RSASignaturePadding padding)" => verify_data;
        VerifyHash "bool VerifyHash(byte[] hash, byte[] signature, System.Security.Cryptography.HashAlgorithmName hashAlgorithm, System.Security.Cryptography.RSASignaturePadding padding)" => verify_hash;
    },
    static_methods: statics! {
        Create
            "static System.Security.Cryptography.RSA Create()" "static System.Security.Cryptography.RSA Create(int keySizeInBits)"
            "static System.Security.Cryptography.RSA Create(System.Security.Cryptography.RSAParameters parameters)"
            => create;
    },
    // `RSACryptoServiceProvider` takes other arguments by the same names.
    bound: false,
    ..Class::EMPTY
};

/// The class of older scripts.
static PROVIDER: Class = Class {
    name: "System.Security.Cryptography.RSACryptoServiceProvider",
    base: Some(&RSA),
    construct: Some(|_, args| {
        let given = args.first().filter(|given| convert::is_number(given.unwrapped()));
        let bits = given.map_or(Ok(1024), convert::to_int)?;
        new(&PROVIDER, usize::try_from(bits).unwrap_or_default())
    }),
    constructors: &[
        "System.Security.Cryptography.RSACryptoServiceProvider new()",
        "System.Security.Cryptography.RSACryptoServiceProvider new(int dwKeySize)",
    ],
    ..Class::EMPTY
};

/// The extension methods of certificates, which scripts call by their class.
static CERTIFICATES: Class = Class {
    name: "System.Security.Cryptography.X509Certificates.RSACertificateExtensions",
    base: Some(&object::OBJECT),
    static_methods: statics! {
        GetRSAPrivateKey "static System.Security.Cryptography.RSA GetRSAPrivateKey(X509Certificate2 certificate)" => |_, args| of_certificate(arguments::any(args, 0)?, true);
        GetRSAPublicKey "static System.Security.Cryptography.RSA GetRSAPublicKey(X509Certificate2 certificate)" => |_, args| of_certificate(arguments::any(args, 0)?, false);
    },
    ..Class::EMPTY
};

/// The key of a certificate; `$null` when it has none of RSA.
fn of_certificate(certificate: &Value, private: bool) -> Outcome<Value> {
    let key = match private {
        true => x509_certificate::private_key(certificate).and_then(|der| {
            Key::read("PRIVATE KEY", der).or_else(|_| Key::read("RSA PRIVATE KEY", der)).ok()
        }),
        false => x509_certificate::public_key(certificate).and_then(|der| Key::read("PUBLIC KEY", &der).ok()),
    };
    let Some(key) = key else { return Ok(Value::Null) };
    let made = new(&RSA, USUAL)?;
    set_key(&made, key)?;
    Ok(made)
}

pub(super) const CLASSES: &[&Class] = &[&RSA, &PROVIDER, &RSA_PARAMETERS, &CERTIFICATES];
