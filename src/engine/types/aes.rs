//! `System.Security.Cryptography.Aes`: AES with CBC or ECB, its transforms and `CryptoStream`.

use super::stream::{self, Source};
use super::table::{methods, properties, statics};
use super::{Class, arguments, array, enumeration, object};
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert};
use ::aes::cipher::generic_array::GenericArray;
use ::aes::cipher::{BlockDecrypt, BlockEncrypt, KeyInit};
use ::aes::{Aes128, Aes192, Aes256};
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::io::{Error, ErrorKind};

/// Bytes of a block.
const BLOCK: usize = 16;
const CBC: i64 = 1;
const ECB: i64 = 2;
const NO_PADDING: i64 = 1;
const PKCS7: i64 = 2;
const ZEROS: i64 = 3;
const ANSI_X923: i64 = 4;

fn failed(message: &str) -> Box<Fault> {
    arguments::throw("System.Security.Cryptography.CryptographicException", message)
}

/// A key that is ready for blocks.
enum Cipher {
    Short(Box<Aes128>),
    Middle(Box<Aes192>),
    Long(Box<Aes256>),
}

impl Cipher {
    fn new(key: &[u8]) -> Outcome<Cipher> {
        let found = match key.len() {
            16 => Aes128::new_from_slice(key).ok().map(|key| Cipher::Short(Box::new(key))),
            24 => Aes192::new_from_slice(key).ok().map(|key| Cipher::Middle(Box::new(key))),
            32 => Aes256::new_from_slice(key).ok().map(|key| Cipher::Long(Box::new(key))),
            _ => None,
        };
        found.ok_or_else(|| failed("Specified key is not a valid size for this algorithm."))
    }

    fn block(&self, block: &mut [u8], encrypts: bool) {
        let block = GenericArray::from_mut_slice(block);
        match (self, encrypts) {
            (Cipher::Short(key), true) => key.encrypt_block(block),
            (Cipher::Short(key), false) => key.decrypt_block(block),
            (Cipher::Middle(key), true) => key.encrypt_block(block),
            (Cipher::Middle(key), false) => key.decrypt_block(block),
            (Cipher::Long(key), true) => key.encrypt_block(block),
            (Cipher::Long(key), false) => key.decrypt_block(block),
        }
    }
}

/// Encrypts or decrypts, block after block.
struct Transform {
    cipher: Cipher,
    /// The block before, for CBC.
    chain: RefCell<Vec<u8>>,
    start: Vec<u8>,
    mode: i64,
    padding: i64,
    encrypts: bool,
    /// Decrypted bytes that may be padding.
    held: RefCell<Vec<u8>>,
}

impl std::fmt::Debug for Transform {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("[ICryptoTransform]")
    }
}

