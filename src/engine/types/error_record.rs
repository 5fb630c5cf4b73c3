//! `ErrorRecord`, its category, details and place.

use super::{Class, Property, arguments, exception, object, record};
use crate::engine::error::{Category, ErrorRecord};
use crate::engine::object::{Native, Object, ObjectKind};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::any::Any;

/// An error record as a value.
pub fn value(record: ErrorRecord) -> Value {
    Value::object(Object::new(ObjectKind::Error(Box::new(record))))
}

/// The error record behind a value.
pub fn of(value: &Value) -> Option<&ErrorRecord> {
    match value.unwrapped() {
        Value::Object(object) => match &object.kind {
            ObjectKind::Error(record) => Some(record.current()),
            _ => None,
        },
        _ => None,
    }
}

fn read(this: &Value, how: impl FnOnce(&ErrorRecord) -> Value) -> Value {
    of(this).map_or(Value::Null, how)
}

/// Changes a record that scripts hold.
fn amend(this: &Value, how: impl FnOnce(&mut ErrorRecord)) {
    if let Some(record) = of(this) {
        let mut later = record.clone();
        how(&mut later);
        record.replace(later);
    }
}

/// The reason: given, or the exception's short class name.
pub fn reason(record: &ErrorRecord) -> &str {
    if record.reason.is_empty() { record.exception.short_class() } else { &record.reason }
}

fn target_name(record: &ErrorRecord) -> String {
    record.target_name.clone().unwrap_or_else(|| convert::display(&record.target))
}

fn target_type(record: &ErrorRecord) -> String {
    match (&record.target_type, &record.target) {
        (Some(given), _) => given.clone(),
        (None, Value::Null | Value::Empty) => String::new(),
        (None, other) => short_type(other),
    }
}

fn short_type(value: &Value) -> String {
    let name = crate::engine::member::type_names(value).first().cloned().unwrap_or_default();
    name.rsplit('.').next().unwrap_or_default().to_string()
}

/// Long names lose their middle.
fn ellipsized(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    if letters.len() <= 40 {
        return text.to_string();
    }
    let first: String = letters.iter().take(19).collect();
    let last: String = letters.iter().skip(letters.len() - 19).collect();
    format!("{first}...{last}")
}

/// `NotSpecified: (target:String) [], RuntimeException`
pub fn category_text(record: &ErrorRecord) -> String {
    let activity = ellipsized(record.activity.as_deref().unwrap_or_default());
    let (name, kind) = (ellipsized(&target_name(record)), ellipsized(&target_type(record)));
    // The name of an exception stays whole.
    let reason = match record.reason.is_empty() {
        true => record.exception.short_class().to_string(),
        false => ellipsized(&record.reason),
    };
    format!("{:?}: ({name}:{kind}) [{activity}], {reason}", record.category)
}

/// `CategoryInfo`: a view of the record it came from, so that writing to it reaches the record.
#[derive(Debug)]
struct CategoryInfo(Value);

impl Native for CategoryInfo {
    fn class(&self) -> &'static Class {
        &CATEGORY_INFO
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn to_text(&self) -> Option<String> {
        of(&self.0).map(category_text)
    }
}

fn category_of(this: &Value) -> Value {
    this.as_native::<CategoryInfo>().map_or(Value::Null, |info| info.0.clone())
}

macro_rules! category_property {
    ($name:literal, $read:expr, $write:expr) => {
        Property {
            name: $name,
            type_name: "string",
            get: |_, this| Ok(read(&category_of(this), |record| Value::text($read(record)))),
            set: Some(|engine, this, value| {
                let text = convert::to_text(engine, &value)?;
                let write: fn(&mut ErrorRecord, String) = $write;
                amend(&category_of(this), |record| write(record, text));
                Ok(())
            }),
        }
    };
}

static CATEGORY_INFO: Class = Class {
    name: "System.Management.Automation.ErrorCategoryInfo",
    base: Some(&object::OBJECT),
    properties: &[
        category_property!(
            "Activity",
            |record: &ErrorRecord| record.activity.clone().unwrap_or_default(),
            |record, text| record.activity = Some(text)
        ),
        Property {
            name: "Category",
            type_name: "System.Management.Automation.ErrorCategory",
            get: |_, this| {
                Ok(read(&category_of(this), |record| {
                    super::enumeration::value(
                        "System.Management.Automation.ErrorCategory",
                        record.category as i64,
                    )
                }))
            },
            set: None,
        },
        category_property!("Reason", |record: &ErrorRecord| reason(record).to_string(), |record, text| {
            record.reason = text;
        }),
        category_property!("TargetName", target_name, |record, text| record.target_name = Some(text)),
        category_property!("TargetType", target_type, |record, text| record.target_type = Some(text)),
    ],
    methods: &[super::Method {
        name: "GetMessage",
        signatures: &["string GetMessage()", "string GetMessage(cultureinfo uiCultureInfo)"],
        call: |_, this, _| Ok(read(&category_of(this), |record| Value::text(category_text(record)))),
    }],
    ..Class::EMPTY
};

