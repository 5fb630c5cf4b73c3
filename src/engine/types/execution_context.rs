//! `$ExecutionContext`.

use super::record::{IDENTITY, field, made, record_class};
use super::{Class, Method, Property, arguments, object};
use crate::engine::evaluate::Collector;
use crate::engine::module::Module;
use crate::engine::provider;
use crate::engine::scope::{Scope, fold};
use crate::engine::script_block::ScriptBlockValue;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::rc::Rc;

static CONTEXT: Class = Class {
    name: "System.Management.Automation.EngineIntrinsics",
    base: Some(&object::OBJECT),
    properties: &[
        Property {
            name: "Host",
            type_name: "System.Management.Automation.Host.PSHost",
            get: |_, _| Ok(super::host_object::value()),
            set: None,
        },
        Property {
            name: "InvokeCommand",
            type_name: "System.Management.Automation.CommandInvocationIntrinsics",
            get: |_, this| Ok(field(this, "InvokeCommand")),
            set: None,
        },
        Property {
            name: "InvokeProvider",
            type_name: "System.Management.Automation.ProviderIntrinsics",
            get: |_, this| Ok(field(this, "InvokeProvider")),
            set: None,
        },
        // That of what runs, not of what kept the context.
        Property {
            name: "SessionState",
            type_name: "System.Management.Automation.SessionState",
            get: |engine, _| Ok(session_state(engine.scope.module.clone())),
            set: None,
        },
    ],
    ..Class::EMPTY
};

/// A script from a method's argument: a block, or the text of one.
fn script(engine: &mut Engine, value: &Value) -> Outcome<Rc<ScriptBlockValue>> {
    match value.unwrapped() {
        Value::Block(block) => Ok(block.clone()),
        other => {
            let text = convert::to_text(engine, other)?;
            engine.compile_block(&text)
        }
    }
}

/// `InvokeScript` in its forms: text with arguments; a session state or a scope flag, a block, input, arguments.
fn invoke_script(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let first = arguments::any(args, 0)?;
    let (new_scope, block, rest) = match first.unwrapped() {
        Value::Bool(own) => (*own, script(engine, arguments::any(args, 1)?)?, args.get(3..)),
        Value::String(_) if matches!(args.get(1).map(Value::unwrapped), Some(Value::Bool(_))) => {
            (args.get(1).is_some_and(convert::to_bool), script(engine, first)?, args.get(4..))
        }
        // A block is taken for its text.
        Value::String(_) | Value::Block(_) => (true, script(engine, first)?, args.get(1..)),
        _ => (false, script(engine, arguments::any(args, 1)?)?, args.get(2..)),
    };
    let given = match rest.unwrap_or_default() {
        [Value::Array(list)] => list.items.borrow().clone(),
        rest => rest.to_vec(),
    };
    let found = match new_scope {
        true => engine.invoke_block(&block, &given)?,
        false => {
            let mut collector = Collector::default();
            engine.run_dotted(&block, crate::engine::invoke::values(&given), &mut collector)?;
            collector.0
        }
    };
    Ok(super::list::collection(found))
}

/// `GetCommand(name, type)` and its kin.
fn commands(engine: &mut Engine, args: &[Value], only_cmdlets: bool) -> Outcome<Vec<Value>> {
    let name = match args.first() {
        Some(name) => convert::to_text(engine, name)?,
        None => "*".into(),
    };
    let kind = match args.get(1) {
        _ if only_cmdlets => "Cmdlet".to_string(),
        Some(kind) => convert::to_text(engine, kind)?,
        None => "All".into(),
    };
    let mut parameters = vec![("Name", Value::text(name)), ("ErrorAction", Value::text("Ignore"))];
    if !kind.eq_ignore_ascii_case("All") {
        parameters.push(("CommandType", Value::text(kind)));
    }
    engine.invoke_command("Get-Command", &parameters, None)
}

