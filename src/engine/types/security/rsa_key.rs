//! Keys of RSA (RFC 8017): how they are read, written, and what they compute.

use rsa::pkcs1::{
    self, DecodeRsaPrivateKey, DecodeRsaPublicKey, EncodeRsaPrivateKey, EncodeRsaPublicKey, der::Decode,
};
use rsa::pkcs8::{DecodePrivateKey, DecodePublicKey, EncodePrivateKey, EncodePublicKey};
use rsa::rand_core::{TryCryptoRng, TryRng};
use rsa::sha2::{Sha256, Sha384, Sha512};
use rsa::traits::PublicKeyParts;
use rsa::{BoxedUint, PrivateKey, PublicKey};
use sha1_of_rsa::Sha1;

/// What goes wrong with a key, as .NET says it.
pub(super) type Refused = String;

/// A public key, with its private part when that is known.
pub(super) struct Key {
    pub(super) public: PublicKey,
    pub(super) private: Option<PrivateKey>,
}

/// The parts of a private key, as RFC 8017 A.1.2 names them.
pub(super) struct PrivateParts {
    pub(super) exponent: Vec<u8>,
    pub(super) primes: [Vec<u8>; 2],
    pub(super) exponents: [Vec<u8>; 2],
    pub(super) coefficient: Vec<u8>,
}

/// The system's generator, for the library's trait.
struct System;

impl TryRng for System {
    type Error = std::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        Ok(rand::random())
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        Ok(rand::random())
    }

    fn try_fill_bytes(&mut self, target: &mut [u8]) -> Result<(), Self::Error> {
        rand::fill(target);
        Ok(())
    }
}

impl TryCryptoRng for System {}

/// Runs an expression with the type of a hash.
macro_rules! with_hash {
    ($name:expr, $hash:ident => $call:expr) => {
        match $name {
            "SHA1" => {
                type $hash = Sha1;
                $call
            }
            "SHA256" => {
                type $hash = Sha256;
                $call
            }
            "SHA384" => {
                type $hash = Sha384;
                $call
            }
            "SHA512" => {
                type $hash = Sha512;
                $call
            }
            other => return Err(format!("'{other}' is not a known hash algorithm.")),
        }
    };
}

fn text(error: impl std::fmt::Display) -> Refused {
    error.to_string()
}

/// The hash of data by name.
pub(super) fn hashed(hash: &str, data: &[u8]) -> Result<Vec<u8>, Refused> {
    use rsa::sha2::Digest;
    Ok(with_hash!(hash, D => D::digest(data).to_vec()))
}

impl Key {
    /// A new key. `bits` is the length of the modulus.
    pub(super) fn new(bits: usize) -> Result<Key, Refused> {
        PrivateKey::new(&mut System, bits).map(Key::of_private).map_err(text)
    }

    fn of_private(private: PrivateKey) -> Key {
        Key { public: private.to_public_key(), private: Some(private) }
    }

    fn of_public(public: PublicKey) -> Key {
        Key { public, private: None }
    }

    /// A public key of its numbers.
    pub(super) fn of_numbers(modulus: &[u8], exponent: &[u8]) -> Result<Key, Refused> {
        let number = |bytes: &[u8]| BoxedUint::from_be_slice_vartime(bytes);
        PublicKey::new(number(modulus), number(exponent)).map(Key::of_public).map_err(text)
    }

    /// A private key of its numbers.
    pub(super) fn of_parts(modulus: &[u8], exponent: &[u8], parts: &PrivateParts) -> Result<Key, Refused> {
        let number = |bytes: &[u8]| BoxedUint::from_be_slice_vartime(bytes);
        let primes = parts.primes.iter().map(|prime| number(prime)).collect();
        PrivateKey::from_components(number(modulus), number(exponent), number(&parts.exponent), primes)
            .map(Key::of_private)
            .map_err(text)
    }

