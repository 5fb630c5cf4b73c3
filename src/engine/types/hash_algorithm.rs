//! `System.Security.Cryptography`: hashes, keyed hashes, random bytes.

use super::table::{methods, properties, statics};
use super::{Class, StaticMethod, StaticProperty, arguments, object, stream};
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};
use hmac::{Hmac, Mac};
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};
use std::any::Any;
use std::cell::RefCell;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Md5,
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

fn digest(kind: Kind, data: &[u8]) -> Vec<u8> {
    match kind {
        Kind::Md5 => Md5::digest(data).to_vec(),
        Kind::Sha1 => Sha1::digest(data).to_vec(),
        Kind::Sha256 => Sha256::digest(data).to_vec(),
        Kind::Sha384 => Sha384::digest(data).to_vec(),
        Kind::Sha512 => Sha512::digest(data).to_vec(),
    }
}

fn keyed(kind: Kind, key: &[u8], data: &[u8]) -> Vec<u8> {
    macro_rules! run {
        ($hash:ty) => {
            match Hmac::<$hash>::new_from_slice(key) {
                Ok(mut mac) => {
                    mac.update(data);
                    mac.finalize().into_bytes().to_vec()
                }
                Err(_) => Vec::new(),
            }
        };
    }
    match kind {
        Kind::Md5 => run!(Md5),
        Kind::Sha1 => run!(Sha1),
        Kind::Sha256 => run!(Sha256),
        Kind::Sha384 => run!(Sha384),
        Kind::Sha512 => run!(Sha512),
    }
}

#[derive(Debug)]
struct Hasher {
    kind: Kind,
    key: Option<RefCell<Vec<u8>>>,
    last: RefCell<Vec<u8>>,
    /// What `TransformBlock` took so far.
    begun: RefCell<Vec<u8>>,
    class: &'static Class,
}