impl Native for Transform {
    fn class(&self) -> &'static Class {
        &TRANSFORM
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl Transform {
    fn new(key: &[u8], start: &[u8], mode: i64, padding: i64, encrypts: bool) -> Outcome<Transform> {
        if !matches!(mode, CBC | ECB) {
            return Err(Fault::not_supported("a cipher mode other than CBC and ECB"));
        }
        if mode == CBC && start.len() != BLOCK {
            return Err(failed(
                "Specified initialization vector (IV) does not match the block size for this algorithm.",
            ));
        }
        Ok(Transform {
            cipher: Cipher::new(key)?,
            chain: RefCell::new(start.to_vec()),
            start: start.to_vec(),
            mode,
            padding,
            encrypts,
            held: RefCell::default(),
        })
    }

    /// Whole blocks.
    fn blocks(&self, data: &[u8]) -> Vec<u8> {
        let mut out = Vec::with_capacity(data.len());
        let mut chain = self.chain.borrow_mut();
        for input in data.chunks_exact(BLOCK) {
            let mut block = input.to_vec();
            if self.mode == CBC && self.encrypts {
                block.iter_mut().zip(chain.iter()).for_each(|(byte, other)| *byte ^= other);
            }
            self.cipher.block(&mut block, self.encrypts);
            if self.mode == CBC {
                match self.encrypts {
                    true => chain.clone_from(&block),
                    false => {
                        block.iter_mut().zip(chain.iter()).for_each(|(byte, other)| *byte ^= other);
                        *chain = input.to_vec();
                    }
                }
            }
            out.extend(block);
        }
        out
    }

    fn padded(&self, data: &[u8]) -> Outcome<Vec<u8>> {
        let missing = BLOCK - data.len() % BLOCK;
        let mut data = data.to_vec();
        match self.padding {
            NO_PADDING if missing == BLOCK => {}
            NO_PADDING => return Err(failed("The input data is not a complete block.")),
            ZEROS if missing == BLOCK => {}
            ZEROS => data.resize(data.len() + missing, 0),
            ANSI_X923 => {
                data.resize(data.len() + missing - 1, 0);
                data.push(missing as u8);
            }
            PKCS7 => data.resize(data.len() + missing, missing as u8),
            _ => return Err(Fault::not_supported("a padding of random bytes")),
        }
        Ok(data)
    }

    fn without_padding(&self, mut data: Vec<u8>) -> Outcome<Vec<u8>> {
        if matches!(self.padding, NO_PADDING | ZEROS) || data.is_empty() {
            return Ok(data);
        }
        let count = usize::from(data.last().copied().unwrap_or_default());
        let rest = data.len().checked_sub(count).filter(|_| (1..=BLOCK).contains(&count));
        let right = rest.is_some_and(|rest| {
            let padding = data.get(rest..).unwrap_or_default();
            self.padding != PKCS7 || padding.iter().all(|byte| usize::from(*byte) == count)
        });
        match rest.filter(|_| right) {
            Some(rest) => {
                data.truncate(rest);
                Ok(data)
            }
            None => Err(failed("Padding is invalid and cannot be removed.")),
        }
    }

    /// Some of the data; what decrypting may have to take back is held.
    fn some(&self, data: &[u8]) -> Vec<u8> {
        let mut out = self.blocks(data);
        if self.encrypts || matches!(self.padding, NO_PADDING | ZEROS) {
            return out;
        }
        let mut held = self.held.borrow_mut();
        held.append(&mut out);
        let keep = held.len().min(BLOCK);
        let ready = held.len() - keep;
        held.drain(..ready).collect()
    }

    /// The rest of the data; the transform begins anew.
    fn last(&self, data: &[u8]) -> Outcome<Vec<u8>> {
        let done = match self.encrypts {
            true => self.padded(data).map(|data| self.blocks(&data)),
            false if !data.len().is_multiple_of(BLOCK) => {
                Err(failed("The input data is not a complete block."))
            }
            false => {
                let mut all = std::mem::take(&mut *self.held.borrow_mut());
                all.extend(self.blocks(data));
                self.without_padding(all)
            }
        };
        self.chain.borrow_mut().clone_from(&self.start);
        done
    }
}

fn transform(this: &Value) -> Outcome<&Transform> {
    this.as_native::<Transform>().ok_or_else(arguments::no_overload)
}

/// The bytes that `(buffer, offset, count)` means.
fn part(engine: &mut Engine, args: &[Value]) -> Outcome<Vec<u8>> {
    let data = arguments::to_bytes(engine, arguments::any(args, 0)?)?;
    let range = arguments::range(args, 1, data.len())?;
    Ok(data.get(range).unwrap_or_default().to_vec())
}

static TRANSFORM: Class = Class {
    name: "System.Security.Cryptography.UniversalCryptoTransform",
    base: Some(&object::OBJECT),
    interfaces: &["System.Security.Cryptography.ICryptoTransform", "System.IDisposable"],
    properties: properties! {
        "bool" CanReuseTransform => |_, _| Ok(Value::Bool(true));
        "bool" CanTransformMultipleBlocks => |_, _| Ok(Value::Bool(true));
        "int" InputBlockSize => |_, _| Ok(Value::Int(BLOCK as i32));
        "int" OutputBlockSize => |_, _| Ok(Value::Int(BLOCK as i32));
    },
    methods: methods! {
        Dispose "void Dispose()" => |_, _, _| Ok(Value::Empty);
        TransformBlock "int TransformBlock(byte[] inputBuffer, int inputOffset, int inputCount, byte[] outputBuffer, int outputOffset)" => |engine, this, args| {
            let done = transform(this)?.some(&part(engine, args)?);
            let values: Vec<Value> = done.iter().map(|byte| Value::Byte(*byte)).collect();
            array::copy_into(&values, arguments::any(args, 3)?, arguments::int(args, 4)?)?;
            Ok(Value::Int(values.len() as i32))
        };
        TransformFinalBlock "byte[] TransformFinalBlock(byte[] inputBuffer, int inputOffset, int inputCount)" => |engine, this, args| {
            let data = part(engine, args)?;
            transform(this)?.last(&data).map(arguments::bytes)
        };
    },
    ..Class::EMPTY
};

/// Key, initialization vector and settings.
#[derive(Debug)]
struct Algorithm {
    class: &'static Class,
    key: RefCell<Vec<u8>>,
    start: RefCell<Vec<u8>>,
    mode: Cell<i64>,
    padding: Cell<i64>,
}

impl Native for Algorithm {
    fn class(&self) -> &'static Class {
        self.class
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn random(count: usize) -> Vec<u8> {
    use rand::RngCore;
    let mut bytes = vec![0; count];
    rand::rng().fill_bytes(&mut bytes);
    bytes
}

fn made(class: &'static Class) -> Value {
    Value::native(Algorithm {
        class,
        key: RefCell::new(random(32)),
        start: RefCell::new(random(BLOCK)),
        mode: Cell::new(CBC),
        padding: Cell::new(PKCS7),
    })
}

fn own(this: &Value) -> Outcome<&Algorithm> {
    this.as_native::<Algorithm>().ok_or_else(arguments::no_overload)
}

fn coder(engine: &mut Engine, this: &Value, args: &[Value], encrypts: bool) -> Outcome<Value> {
    let own = own(this)?;
    let (key, start) = match args {
        [key, start] => {
            let start = if start.is_null() { Vec::new() } else { arguments::to_bytes(engine, start)? };
            (arguments::to_bytes(engine, key)?, start)
        }
        _ => (own.key.borrow().clone(), own.start.borrow().clone()),
    };
    Ok(Value::native(Transform::new(&key, &start, own.mode.get(), own.padding.get(), encrypts)?))
}

/// `EncryptCbc(data, iv[, padding])` and its kin, all at once.
fn at_once(
    engine: &mut Engine,
    this: &Value,
    args: &[Value],
    (mode, encrypts): (i64, bool),
) -> Outcome<Value> {
    let own = own(this)?;
    let data = arguments::to_bytes(engine, arguments::any(args, 0)?)?;
    let (start, place) = match mode {
        CBC => (arguments::to_bytes(engine, arguments::any(args, 1)?)?, 2),
        _ => (Vec::new(), 1),
    };
    let padding = enumerator(engine, args.get(place), PADDING_MODE)?.unwrap_or(PKCS7);
    let key = own.key.borrow().clone();
    Transform::new(&key, &start, mode, padding, encrypts)?.last(&data).map(arguments::bytes)
}

const CIPHER_MODE: &str = "System.Security.Cryptography.CipherMode";
const PADDING_MODE: &str = "System.Security.Cryptography.PaddingMode";

fn enumerator(engine: &mut Engine, value: Option<&Value>, name: &str) -> Outcome<Option<i64>> {
    let Some(value) = value else { return Ok(None) };
    match convert::to_type(engine, value.clone(), &super::named(name))? {
        Value::Enum(found) => Ok(Some(found.number)),
        _ => Ok(None),
    }
}

static SYMMETRIC: Class = Class {
    name: "System.Security.Cryptography.SymmetricAlgorithm",
    base: Some(&object::OBJECT),
    interfaces: &["System.IDisposable"],
    properties: properties! {
        "int" BlockSize => |_, _| Ok(Value::Int(128)), |_, _, value| match convert::to_int(&value)? {
            128 => Ok(()),
            _ => Err(failed("Specified block size is not valid for this algorithm.")),
        };
        "byte[]" IV => |_, this| Ok(arguments::bytes(own(this)?.start.borrow().clone())), |engine, this, value| {
            let bytes = arguments::to_bytes(engine, &value)?;
            if bytes.len() != BLOCK {
                return Err(failed("Specified initialization vector (IV) does not match the block size for this algorithm."));
            }
            *own(this)?.start.borrow_mut() = bytes;
            Ok(())
        };
        "byte[]" Key => |_, this| Ok(arguments::bytes(own(this)?.key.borrow().clone())), |engine, this, value| {
            let bytes = arguments::to_bytes(engine, &value)?;
            Cipher::new(&bytes)?;
            *own(this)?.key.borrow_mut() = bytes;
            Ok(())
        };
        "int" KeySize => |_, this| Ok(Value::Int(own(this)?.key.borrow().len() as i32 * 8)), |_, this, value| match convert::to_int(&value)? {
            bits @ (128 | 192 | 256) => {
                *own(this)?.key.borrow_mut() = random(bits as usize / 8);
                Ok(())
            }
            _ => Err(failed("Specified key is not a valid size for this algorithm.")),
        };
        "System.Security.Cryptography.CipherMode" Mode => |_, this| Ok(enumeration::value(CIPHER_MODE, own(this)?.mode.get())), |engine, this, value| {
            own(this)?.mode.set(enumerator(engine, Some(&value), CIPHER_MODE)?.unwrap_or(CBC));
            Ok(())
        };
        "System.Security.Cryptography.PaddingMode" Padding => |_, this| Ok(enumeration::value(PADDING_MODE, own(this)?.padding.get())), |engine, this, value| {
            own(this)?.padding.set(enumerator(engine, Some(&value), PADDING_MODE)?.unwrap_or(PKCS7));
            Ok(())
        };
    },
    methods: methods! {
        Clear "void Clear()" => |_, _, _| Ok(Value::Empty);
        CreateDecryptor "System.Security.Cryptography.ICryptoTransform CreateDecryptor()" "System.Security.Cryptography.ICryptoTransform CreateDecryptor(byte[] rgbKey, byte[] rgbIV)" => |engine, this, args| coder(engine, this, args, false);
        CreateEncryptor "System.Security.Cryptography.ICryptoTransform CreateEncryptor()" "System.Security.Cryptography.ICryptoTransform CreateEncryptor(byte[] rgbKey, byte[] rgbIV)" => |engine, this, args| coder(engine, this, args, true);
        DecryptCbc "byte[] DecryptCbc(byte[] ciphertext, byte[] iv, System.Security.Cryptography.PaddingMode paddingMode = System.Security.Cryptography.PaddingMode.PKCS7)" => |engine, this, args| at_once(engine, this, args, (CBC, false));
        DecryptEcb "byte[] DecryptEcb(byte[] ciphertext, System.Security.Cryptography.PaddingMode paddingMode)" => |engine, this, args| at_once(engine, this, args, (ECB, false));
        Dispose "void Dispose()" => |_, _, _| Ok(Value::Empty);
        EncryptCbc "byte[] EncryptCbc(byte[] plaintext, byte[] iv, System.Security.Cryptography.PaddingMode paddingMode = System.Security.Cryptography.PaddingMode.PKCS7)" => |engine, this, args| at_once(engine, this, args, (CBC, true));
        EncryptEcb "byte[] EncryptEcb(byte[] plaintext, System.Security.Cryptography.PaddingMode paddingMode)" => |engine, this, args| at_once(engine, this, args, (ECB, true));
        GenerateIV "void GenerateIV()" => |_, this, _| {
            *own(this)?.start.borrow_mut() = random(BLOCK);
            Ok(Value::Empty)
        };
        GenerateKey "void GenerateKey()" => |_, this, _| {
            let own = own(this)?;
            let length = own.key.borrow().len();
            *own.key.borrow_mut() = random(length);
            Ok(Value::Empty)
        };
        ValidKeySize "bool ValidKeySize(int bitLength)" => |_, _, args| Ok(Value::Bool(matches!(arguments::int(args, 0)?, 128 | 192 | 256)));
    },
    ..Class::EMPTY
};

static AES: Class = Class {
    name: "System.Security.Cryptography.Aes",
    base: Some(&SYMMETRIC),
    static_methods: statics! {
        Create "static System.Security.Cryptography.Aes Create()" => |_, _| Ok(made(&IMPLEMENTATION));
    },
    ..Class::EMPTY
};

macro_rules! implementations {
    ($($constant:ident $name:literal),*) => {
        $(static $constant: Class = Class {
            name: $name,
            base: Some(&AES),
            construct: Some(|_, _| Ok(made(&$constant))),
            constructors: &[concat!($name, " new()")],
            ..Class::EMPTY
        };)*
        pub(super) const CLASSES: &[&Class] = &[&SYMMETRIC, &AES, &TRANSFORM, &CRYPTO_STREAM, $(&$constant),*];
    };
}

implementations! {
    IMPLEMENTATION "System.Security.Cryptography.AesImplementation",
    MANAGED "System.Security.Cryptography.AesManaged",
    PROVIDER "System.Security.Cryptography.AesCryptoServiceProvider",
    RIJNDAEL "System.Security.Cryptography.RijndaelManaged"
}

/// A stream that transforms what is written to it, or read from it.
#[derive(Debug)]
struct CryptoStream {
    base: Value,
    transform: Value,
    writes: bool,
    leave_open: bool,
    /// Written bytes that are no whole block yet, or transformed ones that nobody has read.
    waiting: Vec<u8>,
    finished: bool,
}

fn io_failed(fault: Box<Fault>) -> Error {
    match *fault {
        Fault::Error { record, .. } => Error::other(record.exception.message.to_string()),
        _ => Error::from(ErrorKind::Interrupted),
    }
}

impl CryptoStream {
    fn last(&mut self) -> std::io::Result<()> {
        if std::mem::replace(&mut self.finished, true) {
            return Ok(());
        }
        let rest = std::mem::take(&mut self.waiting);
        let done = transform(&self.transform).and_then(|own| own.last(&rest)).map_err(io_failed)?;
        stream::write_bytes(&self.base, &done).map_err(io_failed)
    }
}

impl Source for CryptoStream {
    fn class(&self) -> &'static Class {
        &CRYPTO_STREAM
    }