static INVOKE_COMMAND: Class = Class {
    name: "System.Management.Automation.CommandInvocationIntrinsics",
    base: Some(&object::OBJECT),
    methods: &[
        Method {
            name: "InvokeScript",
            signatures: &[
                "System.Collections.ObjectModel.Collection[psobject] InvokeScript(string script)",
                "System.Collections.ObjectModel.Collection[psobject] InvokeScript(string script, Params System.Object[] args)",
                "System.Collections.ObjectModel.Collection[psobject] InvokeScript(System.Management.Automation.SessionState sessionState, scriptblock scriptBlock, Params System.Object[] args)",
                "System.Collections.ObjectModel.Collection[psobject] InvokeScript(bool useLocalScope, scriptblock scriptBlock, System.Collections.IList input, Params System.Object[] args)",
                "System.Collections.ObjectModel.Collection[psobject] InvokeScript(string script, bool useNewScope, System.Management.Automation.Runspaces.PipelineResultTypes writeToPipeline, System.Collections.IList input, Params System.Object[] args)",
            ],
            call: |engine, _, args| invoke_script(engine, args),
        },
        Method {
            name: "NewScriptBlock",
            signatures: &["scriptblock NewScriptBlock(string scriptText)"],
            call: |engine, _, args| {
                let text = arguments::text(engine, args, 0)?;
                engine.unbound_block(&text).map(Value::Block)
            },
        },
        Method {
            name: "GetCommand",
            signatures: &[
                "System.Management.Automation.CommandInfo GetCommand(string commandName, System.Management.Automation.CommandTypes type)",
            ],
            call: |engine, _, args| Ok(commands(engine, args, false)?.into_iter().next().unwrap_or_default()),
        },
        Method {
            name: "GetCommands",
            signatures: &[
                "System.Collections.Generic.IEnumerable[System.Management.Automation.CommandInfo] GetCommands(string name, System.Management.Automation.CommandTypes commandTypes, bool nameIsPattern)",
            ],
            call: |engine, _, args| Ok(Value::array(commands(engine, args, false)?)),
        },
        Method {
            name: "GetCmdlet",
            signatures: &["System.Management.Automation.CmdletInfo GetCmdlet(string commandName)"],
            call: |engine, _, args| Ok(commands(engine, args, true)?.into_iter().next().unwrap_or_default()),
        },
        Method {
            name: "GetCmdlets",
            signatures: &[
                "System.Collections.Generic.List[System.Management.Automation.CmdletInfo] GetCmdlets()",
                "System.Collections.Generic.List[System.Management.Automation.CmdletInfo] GetCmdlets(string pattern)",
            ],
            call: |engine, _, args| Ok(super::list::of_objects(commands(engine, args, true)?)),
        },
        Method {
            name: "ExpandString",
            signatures: &["string ExpandString(string source)"],
            call: |engine, _, args| {
                let text = arguments::text(engine, args, 0)?;
                // Quotes stay as they are, also those inside of `$( … )`.
                let quoted = match text.contains("\n\"@") || text.starts_with("\"@") {
                    true => format!("\"{}\"", text.replace('"', "`\"")),
                    false => format!("@\"\n{text}\n\"@"),
                };
                let block = engine.compile_block(&quoted)?;
                let items = engine.invoke_in_scope(&block, &[])?;
                Ok(Value::from_output(items))
            },
        },
    ],
    properties: &[
        super::location_action::PROPERTY,
        Property {
            name: "HasErrors",
            type_name: "bool",
            get: |engine, _| Ok(Value::Bool(!engine.succeeded)),
            set: None,
        },
    ],
    // What follows is taken as it comes: blocks and methods convert for themselves.
    bound: false,
    ..Class::EMPTY
};

