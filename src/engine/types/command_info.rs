//! `CommandInfo` and its kinds: what `Get-Command` and `$MyInvocation.MyCommand` give.

use super::record::{made, record_class};
use super::{Class, Property, arguments, enumeration, object, parameter_metadata};
use crate::engine::bind::{BindingTable, Parameter};
use crate::engine::command::CommandInfo;
use crate::engine::function::{Alias, Function};
use crate::engine::lookup::Command;
use crate::engine::module::Module;
use crate::engine::object::Native;
use crate::engine::script_block::ScriptBlockValue;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::any::Any;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// What a command is.
#[derive(Clone)]
pub enum Found {
    Function(Rc<Function>),
    Native(&'static CommandInfo),
    Alias(Rc<Alias>),
    Script(PathBuf),
    Program(PathBuf),
    /// A script that runs: its file may have changed since.
    Running(PathBuf, Rc<ScriptBlockValue>),
    /// A script block without a name.
    Block(Rc<ScriptBlockValue>),
    /// A cmdlet that the manifest of a module names, which is not loaded.
    Declared(Rc<str>, Rc<Module>),
}

struct CommandValue(Found);

impl std::fmt::Debug for CommandValue {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "command {}", self.0.name())
    }
}

impl Native for CommandValue {
    fn class(&self) -> &'static Class {
        match &self.0 {
            Found::Function(function) if function.filter => &FILTER,
            Found::Function(_) => &FUNCTION,
            Found::Native(_) | Found::Declared(..) => &CMDLET,
            Found::Alias(_) => &ALIAS,
            Found::Script(_) | Found::Running(..) => &EXTERNAL_SCRIPT,
            Found::Program(_) => &APPLICATION,
            Found::Block(_) => &SCRIPT,
        }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn to_text(&self) -> Option<String> {
        Some(self.0.name())
    }
}

impl Found {
    pub fn name(&self) -> String {
        let leaf = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
        match self {
            Found::Function(function) => function.name.to_string(),
            Found::Native(info) => info.name.to_string(),
            Found::Alias(alias) => alias.name.to_string(),
            Found::Script(path) | Found::Program(path) | Found::Running(path, _) => {
                leaf(path).unwrap_or_default()
            }
            Found::Block(_) => String::new(),
            Found::Declared(name, _) => name.to_string(),
        }
    }

    /// `CommandType` by name.
    pub fn kind(&self) -> &'static str {
        match self {
            Found::Function(function) if function.filter => "Filter",
            Found::Function(_) => "Function",
            Found::Native(_) | Found::Declared(..) => "Cmdlet",
            Found::Alias(_) => "Alias",
            Found::Script(_) | Found::Running(..) => "ExternalScript",
            Found::Program(_) => "Application",
            Found::Block(_) => "Script",
        }
    }

    pub fn module(&self) -> Option<Rc<Module>> {
        match self {
            Found::Function(function) => function.module.clone(),
            Found::Alias(alias) => alias.module.clone(),
            Found::Declared(_, module) => Some(module.clone()),
            Found::Block(block) | Found::Running(_, block) => block.module.borrow().clone(),
            _ => None,
        }
    }

    /// Name of the module it comes from; empty when there is none.
    pub fn module_name(&self) -> String {
        match self {
            Found::Native(info) => info.module.to_string(),
            _ => self.module().map(|module| module.name.to_string()).unwrap_or_default(),
        }
    }

    /// The block of a function, or one without a name.
    fn body(&self) -> Option<&Rc<ScriptBlockValue>> {
        match self {
            Found::Function(function) => Some(&function.block),
            Found::Block(block) | Found::Running(_, block) => Some(block),
            _ => None,
        }
    }

    /// The block of a function or a script.
    pub(super) fn block(&self, engine: &mut Engine) -> Option<Rc<ScriptBlockValue>> {
        match self {
            Found::Function(function) => Some(function.block.clone()),
            Found::Script(path) => engine.load_script(path).ok(),
            Found::Block(block) | Found::Running(_, block) => Some(block.clone()),
            _ => None,
        }
    }

    /// What its parameters are; `None` for programs and what does not parse.
    pub fn table(&self, engine: &mut Engine) -> Option<Rc<BindingTable>> {
        match self {
            Found::Native(info) => Some(engine.native_table(info)),
            Found::Alias(alias) => {
                let command = engine.find_command(&alias.definition).ok()?;
                Found::from(command).table(engine)
            }
            _ => {
                let block = self.block(engine)?;
                engine.info_of(&block).ok().map(|info| info.table.clone())
            }
        }
    }
}