    fn can_read(&self) -> bool {
        !self.writes
    }

    fn can_write(&self) -> bool {
        self.writes
    }

    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if !std::mem::replace(&mut self.finished, true) {
            let all = stream::rest_of(&self.base).map_err(io_failed)?.unwrap_or_default();
            self.waiting = transform(&self.transform).and_then(|own| own.last(&all)).map_err(io_failed)?;
        }
        let count = buffer.len().min(self.waiting.len());
        for (place, byte) in buffer.iter_mut().zip(self.waiting.drain(..count)) {
            *place = byte;
        }
        Ok(count)
    }

    fn write(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.waiting.extend_from_slice(bytes);
        let whole = self.waiting.len() - self.waiting.len() % BLOCK;
        let ready: Vec<u8> = self.waiting.drain(..whole).collect();
        let done = transform(&self.transform).map(|own| own.some(&ready)).map_err(io_failed)?;
        stream::write_bytes(&self.base, &done).map_err(io_failed)
    }

    fn finish(&mut self) -> std::io::Result<()> {
        if self.writes { self.last() } else { Ok(()) }
    }

    fn close(&mut self) -> std::io::Result<()> {
        if self.writes {
            self.last()?;
        }
        if self.leave_open {
            return Ok(());
        }
        stream::close_stream(&self.base).map_err(io_failed)
    }
}

