//! `System.Security.Cryptography.Rfc2898DeriveBytes`: keys from passwords by PBKDF2 (RFC 2898, 5.2).

use crate::engine::object::Native;
use crate::engine::types::table::{methods, properties, statics};
use crate::engine::types::{Class, arguments, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use ring::pbkdf2;
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::num::NonZeroU32;

/// The longest key that one object gives, in bytes.
const LONGEST: usize = 1 << 20;

struct Derivation {
    algorithm: pbkdf2::Algorithm,
    name: String,
    password: Vec<u8>,
    salt: RefCell<Vec<u8>>,
    iterations: Cell<u32>,
    /// Bytes that were given already.
    given: Cell<usize>,
}

impl std::fmt::Debug for Derivation {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Rfc2898DeriveBytes")
    }
}

impl Native for Derivation {
    fn class(&self) -> &'static Class {
        &DERIVATION
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn algorithm(name: &str) -> Outcome<pbkdf2::Algorithm> {
    Ok(match name.to_ascii_uppercase().as_str() {
        "SHA1" => pbkdf2::PBKDF2_HMAC_SHA1,
        "SHA256" => pbkdf2::PBKDF2_HMAC_SHA256,
        "SHA384" => pbkdf2::PBKDF2_HMAC_SHA384,
        "SHA512" => pbkdf2::PBKDF2_HMAC_SHA512,
        _ => {
            let message = format!("'{name}' is not a known hash algorithm.");
            return Err(arguments::throw("System.Security.Cryptography.CryptographicException", message));
        }
    })
}

/// A password or salt: text as UTF-8, or bytes.
fn secret(engine: &mut Engine, value: &Value) -> Outcome<Vec<u8>> {
    match value.unwrapped() {
        Value::String(text) => Ok(text.as_bytes().to_vec()),
        other => arguments::to_bytes(engine, other),
    }
}

fn positive(args: &[Value], index: usize, otherwise: u32, name: &str) -> Outcome<u32> {
    let Some(given) = args.get(index) else { return Ok(otherwise) };
    match u32::try_from(convert::to_int(given)?) {
        Ok(number) if number > 0 => Ok(number),
        _ => Err(arguments::out_of_range(&format!("{name} must be a positive number."), name)),
    }
}

fn hash_name(engine: &mut Engine, args: &[Value], index: usize) -> Outcome<String> {
    args.get(index).map_or(Ok("SHA1".into()), |name| convert::to_text(engine, name))
}

fn construct(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let password = secret(engine, arguments::any(args, 0)?)?;
    let salt = match arguments::any(args, 1)?.unwrapped() {
        // The size of a salt that is made by chance.
        size if convert::is_number(size) => {
            let wanted = usize::try_from(convert::to_int(size)?).ok().filter(|size| *size <= LONGEST);
            let refused = || arguments::out_of_range("Non-negative number required.", "saltSize");
            let mut salt = vec![0; wanted.ok_or_else(refused)?];
            rand::fill(&mut salt[..]);
            salt
        }
        other => secret(engine, &other.clone())?,
    };
    let iterations = positive(args, 2, 1000, "iterations")?;
    let name = hash_name(engine, args, 3)?;
    Ok(Value::native(Derivation {
        algorithm: algorithm(&name)?,
        name,
        password,
        salt: RefCell::new(salt),
        iterations: Cell::new(iterations),
        given: Cell::new(0),
    }))
}

fn derived(
    algorithm: pbkdf2::Algorithm,
    password: &[u8],
    salt: &[u8],
    iterations: u32,
    length: usize,
) -> Vec<u8> {
    let mut out = vec![0; length];
    pbkdf2::derive(
        algorithm,
        NonZeroU32::new(iterations).unwrap_or(NonZeroU32::MIN),
        salt,
        password,
        &mut out,
    );
    out
}

fn of(this: &Value) -> Outcome<&Derivation> {
    this.as_native::<Derivation>().ok_or_else(arguments::no_overload)
}

/// The next bytes of the key.
fn next_bytes(_: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let found = of(this)?;
    let count = positive(args, 0, 1, "cb")? as usize;
    let (start, end) = (found.given.get(), found.given.get().saturating_add(count));
    if end > LONGEST {
        return Err(arguments::out_of_range(
            "Specified argument was out of the range of valid values.",
            "cb",
        ));
    }
    let all = derived(found.algorithm, &found.password, &found.salt.borrow(), found.iterations.get(), end);
    found.given.set(end);
    Ok(arguments::bytes(all.into_iter().skip(start)))
}

fn at_once(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let password = secret(engine, arguments::any(args, 0)?)?;
    let salt = secret(engine, arguments::any(args, 1)?)?;
    let iterations = positive(args, 2, 1, "iterations")?;
    let name = hash_name(engine, args, 3)?;
    let length = positive(args, 4, 1, "outputLength")? as usize;
    if length > LONGEST {
        let message = format!("More than {LONGEST} bytes are not derived here.");
        return Err(arguments::out_of_range(&message, "outputLength"));
    }
    Ok(arguments::bytes(derived(algorithm(&name)?, &password, &salt, iterations, length)))
}

static DERIVATION: Class = Class {
    name: "System.Security.Cryptography.Rfc2898DeriveBytes",
    base: Some(&object::OBJECT),
    interfaces: &["System.IDisposable"],
    properties: properties! {
        "System.Security.Cryptography.HashAlgorithmName" HashAlgorithm => |_, this| of(this).map(|found| Value::text(found.name.as_str()));
        "int" IterationCount => |_, this| of(this).map(|found| Value::Int(found.iterations.get() as i32)), |_, this, value| {
            of(this)?.iterations.set(positive(&[value], 0, 1, "value")?);
            of(this)?.given.set(0);
            Ok(())
        };
        "byte[]" Salt => |_, this| of(this).map(|found| arguments::bytes(found.salt.borrow().clone())), |engine, this, value| {
            *of(this)?.salt.borrow_mut() = secret(engine, &value)?;
            of(this)?.given.set(0);
            Ok(())
        };
    },
    methods: methods! {
        Dispose "void Dispose()" => |_, _, _| Ok(Value::Empty);
        GetBytes "byte[] GetBytes(int cb)" => next_bytes;
        Reset "void Reset()" => |_, this, _| {
            of(this)?.given.set(0);
            Ok(Value::Empty)
        };
    },
    static_methods: statics! {
        Pbkdf2
            "static byte[] Pbkdf2(string password, byte[] salt, int iterations, System.Security.Cryptography.HashAlgorithmName hashAlgorithm, int outputLength)"
            "static byte[] Pbkdf2(byte[] password, byte[] salt, int iterations, System.Security.Cryptography.HashAlgorithmName hashAlgorithm, int outputLength)"
            => at_once;
    },
    construct: Some(construct),
    constructors: &[
        "System.Security.Cryptography.Rfc2898DeriveBytes new(string password, byte[] salt)",
        "System.Security.Cryptography.Rfc2898DeriveBytes new(string password, int saltSize)",
        "System.Security.Cryptography.Rfc2898DeriveBytes new(string password, byte[] salt, int iterations)",
        "System.Security.Cryptography.Rfc2898DeriveBytes new(string password, byte[] salt, int iterations, System.Security.Cryptography.HashAlgorithmName hashAlgorithm)",
        "System.Security.Cryptography.Rfc2898DeriveBytes new(byte[] password, byte[] salt, int iterations, System.Security.Cryptography.HashAlgorithmName hashAlgorithm)",
    ],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&DERIVATION];