impl From<Command> for Found {
    fn from(command: Command) -> Found {
        match command {
            Command::Function(function) => Found::Function(function),
            Command::Native(info) => Found::Native(info),
            Command::Script(path) => Found::Script(path),
            Command::Program(path) => Found::Program(path),
        }
    }
}

/// A command as a value.
pub fn value(found: Found) -> Value {
    let members = found.body().and_then(|block| block.command_members.borrow().clone());
    let made = Value::native(CommandValue(found));
    if let (Some(members), Value::Object(object)) = (members, &made) {
        *object.added.borrow_mut() = Some(members);
    }
    made
}

/// Members that a script adds to a function or script block as a command are there whenever it is seen again.
pub fn keep_members(value: &Value) {
    let body = value.as_native::<CommandValue>().and_then(|own| own.0.body());
    if let (Some(block), Value::Object(object)) = (body, value) {
        block.command_members.borrow_mut().clone_from(&object.added.borrow());
    }
}

pub fn function(function: Rc<Function>) -> Value {
    value(Found::Function(function))
}

pub fn native(info: &'static CommandInfo) -> Value {
    value(Found::Native(info))
}

pub fn alias(alias: Rc<Alias>) -> Value {
    value(Found::Alias(alias))
}

/// A script that runs.
pub fn running_script(path: PathBuf, block: Rc<ScriptBlockValue>) -> Value {
    value(Found::Running(path, block))
}

/// The command behind a value, to be run.
pub fn command(value: &Value) -> Option<Found> {
    value.as_native::<CommandValue>().map(|command| command.0.clone())
}

fn own(this: &Value) -> Outcome<&Found> {
    this.as_native::<CommandValue>().map(|command| &command.0).ok_or_else(arguments::no_overload)
}

fn split_name(this: &Value, verb: bool) -> Outcome<Value> {
    let name = own(this)?.name();
    let (left, right) = name.split_once('-').unwrap_or(("", ""));
    Ok(Value::text(if verb { left } else { right }))
}

fn definition(engine: &mut Engine, this: &Value) -> Outcome<Value> {
    Ok(Value::text(match own(this)? {
        Found::Function(function) => function.block.definition(),
        Found::Block(block) => block.definition(),
        Found::Alias(alias) => alias.definition.to_string(),
        Found::Script(path) | Found::Program(path) | Found::Running(path, _) => path.display().to_string(),
        Found::Declared(..) => String::new(),
        found @ Found::Native(_) => format!("\n{}\n", super::command_syntax::text(engine, found)),
    }))
}

fn parameters(engine: &mut Engine, this: &Value) -> Outcome<Value> {
    let found = own(this)?.clone();
    match found.table(engine) {
        Some(table) => parameter_metadata::table(engine, &found, &table.parameters, &table.sets),
        None => parameter_metadata::table(engine, &found, &[], &[]),
    }
}

record_class!(SET_INFO "System.Management.Automation.CommandParameterSetInfo" ["Name", "IsDefault", "Parameters"]);
record_class!(SET_PARAMETER "System.Management.Automation.CommandParameterInfo" ["Name", "ParameterType", "IsMandatory", "IsDynamic", "Position", "ValueFromPipeline", "ValueFromPipelineByPropertyName", "ValueFromRemainingArguments", "HelpMessage", "Aliases", "Attributes"]);

pub(super) fn parameter_type(engine: &mut Engine, parameter: &Parameter) -> Value {
    match super::resolve_text(engine, &parameter.type_name) {
        Ok(of) => Value::Type(of),
        Err(_) => Value::Type(super::named("System.Object")),
    }
}

pub(super) fn aliases(parameter: &Parameter) -> Value {
    Value::array(parameter.aliases.iter().map(|alias| Value::from(alias.as_ref())).collect())
}

