//! `ErrorRecord`, its category and its place.

use super::{Class, Property, exception, object};
use crate::engine::error::ErrorRecord;
use crate::engine::object::{Object, ObjectKind};
use crate::engine::value::Value;

/// An error record as a value.
pub fn value(record: ErrorRecord) -> Value {
    Value::object(Object::new(ObjectKind::Error(Box::new(record))))
}

/// The error record behind a value.
pub fn of(value: &Value) -> Option<&ErrorRecord> {
    match value.unwrapped() {
        Value::Object(object) => match &object.kind {
            ObjectKind::Error(record) => Some(record),
            _ => None,
        },
        _ => None,
    }
}

fn read(this: &Value, how: impl FnOnce(&ErrorRecord) -> Value) -> Value {
    of(this).map_or(Value::Null, how)
}

/// The reason: given, or the exception's short class name.
pub fn reason(record: &ErrorRecord) -> &str {
    if record.reason.is_empty() { record.exception.short_class() } else { &record.reason }
}

/// `NotSpecified: (target:String) [], RuntimeException`
pub fn category_text(record: &ErrorRecord) -> String {
    let target = crate::engine::convert::display(&record.target);
    let kind = match &record.target {
        Value::Null | Value::Empty => String::new(),
        other => super::type_of(other).full_name().rsplit('.').next().unwrap_or_default().to_string(),
    };
    let activity = record.activity.as_deref().unwrap_or_default();
    format!("{:?}: ({target}:{kind}) [{activity}], {}", record.category, reason(record))
}

fn category_info(record: &ErrorRecord) -> Value {
    let kind = match &record.target {
        Value::Null | Value::Empty => String::new(),
        other => super::type_of(other).full_name().rsplit('.').next().unwrap_or_default().to_string(),
    };
    let category =
        super::enumeration::value("System.Management.Automation.ErrorCategory", record.category as i64);
    super::record::made(
        &CATEGORY_INFO,
        category_text(record),
        [
            ("Category", category),
            ("Activity", Value::text(record.activity.clone().unwrap_or_default())),
            ("Reason", Value::text(reason(record))),
            ("TargetName", Value::text(crate::engine::convert::display(&record.target))),
            ("TargetType", Value::text(kind)),
        ],
    )
}

super::record::record_class!(CATEGORY_INFO "System.Management.Automation.ErrorCategoryInfo" ["Category", "Activity", "Reason", "TargetName", "TargetType"]);
super::record::record_class!(DETAILS "System.Management.Automation.ErrorDetails" ["Message", "RecommendedAction"]);

pub static ERROR_RECORD: Class = Class {
    name: "System.Management.Automation.ErrorRecord",
    base: Some(&object::OBJECT),
    properties: &[
        Property {
            name: "Exception",
            type_name: "System.Exception",
            get: |_, this| Ok(read(this, |record| exception::value(record.exception.clone()))),
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
            get: |_, this| Ok(read(this, category_info)),
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
                Ok(read(this, |record| match &record.details {
                    None => Value::Null,
                    Some(message) => super::record::made(
                        &DETAILS,
                        message.clone(),
                        [
                            ("Message", Value::text(message.as_str())),
                            (
                                "RecommendedAction",
                                Value::text(record.recommended_action.clone().unwrap_or_default()),
                            ),
                        ],
                    ),
                }))
            },
            set: None,
        },
        Property {
            name: "InvocationInfo",
            type_name: "System.Management.Automation.InvocationInfo",
            get: |_, this| Ok(read(this, |record| super::invocation_info::at(record.position.as_ref()))),
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
    construct: Some(|engine, args| {
        use super::arguments;
        use crate::engine::convert;
        let cause = match exception::of(arguments::any(args, 0)?) {
            Some(cause) => cause.clone(),
            None => return Err(arguments::no_overload()),
        };
        let id = arguments::text(engine, args, 1)?;
        let category = convert::to_type(
            engine,
            arguments::any(args, 2)?.clone(),
            &super::named("System.Management.Automation.ErrorCategory"),
        )?;
        let category =
            crate::engine::error::Category::from_name(&convert::display(&category)).unwrap_or_default();
        Ok(value(ErrorRecord::new(cause, id, category, args.get(3).cloned().unwrap_or_default())))
    }),
    constructors: &[
        "System.Management.Automation.ErrorRecord new(System.Exception exception, string errorId, System.Management.Automation.ErrorCategory errorCategory, System.Object targetObject)",
    ],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&ERROR_RECORD, &CATEGORY_INFO, &DETAILS];
