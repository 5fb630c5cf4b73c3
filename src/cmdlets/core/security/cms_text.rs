//! Messages as text: PEM blocks in other text, and where commands take them from.

use super::cms_envelope::CmsError;
use crate::engine::command::Context;
use crate::engine::error::Category;
use crate::engine::types::{convert_class, io_error};
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::path::PathBuf;

/// The label of messages.
pub const MESSAGE: &str = "CMS";
/// The label of certificates.
pub const CERTIFICATE: &str = "CERTIFICATE";
/// Characters of a line, which is what `Convert.ToBase64String` writes.
const LINE: usize = 76;

/// A block found in a text: its bytes, and where it begins and ends.
pub struct Block {
    pub bytes: Vec<u8>,
    pub place: std::ops::Range<usize>,
}

/// A message between its marks.
pub fn armoured(bytes: &[u8]) -> String {
    let text = STANDARD.encode(bytes);
    let mut lines = vec![format!("-----BEGIN {MESSAGE}-----")];
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let (line, more) = rest.split_at(LINE.min(rest.len()));
        lines.push(line.to_string());
        rest = more;
    }
    lines.push(format!("-----END {MESSAGE}-----"));
    lines.join("\n")
}

/// The first block of a label, in whatever case. Errors: what it has is not Base64.
pub fn found(text: &str, label: &str) -> Outcome<Option<Block>> {
    let lower = text.to_ascii_lowercase();
    let begin = format!("-----begin {}-----", label.to_ascii_lowercase());
    let end = format!("-----end {}-----", label.to_ascii_lowercase());
    let Some(start) = lower.find(&begin) else { return Ok(None) };
    let inner = start + begin.len();
    let Some(length) = lower.get(inner..).and_then(|rest| rest.find(&end)) else { return Ok(None) };
    let encoded: String = text.get(inner..inner + length).unwrap_or_default().split_whitespace().collect();
    let bytes = STANDARD.decode(encoded).map_err(|_| convert_class::not_base64())?;
    Ok(Some(Block { bytes, place: start..inner + length + end.len() }))
}

/// A message that cannot be read, as the exception that leaves the command.
pub fn unreadable(context: &Context<'_>, error: &CmsError) -> Box<Fault> {
    let class = "System.Security.Cryptography.CryptographicException";
    context.terminate(class, error.to_string(), class, Category::NotSpecified, Value::Null)
}

/// The one file that `-Path` or `-LiteralPath` means; `None` when neither was given.
pub fn file(
    context: &mut Context<'_>,
    path: Option<&str>,
    literal: Option<&str>,
) -> Outcome<Option<PathBuf>> {
    let (text, is_literal) = match (path, literal) {
        (Some(text), _) => (text, false),
        (None, Some(text)) => (text, true),
        (None, None) => return Ok(None),
    };
    let found = crate::engine::provider::expand(
        context.engine,
        text,
        is_literal,
        &crate::engine::provider::Filters::default(),
    )
    .map_err(|fault| context.named(fault))?;
    match found.as_slice() {
        [one] if one.is_file_system() => Ok(Some(one.file())),
        _ => {
            let message = format!("The path '{text}' must refer to a single file system path.");
            let (class, id) = ("System.ArgumentException", "FilePathMustBeFileSystemPath");
            Err(context.terminate(class, message, id, Category::ObjectNotFound, Value::text(text)))
        }
    }
}

/// The bytes of such a file.
pub fn bytes(context: &Context<'_>, path: &std::path::Path) -> Outcome<Vec<u8>> {
    std::fs::read(path).map_err(|error| {
        let exception = io_error::exception(&error, path, false);
        let (class, message) = (exception.class, exception.message);
        context.terminate(&class, message, &class, Category::NotSpecified, Value::Null)
    })
}

/// The text of such a file, in the encoding that its mark says.
pub fn text(context: &Context<'_>, path: &std::path::Path) -> Outcome<String> {
    let bytes = bytes(context, path)?;
    Ok(encoding_rs::UTF_8.decode(&bytes).0.into_owned())
}
