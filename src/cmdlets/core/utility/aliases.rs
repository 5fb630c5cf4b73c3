//! What the alias commands share.

use super::variables::scope_of;
use crate::engine::command::Context;
use crate::engine::error::Category;
use crate::engine::function::Alias;
use crate::engine::scope::{Options, fold};
use crate::engine::value::Value;
use crate::engine::{Outcome, types};
use std::cell::Cell;
use std::rc::Rc;

crate::parameter_group! {
    /// What an alias is to be.
    AliasDefinition {
        /// The alias.
        "Name" name: String { position: Some(0), mandatory: true, pipe: Pipe::ByName },
        /// The command it stands for.
        "Value" value: String { position: Some(1), mandatory: true, pipe: Pipe::ByName },
        /// What it is for.
        "Description" description: Option<String>,
        /// `ReadOnly`, `Constant`, `Private`, `AllScope`.
        "Option" option: Option<String> { type_name: "System.Management.Automation.ScopedItemOptions" },
        /// Sends the alias.
        "PassThru" pass_thru: bool,
        /// Which scope.
        "Scope" scope: Option<String>,
        /// Also over a read-only alias.
        "Force" force: bool,
    }
}

/// `ScopedItemOptions` in words.
pub(super) fn options(text: &str) -> Options {
    let text = text.to_ascii_lowercase();
    Options {
        read_only: text.contains("readonly"),
        constant: text.contains("constant"),
        private: text.contains("private"),
        all_scope: text.contains("allscope"),
    }
}

/// Makes or changes an alias; `new`: there must be none yet.
pub(super) fn set(context: &mut Context<'_>, wanted: &AliasDefinition, new: bool) -> Outcome {
    let scope = scope_of(context, wanted.scope.as_deref())?;
    let known = scope.aliases.borrow().get(&fold(&wanted.name)).cloned();
    if let Some(known) = &known {
        let held = known.options.get();
        if held.constant || (held.read_only && !wanted.force) {
            let message = format!(
                "Alias is not writeable because alias {} is read-only or constant and cannot be written to.",
                wanted.name
            );
            return fail(context, "AliasNotWritable", Category::WriteError, message, &wanted.name);
        }
        if new && !wanted.force {
            return refuse(context, &wanted.name);
        }
    }
    let target = format!("Name: {} Value: {}", wanted.name, wanted.value);
    let action = if new { "New Alias" } else { "Set Alias" };
    if !context.should_process(&target, action)? {
        return Ok(());
    }
    let alias = Rc::new(Alias {
        name: wanted.name.as_str().into(),
        definition: wanted.value.as_str().into(),
        options: Cell::new(wanted.option.as_deref().map(options).unwrap_or_default()),
        description: wanted.description.clone().unwrap_or_default(),
        module: None,
    });
    scope.aliases.borrow_mut().insert(fold(&wanted.name), alias.clone());
    match wanted.pass_thru {
        true => context.output(types::command_info::alias(alias)),
        false => Ok(()),
    }
}

/// Whether any scope has an alias of a name.
pub(super) fn exists(context: &Context<'_>, name: &str) -> bool {
    context.engine.aliases().iter().any(|known| known.name.eq_ignore_ascii_case(name))
}

/// The error for an alias that is there already.
pub(super) fn refuse(context: &mut Context<'_>, name: &str) -> Outcome {
    let message =
        format!("The alias is not allowed, because an alias with the name '{name}' already exists.");
    fail(context, "AliasAlreadyExists", Category::ResourceExists, message, name)
}

fn fail(context: &mut Context<'_>, id: &str, category: Category, message: String, name: &str) -> Outcome {
    let class = "System.Management.Automation.SessionStateUnauthorizedAccessException";
    context.fail(class, message, id, category, Value::text(name))
}