static PATH: Class = Class {
    name: "System.Management.Automation.PathIntrinsics",
    base: Some(&object::OBJECT),
    properties: &[
        Property {
            name: "CurrentLocation",
            type_name: "System.Management.Automation.PathInfo",
            get: |engine, _| Ok(super::path_info::location(engine)),
            set: None,
        },
        Property {
            name: "CurrentFileSystemLocation",
            type_name: "System.Management.Automation.PathInfo",
            get: |engine, _| Ok(super::path_info::of(&engine.file_path(&engine.location))),
            set: None,
        },
    ],
    methods: &[
        Method {
            name: "GetUnresolvedProviderPathFromPSPath",
            signatures: &["string GetUnresolvedProviderPathFromPSPath(string path)"],
            call: |engine, _, args| {
                let text = arguments::text(engine, args, 0)?;
                Ok(Value::text(engine.parse_path(&text)?.path))
            },
        },
        Method {
            name: "GetResolvedProviderPathFromPSPath",
            signatures: &[
                "System.Collections.ObjectModel.Collection[string] GetResolvedProviderPathFromPSPath(string path, [ref] System.Management.Automation.ProviderInfo provider)",
            ],
            call: |engine, _, args| {
                let text = arguments::text(engine, args, 0)?;
                let found = provider::expand(engine, &text, false, &provider::Filters::default())?;
                Ok(Value::array(found.into_iter().map(|path| Value::text(path.path)).collect()))
            },
        },
        Method {
            name: "GetResolvedPSPathFromPSPath",
            signatures: &[
                "System.Collections.ObjectModel.Collection[System.Management.Automation.PathInfo] GetResolvedPSPathFromPSPath(string path)",
            ],
            call: |engine, _, args| {
                let text = arguments::text(engine, args, 0)?;
                let found = provider::expand(engine, &text, false, &provider::Filters::default())?;
                Ok(Value::array(found.iter().map(provider::ProviderPath::value).collect()))
            },
        },
        Method {
            name: "Combine",
            signatures: &["string Combine(string parent, string child)"],
            call: |engine, _, args| {
                let (parent, child) = (arguments::text(engine, args, 0)?, arguments::text(engine, args, 1)?);
                Ok(Value::text(provider::join_text(&parent, &child)))
            },
        },
        Method {
            name: "ParseChildName",
            signatures: &["string ParseChildName(string path)"],
            call: |engine, _, args| {
                let text = arguments::text(engine, args, 0)?;
                Ok(Value::text(text.rsplit('/').next().unwrap_or_default()))
            },
        },
        Method {
            name: "IsValid",
            signatures: &["bool IsValid(string path)"],
            call: |engine, _, args| {
                let text = arguments::text(engine, args, 0)?;
                Ok(Value::Bool(!text.contains('\0')))
            },
        },
    ],
    ..Class::EMPTY
};

/// The name of a variable from an argument: text or a variable.
fn variable_name(engine: &mut Engine, args: &[Value]) -> Outcome<String> {
    let first = arguments::any(args, 0)?;
    let name = match super::record::parts(first) {
        Some(_) => super::record::field(first, "Name"),
        None => first.clone(),
    };
    convert::to_text(engine, &name)
}

/// The scope whose variables a session state has: the innermost one of its module that runs.
fn home(engine: &Engine, this: &Value) -> Rc<Scope> {
    let module = super::module_info::of(&super::record::field(this, MODULE));
    engine.innermost_scope(module.as_ref())
}

/// The scope that a qualifier of a name means, and the name behind it. `local:` is the scope alone.
fn qualified(engine: &Engine, this: &Value, name: &str) -> (Rc<Scope>, Rc<str>, bool) {
    let home = home(engine, this);
    let Some((qualifier, rest)) = name.split_once(':') else { return (home, fold(name), false) };
    match qualifier.to_ascii_lowercase().as_str() {
        "local" | "private" => (home, fold(rest), true),
        "script" => (home.script(), fold(rest), false),
        "global" => (engine.global.clone(), fold(rest), false),
        "variable" => (home, fold(rest), false),
        _ => (home, fold(name), false),
    }
}

/// The value of a variable in a scope, or in those around it. What every scope has of its own, as `$args`, counts.
fn value_in(engine: &mut Engine, scope: Rc<Scope>, folded: &str, only: bool) -> Option<Value> {
    if !only {
        return engine.in_scope(scope, |engine| Ok(engine.find_variable(folded))).ok().flatten();
    }
    match scope.get(folded) {
        Some(value) => Some(value),
        None if ["args", "input", "pscmdlet", "myinvocation", "psboundparameters"].contains(&folded) => {
            engine.in_scope(scope, |engine| Ok(engine.find_variable(folded))).ok().flatten()
        }
        None => None,
    }
}

/// Whose variables they are, beside what scripts see.
const MODULE: &str = "\u{0}module";

