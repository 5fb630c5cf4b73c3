//! `Get-Member`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::types::record;
use crate::engine::value::Value;
use crate::engine::{Outcome, member, operators};

record::record_class!(DEFINITION "Microsoft.PowerShell.Commands.MemberDefinition" ["TypeName", "Name", "MemberType", "Definition"]);

cmdlet! {
    /// Lists the properties and methods of objects.
    ///
    /// # Examples
    /// ```powershell
    /// 'text' | Get-Member -MemberType Property
    /// ```
    "Get-Member" as GetMember { aliases: &["gm"], class: "Microsoft.PowerShell.Commands.GetMemberCommand" }
    parameters {
        /// Each object.
        "InputObject" input: Value { pipe: Pipe::ByValue },
        /// Names, with wildcards.
        "Name" name: Vec<String> { position: Some(0), wildcards: true },
        /// Kinds of members.
        "MemberType" kind: Option<String> { aliases: &["Type"] },
        /// Static members of the type.
        "Static" is_static: bool { validate: &[Validation::NotYet] },
        /// Hidden members too.
        "Force" force: bool,
        /// Which members by where they come from.
        "View" view: Option<String> { validate: &[Validation::NotYet] },
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
        let type_name = member::type_names(&object).first().cloned().unwrap_or_default();
        if self.seen.contains(&type_name) {
            return Ok(());
        }
        self.seen.push(type_name.clone());
        let mut found = member::describe(context.engine, &object)?;
        found.sort_by(|a, b| {
            (rank(a.kind), a.name.to_lowercase()).cmp(&(rank(b.kind), b.name.to_lowercase()))
        });
        for described in found {
            let named = self.name.is_empty()
                || self.name.iter().any(|pattern| operators::like(&described.name, pattern, true));
            if !named || !self.wants(described.kind) {
                continue;
            }
            let fields = [
                ("TypeName", Value::text(type_name.as_str())),
                ("Name", Value::text(described.name.as_ref())),
                ("MemberType", Value::text(described.kind)),
                ("Definition", Value::text(described.definition.as_str())),
            ];
            context.output(record::made(&DEFINITION, described.definition, fields))?;
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

/// Methods stand before properties.
fn rank(kind: &str) -> u8 {
    match kind {
        "Method" => 1,
        "ScriptMethod" => 5,
        "AliasProperty" => 0,
        "NoteProperty" => 2,
        "Property" => 3,
        _ => 4,
    }
}

impl GetMember {
    fn wants(&self, kind: &str) -> bool {
        let Some(wanted) = &self.kind else { return true };
        wanted.split(',').map(str::trim).any(|wanted| match wanted.to_ascii_lowercase().as_str() {
            "all" => true,
            "properties" => kind.ends_with("Property") || kind == "PropertySet",
            "methods" => kind.ends_with("Method"),
            other => kind.eq_ignore_ascii_case(other),
        })
    }
}
