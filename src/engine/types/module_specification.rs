//! `Microsoft.PowerShell.Commands.ModuleSpecification`: a module by name, versions and id.

use super::record::{IDENTITY, field, made, record_class};
use super::table::statics;
use super::{Class, arguments, hashtable};
use crate::engine::module::Wanted;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, types};

record_class!(FACTS "System.Object" ["Name", "Guid", "Version", "MaximumVersion", "RequiredVersion"]);

static SPECIFICATION: Class = Class {
    name: "Microsoft.PowerShell.Commands.ModuleSpecification",
    base: Some(&super::object::OBJECT),
    properties: FACTS.properties,
    construct: Some(construct),
    constructors: &[
        "Microsoft.PowerShell.Commands.ModuleSpecification new()",
        "Microsoft.PowerShell.Commands.ModuleSpecification new(string moduleName)",
        "Microsoft.PowerShell.Commands.ModuleSpecification new(hashtable moduleSpecification)",
    ],
    static_methods: statics! {
        TryParse "static bool TryParse(string input, [ref] Microsoft.PowerShell.Commands.ModuleSpecification result)" => try_parse;
    },
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&SPECIFICATION];

/// What a specification says.
#[derive(Clone, Debug, Default)]
pub struct Specification {
    pub name: String,
    pub wanted: Wanted,
}

fn construct(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    match args.first() {
        None => value(engine, &Specification::default()),
        Some(given) if given.is_null() => Err(arguments::null("moduleName")),
        Some(given) => {
            let found = read(engine, given)?;
            value(engine, &found)
        }
    }
}

/// Reads a name, a table or a specification. Errors: a table that says too little, too much or nonsense.
pub fn read(engine: &mut Engine, value: &Value) -> Outcome<Specification> {
    if super::type_of(value).full_name() == SPECIFICATION.name {
        let text = |name: &str| match field(value, name) {
            Value::Null => None,
            found => Some(convert::display(&found)),
        };
        let wanted = Wanted {
            least: text("Version"),
            most: text("MaximumVersion"),
            exact: text("RequiredVersion"),
            guid: text("Guid"),
        };
        return Ok(Specification { name: text("Name").unwrap_or_default(), wanted });
    }
    match hashtable::table(value) {
        Some(table) => {
            let entries: Vec<(String, Value)> =
                table.borrow().iter().map(|(key, value)| (convert::display(key), value.clone())).collect();
            from_table(engine, &entries)
        }
        None => Ok(Specification { name: convert::to_text(engine, value)?, wanted: Wanted::default() }),
    }
}

fn from_table(engine: &mut Engine, entries: &[(String, Value)]) -> Outcome<Specification> {
    let mut made = Specification::default();
    let mut bad = Vec::new();
    for (key, value) in entries {
        let place = match key.to_ascii_lowercase().as_str() {
            "modulename" => {
                made.name = convert::to_text(engine, value)?;
                continue;
            }
            _ if value.is_null() => continue,
            "moduleversion" => &mut made.wanted.least,
            "requiredversion" => &mut made.wanted.exact,
            "maximumversion" => &mut made.wanted.most,
            "guid" => {
                let guid = convert::to_type(engine, value.clone(), &types::named("System.Guid"))?;
                made.wanted.guid = Some(convert::display(&guid));
                continue;
            }
            _ => {
                bad.push(format!("'{key}'"));
                continue;
            }
        };
        let text = convert::to_text(engine, value)?;
        // `1.*` is a greatest version, too.
        let plain = text.strip_suffix(".*").unwrap_or(&text);
        if !plain.chars().all(|digit| digit.is_ascii_digit()) || plain == text {
            convert::to_type(engine, Value::text(plain), &types::named("System.Version"))
                .map_err(invalid_cast)?;
        }
        *place = Some(text);
    }
    check(&made, &bad)?;
    Ok(made)
}

