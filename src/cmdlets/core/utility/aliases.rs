//! What the alias commands share.

use crate::engine::command::Context;
use crate::engine::error::Category;
use crate::engine::function::Alias;
use crate::engine::scope::{Options, Scope, fold};
use crate::engine::value::Value;
use crate::engine::{Outcome, types};
use std::cell::Cell;
use std::rc::Rc;

/// What an alias is to be.
pub(super) struct Wanted<'a> {
    pub name: &'a str,
    pub value: &'a str,
    pub description: Option<&'a str>,
    pub option: Option<&'a str>,
    pub scope: Option<&'a str>,
    pub force: bool,
    pub pass_thru: bool,
    /// `New-Alias`: there must be none yet.
    pub new: bool,
}

/// The scope that `-Scope` names; without it the current one.
pub(super) fn scope_of(context: &Context<'_>, name: Option<&str>) -> Rc<Scope> {
    match name.map(str::to_ascii_lowercase).as_deref() {
        Some("global") => context.engine.global.clone(),
        Some("script") => context.engine.scope.script(),
        Some(number) => match number.parse::<usize>() {
            Ok(steps) => {
                let found = context.engine.scope.chain().nth(steps);
                found.unwrap_or_else(|| context.engine.global.clone())
            }
            Err(_) => context.engine.scope.clone(),
        },
        None => context.engine.scope.clone(),
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

/// Makes or changes an alias.
pub(super) fn set(context: &mut Context<'_>, wanted: &Wanted<'_>) -> Outcome {
    let scope = scope_of(context, wanted.scope);
    let known = scope.aliases.borrow().get(&fold(wanted.name)).cloned();
    if let Some(known) = &known {
        let held = known.options.get();
        if held.constant || (held.read_only && !wanted.force) {
            let message = format!(
                "Alias is not writeable because alias {} is read-only or constant and cannot be written to.",
                wanted.name
            );
            return fail(context, "AliasNotWritable", Category::WriteError, message, wanted.name);
        }
        if wanted.new && !wanted.force {
            let message = format!(
                "The alias is not allowed, because an alias with the name '{}' already exists.",
                wanted.name
            );
            return fail(context, "AliasAlreadyExists", Category::ResourceExists, message, wanted.name);
        }
    }
    let target = format!("Name: {} Value: {}", wanted.name, wanted.value);
    let action = if wanted.new { "New Alias" } else { "Set Alias" };
    if !context.should_process(&target, action)? {
        return Ok(());
    }
    let alias = Rc::new(Alias {
        name: wanted.name.into(),
        definition: wanted.value.into(),
        options: Cell::new(wanted.option.map(options).unwrap_or_default()),
        description: wanted.description.unwrap_or_default().to_string(),
    });
    scope.aliases.borrow_mut().insert(fold(wanted.name), alias.clone());
    match wanted.pass_thru {
        true => context.output(types::command_info::alias(alias)),
        false => Ok(()),
    }
}

fn fail(context: &mut Context<'_>, id: &str, category: Category, message: String, name: &str) -> Outcome {
    let class = "System.Management.Automation.SessionStateUnauthorizedAccessException";
    context.fail(class, message, id, category, Value::text(name))
}
