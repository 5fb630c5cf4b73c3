//! Why a value breaks a validation: PowerShell's id and words.

use crate::engine::error::{Category, ErrorRecord, Exception};
use crate::engine::types;
use crate::engine::value::Value;

/// `ValidationMetadataException`
pub(super) const METADATA: &str = "System.Management.Automation.ValidationMetadataException";

/// What a validation says of a null value or element.
const NULL_ELEMENT: &str = "The argument is null, empty, or an element of the argument collection contains a null value. Supply a collection that does not contain any null values and then try the command again.";

/// A broken validation.
#[derive(Debug)]
pub(crate) struct Violation {
    /// The inner exception's `ErrorRecord.FullyQualifiedErrorId`.
    id: &'static str,
    pub reason: String,
    /// The error of a validation script or attribute, in place of one of our own.
    cause: Option<Exception>,
}

impl Violation {
    pub fn new(id: &'static str, reason: impl Into<String>) -> Violation {
        Violation { id, reason: reason.into(), cause: None }
    }

    /// An error inside of what validates is the reason itself.
    pub fn caused(record: ErrorRecord) -> Violation {
        let reason = record.message().to_string();
        let mut cause = record.exception.clone();
        cause.data.push(("ErrorRecord".into(), types::error_record::value(record)));
        Violation { id: "", reason, cause: Some(cause) }
    }

    /// The exception that the attribute throws.
    pub fn exception(self) -> Exception {
        self.cause.unwrap_or_else(|| metadata(self.id, self.reason))
    }
}

/// A `ValidationMetadataException` that carries its record.
pub(super) fn metadata(id: &str, message: impl Into<String>) -> Exception {
    let mut exception = Exception::new(METADATA, message);
    let record = ErrorRecord::new(exception.clone(), id, Category::MetadataError, Value::Null);
    exception.data.push(("ErrorRecord".into(), types::error_record::value(record)));
    exception
}

/// `[ValidateNotNull()]`
pub(super) fn null(value: &Value, items: Option<&[Value]>) -> Option<Violation> {
    if value.is_null() {
        let reason = "The argument is null. Provide a valid value for the argument, and then try running the command again.";
        return Some(Violation::new("ArgumentIsNull", reason));
    }
    let holds_null = items.is_some_and(|items| items.iter().any(Value::is_null));
    holds_null.then(|| Violation::new("ArgumentIsNull", "The argument has a null value, or an element of the argument collection contains a null value. Provide a collection that does not contain any null values, and then try the command again."))
}

/// A validation that looks at each element was given null.
pub(super) fn null_element() -> Violation {
    Violation::new("ArgumentIsEmpty", NULL_ELEMENT)
}

/// `[ValidateNotNullOrEmpty()]`; `white`: `[ValidateNotNullOrWhiteSpace()]`.
pub(super) fn emptiness(white: bool, value: &Value, items: Option<&[Value]>) -> Option<Violation> {
    let empty = "The argument is null or empty. Provide an argument that is not null or empty, and then try the command again.";
    let blank = "The argument is null, empty, or consists of only white-space characters. Provide an argument that contains non white-space characters, and then try the command again.";
    if value.is_null() {
        return Some(Violation::new("ArgumentIsNull", empty));
    }
    let bad = |text: &str| text.is_empty() || (white && text.trim().is_empty());
    if let Value::String(text) = value.unwrapped() {
        return bad(text).then(|| match white {
            true => Violation::new("ArgumentIsEmptyOrWhiteSpace", blank),
            false => Violation::new("ArgumentIsEmpty", empty),
        });
    }
    let items = items?;
    if items.is_empty() {
        return Some(null_element());
    }
    items.iter().find_map(|item| match item.unwrapped() {
        Value::Null | Value::Empty => Some(Violation::new("ArgumentIsNull", NULL_ELEMENT)),
        Value::String(text) if bad(text) && white => Some(Violation::new("ArgumentCollectionContainsEmptyOrWhiteSpace", "An element of the argument collection is null, empty, or consists of only white-space characters. Supply a collection that does not contain any those values and then try the command again.")),
        Value::String(text) if bad(text) => Some(Violation::new("ArgumentCollectionContainsEmpty", NULL_ELEMENT)),
        _ => None,
    })
}

/// `[ValidateCount()]`; no value is no element.
pub(super) fn count(value: &Value, count: Option<usize>, least: i32, most: i32) -> Option<Violation> {
    let count = match count {
        Some(count) => i32::try_from(count).unwrap_or(i32::MAX),
        None if value.is_null() => 0,
        None => {
            return Some(Violation::new(
                "NotAnArrayParameter",
                "The ValidateCount attribute cannot be applied to a non-array parameter. Either remove the attribute from the parameter or make the parameter an array parameter.",
            ));
        }
    };
    if count >= least && count <= most {
        return None;
    }
    Some(match least == most {
        true => Violation::new(
            "ValidateCountExactFailure",
            format!("The parameter requires exactly {least} value(s) - {count} value(s) were provided."),
        ),
        false => Violation::new(
            "ValidateCountMinMaxFailure",
            format!(
                "The parameter requires at least {least} value(s) and no more than {most} value(s) - {count} value(s) were provided."
            ),
        ),
    })
}

/// `[ValidateLength()]`
pub(super) fn length(item: &Value, least: i32, most: i32) -> Option<Violation> {
    let Value::String(text) = item.unwrapped() else {
        return Some(Violation::new(
            "ValidateLengthNotString",
            "The ValidateLength attribute cannot be applied to a parameter that is not a string or string[] parameter. Make the parameter a string or string[] parameter.",
        ));
    };
    let length = text.len_utf16() as i32;
    if length < least {
        return Some(Violation::new(
            "ValidateLengthMinLengthFailure",
            format!(
                "The character length ({length}) of the argument is too short. Specify an argument with a length that is greater than or equal to \"{least}\", and then try the command again."
            ),
        ));
    }
    (length > most).then(|| Violation::new("ValidateLengthMaxLengthFailure", format!("The character length of the {length} argument is too long. Shorten the character length of the argument so it is fewer than or equal to \"{most}\" characters, and then try the command again.")))
}