    /// A key of the kind that a PEM label names.
    pub(super) fn read(label: &str, der: &[u8]) -> Result<Key, Refused> {
        match label {
            "PRIVATE KEY" => PrivateKey::from_pkcs8_der(der).map(Key::of_private).map_err(text),
            "RSA PRIVATE KEY" => PrivateKey::from_pkcs1_der(der).map(Key::of_private).map_err(text),
            "PUBLIC KEY" => PublicKey::from_public_key_der(der).map(Key::of_public).map_err(text),
            "RSA PUBLIC KEY" => PublicKey::from_pkcs1_der(der).map(Key::of_public).map_err(text),
            other => Err(format!("'{other}' is not a kind of RSA key.")),
        }
    }

    /// The key in the form that a PEM label names.
    pub(super) fn write(&self, label: &str) -> Result<Vec<u8>, Refused> {
        match label {
            "PRIVATE KEY" => Ok(self.private()?.to_pkcs8_der().map_err(text)?.as_bytes().to_vec()),
            "RSA PRIVATE KEY" => Ok(self.private()?.to_pkcs1_der().map_err(text)?.as_bytes().to_vec()),
            "RSA PUBLIC KEY" => Ok(self.public.to_pkcs1_der().map_err(text)?.as_bytes().to_vec()),
            _ => Ok(self.public.to_public_key_der().map_err(text)?.as_bytes().to_vec()),
        }
    }

    pub(super) fn private(&self) -> Result<&PrivateKey, Refused> {
        self.private.as_ref().ok_or_else(|| {
            "Object contains only the public half of a key pair. A private key must also be provided.".into()
        })
    }

    /// Bits of the modulus.
    pub(super) fn bits(&self) -> usize {
        self.public.n().bit_width() as usize
    }

    /// The numbers of the private part, each as long as .NET writes it.
    pub(super) fn private_parts(&self) -> Result<PrivateParts, Refused> {
        let der = self.private()?.to_pkcs1_der().map_err(text)?;
        let parts = pkcs1::RsaPrivateKeyRef::from_der(der.as_bytes()).map_err(text)?;
        let whole = self.bits().div_ceil(8);
        let half = whole.div_ceil(2);
        let padded = |bytes: &[u8], length: usize| {
            let mut all = vec![0; length.saturating_sub(bytes.len())];
            all.extend_from_slice(bytes);
            all
        };
        Ok(PrivateParts {
            exponent: padded(parts.private_exponent.as_bytes(), whole),
            primes: [padded(parts.prime1.as_bytes(), half), padded(parts.prime2.as_bytes(), half)],
            exponents: [padded(parts.exponent1.as_bytes(), half), padded(parts.exponent2.as_bytes(), half)],
            coefficient: padded(parts.coefficient.as_bytes(), half),
        })
    }

    /// Signs a hash. `pss` is the padding of that name, else that of PKCS #1.
    pub(super) fn sign(&self, hash: &str, hashed: &[u8], pss: bool) -> Result<Vec<u8>, Refused> {
        let key = self.private()?;
        with_hash!(hash, D => match pss {
            true => key.pss_sign_prehash::<D>(hashed),
            false => key.pkcs1v15_sign_prehash::<D>(hashed),
        })
        .map_err(text)
    }

    /// Whether a signature is that of a hash.
    pub(super) fn verify(
        &self,
        hash: &str,
        hashed: &[u8],
        signature: &[u8],
        pss: bool,
    ) -> Result<bool, Refused> {
        Ok(with_hash!(hash, D => match pss {
            true => self.public.pss_verify_prehash::<D>(hashed, signature),
            false => self.public.pkcs1v15_verify_prehash::<D>(hashed, signature),
        })
        .is_ok())
    }

    /// Encrypts: with the padding of PKCS #1, or OAEP of a hash.
    pub(super) fn encrypt(&self, data: &[u8], oaep: Option<&str>) -> Result<Vec<u8>, Refused> {
        match oaep {
            None => self.public.pkcs1v15_encrypt(data).map_err(text),
            Some(hash) => with_hash!(hash, D => self.public.oaep_encrypt::<D>(data)).map_err(text),
        }
    }

    pub(super) fn decrypt(&self, data: &[u8], oaep: Option<&str>) -> Result<Vec<u8>, Refused> {
        let key = self.private()?;
        match oaep {
            None => key.pkcs1v15_decrypt(data).map_err(text),
            Some(hash) => with_hash!(hash, D => key.oaep_decrypt::<D>(data)).map_err(text),
        }
    }
}