static CRYPTO_STREAM: Class = Class {
    name: "System.Security.Cryptography.CryptoStream",
    base: Some(&stream::STREAM),
    methods: methods! {
        FlushFinalBlock "void FlushFinalBlock()" => |_, this, _| stream::finish(this).map(|()| Value::Empty);
    },
    construct: Some(|_, args| {
        let (base, transform) = (arguments::any(args, 0)?.clone(), arguments::any(args, 1)?.clone());
        if !stream::is_stream(&base) || transform.as_native::<Transform>().is_none() {
            return Err(arguments::no_overload());
        }
        let mode = convert::display(arguments::any(args, 2)?);
        let writes = mode.eq_ignore_ascii_case("Write") || mode == "1";
        let leave_open = args.get(3).is_some_and(convert::to_bool);
        Ok(stream::over(CryptoStream {
            base,
            transform,
            writes,
            leave_open,
            waiting: Vec::new(),
            finished: false,
        }))
    }),
    constructors: &[
        "System.Security.Cryptography.CryptoStream new(System.IO.Stream stream, System.Security.Cryptography.ICryptoTransform transform, System.Security.Cryptography.CryptoStreamMode mode)",
        "System.Security.Cryptography.CryptoStream new(System.IO.Stream stream, System.Security.Cryptography.ICryptoTransform transform, System.Security.Cryptography.CryptoStreamMode mode, bool leaveOpen)",
    ],
    ..Class::EMPTY
};
