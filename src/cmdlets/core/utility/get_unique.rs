//! `Get-Unique`.

use super::ordering::order_of;
use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;
use crate::engine::{Outcome, convert, member, operators};
use std::cmp::Ordering;

cmdlet! {
    /// Sends objects of a sorted list once, where equal ones follow each other.
    ///
    /// # Examples
    /// ```powershell
    /// 1, 1, 2 | Get-Unique
    /// Get-Unique -InputObject 1, 1, 2
    /// 1, '1', 2 | Get-Unique -AsString
    /// 'a', 'A', 'b' | Get-Unique -CaseInsensitive
    /// Get-ChildItem env: | Get-Unique -OnType
    /// ```
    "Get-Unique" as GetUnique {
        aliases: &["gu"],
        class: "Microsoft.PowerShell.Commands.GetUniqueCommand",
        default_set: "AsString",
    }
    parameters {
        /// Each object.
        "InputObject" input: Value { type_name: "PSObject", pipe: Pipe::ByValue },
        /// Compares the objects' text.
        "AsString" as_string: bool { sets: &[Membership { set: "AsString", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Compares the objects' types.
        "OnType" on_type: bool { sets: &[Membership { set: "UniqueByType", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Compares text without case.
        "CaseInsensitive" case_insensitive: bool,
    }
    state { last: Option<Value> }
}

impl Cmdlet for GetUnique {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let item = std::mem::take(&mut self.input);
        let same = match &self.last {
            None => false,
            Some(_) if item.is_null() => false,
            Some(last) => self.same(context, last, &item)?,
        };
        if same {
            return Ok(());
        }
        self.last = Some(item.clone());
        context.output(item)
    }
}

impl GetUnique {
    fn same(&self, context: &mut Context<'_>, last: &Value, item: &Value) -> Outcome<bool> {
        let engine = &mut *context.engine;
        if self.on_type {
            return Ok(member::type_names(last).first() == member::type_names(item).first());
        }
        if self.as_string {
            let (a, b) = (convert::to_text(engine, last)?, convert::to_text(engine, item)?);
            return Ok(operators::text_order(&a, &b, self.case_insensitive) == Ordering::Equal);
        }
        Ok(!last.is_null() && order_of(engine, last, item, self.case_insensitive)? == Ordering::Equal)
    }
}
