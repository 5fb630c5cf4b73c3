//! `Get-FileHash`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::provider::{self, Filters};
use crate::engine::types::record::{self, record_class};
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome, convert, member};
use md5::{Digest, Md5};
use std::io::Read;
use std::path::Path;

record_class!(FILE_HASH "Microsoft.PowerShell.Commands.FileHashInfo" ["Algorithm", "Hash", "Path"]);

cmdlet! {
    /// Computes the hash of files.
    ///
    /// # Examples
    /// ```powershell
    /// Set-Content ./note.txt 'hello'
    /// Get-FileHash ./note.txt -Algorithm SHA512
    /// Get-FileHash -Path ./*.txt -Algorithm MD5
    /// Get-FileHash -LiteralPath ./note.txt
    /// Get-FileHash -InputStream ([System.IO.MemoryStream]::new([byte[]](1, 2, 3)))
    /// ```
    "Get-FileHash" as GetFileHash {
        class: "Microsoft.PowerShell.Commands.GetFileHashCommand",
        default_set: "Path",
        output_types: &["Microsoft.PowerShell.Commands.FileHashInfo"],
    }
    parameters {
        /// The files.
        "Path" path: Vec<String> { sets: &[Membership { set: "Path", position: Some(0), mandatory: true, pipe: Pipe::Both }], wildcards: true },
        /// The files, without wildcards.
        "LiteralPath" literal: Vec<String> { aliases: &["PSPath", "LP"], sets: &[Membership { set: "LiteralPath", position: Some(0), mandatory: true, pipe: Pipe::ByName }] },
        /// A stream whose bytes are read.
        "InputStream" stream: Option<Value> { type_name: "System.IO.Stream", sets: &[Membership { set: "StreamParameterSet", position: Some(0), mandatory: true, pipe: Pipe::No }] },
        /// Which hash.
        "Algorithm" algorithm: Option<String> { position: Some(1), values: &["SHA1", "SHA256", "SHA384", "SHA512", "MD5"] },
    }
}

impl Cmdlet for GetFileHash {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        if let Some(stream) = self.stream.clone() {
            return self.stream(context, &stream);
        }
        for (names, literal) in [(self.path.clone(), false), (self.literal.clone(), true)] {
            for name in names {
                match provider::expand(context.engine, &name, literal, &Filters::default()) {
                    Ok(found) => {
                        for path in found {
                            self.file(context, &path.file())?;
                        }
                    }
                    Err(fault) if matches!(*fault, Fault::Error { .. }) => missing(context, &name)?,
                    Err(fault) => return Err(fault),
                }
            }
        }
        Ok(())
    }
}

fn missing(context: &mut Context<'_>, name: &str) -> Outcome {
    let shown = context.engine.resolve_path(name).display().to_string();
    let message = format!("Cannot find path '{shown}' because it does not exist.");
    let class = "System.Management.Automation.ItemNotFoundException";
    context.fail(class, message, "FileNotFound", Category::ObjectNotFound, Value::text(shown))
}

impl GetFileHash {
    fn file(&self, context: &mut Context<'_>, path: &Path) -> Outcome {
        if path.is_dir() {
            let shown = path.display().to_string();
            let message =
                format!("The file '{shown}' cannot be read: Access to the path '{shown}' is denied.");
            let class = "System.UnauthorizedAccessException";
            return context.fail(
                class,
                message,
                "UnauthorizedAccessError",
                Category::InvalidData,
                Value::text(shown),
            );
        }
        let algorithm = self.algorithm.as_deref().unwrap_or("SHA256").to_ascii_uppercase();
        let hashed = std::fs::File::open(path).and_then(|mut file| hash(&algorithm, &mut file));
        match hashed {
            Ok(hash) => self.send(context, &algorithm, hash, Value::text(path.display().to_string())),
            Err(error) => {
                let shown = path.display().to_string();
                let message = format!("The file '{shown}' cannot be read: {error}");
                let class = "System.IO.FileLoadException";
                context.fail(class, message, "FileReadError", Category::ReadError, Value::text(shown))
            }
        }
    }

    /// The rest of a .NET stream.
    fn stream(&self, context: &mut Context<'_>, stream: &Value) -> Outcome {
        let algorithm = self.algorithm.as_deref().unwrap_or("SHA256").to_ascii_uppercase();
        let mut bytes = Vec::new();
        loop {
            let byte = member::invoke(context.engine, stream, "ReadByte", &[])?;
            match u8::try_from(convert::to_int(&byte)?) {
                Ok(byte) => bytes.push(byte),
                Err(_) => break,
            }
        }
        let hash = hash(&algorithm, &mut bytes.as_slice()).unwrap_or_default();
        self.send(context, &algorithm, hash, Value::Null)
    }

    fn send(&self, context: &mut Context<'_>, algorithm: &str, hash: String, path: Value) -> Outcome {
        let fields = [("Algorithm", Value::from(algorithm)), ("Hash", Value::text(hash)), ("Path", path)];
        context.output(record::made(&FILE_HASH, "", fields))
    }
}

/// The hash of what a reader gives, in upper-case hexadecimal.
fn hash(algorithm: &str, reader: &mut dyn Read) -> std::io::Result<String> {
    let mut buffer = vec![0; 1 << 16];
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02X}")).collect::<String>();
    if algorithm == "MD5" {
        let mut hasher = Md5::new();
        loop {
            let read = reader.read(&mut buffer)?;
            if read == 0 {
                return Ok(hex(&hasher.finalize()));
            }
            hasher.update(buffer.get(..read).unwrap_or_default());
        }
    }
    let kind = match algorithm {
        "SHA1" => &ring::digest::SHA1_FOR_LEGACY_USE_ONLY,
        "SHA384" => &ring::digest::SHA384,
        "SHA512" => &ring::digest::SHA512,
        _ => &ring::digest::SHA256,
    };
    let mut hasher = ring::digest::Context::new(kind);
    loop {
        let read = reader.read(&mut buffer)?;
        if read == 0 {
            return Ok(hex(hasher.finish().as_ref()));
        }
        hasher.update(buffer.get(..read).unwrap_or_default());
    }
}