fn parameter_sets(engine: &mut Engine, this: &Value) -> Outcome<Value> {
    let found = own(this)?.clone();
    let Some(table) = found.table(engine) else { return Ok(Value::array(Vec::new())) };
    let mut made_sets = Vec::new();
    for (index, name) in super::command_syntax::sets(&table).into_iter().enumerate() {
        let bit = if table.sets.is_empty() { u32::MAX } else { 1 << index };
        let mut parameters = Vec::new();
        let shown = super::command_syntax::is_shown;
        for parameter in table.parameters.iter().take(table.own).filter(|parameter| shown(parameter)) {
            let Some(place) = parameter.memberships.iter().find(|place| place.sets & bit != 0) else {
                continue;
            };
            parameters.push(made(
                &SET_PARAMETER,
                "",
                [
                    ("Name", Value::text(parameter.name.as_ref())),
                    ("ParameterType", parameter_type(engine, parameter)),
                    ("IsMandatory", Value::Bool(place.mandatory)),
                    ("IsDynamic", Value::Bool(parameter.provider.is_some())),
                    ("Position", Value::Int(place.position.unwrap_or(i32::MIN))),
                    ("ValueFromPipeline", Value::Bool(place.by_value)),
                    ("ValueFromPipelineByPropertyName", Value::Bool(place.by_name)),
                    ("ValueFromRemainingArguments", Value::Bool(place.remaining)),
                    ("HelpMessage", Value::text(place.help.as_deref().unwrap_or_default())),
                    ("Aliases", aliases(parameter)),
                ],
            ));
        }
        let is_default =
            table.default_set.is_some_and(|default| default & bit != 0) && !table.sets.is_empty();
        let text = super::command_syntax::line("", &table, bit);
        made_sets.push(made(
            &SET_INFO,
            text.trim_start().to_string(),
            [
                ("Name", Value::text(name)),
                ("IsDefault", Value::Bool(is_default)),
                ("Parameters", Value::array(parameters)),
            ],
        ));
    }
    Ok(Value::array(made_sets))
}

fn default_set(engine: &mut Engine, this: &Value) -> Outcome<Value> {
    let Some(table) = own(this)?.clone().table(engine) else { return Ok(Value::Null) };
    let Some(bits) = table.default_set else { return Ok(Value::Null) };
    let index = bits.trailing_zeros() as usize;
    Ok(table.sets.get(index).map_or(Value::Null, |name| Value::from(name.as_ref())))
}

/// `[OutputType()]` of a script, or what a native command declares.
fn output_type(engine: &mut Engine, this: &Value) -> Outcome<Value> {
    let names: Vec<String> = match own(this)?.clone() {
        Found::Native(info) => info.output_types.iter().map(|name| name.to_string()).collect(),
        found => {
            let Some(block) = found.block(engine) else { return Ok(Value::array(Vec::new())) };
            let tree = block.tree().clone();
            let mut names = Vec::new();
            for attribute in
                tree.attributes.iter().filter(|found| found.name.name.eq_ignore_ascii_case("OutputType"))
            {
                for argument in &attribute.positional {
                    let value = engine.attribute_argument(&tree, argument)?;
                    for item in
                        crate::engine::member::enumerate(engine, &value)?.unwrap_or_else(|| vec![value])
                    {
                        names.push(match item.unwrapped() {
                            Value::Type(of) => of.full_name(),
                            other => convert::display(other),
                        });
                    }
                }
            }
            names
        }
    };
    Ok(Value::array(names.iter().map(|name| super::type_name::value(name)).collect()))
}

fn is_advanced(engine: &mut Engine, this: &Value) -> Outcome<Value> {
    let table = own(this)?.clone().table(engine);
    Ok(Value::Bool(table.is_some_and(|table| table.advanced)))
}

fn version(engine: &mut Engine, this: &Value) -> Outcome<Value> {
    match own(this)? {
        Found::Native(_) => Ok(super::version::of(&[7, 0, 0, 0])),
        Found::Program(_) => Ok(super::version::of(&[0, 0, 0, 0])),
        found => match found.module() {
            Some(module) => {
                let text = module.version.borrow().clone();
                convert::to_type(engine, Value::text(text), &super::named("System.Version"))
            }
            None => Ok(Value::Null),
        },
    }
}

fn module(this: &Value, engine: &Engine) -> Outcome<Value> {
    let found = own(this)?;
    let module = found.module().or_else(|| engine.built_in_module(&found.module_name()));
    Ok(module.map_or(Value::Null, super::module_info::value))
}

