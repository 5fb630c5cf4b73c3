//! Names that cryptographic calls take: `HashAlgorithmName`, paddings of RSA, curves of ECDSA.

use crate::engine::types::record::{IDENTITY, field, made, record_class};
use crate::engine::types::table::static_properties;
use crate::engine::types::{Class, arguments, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};

record_class!(NAMED "System.Object" ["Name" "string"]);

static HASH_NAME: Class = Class {
    name: "System.Security.Cryptography.HashAlgorithmName",
    base: Some(&object::OBJECT),
    value_type: true,
    properties: NAMED.properties,
    static_properties: static_properties! {
        "System.Security.Cryptography.HashAlgorithmName" MD5 => |_| Ok(hash("MD5"));
        "System.Security.Cryptography.HashAlgorithmName" SHA1 => |_| Ok(hash("SHA1"));
        "System.Security.Cryptography.HashAlgorithmName" SHA256 => |_| Ok(hash("SHA256"));
        "System.Security.Cryptography.HashAlgorithmName" SHA384 => |_| Ok(hash("SHA384"));
        "System.Security.Cryptography.HashAlgorithmName" SHA512 => |_| Ok(hash("SHA512"));
    },
    construct: Some(|engine, args| Ok(hash(&arguments::text(engine, args, 0)?))),
    constructors: &["System.Security.Cryptography.HashAlgorithmName new(string name)"],
    ..Class::EMPTY
};

fn hash(name: &str) -> Value {
    let name_value = || Value::text(name);
    made(&HASH_NAME, name, [("Name", name_value()), (IDENTITY, name_value())])
}

/// The name of a hash that a call was given, in capitals.
pub(super) fn hash_of(engine: &mut Engine, args: &[Value], index: usize) -> Outcome<String> {
    Ok(convert::to_text(engine, arguments::any(args, index)?)?.to_ascii_uppercase())
}

record_class!(PADDED "System.Object" ["Mode" "System.Object", "OaepHashAlgorithm" "System.Security.Cryptography.HashAlgorithmName"]);

static SIGNATURE_PADDING: Class = Class {
    name: "System.Security.Cryptography.RSASignaturePadding",
    base: Some(&object::OBJECT),
    properties: PADDED.properties,
    static_properties: static_properties! {
        "System.Security.Cryptography.RSASignaturePadding" Pkcs1 => |_| Ok(padding(&SIGNATURE_PADDING, "Pkcs1", "Pkcs1", ""));
        "System.Security.Cryptography.RSASignaturePadding" Pss => |_| Ok(padding(&SIGNATURE_PADDING, "Pss", "Pss", ""));
    },
    ..Class::EMPTY
};

static ENCRYPTION_PADDING: Class = Class {
    name: "System.Security.Cryptography.RSAEncryptionPadding",
    base: Some(&object::OBJECT),
    properties: PADDED.properties,
    static_properties: static_properties! {
        "System.Security.Cryptography.RSAEncryptionPadding" Pkcs1 => |_| Ok(padding(&ENCRYPTION_PADDING, "Pkcs1", "Pkcs1", ""));
        "System.Security.Cryptography.RSAEncryptionPadding" OaepSHA1 => |_| Ok(padding(&ENCRYPTION_PADDING, "OaepSHA1", "Oaep", "SHA1"));
        "System.Security.Cryptography.RSAEncryptionPadding" OaepSHA256 => |_| Ok(padding(&ENCRYPTION_PADDING, "OaepSHA256", "Oaep", "SHA256"));
        "System.Security.Cryptography.RSAEncryptionPadding" OaepSHA384 => |_| Ok(padding(&ENCRYPTION_PADDING, "OaepSHA384", "Oaep", "SHA384"));
        "System.Security.Cryptography.RSAEncryptionPadding" OaepSHA512 => |_| Ok(padding(&ENCRYPTION_PADDING, "OaepSHA512", "Oaep", "SHA512"));
    },
    ..Class::EMPTY
};

fn padding(class: &'static Class, text: &str, mode: &str, oaep: &str) -> Value {
    let fields =
        [("Mode", Value::text(mode)), ("OaepHashAlgorithm", hash(oaep)), (IDENTITY, Value::text(text))];
    made(class, text, fields)
}

record_class!(CURVE_FACTS "System.Object" ["Oid" "System.Security.Cryptography.Oid"]);

static CURVE: Class = Class {
    name: "System.Security.Cryptography.ECCurve",
    base: Some(&object::OBJECT),
    value_type: true,
    properties: CURVE_FACTS.properties,
    ..Class::EMPTY
};

static CURVES: Class = Class {
    name: "System.Security.Cryptography.ECCurve+NamedCurves",
    base: Some(&object::OBJECT),
    static_properties: static_properties! {
        "System.Security.Cryptography.ECCurve" nistP256 => |_| Ok(curve("nistP256", "1.2.840.10045.3.1.7"));
        "System.Security.Cryptography.ECCurve" nistP384 => |_| Ok(curve("nistP384", "1.3.132.0.34"));
        "System.Security.Cryptography.ECCurve" nistP521 => |_| Ok(curve("nistP521", "1.3.132.0.35"));
    },
    ..Class::EMPTY
};

fn curve(name: &str, identifier: &str) -> Value {
    let oid = crate::engine::types::x509_certificate::oid(identifier);
    made(&CURVE, CURVE.name, [("Oid", oid), (IDENTITY, Value::text(name))])
}

/// The name of a curve, as `nistP256`; `None` for another value.
pub(super) fn curve_of(value: &Value) -> Option<String> {
    let is_curve = crate::engine::types::type_of(value).full_name() == CURVE.name;
    is_curve.then(|| convert::display(&field(value, IDENTITY)))
}

pub(super) const CLASSES: &[&Class] = &[&HASH_NAME, &SIGNATURE_PADDING, &ENCRYPTION_PADDING, &CURVE, &CURVES];
