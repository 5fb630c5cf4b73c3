//! `InitialSessionState`: the variables, commands, modules and scripts that a runspace starts with.

use super::record;
use super::table::{methods, statics};
use super::{Class, Property, arguments, enumeration, list, object, runspace};
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, member};
use crate::language::literal::quoted;
use std::any::Any;
use std::cell::{Cell, RefCell};

/// What a runspace starts with.
#[derive(Debug)]
struct InitialState {
    variables: Value,
    commands: Value,
    environment: Value,
    /// Paths of scripts that run when the runspace is opened.
    scripts: Value,
    modules: RefCell<Vec<String>>,
    /// Settings that change nothing on Linux, by number; of language modes there is one.
    apartment: Cell<i64>,
    threads: Cell<i64>,
    policy: Cell<i64>,
}

impl Native for InitialState {
    fn class(&self) -> &'static Class {
        &INITIAL
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn made(_: &mut Engine, _: &[Value]) -> Outcome<Value> {
    let list = || list::collection(Vec::new());
    Ok(Value::native(InitialState {
        variables: list(),
        commands: list(),
        environment: list(),
        scripts: list(),
        modules: RefCell::default(),
        apartment: Cell::new(2),
        threads: Cell::new(0),
        policy: Cell::new(5),
    }))
}

fn own(this: &Value) -> Outcome<&InitialState> {
    this.as_native::<InitialState>().ok_or_else(arguments::no_overload)
}

/// Whether a value is an initial session state.
pub fn is(value: &Value) -> bool {
    value.as_native::<InitialState>().is_some()
}

/// Puts what the initial session state among the arguments lists into a runspace; without one it does nothing.
/// Errors: a name or definition that cannot be text.
pub fn apply(engine: &mut Engine, runspace: &Value, arguments: &[Value]) -> Outcome {
    let Some(initial) = arguments.iter().find_map(|value| value.as_native::<InitialState>()) else {
        return Ok(());
    };
    let target = runspace::own(runspace)?.runspace.clone();
    for entry in super::array::items(&initial.variables) {
        let name = convert::to_text(engine, &record::field(&entry, "Name"))?;
        target.set_variable(&name, record::field(&entry, "Value"));
    }
    *target.prelude.borrow_mut() = prelude(engine, initial)?;
    Ok(())
}

/// A script that makes the commands, sets the environment and loads the modules.
fn prelude(engine: &mut Engine, initial: &InitialState) -> Outcome<String> {
    let mut prelude = String::new();
    for entry in super::array::items(&initial.environment) {
        let name = convert::to_text(engine, &record::field(&entry, "Name"))?;
        let value = convert::to_text(engine, &record::field(&entry, "Value"))?;
        let line = format!("[Environment]::SetEnvironmentVariable({}, {})\n", quoted(&name), quoted(&value));
        prelude.push_str(&line);
    }
    for entry in super::array::items(&initial.commands) {
        let name = convert::to_text(engine, &record::field(&entry, "Name"))?;
        let definition = convert::to_text(engine, &record::field(&entry, "Definition"))?;
        prelude.push_str(&match super::class_of(&entry).name == ALIAS_ENTRY.name {
            true => format!("Set-Alias -Name {} -Value {} -Force\n", quoted(&name), quoted(&definition)),
            false => format!("function {name} {{ {definition}\n}}\n"),
        });
    }
    for name in initial.modules.borrow().iter() {
        prelude.push_str(&format!("Import-Module {}\n", quoted(name)));
    }
    for script in super::array::items(&initial.scripts) {
        prelude.push_str(&format!(". {}\n", quoted(&convert::to_text(engine, &script)?)));
    }
    Ok(prelude)
}

/// Names, or `ModuleSpecification`s by their names.
fn import_modules(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    if args.first().is_none_or(Value::is_null) {
        let message = "Value cannot be null. (Parameter 'name')";
        return Err(arguments::throw("System.ArgumentNullException", message));
    }
    for argument in args {
        for item in member::enumerate(engine, argument)?.unwrap_or_else(|| vec![argument.clone()]) {
            let name = convert::to_text(engine, &item)?;
            own(this)?.modules.borrow_mut().push(name);
        }
    }
    Ok(Value::Empty)
}

/// The modules of a folder: each of its folders, manifests and scripts.
fn import_folder(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let folder = arguments::text(engine, args, 0)?;
    let found = modules_in(engine, &folder)?;
    own(this)?.modules.borrow_mut().extend(found);
    Ok(Value::Empty)
}

fn modules_in(engine: &mut Engine, folder: &str) -> Outcome<Vec<String>> {
    let found = engine.invoke_command("Get-ChildItem", &[("Path", Value::text(folder))], None)?;
    let mut names = Vec::new();
    for item in found {
        let full = member::get(engine, &item, "FullName")?.unwrap_or_default();
        names.push(convert::to_text(engine, &full)?);
    }
    Ok(names)
}

macro_rules! settings {
    ($($constant:ident $name:literal $kind:literal $field:ident;)*) => {
        $(const $constant: Property = Property {
            name: $name,
            type_name: $kind,
            get: |_, this| Ok(enumeration::value($kind, own(this)?.$field.get())),
            set: Some(|engine, this, value| {
                let given = convert::to_type(engine, value, &super::named($kind))?;
                own(this)?.$field.set(convert::to_long(&given)?);
                Ok(())
            }),
        };)*
    };
}

settings! {
    APARTMENT "ApartmentState" "System.Threading.ApartmentState" apartment;
    THREADS "ThreadOptions" "System.Management.Automation.Runspaces.PSThreadOptions" threads;
    POLICY "ExecutionPolicy" "Microsoft.PowerShell.ExecutionPolicy" policy;
}

const LANGUAGE: Property = Property {
    name: "LanguageMode",
    type_name: MODE,
    get: |_, _| Ok(enumeration::value(MODE, FULL_LANGUAGE)),
    set: Some(|engine, _, value| {
        let given = convert::to_type(engine, value, &super::named(MODE))?;
        match convert::to_long(&given)? {
            FULL_LANGUAGE => Ok(()),
            // A script that asks for a limit must not run without it.
            _ => Err(Fault::not_supported("a language mode other than FullLanguage")),
        }
    }),
};

const MODE: &str = "System.Management.Automation.PSLanguageMode";
const FULL_LANGUAGE: i64 = 0;

macro_rules! listed {
    ($name:literal $kind:literal $field:ident) => {
        Property { name: $name, type_name: $kind, get: |_, this| Ok(own(this)?.$field.clone()), set: None }
    };
}

static INITIAL: Class = Class {
    name: "System.Management.Automation.Runspaces.InitialSessionState",
    base: Some(&object::OBJECT),
    properties: &[
        listed!("Variables" "System.Management.Automation.Runspaces.InitialSessionStateEntryCollection[System.Management.Automation.Runspaces.SessionStateVariableEntry]" variables),
        listed!("Commands" "System.Management.Automation.Runspaces.InitialSessionStateEntryCollection[System.Management.Automation.Runspaces.SessionStateCommandEntry]" commands),
        listed!("EnvironmentVariables" "System.Management.Automation.Runspaces.InitialSessionStateEntryCollection[System.Management.Automation.Runspaces.SessionStateVariableEntry]" environment),
        listed!("StartupScripts" "System.Collections.Generic.HashSet[string]" scripts),
        Property {
            name: "Modules",
            type_name: "System.Collections.ObjectModel.ReadOnlyCollection[Microsoft.PowerShell.Commands.ModuleSpecification]",
            get: |_, this| {
                let names =
                    own(this)?.modules.borrow().iter().map(|name| Value::text(name.as_str())).collect();
                Ok(list::collection(names))
            },
            set: None,
        },
        APARTMENT,
        THREADS,
        LANGUAGE,
        POLICY,
    ],
    methods: methods! {
        ImportPSModule "void ImportPSModule(string[] name)" "void ImportPSModule(System.Collections.Generic.IEnumerable[Microsoft.PowerShell.Commands.ModuleSpecification] modules)" => import_modules;
        ImportPSModulesFromPath "void ImportPSModulesFromPath(string path)" => import_folder;
        Clone "initialsessionstate Clone()" => |_, this, _| {
            let own = own(this)?;
            let copy = |list: &Value| list::collection(super::array::items(list));
            Ok(Value::native(InitialState {
                variables: copy(&own.variables),
                commands: copy(&own.commands),
                environment: copy(&own.environment),
                scripts: copy(&own.scripts),
                modules: own.modules.clone(),
                apartment: own.apartment.clone(),
                threads: own.threads.clone(),
                policy: own.policy.clone(),
            }))
        };
    },
    static_methods: statics! {
        CreateDefault "static initialsessionstate CreateDefault()" => made;
        CreateDefault2 "static initialsessionstate CreateDefault2()" => made;
        Create "static initialsessionstate Create()" => made;
    },
    ..Class::EMPTY
};

macro_rules! entries {
    ($($constant:ident $name:literal [$($field:literal),*] $($signature:literal)*;)*) => {
        $(static $constant: Class = Class {
            name: concat!("System.Management.Automation.Runspaces.", $name),
            base: Some(&object::OBJECT),
            properties: &[$(Property {
                name: $field,
                type_name: "System.Object",
                get: |_, this| Ok(record::field(this, $field)),
                set: None,
            }),*],
            construct: Some(|_, args| {
                let names = [$($field),*];
                let fields: Vec<(&'static str, Value)> = names.into_iter().zip(args.iter().cloned()).collect();
                Ok(record::made(&$constant, "", fields))
            }),
            constructors: &[$($signature),*],
            ..Class::EMPTY
        };)*
        pub(super) const CLASSES: &[&Class] = &[&INITIAL, $(&$constant),*];
    };
}

entries! {
    VARIABLE_ENTRY "SessionStateVariableEntry" ["Name", "Value", "Description", "Options"]
        "System.Management.Automation.Runspaces.SessionStateVariableEntry new(string name, System.Object value, string description)"
        "System.Management.Automation.Runspaces.SessionStateVariableEntry new(string name, System.Object value, string description, System.Management.Automation.ScopedItemOptions options)";
    FUNCTION_ENTRY "SessionStateFunctionEntry" ["Name", "Definition", "Options"]
        "System.Management.Automation.Runspaces.SessionStateFunctionEntry new(string name, string definition)"
        "System.Management.Automation.Runspaces.SessionStateFunctionEntry new(string name, string definition, System.Management.Automation.ScopedItemOptions options, string helpFile)";
    ALIAS_ENTRY "SessionStateAliasEntry" ["Name", "Definition", "Description", "Options"]
        "System.Management.Automation.Runspaces.SessionStateAliasEntry new(string name, string definition)"
        "System.Management.Automation.Runspaces.SessionStateAliasEntry new(string name, string definition, string description)";
}
