//! `$ExecutionContext`.

use super::record::{made, record_class};
use super::{Class, Method, Property, arguments, object};
use crate::engine::provider;
use crate::engine::value::Value;

record_class!(CONTEXT "System.Management.Automation.EngineIntrinsics" ["InvokeCommand", "SessionState", "Host"]);

static INVOKE_COMMAND: Class = Class {
    name: "System.Management.Automation.CommandInvocationIntrinsics",
    base: Some(&object::OBJECT),
    methods: &[Method {
        name: "ExpandString",
        signatures: &["string ExpandString(string source)"],
        call: |engine, _, args| {
            let text = arguments::text(engine, args, 0)?;
            let quoted = format!("\"{}\"", text.replace('"', "`\""));
            let block = engine.compile_block(&quoted)?;
            let items = engine.invoke_in_scope(&block, &[])?;
            Ok(Value::from_output(items))
        },
    }],
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

record_class!(SESSION_STATE "System.Management.Automation.SessionState" ["Module", "LanguageMode", "InvokeCommand", "Path"]);

/// The session as a module sees it.
pub fn session_state(module: Option<std::rc::Rc<crate::engine::module::Module>>) -> Value {
    made(
        &SESSION_STATE,
        "",
        [
            ("Module", module.map_or(Value::Null, super::module_info::value)),
            ("LanguageMode", Value::text("FullLanguage")),
            ("InvokeCommand", made(&INVOKE_COMMAND, "", [])),
            ("Path", made(&PATH, "", [])),
        ],
    )
}

/// The context as scripts see it.
pub fn value(engine: &crate::engine::Engine) -> Value {
    made(
        &CONTEXT,
        "",
        [
            ("InvokeCommand", made(&INVOKE_COMMAND, "", [])),
            ("SessionState", session_state(engine.scope.module.clone())),
            ("Host", super::host_object::value()),
        ],
    )
}