impl Native for Hasher {
    fn class(&self) -> &'static Class {
        self.class
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn hasher(this: &Value) -> Outcome<&Hasher> {
    this.as_native::<Hasher>().ok_or_else(arguments::no_overload)
}

fn compute(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let hasher = hasher(this)?;
    let given = arguments::any(args, 0)?;
    let data = match stream::rest_of(given)? {
        Some(data) => data,
        None => {
            let data = arguments::to_bytes(engine, given)?;
            let range = if args.len() > 2 { arguments::range(args, 1, data.len())? } else { 0..data.len() };
            data.get(range).unwrap_or_default().to_vec()
        }
    };
    let result = match &hasher.key {
        Some(key) => keyed(hasher.kind, &key.borrow(), &data),
        None => digest(hasher.kind, &data),
    };
    *hasher.last.borrow_mut() = result.clone();
    Ok(arguments::bytes(result))
}

/// The part of a buffer that a call is about.
fn block(engine: &mut Engine, args: &[Value]) -> Outcome<Vec<u8>> {
    let data = arguments::to_bytes(engine, arguments::any(args, 0)?)?;
    let range = arguments::range(args, 1, data.len())?;
    Ok(data.get(range).unwrap_or_default().to_vec())
}

static ALGORITHM: Class = Class {
    name: "System.Security.Cryptography.HashAlgorithm",
    base: Some(&object::OBJECT),
    interfaces: &["System.IDisposable"],
    properties: properties! {
        "byte[]" Hash => |_, this| Ok(arguments::bytes(hasher(this)?.last.borrow().clone()));
        "bool" CanReuseTransform => |_, _| Ok(Value::Bool(true));
        "bool" CanTransformMultipleBlocks => |_, _| Ok(Value::Bool(true));
        "int" InputBlockSize => |_, _| Ok(Value::Int(1));
        "int" OutputBlockSize => |_, _| Ok(Value::Int(1));
        "int" HashSize => |_, this| Ok(Value::Int(digest(hasher(this)?.kind, &[]).len() as i32 * 8));
    },
    methods: methods! {
        Clear "void Clear()" => |_, _, _| Ok(Value::Empty);
        ComputeHash "byte[] ComputeHash(System.IO.Stream inputStream)" "byte[] ComputeHash(byte[] buffer)" "byte[] ComputeHash(byte[] buffer, int offset, int count)" => compute;
        ComputeHashAsync "System.Threading.Tasks.Task[byte[]] ComputeHashAsync(System.IO.Stream inputStream, System.Threading.CancellationToken cancellationToken = default)" => |engine, this, args| compute(engine, this, args).map(super::task::done);
        TransformBlock "int TransformBlock(byte[] inputBuffer, int inputOffset, int inputCount, byte[] outputBuffer, int outputOffset)" => |engine, this, args| {
            let data = block(engine, args)?;
            hasher(this)?.begun.borrow_mut().extend_from_slice(&data);
            if !arguments::any(args, 3)?.is_null() {
                let items: Vec<Value> = data.iter().copied().map(Value::Byte).collect();
                super::array::copy_into(&items, arguments::any(args, 3)?, arguments::int(args, 4)?)?;
            }
            Ok(Value::Int(data.len() as i32))
        };
        TransformFinalBlock "byte[] TransformFinalBlock(byte[] inputBuffer, int inputOffset, int inputCount)" => |engine, this, args| {
            let data = block(engine, args)?;
            let hasher = hasher(this)?;
            let mut all = std::mem::take(&mut *hasher.begun.borrow_mut());
            all.extend_from_slice(&data);
            let result = match &hasher.key {
                Some(key) => keyed(hasher.kind, &key.borrow(), &all),
                None => digest(hasher.kind, &all),
            };
            *hasher.last.borrow_mut() = result;
            Ok(arguments::bytes(data))
        };
        TryComputeHash "bool TryComputeHash(System.ReadOnlySpan[byte] source, System.Span[byte] destination, [ref] int bytesWritten)" => |_, _, _| super::span::refused();
        Dispose "void Dispose()" => |_, _, _| Ok(Value::Empty);
        Initialize "void Initialize()" => |_, _, _| Ok(Value::Empty);
    },
    static_methods: statics! {
        Create "static System.Security.Cryptography.HashAlgorithm Create(string hashName)" => |engine, args| {
            let name = arguments::text(engine, args, 0)?;
            let short = name.rsplit('.').next().unwrap_or(&name).replace('-', "").to_ascii_uppercase();
            Ok(match short.as_str() {
                "MD5" => new(&MD5, Kind::Md5),
                "SHA" | "SHA1" => new(&SHA1, Kind::Sha1),
                "SHA256" => new(&SHA256, Kind::Sha256),
                "SHA384" => new(&SHA384, Kind::Sha384),
                "SHA512" => new(&SHA512, Kind::Sha512),
                _ => Value::Null,
            })
        };
    },
    ..Class::EMPTY
};

fn new(class: &'static Class, kind: Kind) -> Value {
    Value::native(Hasher { kind, key: None, last: RefCell::default(), begun: RefCell::default(), class })
}

macro_rules! hashes {
    ($($constant:ident $hmac:ident $name:literal $keyed:literal $kind:ident),* $(,)?) => {
        $(static $constant: Class = Class {
            name: $name,
            base: Some(&ALGORITHM),
            static_properties: &[
                StaticProperty {
                    name: "HashSizeInBits",
                    type_name: "int",
                    get: |_| Ok(Value::Int(digest(Kind::$kind, &[]).len() as i32 * 8)),
                    set: None,
                },
                StaticProperty {
                    name: "HashSizeInBytes",
                    type_name: "int",
                    get: |_| Ok(Value::Int(digest(Kind::$kind, &[]).len() as i32)),
                    set: None,
                },
            ],
            static_methods: &[
                StaticMethod {
                    name: "TryHashData",
                    signatures: &["static bool TryHashData(System.ReadOnlySpan[byte] source, System.Span[byte] destination, [ref] int bytesWritten)"],
                    call: |_, _| super::span::refused(),
                },
                StaticMethod {
                    name: "HashDataAsync",
                    signatures: &["static System.Threading.Tasks.ValueTask[byte[]] HashDataAsync(System.IO.Stream source, System.Threading.CancellationToken cancellationToken = default)"],
                    call: |engine, args| {
                        let of = super::named($name);
                        let first = args.get(..1).unwrap_or_default();
                        crate::engine::member::invoke_static(engine, &of, "HashData", first).map(super::task::done)
                    },
                },
                StaticMethod {
                    name: "Create",
                    signatures: &[concat!("static ", $name, " Create()")],
                    call: |_, _| Ok(new(&$constant, Kind::$kind)),
                },
                StaticMethod {
                    name: "HashData",
                    signatures: &["static byte[] HashData(byte[] source)", "static byte[] HashData(System.IO.Stream source)"],
                    call: |engine, args| {
                        let given = arguments::any(args, 0)?;
                        let data = match stream::rest_of(given)? {
                            Some(data) => data,
                            None => arguments::to_bytes(engine, given)?,
                        };
                        Ok(arguments::bytes(digest(Kind::$kind, &data)))
                    },
                },
            ],
            construct: Some(|_, _| Ok(new(&$constant, Kind::$kind))),
            constructors: &[],
            ..Class::EMPTY
        };
        static $hmac: Class = Class {
            name: $keyed,
            base: Some(&ALGORITHM),
            properties: properties! {
                "byte[]" Key => |_, this| Ok(arguments::bytes(hasher(this)?.key.as_ref().map(|key| key.borrow().clone()).unwrap_or_default())), |engine, this, value| {
                    let bytes = arguments::to_bytes(engine, &value)?;
                    if let Some(key) = &hasher(this)?.key {
                        *key.borrow_mut() = bytes;
                    }
                    Ok(())
                };
            },
            static_methods: statics! {
                HashData "static byte[] HashData(byte[] key, byte[] source)" "static byte[] HashData(byte[] key, System.IO.Stream source)" => |engine, args| {
                    let key = arguments::to_bytes(engine, arguments::any(args, 0)?)?;
                    let given = arguments::any(args, 1)?;
                    let data = match stream::rest_of(given)? {
                        Some(data) => data,
                        None => arguments::to_bytes(engine, given)?,
                    };
                    Ok(arguments::bytes(keyed(Kind::$kind, &key, &data)))
                };
            },
            construct: Some(|engine, args| {
                let key = match args.first() {
                    Some(given) => arguments::to_bytes(engine, given)?,
                    None => random(64),
                };
                Ok(Value::native(Hasher { kind: Kind::$kind, key: Some(RefCell::new(key)), last: RefCell::default(), begun: RefCell::default(), class: &$hmac }))
            }),
            constructors: &[concat!($keyed, " new()"), concat!($keyed, " new(byte[] key)")],
            ..Class::EMPTY
        };)*
        pub(super) const CLASSES: &[&Class] = &[&ALGORITHM, &GENERATOR, &OLD_GENERATOR, $(&$constant, &$hmac),*];
    };
}

hashes! {
    MD5 HMAC_MD5 "System.Security.Cryptography.MD5" "System.Security.Cryptography.HMACMD5" Md5,
    SHA1 HMAC_SHA1 "System.Security.Cryptography.SHA1" "System.Security.Cryptography.HMACSHA1" Sha1,
    SHA256 HMAC_SHA256 "System.Security.Cryptography.SHA256" "System.Security.Cryptography.HMACSHA256" Sha256,
    SHA384 HMAC_SHA384 "System.Security.Cryptography.SHA384" "System.Security.Cryptography.HMACSHA384" Sha384,
    SHA512 HMAC_SHA512 "System.Security.Cryptography.SHA512" "System.Security.Cryptography.HMACSHA512" Sha512,
}

/// Bytes from the system's generator.
fn random(count: usize) -> Vec<u8> {
    use rand::RngCore;
    let mut bytes = vec![0; count];
    rand::rng().fill_bytes(&mut bytes);
    bytes
}

/// The name that older scripts use.
static OLD_GENERATOR: Class = Class {
    name: "System.Security.Cryptography.RNGCryptoServiceProvider",
    base: Some(&GENERATOR),
    construct: Some(|_, _| Ok(super::record::made(&OLD_GENERATOR, "", []))),
    constructors: &["System.Security.Cryptography.RNGCryptoServiceProvider new()"],
    ..Class::EMPTY
};

static GENERATOR: Class = Class {
    name: "System.Security.Cryptography.RandomNumberGenerator",
    base: Some(&object::OBJECT),
    methods: methods! {
        Dispose "void Dispose()" => |_, _, _| Ok(Value::Empty);
        GetBytes "void GetBytes(byte[] data)" => |_, _, args| {
            let target = arguments::any(args, 0)?;
            let values: Vec<Value> = random(super::array::items(target).len()).into_iter().map(Value::Byte).collect();
            super::array::copy_into(&values, target, 0)
        };
    },
    static_methods: statics! {
        Create "static System.Security.Cryptography.RandomNumberGenerator Create()" => |_, _| Ok(super::record::made(&GENERATOR, "", []));
        GetBytes "static byte[] GetBytes(int count)" => |_, args| {
            let count = usize::try_from(arguments::int(args, 0)?).unwrap_or(0).min(1 << 28);
            Ok(arguments::bytes(random(count)))
        };
        GetInt32 "static int GetInt32(int toExclusive)" "static int GetInt32(int fromInclusive, int toExclusive)" => |_, args| {
            use rand::Rng;
            let (low, high) = if args.len() > 1 { (arguments::int(args, 0)?, arguments::int(args, 1)?) } else { (0, arguments::int(args, 0)?) };
            if low >= high {
                return Err(arguments::throw("System.ArgumentException", "Range of random number does not contain at least one possibility."));
            }
            Ok(Value::Int(rand::rng().random_range(low..high)))
        };
    },
    ..Class::EMPTY
};