static DETAILS: Class = Class {
    name: "System.Management.Automation.ErrorDetails",
    base: Some(&object::OBJECT),
    properties: &[
        Property {
            name: "Message",
            type_name: "string",
            get: |_, this| Ok(record::field(this, "Message")),
            set: None,
        },
        Property {
            name: "RecommendedAction",
            type_name: "string",
            get: |_, this| Ok(record::field(this, "RecommendedAction")),
            set: None,
        },
    ],
    construct: Some(|engine, args| {
        let message = arguments::text(engine, args, 0)?;
        Ok(details(&message, ""))
    }),
    constructors: &["System.Management.Automation.ErrorDetails new(string message)"],
    ..Class::EMPTY
};

fn details(message: &str, action: &str) -> Value {
    let fields = [("Message", Value::text(message)), ("RecommendedAction", Value::text(action))];
    record::made(&DETAILS, message, fields)
}

fn set_details(engine: &mut Engine, this: &Value, given: &Value) -> Outcome {
    let message = match given {
        Value::Null | Value::Empty => None,
        other if matches!(record::field(other, "Message"), Value::Null) => {
            Some(convert::to_text(engine, other)?)
        }
        other => Some(convert::to_text(engine, &record::field(other, "Message"))?),
    };
    amend(this, |record| record.details = message);
    Ok(())
}

fn construct(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let cause = match exception::of(arguments::any(args, 0)?) {
        Some(cause) => cause.clone(),
        None => return Err(arguments::no_overload()),
    };
    let id = arguments::text(engine, args, 1)?;
    let wanted = super::named("System.Management.Automation.ErrorCategory");
    let category = convert::to_type(engine, arguments::any(args, 2)?.clone(), &wanted)?;
    let category = Category::from_name(&convert::display(&category)).unwrap_or_default();
    Ok(value(ErrorRecord::new(cause, id, category, args.get(3).cloned().unwrap_or_default())))
}

pub static ERROR_RECORD: Class = Class {
    name: "System.Management.Automation.ErrorRecord",
    base: Some(&object::OBJECT),
    properties: &[
        Property {
            name: "Exception",
            type_name: "System.Exception",
            get: |_, this| Ok(read(this, exception::of_record)),
            set: None,
        },
        Property {
            name: "TargetObject",
            type_name: "System.Object",
            get: |_, this| Ok(read(this, |record| record.target.clone())),
            set: None,
        },
        Property {
            name: "CategoryInfo",
            type_name: "System.Management.Automation.ErrorCategoryInfo",
            get: |_, this| Ok(Value::native(CategoryInfo(this.clone()))),
            set: None,
        },
        Property {
            name: "FullyQualifiedErrorId",
            type_name: "string",
            get: |_, this| Ok(read(this, |record| Value::text(record.id.as_str()))),
            set: None,
        },
        Property {
            name: "ErrorDetails",
            type_name: "System.Management.Automation.ErrorDetails",
            get: |_, this| {
                Ok(read(this, |record| {
                    let action = record.recommended_action.as_deref().unwrap_or_default();
                    match (&record.details, action) {
                        (None, "") => Value::Null,
                        (message, action) => details(message.as_deref().unwrap_or_default(), action),
                    }
                }))
            },
            set: Some(|engine, this, value| set_details(engine, this, &value)),
        },
        Property {
            name: "InvocationInfo",
            type_name: "System.Management.Automation.InvocationInfo",
            get: |engine, this| {
                let position = of(this).and_then(|record| record.position.clone());
                Ok(super::invocation_info::at(engine, position.as_ref()))
            },
            set: None,
        },
        Property {
            name: "ScriptStackTrace",
            type_name: "string",
            get: |_, this| Ok(read(this, |record| Value::text(record.script_stack.join("\n")))),
            set: None,
        },
        Property {
            name: "PipelineIterationInfo",
            type_name: "System.Collections.ObjectModel.ReadOnlyCollection[int]",
            get: |_, _| Ok(Value::array(Vec::new())),
            set: None,
        },
    ],
    construct: Some(construct),
    constructors: &[
        "System.Management.Automation.ErrorRecord new(System.Exception exception, string errorId, System.Management.Automation.ErrorCategory errorCategory, System.Object targetObject)",
    ],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&ERROR_RECORD, &CATEGORY_INFO, &DETAILS];