fn options(this: &Value) -> Outcome<Value> {
    Ok(super::variable::options(match own(this)? {
        Found::Function(function) => function.options.get(),
        Found::Alias(alias) => alias.options.get(),
        _ => Default::default(),
    }))
}

fn resolved(engine: &mut Engine, this: &Value) -> Outcome<Option<Found>> {
    Ok(match own(this)? {
        Found::Alias(alias) => engine.find_command(&alias.definition.clone()).ok().map(Found::from),
        _ => None,
    })
}

/// `name -> command` with the command at the end of the aliases; a name with a dash is shown alone.
fn display_name(engine: &mut Engine, this: &Value) -> Outcome<Value> {
    let Found::Alias(alias) = own(this)?.clone() else { return Ok(Value::Null) };
    if alias.name.contains('-') {
        return Ok(Value::text(alias.name.as_ref()));
    }
    let command = resolved(engine, this)?.map_or_else(|| alias.definition.to_string(), |found| found.name());
    Ok(Value::text(format!("{} -> {command}", alias.name)))
}

fn path(this: &Value) -> Outcome<Value> {
    Ok(match own(this)? {
        Found::Script(path) | Found::Program(path) | Found::Running(path, _) => {
            Value::text(path.display().to_string())
        }
        _ => Value::Null,
    })
}

macro_rules! read {
    ($name:literal $kind:literal $get:expr) => {
        Property { name: $name, type_name: $kind, get: $get, set: None }
    };
}

pub static COMMAND_INFO: Class = Class {
    name: "System.Management.Automation.CommandInfo",
    base: Some(&object::OBJECT),
    properties: &[
        read!("Name" "string" |_, this| Ok(Value::text(own(this)?.name()))),
        read!("CommandType" "System.Management.Automation.CommandTypes" |_, this| Ok(kind_value(own(this)?.kind()))),
        read!("Definition" "string" definition),
        read!("Source" "string" |_, this| match own(this)? {
            Found::Script(path) | Found::Program(path) | Found::Running(path, _) => Ok(Value::text(path.display().to_string())),
            found => Ok(Value::text(found.module_name())),
        }),
        read!("Version" "version" version),
        Property {
            name: "Visibility",
            type_name: "System.Management.Automation.SessionStateEntryVisibility",
            get: |_, _| Ok(Value::text("Public")),
            set: Some(|_, _, _| Ok(())),
        },
        read!("ModuleName" "string" |_, this| Ok(Value::text(own(this)?.module_name()))),
        read!("Module" "psmoduleinfo" |engine, this| module(this, engine)),
        read!("RemotingCapability" "System.Management.Automation.RemotingCapability" |_, _| Ok(Value::text("PowerShell"))),
        read!("Parameters" "System.Collections.Generic.Dictionary[string,System.Management.Automation.ParameterMetadata]" parameters),
        read!("ParameterSets" "System.Collections.ObjectModel.ReadOnlyCollection[System.Management.Automation.CommandParameterSetInfo]" parameter_sets),
        read!("OutputType" "System.Collections.ObjectModel.ReadOnlyCollection[System.Management.Automation.PSTypeName]" output_type),
    ],
    ..Class::EMPTY
};

/// `CommandTypes` by name.
pub fn kind_value(kind: &str) -> Value {
    let number = COMMAND_TYPES.enumeration.unwrap_or_default().iter().find(|(name, _)| *name == kind);
    enumeration::value(COMMAND_TYPES.name, number.map_or(0, |(_, number)| *number))
}

pub static COMMAND_TYPES: Class = Class {
    name: "System.Management.Automation.CommandTypes",
    base: Some(&enumeration::ENUM),
    enumeration: Some(&[
        ("Alias", 1),
        ("Function", 2),
        ("Filter", 4),
        ("Cmdlet", 8),
        ("ExternalScript", 16),
        ("Application", 32),
        ("Script", 64),
        ("Configuration", 256),
        ("All", 383),
    ]),
    flags: true,
    value_type: true,
    ..Class::EMPTY
};

const VERB: Property = read!("Verb" "string" |_, this| split_name(this, true));
const NOUN: Property = read!("Noun" "string" |_, this| split_name(this, false));
const HELP_FILE: Property = read!("HelpFile" "string" |_, _| Ok(Value::text("")));
const DEFAULT_SET: Property = read!("DefaultParameterSet" "string" default_set);
const OPTIONS: Property =
    read!("Options" "System.Management.Automation.ScopedItemOptions" |_, this| options(this));
