//! `$ExecutionContext.InvokeProvider`: the items of drives by method calls.

use super::record::{made, record_class};
use super::table::methods;
use super::{Class, arguments, list, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};

record_class!(PROVIDER "System.Management.Automation.ProviderIntrinsics" ["Item", "ChildItem", "Content"]);

/// `InvokeProvider`
pub(super) fn value() -> Value {
    let fields = [
        ("Item", made(&ITEM, "", [])),
        ("ChildItem", made(&CHILD_ITEM, "", [])),
        ("Content", made(&CONTENT, "", [])),
    ];
    made(&PROVIDER, "", fields)
}

fn run(engine: &mut Engine, command: &str, parameters: &[(&str, Value)]) -> Outcome<Value> {
    engine.invoke_command(command, parameters, None).map(list::collection)
}

/// Paths of the first argument.
fn path(args: &[Value]) -> Outcome<Value> {
    arguments::any(args, 0).cloned()
}

fn flag(args: &[Value], index: usize) -> Value {
    Value::Bool(args.get(index).is_some_and(convert::to_bool))
}

static ITEM: Class = Class {
    name: "System.Management.Automation.ItemCmdletProviderIntrinsics",
    base: Some(&object::OBJECT),
    methods: methods! {
        Exists "bool Exists(string path)" "bool Exists(string path, bool force, bool literalPath)" => |engine, _, args| {
            let name = if args.get(2).is_some_and(convert::to_bool) { "LiteralPath" } else { "Path" };
            let found = engine.invoke_command("Test-Path", &[(name, path(args)?)], None)?;
            Ok(Value::Bool(found.first().is_some_and(convert::to_bool)))
        };
        IsContainer "bool IsContainer(string path)" => |engine, _, args| {
            let parameters = [("Path", path(args)?), ("PathType", Value::text("Container"))];
            let found = engine.invoke_command("Test-Path", &parameters, None)?;
            Ok(Value::Bool(found.first().is_some_and(convert::to_bool)))
        };
        Get "System.Collections.ObjectModel.Collection[psobject] Get(string path)" "System.Collections.ObjectModel.Collection[psobject] Get(string[] path, bool force, bool literalPath)" => |engine, _, args| {
            let name = if args.get(2).is_some_and(convert::to_bool) { "LiteralPath" } else { "Path" };
            run(engine, "Get-Item", &[(name, path(args)?), ("Force", flag(args, 1))])
        };
        Set "System.Collections.ObjectModel.Collection[psobject] Set(string path, System.Object value)" "System.Collections.ObjectModel.Collection[psobject] Set(string[] path, System.Object value, bool force, bool literalPath)" => |engine, _, args| {
            let name = if args.get(3).is_some_and(convert::to_bool) { "LiteralPath" } else { "Path" };
            let parameters = [(name, path(args)?), ("Value", arguments::any(args, 1)?.clone()), ("Force", flag(args, 2)), ("PassThru", Value::Bool(true))];
            run(engine, "Set-Item", &parameters)
        };
        Clear "System.Collections.ObjectModel.Collection[psobject] Clear(string path)" => |engine, _, args| {
            run(engine, "Clear-Item", &[("Path", path(args)?)])
        };
        Invoke "void Invoke(string path)" => |engine, _, args| run(engine, "Invoke-Item", &[("Path", path(args)?)]);
        Rename "System.Collections.ObjectModel.Collection[psobject] Rename(string path, string newName)" "System.Collections.ObjectModel.Collection[psobject] Rename(string path, string newName, bool force)" => |engine, _, args| {
            let parameters = [("Path", path(args)?), ("NewName", arguments::any(args, 1)?.clone()), ("Force", flag(args, 2)), ("PassThru", Value::Bool(true))];
            run(engine, "Rename-Item", &parameters)
        };
        New "System.Collections.ObjectModel.Collection[psobject] New(string path, string name, string itemTypeName, System.Object content)" => |engine, _, args| {
            let all = [
                ("Path", path(args)?),
                ("Name", args.get(1).cloned().unwrap_or_default()),
                ("ItemType", args.get(2).cloned().unwrap_or_default()),
                ("Value", args.get(3).cloned().unwrap_or_default()),
            ];
            let given: Vec<(&str, Value)> = all.into_iter().filter(|(_, value)| !value.is_null()).collect();
            run(engine, "New-Item", &given)
        };
        Remove "void Remove(string path, bool recurse)" "void Remove(string[] path, bool recurse, bool force, bool literalPath)" => |engine, _, args| {
            let name = if args.get(3).is_some_and(convert::to_bool) { "LiteralPath" } else { "Path" };
            run(engine, "Remove-Item", &[(name, path(args)?), ("Recurse", flag(args, 1)), ("Force", flag(args, 2))])?;
            Ok(Value::Empty)
        };
        Copy "System.Collections.ObjectModel.Collection[psobject] Copy(string path, string destinationPath, bool recurse, System.Management.Automation.CopyContainers copyContainers)" => |engine, _, args| {
            let parameters = [("Path", path(args)?), ("Destination", arguments::any(args, 1)?.clone()), ("Recurse", flag(args, 2)), ("PassThru", Value::Bool(true))];
            run(engine, "Copy-Item", &parameters)
        };
        Move "System.Collections.ObjectModel.Collection[psobject] Move(string path, string destination)" => |engine, _, args| {
            let parameters = [("Path", path(args)?), ("Destination", arguments::any(args, 1)?.clone()), ("PassThru", Value::Bool(true))];
            run(engine, "Move-Item", &parameters)
        };
    },
    ..Class::EMPTY
};

static CHILD_ITEM: Class = Class {
    name: "System.Management.Automation.ChildItemCmdletProviderIntrinsics",
    base: Some(&object::OBJECT),
    methods: methods! {
        Get "System.Collections.ObjectModel.Collection[psobject] Get(string path, bool recurse)" "System.Collections.ObjectModel.Collection[psobject] Get(string[] path, bool recurse, bool force, bool literalPath)" => |engine, _, args| {
            let name = if args.get(3).is_some_and(convert::to_bool) { "LiteralPath" } else { "Path" };
            run(engine, "Get-ChildItem", &[(name, path(args)?), ("Recurse", flag(args, 1)), ("Force", flag(args, 2))])
        };
        GetNames "System.Collections.ObjectModel.Collection[string] GetNames(string path, System.Management.Automation.ReturnContainers returnContainers, bool recurse)" => |engine, _, args| {
            run(engine, "Get-ChildItem", &[("Path", path(args)?), ("Name", Value::Bool(true)), ("Recurse", flag(args, 2))])
        };
        HasChild "bool HasChild(string path)" => |engine, _, args| {
            let found = engine.invoke_command("Get-ChildItem", &[("Path", path(args)?), ("Force", Value::Bool(true))], None)?;
            Ok(Value::Bool(!found.is_empty()))
        };
    },
    ..Class::EMPTY
};

static CONTENT: Class = Class {
    name: "System.Management.Automation.ContentCmdletProviderIntrinsics",
    base: Some(&object::OBJECT),
    methods: methods! {
        Clear "void Clear(string path)" => |engine, _, args| {
            run(engine, "Clear-Content", &[("Path", path(args)?)])?;
            Ok(Value::Empty)
        };
    },
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&PROVIDER, &ITEM, &CHILD_ITEM, &CONTENT];
