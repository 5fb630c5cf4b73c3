//! Attributes as objects: `[Parameter]`, `[Alias]` and the validations, as `dynamicparam` makes them and
//! `Get-Command` shows them.

use super::{Class, Property, arguments, enumeration, object};
use crate::engine::command::{CommandInfo, Impact};
use crate::engine::error::{Category, Exception};
use crate::engine::evaluate::declare::VariableConstraint;
use crate::engine::evaluate::validate;
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, member, types};
use std::any::Any;
use std::cell::RefCell;

/// An attribute: its class and the properties that were set.
#[derive(Debug)]
pub struct AttributeObject {
    class: &'static Class,
    fields: RefCell<Vec<(&'static str, Value)>>,
}

impl Native for AttributeObject {
    fn class(&self) -> &'static Class {
        self.class
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// An attribute of a class with these properties.
pub fn made(class: &'static Class, fields: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    Value::native(AttributeObject { class, fields: RefCell::new(fields.into_iter().collect()) })
}

/// A property of an attribute; `$null` when it was not set.
pub fn field(this: &Value, name: &str) -> Value {
    let attribute = this.as_native::<AttributeObject>();
    attribute
        .and_then(|found| {
            let fields = found.fields.borrow();
            fields.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone())
        })
        .unwrap_or_default()
}

fn set_field(this: &Value, name: &'static str, value: Value) {
    let Some(attribute) = this.as_native::<AttributeObject>() else { return };
    let mut fields = attribute.fields.borrow_mut();
    match fields.iter_mut().find(|(known, _)| *known == name) {
        Some(entry) => entry.1 = value,
        None => fields.push((name, value)),
    }
}

/// The field of an attribute that is not shown: what generates its `ValidValues`.
const GENERATOR: &str = "valuesGenerator";

/// A property as scripts read it. Errors: those of what generates a set.
fn read(engine: &mut Engine, this: &Value, name: &str) -> Outcome<Value> {
    let generator = field(this, GENERATOR);
    if name != "ValidValues" || generator.is_null() {
        return Ok(field(this, name));
    }
    let values = engine.generated_set(&generator)?.unwrap_or_default();
    Ok(Value::array(values.into_iter().map(Value::text).collect()))
}

static ATTRIBUTE: Class = Class {
    name: "System.Attribute",
    base: Some(&object::OBJECT),
    properties: &[Property {
        name: "TypeId",
        type_name: "System.Object",
        get: |_, this| Ok(Value::Type(types::type_of(this))),
        set: None,
    }],
    construct: Some(|_, _| Ok(made(&ATTRIBUTE, []))),
    ..Class::EMPTY
};
static VALIDATE: Class = Class {
    name: "System.Management.Automation.ValidateArgumentsAttribute",
    base: Some(&ATTRIBUTE),
    construct: Some(|_, _| Ok(made(&VALIDATE, []))),
    ..Class::EMPTY
};
static TRANSFORM: Class = Class {
    name: "System.Management.Automation.ArgumentTransformationAttribute",
    base: Some(&ATTRIBUTE),
    construct: Some(|_, _| Ok(made(&TRANSFORM, []))),
    ..Class::EMPTY
};

macro_rules! attributes {
    ($($constant:ident $name:literal : $base:ident [$($property:literal : $kind:literal = $default:expr),* $(,)?] ($($argument:literal),*) $signature:literal;)*) => {
        $(pub static $constant: Class = Class {
            name: concat!("System.Management.Automation.", $name),
            base: Some(&$base),
            properties: &[$(Property {
                name: $property,
                type_name: $kind,
                get: |engine, this| read(engine, this, $property),
                set: Some(|_, this, value| {
                    set_field(this, $property, value);
                    Ok(())
                }),
            }),*],
            construct: Some(|engine, args| {
                let made = made(&$constant, [$(($property, $default)),*]);
                fill(engine, &made, &[$($argument),*], args)?;
                Ok(made)
            }),
            constructors: &[concat!("System.Management.Automation.", $name, " ", $signature)],
            // An attribute takes what stands in its brackets: a list, a type or a block.
            bound: false,
            ..Class::EMPTY
        };)*
        const OWN: &[&Class] = &[$(&$constant),*];
    };
}

/// Constructor arguments: one for each property, or all of them as a list for a single one.
fn fill(engine: &mut Engine, this: &Value, names: &[&'static str], args: &[Value]) -> Outcome {
    match names {
        ["ValidValues"] if matches!(args, [Value::Type(_)]) => {
            let Some(Value::Type(of)) = args.first() else { return Ok(()) };
            let generator = engine.set_generator(of)?;
            set_field(this, GENERATOR, generator);
        }
        [only] if matches!(*only, "ValidValues" | "AliasNames" | "Type" | "ValidRootDrives") => {
            let mut values = Vec::new();
            for argument in args {
                match member::enumerate(engine, argument)? {
                    Some(items) => values.extend(items),
                    None => values.push(argument.clone()),
                }
            }
            set_field(this, only, Value::array(values));
        }
        ["MinRange", "MaxRange"] if args.len() == 1 => {
            let kind = types::named("System.Management.Automation.ValidateRangeKind");
            let kind = convert::to_type(engine, arguments::any(args, 0)?.clone(), &kind)?;
            set_field(this, "RangeKind", kind);
            return Ok(());
        }
        names => names.iter().zip(args).for_each(|(name, value)| set_field(this, name, value.clone())),
    }
    check(engine, this).map_err(|mut fault| {
        if let Fault::Error { record, .. } = fault.as_mut() {
            record.id = arguments::THROWN.into();
        }
        fault
    })
}

/// Limits that do not fit together are refused when the attribute is made.
fn check(engine: &mut Engine, this: &Value) -> Outcome {
    if is(this, &RANGE) && field(this, "RangeKind").is_null() {
        let (least, most) = (field(this, "MinRange"), field(this, "MaxRange"));
        for (name, limit) in [("minRange", &least), ("maxRange", &most)] {
            if limit.is_null() {
                let message = format!("Value cannot be null. (Parameter '{name}')");
                let exception =
                    Exception::new("System.Management.Automation.PSArgumentNullException", message);
                let category = Category::InvalidArgument;
                return Err(Fault::error(exception, "ArgumentNull", category, Value::Null));
            }
        }
        return validate::range(engine, &least, &most).map(|_| ());
    }
    if is(this, &LENGTH) || is(this, &COUNT) {
        return constraint(engine, this).map(|_| ());
    }
    Ok(())
}

attributes! {
    PARAMETER "ParameterAttribute": ATTRIBUTE [
        "Position": "int" = Value::Int(i32::MIN),
        "ParameterSetName": "string" = Value::text("__AllParameterSets"),
        "Mandatory": "bool" = Value::Bool(false),
        "ValueFromPipeline": "bool" = Value::Bool(false),
        "ValueFromPipelineByPropertyName": "bool" = Value::Bool(false),
        "ValueFromRemainingArguments": "bool" = Value::Bool(false),
        "HelpMessage": "string" = Value::Null,
        "HelpMessageBaseName": "string" = Value::Null,
        "HelpMessageResourceId": "string" = Value::Null,
        "DontShow": "bool" = Value::Bool(false),
    ] () "new()";
    ALIAS "AliasAttribute": ATTRIBUTE ["AliasNames": "System.Collections.Generic.IList[string]" = Value::Null] ("AliasNames") "new(Params string[] aliasNames)";
    SET "ValidateSetAttribute": VALIDATE [
        "ValidValues": "System.Collections.Generic.IList[string]" = Value::Null,
        "IgnoreCase": "bool" = Value::Bool(true),
        "ErrorMessage": "string" = Value::Null,
    ] ("ValidValues") "new(Params string[] validValues)";
    RANGE "ValidateRangeAttribute": VALIDATE ["MinRange": "System.Object" = Value::Null, "MaxRange": "System.Object" = Value::Null] ("MinRange", "MaxRange") "new(System.Object minRange, System.Object maxRange)";
    PATTERN "ValidatePatternAttribute": VALIDATE ["RegexPattern": "string" = Value::Null, "ErrorMessage": "string" = Value::Null] ("RegexPattern") "new(string regexPattern)";
    LENGTH "ValidateLengthAttribute": VALIDATE ["MinLength": "int" = Value::Int(0), "MaxLength": "int" = Value::Int(0)] ("MinLength", "MaxLength") "new(int minLength, int maxLength)";
    COUNT "ValidateCountAttribute": VALIDATE ["MinLength": "int" = Value::Int(0), "MaxLength": "int" = Value::Int(0)] ("MinLength", "MaxLength") "new(int minLength, int maxLength)";
    SCRIPT "ValidateScriptAttribute": VALIDATE ["ScriptBlock": "scriptblock" = Value::Null, "ErrorMessage": "string" = Value::Null] ("ScriptBlock") "new(scriptblock scriptBlock)";
    NOT_NULL "ValidateNotNullAttribute": VALIDATE [] () "new()";
    NOT_NULL_OR_EMPTY "ValidateNotNullOrEmptyAttribute": VALIDATE [] () "new()";
    NOT_NULL_OR_WHITE_SPACE "ValidateNotNullOrWhiteSpaceAttribute": VALIDATE [] () "new()";
    ALLOW_NULL "AllowNullAttribute": ATTRIBUTE [] () "new()";
    ALLOW_EMPTY_STRING "AllowEmptyStringAttribute": ATTRIBUTE [] () "new()";
    ALLOW_EMPTY_COLLECTION "AllowEmptyCollectionAttribute": ATTRIBUTE [] () "new()";
    TYPE_CONVERTER "ArgumentTypeConverterAttribute": TRANSFORM ["TransformNullOptionalParameters": "bool" = Value::Bool(true)] () "new()";
    CMDLET_BINDING "CmdletBindingAttribute": ATTRIBUTE [
        "PositionalBinding": "bool" = Value::Bool(true),
        "DefaultParameterSetName": "string" = Value::Null,
        "SupportsShouldProcess": "bool" = Value::Bool(false),
        "SupportsPaging": "bool" = Value::Bool(false),
        "SupportsTransactions": "bool" = Value::Bool(false),
        "ConfirmImpact": "System.Management.Automation.ConfirmImpact" = enumeration::value("System.Management.Automation.ConfirmImpact", 2),
        "HelpUri": "string" = Value::text(""),
        "RemotingCapability": "System.Management.Automation.RemotingCapability" = enumeration::value("System.Management.Automation.RemotingCapability", 1),
    ] () "new()";
    CMDLET "CmdletAttribute": ATTRIBUTE [
        "VerbName": "string" = Value::Null,
        "NounName": "string" = Value::Null,
        "DefaultParameterSetName": "string" = Value::Null,
        "SupportsShouldProcess": "bool" = Value::Bool(false),
        "SupportsPaging": "bool" = Value::Bool(false),
        "SupportsTransactions": "bool" = Value::Bool(false),
        "ConfirmImpact": "System.Management.Automation.ConfirmImpact" = enumeration::value("System.Management.Automation.ConfirmImpact", 2),
        "HelpUri": "string" = Value::text(""),
        "RemotingCapability": "System.Management.Automation.RemotingCapability" = enumeration::value("System.Management.Automation.RemotingCapability", 1),
    ] ("VerbName", "NounName") "new(string verbName, string nounName)";
    OUTPUT_TYPE "OutputTypeAttribute": ATTRIBUTE [
        "Type": "System.Management.Automation.PSTypeName[]" = Value::Null,
        "ProviderCmdlet": "string" = Value::Null,
        "ParameterSetName": "string[]" = Value::array(vec![Value::text("__AllParameterSets")]),
    ] ("Type") "new(Params type[] type)";
    PS_TYPE_NAME "PSTypeNameAttribute": ATTRIBUTE ["PSTypeName": "string" = Value::Null] ("PSTypeName") "new(string psTypeName)";
    SUPPORTS_WILDCARDS "SupportsWildcardsAttribute": ATTRIBUTE [] () "new()";
    DEFAULT_VALUE "PSDefaultValueAttribute": ATTRIBUTE ["Value": "System.Object" = Value::Null, "Help": "string" = Value::Null] () "new()";
    ARGUMENT_COMPLETER "ArgumentCompleterAttribute": ATTRIBUTE ["ScriptBlock": "scriptblock" = Value::Null, "Type": "type" = Value::Null] ("ScriptBlock") "new(scriptblock scriptBlock)";
    DRIVE "ValidateDriveAttribute": VALIDATE ["ValidRootDrives": "System.Collections.Generic.IList[string]" = Value::Null] ("ValidRootDrives") "new(Params string[] validRootDrives)";
    USER_DRIVE "ValidateUserDriveAttribute": VALIDATE [] () "new()";
    TRUSTED_DATA "ValidateTrustedDataAttribute": VALIDATE [] () "new()";
}

static VALIDATE_EACH: Class = Class {
    name: "System.Management.Automation.ValidateEnumeratedArgumentsAttribute",
    base: Some(&VALIDATE),
    construct: Some(|_, _| Ok(made(&VALIDATE_EACH, []))),
    ..Class::EMPTY
};

/// An attribute of .NET's own, whose properties its constructor sets.
macro_rules! plain_attribute {
    ($constant:ident $name:literal [$($property:literal : $kind:literal),*] [$($signature:literal),*]) => {
        static $constant: Class = Class {
            name: $name,
            base: Some(&ATTRIBUTE),
            properties: &[$(Property {
                name: $property,
                type_name: $kind,
                get: |_, this| Ok(field(this, $property)),
                set: None,
            }),*],
            construct: Some(|_, args| {
                let names: &[&'static str] = &[$($property),*];
                if args.len() > names.len() {
                    return Err(arguments::no_overload());
                }
                Ok(made(&$constant, names.iter().copied().zip(args.iter().cloned())))
            }),
            constructors: &[$(concat!($name, " ", $signature)),*],
            ..Class::EMPTY
        };
    };
}

plain_attribute!(OBSOLETE "System.ObsoleteAttribute" ["Message": "string", "IsError": "bool"] ["new()", "new(string message)", "new(string message, bool error)"]);
plain_attribute!(SERIALIZABLE "System.SerializableAttribute" [] ["new()"]);
plain_attribute!(DYNAMIC_CLASS "System.Management.Automation.DynamicClassImplementationAssemblyAttribute" ["ScriptFile": "string"] ["new()"]);

/// What the library of a script's classes says of itself.
pub(super) fn of_script_library() -> Value {
    made(&DYNAMIC_CLASS, [])
}

const BASES: &[&Class] =
    &[&ATTRIBUTE, &VALIDATE, &TRANSFORM, &VALIDATE_EACH, &OBSOLETE, &SERIALIZABLE, &DYNAMIC_CLASS];

pub(super) const CLASSES: &[&Class] =
    &super::table::joined::<&Class, { BASES.len() + OWN.len() }>(BASES, OWN);

/// What a native command says of itself. A command that does not ask has no impact.
/// Source: .NET, `CmdletCommonMetadataAttribute.ConfirmImpact`.
pub fn of_command(info: &CommandInfo) -> Value {
    let (verb, noun) = info.name.split_once('-').unwrap_or((info.name, ""));
    let impact = match info.should_process {
        None | Some(Impact::None) => 0,
        Some(Impact::Low) => 1,
        Some(Impact::Medium) => 2,
        Some(Impact::High) => 3,
    };
    let set = if info.default_set.is_empty() { Value::Null } else { Value::text(info.default_set) };
    made(
        &CMDLET,
        [
            ("VerbName", Value::text(verb)),
            ("NounName", Value::text(noun)),
            ("DefaultParameterSetName", set),
            ("SupportsShouldProcess", Value::Bool(info.should_process.is_some())),
            ("ConfirmImpact", enumeration::value("System.Management.Automation.ConfirmImpact", impact)),
        ],
    )
}

/// Whether a value is an attribute of a class.
pub fn is(value: &Value, class: &'static Class) -> bool {
    value.as_native::<AttributeObject>().is_some_and(|found| std::ptr::eq(found.class, class))
}

/// The names of an alias attribute.
pub fn aliases(engine: &mut Engine, value: &Value) -> Outcome<Vec<String>> {
    let names = member::enumerate(engine, &field(value, "AliasNames"))?.unwrap_or_default();
    names.iter().map(|name| convert::to_text(engine, name)).collect()
}

/// The constraint that a validation attribute stands for; `None` for other attributes.
pub fn constraint(engine: &mut Engine, value: &Value) -> Outcome<Option<VariableConstraint>> {
    let Some(attribute) = value.as_native::<AttributeObject>() else { return Ok(None) };
    let message = match field(value, "ErrorMessage") {
        Value::Null => None,
        text => Some(convert::to_text(engine, &text)?),
    };
    let short = attribute.class.name.rsplit('.').next().unwrap_or_default();
    Ok(Some(match short {
        "ValidateNotNullAttribute" => VariableConstraint::NotNull,
        "ValidateNotNullOrEmptyAttribute" => VariableConstraint::NotNullOrEmpty,
        "ValidateNotNullOrWhiteSpaceAttribute" => VariableConstraint::NotNullOrWhiteSpace,
        "ValidateSetAttribute" if !field(value, GENERATOR).is_null() => VariableConstraint::Generated {
            generator: field(value, GENERATOR),
            ignore_case: convert::to_bool(&field(value, "IgnoreCase")),
            message,
        },
        "ValidateSetAttribute" => {
            let items = member::enumerate(engine, &field(value, "ValidValues"))?.unwrap_or_default();
            let values = items.iter().map(|item| convert::to_text(engine, item)).collect::<Outcome<_>>()?;
            let ignore_case = convert::to_bool(&field(value, "IgnoreCase"));
            VariableConstraint::Set { values, ignore_case, message }
        }
        "ValidateRangeAttribute" if !field(value, "RangeKind").is_null() => {
            VariableConstraint::RangeKind(convert::display(&field(value, "RangeKind")))
        }
        "ValidateRangeAttribute" => {
            VariableConstraint::Range { least: field(value, "MinRange"), most: field(value, "MaxRange") }
        }
        "ValidatePatternAttribute" => VariableConstraint::Pattern {
            pattern: convert::to_text(engine, &field(value, "RegexPattern"))?,
            case_sensitive: false,
            message,
        },
        "ValidateLengthAttribute" | "ValidateCountAttribute" => {
            let least = convert::to_int(&field(value, "MinLength"))?;
            let most = convert::to_int(&field(value, "MaxLength"))?;
            let kind = if short == "ValidateLengthAttribute" { "validatelength" } else { "validatecount" };
            validate::limits(kind, least, most)?
        }
        "ValidateScriptAttribute" => match field(value, "ScriptBlock") {
            Value::Block(block) => VariableConstraint::Script { block, message },
            _ => return Err(no_block()),
        },
        _ => return Ok(None),
    }))
}

fn no_block() -> Box<Fault> {
    let message = "The ValidateScript attribute needs a script block.";
    let exception = Exception::new("System.Management.Automation.PSArgumentNullException", message);
    Fault::error(exception, "ArgumentNull", Category::InvalidArgument, Value::Null)
}

/// The attribute object of a constraint, as `Get-Command` shows it.
pub fn of_constraint(constraint: &VariableConstraint) -> Option<Value> {
    let text = |message: &Option<String>| message.as_deref().map_or(Value::Null, Value::text);
    Some(match constraint {
        VariableConstraint::Type(_) | VariableConstraint::TypeName(_) => return None,
        VariableConstraint::Transform(attribute) | VariableConstraint::Check(attribute) => attribute.clone(),
        VariableConstraint::NotNull => made(&NOT_NULL, []),
        VariableConstraint::NotNullOrEmpty => made(&NOT_NULL_OR_EMPTY, []),
        VariableConstraint::NotNullOrWhiteSpace => made(&NOT_NULL_OR_WHITE_SPACE, []),
        VariableConstraint::Set { values, ignore_case, message } => {
            let values = values.iter().map(|value| Value::text(value.as_str())).collect();
            let fields = [
                ("ValidValues", Value::array(values)),
                ("IgnoreCase", Value::Bool(*ignore_case)),
                ("ErrorMessage", text(message)),
            ];
            made(&SET, fields)
        }
        VariableConstraint::Generated { generator, ignore_case, message } => {
            let fields = [
                (GENERATOR, generator.clone()),
                ("IgnoreCase", Value::Bool(*ignore_case)),
                ("ErrorMessage", text(message)),
            ];
            made(&SET, fields)
        }
        VariableConstraint::Range { least, most } => {
            made(&RANGE, [("MinRange", least.clone()), ("MaxRange", most.clone())])
        }
        VariableConstraint::RangeKind(kind) => made(&RANGE, [("RangeKind", Value::text(kind.as_str()))]),
        VariableConstraint::Pattern { pattern, message, .. } => {
            made(&PATTERN, [("RegexPattern", Value::text(pattern.as_str())), ("ErrorMessage", text(message))])
        }
        VariableConstraint::Length { least, most } => {
            made(&LENGTH, [("MinLength", Value::Int(*least)), ("MaxLength", Value::Int(*most))])
        }
        VariableConstraint::Count { least, most } => {
            made(&COUNT, [("MinLength", Value::Int(*least)), ("MaxLength", Value::Int(*most))])
        }
        VariableConstraint::Script { block, message } => {
            made(&SCRIPT, [("ScriptBlock", Value::Block(block.clone())), ("ErrorMessage", text(message))])
        }
        VariableConstraint::AllowNull => made(&ALLOW_NULL, []),
        VariableConstraint::AllowEmptyString => made(&ALLOW_EMPTY_STRING, []),
        VariableConstraint::AllowEmptyCollection => made(&ALLOW_EMPTY_COLLECTION, []),
    })
}