const PATH: Property = read!("Path" "string" |_, this| path(this));
const BLOCK: Property = read!("ScriptBlock" "scriptblock" |engine, this| {
    let found = own(this)?.clone();
    Ok(found.block(engine).map_or(Value::Null, Value::Block))
});
const DESCRIPTION: Property = read!("Description" "string" |_, this| Ok(match own(this)? {
    Found::Alias(alias) => Value::text(alias.description.as_str()),
    _ => Value::Null,
}));

static FUNCTION: Class = Class {
    name: "System.Management.Automation.FunctionInfo",
    base: Some(&COMMAND_INFO),
    properties: &[
        BLOCK,
        read!("CmdletBinding" "bool" is_advanced),
        DEFAULT_SET,
        OPTIONS,
        DESCRIPTION,
        VERB,
        NOUN,
        HELP_FILE,
    ],
    ..Class::EMPTY
};

static FILTER: Class =
    Class { name: "System.Management.Automation.FilterInfo", base: Some(&FUNCTION), ..Class::EMPTY };

static CMDLET: Class = Class {
    name: "System.Management.Automation.CmdletInfo",
    base: Some(&COMMAND_INFO),
    properties: &[
        VERB,
        NOUN,
        HELP_FILE,
        DEFAULT_SET,
        read!("ImplementingType" "type" |_, this| match own(this)? {
            Found::Native(info) => Ok(Value::Type(super::registry::of_command(info.class))),
            _ => Ok(Value::Null),
        }),
        read!("PSSnapIn" "System.Management.Automation.PSSnapInInfo" |_, _| Ok(Value::Null)),
        Property {
            name: "Options",
            type_name: "System.Management.Automation.ScopedItemOptions",
            get: |_, this| options(this),
            // Native commands belong to all scopes.
            set: Some(|_, _, _| Ok(())),
        },
        read!("DLL" "System.Object" |_, _| {
            let program = std::env::current_exe().map(|path| path.display().to_string());
            Ok(Value::text(program.unwrap_or_default()))
        }),
    ],
    ..Class::EMPTY
};

static ALIAS: Class = Class {
    name: "System.Management.Automation.AliasInfo",
    base: Some(&COMMAND_INFO),
    properties: &[
        OPTIONS,
        DESCRIPTION,
        read!("DisplayName" "string" display_name),
        read!("ReferencedCommand" "System.Management.Automation.CommandInfo" |engine, this| {
            Ok(resolved(engine, this)?.map_or(Value::Null, value))
        }),
        read!("ResolvedCommand" "System.Management.Automation.CommandInfo" |engine, this| {
            Ok(resolved(engine, this)?.map_or(Value::Null, value))
        }),
        read!("ResolvedCommandName" "string" |_, _| Ok(Value::Null)),
    ],
    ..Class::EMPTY
};

static EXTERNAL_SCRIPT: Class = Class {
    name: "System.Management.Automation.ExternalScriptInfo",
    base: Some(&COMMAND_INFO),
    properties: &[
        PATH,
        BLOCK,
        read!("ScriptContents" "string" |engine, this| {
            let found = own(this)?.clone();
            Ok(found.block(engine).map_or(Value::Null, |block| Value::text(block.tree().source.text.as_str())))
        }),
    ],
    ..Class::EMPTY
};

static APPLICATION: Class = Class {
    name: "System.Management.Automation.ApplicationInfo",
    base: Some(&COMMAND_INFO),
    properties: &[
        PATH,
        read!("Extension" "string" |_, this| {
            let name = own(this)?.name();
            Ok(Value::text(name.rfind('.').and_then(|at| name.get(at..)).unwrap_or_default()))
        }),
    ],
    ..Class::EMPTY
};

static SCRIPT: Class = Class {
    name: "System.Management.Automation.ScriptInfo",
    base: Some(&COMMAND_INFO),
    properties: &[BLOCK],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[
    &COMMAND_INFO,
    &COMMAND_TYPES,
    &FUNCTION,
    &FILTER,
    &CMDLET,
    &ALIAS,
    &EXTERNAL_SCRIPT,
    &APPLICATION,
    &SCRIPT,
    &SET_INFO,
    &SET_PARAMETER,
];