static VARIABLES: Class = Class {
    name: "System.Management.Automation.PSVariableIntrinsics",
    base: Some(&object::OBJECT),
    methods: &[
        Method {
            name: "Get",
            signatures: &["psvariable Get(string name)"],
            call: |engine, this, args| {
                let name = variable_name(engine, args)?;
                let (home, folded, only) = qualified(engine, this, &name);
                let name = name.split_once(':').map_or(name.as_str(), |(_, rest)| rest);
                let scopes = home.chain().take(if only { 1 } else { usize::MAX });
                let found = scopes.map(|scope| scope.place(&folded)).find_map(|place| match place {
                    crate::engine::scope::Slot::Unset => None,
                    place => Some(super::variable::of(name, &place)),
                });
                Ok(found.unwrap_or_default())
            },
        },
        Method {
            name: "GetValue",
            signatures: &[
                "System.Object GetValue(string name)",
                "System.Object GetValue(string name, System.Object defaultValue)",
            ],
            call: |engine, this, args| {
                let name = variable_name(engine, args)?;
                let default = args.get(1).cloned().unwrap_or_default();
                let (home, folded, only) = qualified(engine, this, &name);
                Ok(value_in(engine, home, &folded, only).unwrap_or(default))
            },
        },
        Method {
            name: "Set",
            signatures: &["void Set(string name, System.Object value)", "void Set(psvariable variable)"],
            call: |engine, this, args| {
                let name = variable_name(engine, args)?;
                let value = match args.get(1) {
                    Some(value) => value.clone(),
                    None => super::record::field(arguments::any(args, 0)?, "Value"),
                };
                let home = home(engine, this);
                engine.in_scope(home, |engine| engine.set_variable(&name, value))?;
                Ok(Value::Empty)
            },
        },
        Method {
            name: "Remove",
            signatures: &["void Remove(string name)", "void Remove(psvariable variable)"],
            call: |engine, this, args| {
                let name = fold(&variable_name(engine, args)?);
                if let Some(scope) = home(engine, this).chain().find(|scope| scope.get(&name).is_some()) {
                    scope.remove(&name);
                }
                Ok(Value::Empty)
            },
        },
    ],
    ..Class::EMPTY
};

static DRIVES: Class = Class {
    name: "System.Management.Automation.DriveManagementIntrinsics",
    base: Some(&object::OBJECT),
    properties: &[Property {
        name: "Current",
        type_name: "System.Management.Automation.PSDriveInfo",
        get: |engine, _| {
            let found = engine.invoke_command("Get-Location", &[], None)?;
            match found.first() {
                Some(place) => {
                    Ok(crate::engine::member::property(engine, place, "Drive")?.unwrap_or_default())
                }
                None => Ok(Value::Null),
            }
        },
        set: None,
    }],
    methods: &[
        Method {
            name: "Get",
            signatures: &["System.Management.Automation.PSDriveInfo Get(string driveName)"],
            call: |engine, _, args| {
                let name = arguments::any(args, 0)?.clone();
                let found = engine.invoke_command("Get-PSDrive", &[("Name", name)], None)?;
                Ok(found.into_iter().next().unwrap_or_default())
            },
        },
        Method {
            name: "GetAll",
            signatures: &[
                "System.Collections.ObjectModel.Collection[System.Management.Automation.PSDriveInfo] GetAll()",
            ],
            call: |engine, _, _| engine.invoke_command("Get-PSDrive", &[], None).map(super::list::collection),
        },
    ],
    ..Class::EMPTY
};

record_class!(SESSION_STATE "System.Management.Automation.SessionState" ["Module", "LanguageMode", "InvokeCommand", "InvokeProvider", "Path", "PSVariable", "Drive", "Provider", "UseFullLanguageModeInDebugger", "Applications", "Scripts"]);

pub(super) const CLASSES: &[&Class] =
    &[&CONTEXT, &INVOKE_COMMAND, &PATH, &VARIABLES, &DRIVES, &SESSION_STATE];

/// The session as a module sees it.
pub fn session_state(module: Option<Rc<Module>>) -> Value {
    let identity = module.as_ref().map_or(0, |module| Rc::as_ptr(module) as usize);
    let module = module.map_or(Value::Null, super::module_info::value);
    made(
        &SESSION_STATE,
        "",
        [
            ("Module", module.clone()),
            ("LanguageMode", Value::text("FullLanguage")),
            ("InvokeCommand", made(&INVOKE_COMMAND, "", [])),
            ("InvokeProvider", super::invoke_provider::value()),
            ("Path", made(&PATH, "", [])),
            ("PSVariable", made(&VARIABLES, "", [(MODULE, module)])),
            ("Drive", made(&DRIVES, "", [])),
            ("UseFullLanguageModeInDebugger", Value::Bool(false)),
            ("Applications", super::list::of_objects(vec![Value::text("*")])),
            ("Scripts", super::list::of_objects(vec![Value::text("*")])),
            (IDENTITY, Value::text(identity.to_string())),
        ],
    )
}

/// The context as scripts see it.
pub fn value() -> Value {
    let parts = [
        ("InvokeCommand", made(&INVOKE_COMMAND, "", [])),
        ("InvokeProvider", super::invoke_provider::value()),
    ];
    made(&CONTEXT, "", parts)
}