/// A value that no version can be made of, as the exception that the constructor throws.
fn invalid_cast(fault: Box<Fault>) -> Box<Fault> {
    match *fault {
        Fault::Error { record, .. } => arguments::throw(
            "System.Management.Automation.PSInvalidCastException",
            record.message().to_string(),
        ),
        other => Box::new(other),
    }
}

fn check(made: &Specification, bad: &[String]) -> Outcome {
    let fail = |class: &str, message: String| Err(arguments::throw(class, message));
    let wanted = &made.wanted;
    if !bad.is_empty() {
        let message = format!(
            "The hashtable describing a module contains one or more members that are not valid. The valid members are (ModuleName, ModuleVersion, RequiredVersion, GUID). Remove the members that are not valid ({}), then try again.",
            bad.join(", ")
        );
        return fail("System.ArgumentException", message);
    }
    if made.name.is_empty() {
        let message = "The 'ModuleName' member does not exist in the hashtable that describes this module.";
        return fail("System.MissingMemberException", message.into());
    }
    if wanted.any() {
        let message = "The 'ModuleVersion', 'MaximumVersion' and 'RequiredVersion' members do not exist in the hashtable that describes this module. One of these three members must exist, and be assigned a version number in the format 'n.n.n.n'.";
        return fail("System.MissingMemberException", message.into());
    }
    for (other, name) in [(&wanted.least, "ModuleVersion"), (&wanted.most, "MaximumVersion")] {
        if wanted.exact.is_some() && other.is_some() {
            let message = format!(
                "The parameters {name} and RequiredVersion cannot be used together. Please specify only one parameter."
            );
            return fail("System.ArgumentException", message);
        }
    }
    Ok(())
}

/// A specification as scripts see it.
fn value(engine: &mut Engine, of: &Specification) -> Outcome<Value> {
    let mut typed = |text: &Option<String>, class: &str| match text {
        Some(text) => convert::to_type(engine, Value::text(text.as_str()), &types::named(class)),
        None => Ok(Value::Null),
    };
    let text = |text: &Option<String>| text.as_deref().map_or(Value::Null, Value::text);
    let fields = [
        ("Name", Value::text(of.name.as_str())),
        ("Guid", typed(&of.wanted.guid, "System.Guid")?),
        ("Version", typed(&of.wanted.least, "System.Version")?),
        ("MaximumVersion", text(&of.wanted.most)),
        ("RequiredVersion", typed(&of.wanted.exact, "System.Version")?),
        (IDENTITY, Value::text(shown(of).to_lowercase())),
    ];
    Ok(made(&SPECIFICATION, shown(of), fields))
}

fn shown(of: &Specification) -> String {
    let wanted = &of.wanted;
    if wanted.any() && wanted.guid.is_none() {
        return of.name.clone();
    }
    let part = |name: &str, value: &Option<String>| {
        value.as_deref().map(|value| format!("; {name} = '{value}'")).unwrap_or_default()
    };
    let guid = wanted.guid.as_deref().map(|guid| format!("; Guid = '{{{guid}}}' ")).unwrap_or_default();
    let versions = match wanted.exact {
        Some(_) => part("RequiredVersion", &wanted.exact),
        None => part("ModuleVersion", &wanted.least) + &part("MaximumVersion", &wanted.most),
    };
    format!("@{{ ModuleName = '{}'{guid}{versions} }}", of.name)
}

/// Text of a constant table. Anything else gives `$false`.
fn try_parse(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let text = arguments::text(engine, args, 0)?;
    let found = crate::engine::module::manifest::of_text(engine, &text)
        .and_then(|table| read(engine, &table))
        .and_then(|found| value(engine, &found));
    match found {
        Ok(found) => {
            if let Some(result) = args.get(1) {
                crate::engine::member::set(engine, result, "Value", found)?;
            }
            Ok(Value::Bool(true))
        }
        Err(_) => Ok(Value::Bool(false)),
    }
}
