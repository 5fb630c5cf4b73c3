//! Schemas of JSON, and what they find wrong, in the sentences of JsonSchema.Net, which PowerShell asks.

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{JsonType, Retrieve, Uri, ValidationError, Validator};
use serde_json::Value;
use std::path::Path;

/// One thing that a document has wrong.
pub(super) struct Violation {
    /// A sentence without its end.
    pub what: String,
    /// JSON pointer of the value (RFC 6901).
    pub place: String,
}

/// A schema that is ready to be asked. Schemas that it names are read from files, as seen from its own `file`; none
/// are fetched from servers. Errors: it, or one that it names, is no JSON, or no schema.
pub(super) fn validator(text: &str, file: Option<&Path>) -> Result<Validator, String> {
    let schema: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let mut options = jsonschema::options().with_retriever(Files);
    if let Some(base) = file.and_then(|file| url::Url::from_file_path(file).ok()) {
        options = options.with_base_uri(base.to_string());
    }
    options.build(&schema).map_err(|error| error.to_string())
}

/// Reads the schemas that another one names.
struct Files;

impl Retrieve for Files {
    fn retrieve(&self, uri: &Uri<String>) -> Result<Value, Box<dyn std::error::Error + Send + Sync>> {
        let path = url::Url::parse(uri.as_str())?.to_file_path();
        let path = path.map_err(|()| format!("the schema {uri} is in no file"))?;
        Ok(serde_json::from_slice(&std::fs::read(path)?)?)
    }
}

/// Everything that a document has wrong, in the order of the schema's keywords.
pub(super) fn violations(validator: &Validator, document: &Value) -> Vec<Violation> {
    let mut found = Vec::new();
    for error in validator.iter_errors(document) {
        describe(&error, &mut found);
    }
    found
}

/// `["a","b"]`
fn listed(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| Value::String(name.clone()).to_string()).collect();
    format!("[{}]", quoted.join(","))
}

fn describe(error: &ValidationError<'_>, found: &mut Vec<Violation>) {
    let place = error.instance_path().as_str().to_string();
    let mut add = |what: String| found.push(Violation { what, place: place.clone() });
    let received = error.instance();
    match error.kind() {
        ValidationErrorKind::Required { property } => {
            let name = property.as_str().map_or_else(|| property.to_string(), str::to_string);
            required(&name, place, found);
        }
        ValidationErrorKind::AdditionalProperties { unexpected }
        | ValidationErrorKind::UnevaluatedProperties { unexpected } => {
            for name in unexpected {
                let name = name.replace('~', "~0").replace('/', "~1");
                let place = format!("{place}/{name}");
                found.push(Violation { what: FALSE.to_string(), place });
            }
        }
        ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } => {
            if matches!(error.kind(), ValidationErrorKind::OneOfNotValid { .. }) {
                add("Expected 1 matching subschema but found 0".to_string());
            }
            context.iter().flatten().for_each(|inner| describe(inner, found));
        }
        ValidationErrorKind::OneOfMultipleValid { context } => {
            let fitting = context.iter().filter(|branch| branch.is_empty()).count();
            add(format!("Expected 1 matching subschema but found {fitting}"));
        }
        ValidationErrorKind::PropertyNames { error } => describe(error, found),
        kind => add(sentence(kind, received)),
    }
}

const FALSE: &str = "All values fail against the false schema";

/// All properties that one object lacks are one violation.
fn required(name: &str, place: String, found: &mut Vec<Violation>) {
    const START: &str = "Required properties [";
    const END: &str = "] are not present";
    let name = Value::String(name.to_string());
    if let Some(last) = found.last_mut()
        && last.place == place
        && last.what.starts_with(START)
        && let Some(before) = last.what.strip_suffix(END)
    {
        last.what = format!("{before},{name}{END}");
        return;
    }
    found.push(Violation { what: format!("{START}{name}{END}"), place });
}

