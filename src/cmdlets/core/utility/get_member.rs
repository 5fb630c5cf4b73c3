//! `Get-Member`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::member::Described;
use crate::engine::types::{enumeration, record};
use crate::engine::value::Value;
use crate::engine::{Outcome, member, operators};

record::record_class!(DEFINITION "Microsoft.PowerShell.Commands.MemberDefinition" ["TypeName", "Name", "MemberType", "Definition"]);

cmdlet! {
    /// Lists the properties and methods of objects.
    ///
    /// # Examples
    /// ```powershell
    /// 'text' | Get-Member -MemberType Property
    /// [math] | Get-Member -Static -Name Max
    /// Get-Member -InputObject 'text' -Name Length -View All -Force
    /// ```
    "Get-Member" as GetMember { aliases: &["gm"], class: "Microsoft.PowerShell.Commands.GetMemberCommand" }
    parameters {
        /// Each object.
        "InputObject" input: Value { type_name: "PSObject", pipe: Pipe::ByValue },
        /// Names, with wildcards.
        "Name" name: Vec<String> { position: Some(0), wildcards: true },
        /// Kinds of members.
        "MemberType" kind: Vec<String> {
            aliases: &["Type"],
            values: &["AliasProperty", "CodeProperty", "Property", "NoteProperty", "ScriptProperty", "Properties", "PropertySet", "Method", "CodeMethod", "ScriptMethod", "Methods", "ParameterizedProperty", "MemberSet", "Event", "Dynamic", "InferredProperty", "All"],
        },
        /// Which members by where they come from.
        "View" view: Vec<String> { values: &["Extended", "Adapted", "Base", "All"] },
        /// Static members of the type.
        "Static" is_static: bool,
        /// Hidden members of classes and accessors of properties too.
        "Force" force: bool,
    }
    state { seen: Vec<String>, any: bool }
}

impl Cmdlet for GetMember {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let object = self.input.clone();
        if object.is_null() {
            return Ok(());
        }
        self.any = true;
        let (type_name, mut found) = self.members(context, &object)?;
        if self.seen.contains(&type_name) {
            return Ok(());
        }
        self.seen.push(type_name.clone());
        if self.force && !self.is_static {
            found.extend(crate::engine::class::hidden(&object));
            found.extend(accessors(&found));
        }
        found.sort_by_cached_key(|member| (member.kind, member.name.to_lowercase()));
        let patterns = if self.name.is_empty() { vec!["*".to_string()] } else { self.name.clone() };
        for pattern in patterns {
            for member in found.iter().filter(|member| operators::like(&member.name, &pattern, true)) {
                if self.wants(member) {
                    context.output(shown(&type_name, member))?;
                }
            }
        }
        Ok(())
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        if self.any {
            return Ok(());
        }
        let message = "You must specify an object for the Get-Member cmdlet.";
        context.fail(
            "System.InvalidOperationException",
            message,
            "NoObjectInGetMember",
            Category::CloseError,
            Value::Null,
        )
    }
}

fn shown(type_name: &str, member: &Described) -> Value {
    record::made(
        &DEFINITION,
        member.definition.clone(),
        [
            ("TypeName", Value::text(type_name)),
            ("Name", Value::text(member.name.as_ref())),
            ("MemberType", member_type(member.kind)),
            ("Definition", Value::text(member.definition.as_str())),
        ],
    )
}

fn member_type(kind: &str) -> Value {
    let of = crate::engine::types::named("System.Management.Automation.PSMemberTypes");
    let number =
        enumeration::names(&of).iter().find(|(name, _)| name.as_ref() == kind).map(|(_, number)| *number);
    enumeration::value("System.Management.Automation.PSMemberTypes", number.unwrap_or(0))
}

/// The methods behind properties, which only `-Force` shows.
fn accessors(members: &[Described]) -> Vec<Described> {
    let mut found = Vec::new();
    for member in members.iter().filter(|member| member.kind == "Property") {
        let Some((of, rest)) = member.definition.split_once(' ') else { continue };
        let mut push = |name: String, definition: String| {
            found.push(Described { name: name.into(), kind: "Method", definition, adapted: true });
        };
        push(format!("get_{}", member.name), format!("{of} get_{}()", member.name));
        if rest.ends_with("set;}") {
            push(format!("set_{}", member.name), format!("void set_{}({of} value)", member.name));
        }
    }
    found
}

impl GetMember {
    /// The name of what is described, and its members.
    fn members(&self, context: &mut Context<'_>, object: &Value) -> Outcome<(String, Vec<Described>)> {
        if !self.is_static {
            let name = member::type_names(object).first().cloned().unwrap_or_default();
            return Ok((name, member::describe(context.engine, object)?));
        }
        let of = match object.unwrapped() {
            Value::Type(of) => of.clone(),
            other => crate::engine::types::type_of(other),
        };
        let found = match of.as_ref() {
            crate::engine::types::Type::Script(_) => crate::engine::class::described(&of, true),
            _ => member::describe_static(&of),
        };
        Ok((of.assembly_name(), found))
    }

    fn wants(&self, member: &Described) -> bool {
        let of_view = self.view.is_empty()
            || self.view.iter().any(|view| match view.to_ascii_lowercase().as_str() {
                "extended" => !member.adapted,
                "adapted" | "base" => member.adapted,
                _ => true,
            });
        let of_kind = self.kind.is_empty()
            || self.kind.iter().any(|kind| match kind.to_ascii_lowercase().as_str() {
                "all" => true,
                "properties" => member.kind.ends_with("Property") && member.kind != "ParameterizedProperty",
                "methods" => member.kind.ends_with("Method"),
                kind => kind.eq_ignore_ascii_case(member.kind),
            });
        of_view && of_kind
    }
}