fn sentence(kind: &ValidationErrorKind, received: &Value) -> String {
    match kind {
        ValidationErrorKind::Type { kind } => {
            let wanted = match kind {
                TypeKind::Single(one) => format!("\"{one}\""),
                TypeKind::Multiple(several) => {
                    listed(&several.iter().map(|one| one.to_string()).collect::<Vec<String>>())
                }
            };
            format!("Value is \"{}\" but should be {wanted}", type_of(received))
        }
        ValidationErrorKind::FalseSchema => FALSE.to_string(),
        ValidationErrorKind::Constant { expected_value } => format!("Expected {expected_value}"),
        ValidationErrorKind::Enum { .. } => {
            "Value should match one of the values specified by the enum".to_string()
        }
        ValidationErrorKind::Minimum { limit } => format!("{received} should be at least {limit}"),
        ValidationErrorKind::Maximum { limit } => format!("{received} should be at most {limit}"),
        ValidationErrorKind::ExclusiveMinimum { limit } => {
            format!("{received} should be greater than {limit}")
        }
        ValidationErrorKind::ExclusiveMaximum { limit } => format!("{received} should be less than {limit}"),
        ValidationErrorKind::MultipleOf { multiple_of } => {
            format!("{received} should be a multiple of {multiple_of}")
        }
        ValidationErrorKind::MinLength { limit } => {
            format!("Value should be at least {limit} characters")
        }
        ValidationErrorKind::MaxLength { limit } => format!("Value should be at most {limit} characters"),
        ValidationErrorKind::Pattern { .. } => {
            "The string value is not a match for the indicated regular expression".to_string()
        }
        ValidationErrorKind::Format { format } => format!("Value does not match format \"{format}\""),
        ValidationErrorKind::MinItems { limit } => {
            format!("Value should have at least {limit} items")
        }
        ValidationErrorKind::MaxItems { limit } => format!("Value should have at most {limit} items"),
        ValidationErrorKind::MinProperties { limit } => {
            format!("Value should have at least {limit} properties")
        }
        ValidationErrorKind::MaxProperties { limit } => {
            format!("Value should have at most {limit} properties")
        }
        other => format!("The keyword {} is not fulfilled", other.keyword()),
    }
}

/// The type of a value as schemas name it: a number without a fraction is an integer.
fn type_of(value: &Value) -> JsonType {
    match value {
        Value::Null => JsonType::Null,
        Value::Bool(_) => JsonType::Boolean,
        Value::Number(number) if number.as_f64().is_some_and(|number| number.fract() == 0.0) => {
            JsonType::Integer
        }
        Value::Number(_) => JsonType::Number,
        Value::String(_) => JsonType::String,
        Value::Array(_) => JsonType::Array,
        Value::Object(_) => JsonType::Object,
    }
}

/// A text without the comments, and without the commas before closing brackets, that are allowed in it.
pub(super) fn strict(text: &str, comments: bool, commas: bool) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => quoted_length(rest),
            '/' if comments && comment_length(rest) > 0 => {
                rest = rest.get(comment_length(rest)..).unwrap_or_default();
                kept.push(' ');
                continue;
            }
            ']' | '}' if commas => {
                let before = kept.trim_end();
                if let Some(bare) = before.strip_suffix(',')
                    && !bare.trim_end().ends_with(['[', '{', ',', ':'])
                    && !bare.trim_end().is_empty()
                {
                    kept.truncate(bare.len());
                }
                1
            }
            _ => first.len_utf8(),
        };
        kept.push_str(rest.get(..length).unwrap_or_default());
        rest = rest.get(length..).unwrap_or_default();
    }
    kept
}

/// Bytes of a text in quotes, with both of them; all that is left when it does not end.
fn quoted_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// Bytes of the comment that a text begins with; 0 when there is none, or it does not end.
fn comment_length(text: &str) -> usize {
    if text.starts_with("//") {
        return text.find(['\n', '\r']).unwrap_or(text.len());
    }
    match text.strip_prefix("/*").and_then(|inside| inside.find("*/")) {
        Some(end) => end + 4,
        None => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_last_commas_go_only_where_they_are_allowed() {
        assert_eq!(strict("[1, // one\n 2,]", true, true), "[1,  \n 2]");
        assert_eq!(strict(r#"{"a": "//,}", /* x */ "b": [,],}"#, true, true), r#"{"a": "//,}",   "b": [,]}"#);
        assert_eq!(strict("[1,]", true, false), "[1,]");
        assert_eq!(strict("[1] // x", false, true), "[1] // x");
        assert_eq!(strict("\"\\", true, true), "\"\\");
        assert_eq!(strict("/* open", true, true), "/* open");
    }

    #[test]
    fn what_is_wrong_has_its_place() {
        let asked = validator(
            r#"{"required": ["a", "b"], "properties": {"c": {"type": "string"}}, "additionalProperties": false}"#,
            None,
        )
        .unwrap();
        let document = serde_json::from_str(r#"{"c": 1, "d/e": 2}"#).unwrap();
        let mut found: Vec<String> = violations(&asked, &document)
            .iter()
            .map(|one| format!("{} at '{}'", one.what, one.place))
            .collect();
        found.sort();
        assert_eq!(
            found,
            [
                "All values fail against the false schema at '/d~1e'",
                "Required properties [\"a\",\"b\"] are not present at ''",
                "Value is \"integer\" but should be \"string\" at '/c'",
            ]
        );
    }
}
