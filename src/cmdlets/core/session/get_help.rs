//! `Get-Help`.

use super::help::{self, Help, View};
use crate::cmdlet;
use crate::engine::command::{Cmdlet, CommandInfo, Context};
use crate::engine::error::Category;
use crate::engine::function::Function;
use crate::engine::types::command_info::Found;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, operators};
use std::rc::Rc;

cmdlet! {
    /// Shows what a command does, its parameters and examples, or a page on a subject.
    ///
    /// With a pattern, or a word that is no command, it lists the commands and pages that fit.
    ///
    /// # Examples
    /// ```powershell
    /// Get-Help Sort-Object
    /// Get-Help Sort-Object -Parameter Top
    /// Get-Help about_Operators
    /// Get-Help -Name Sort-Object -Detailed
    /// Get-Help -Name Sort-Object -Full
    /// Get-Help -Name Sort-Object -Examples
    /// Get-Help -Name about_O* -Category HelpFile
    /// Get-Help -Name Sort-Object -Online
    /// Get-Help -Name Sort-Object -Path ./note.txt
    /// try { Get-Help -Name * -Component Core -Functionality Sorting -Role Administrator -ErrorAction Stop } catch { $_.Exception.Message }
    /// ```
    "Get-Help" as GetHelp {
        aliases: &["help"],
        module: "Microsoft.PowerShell.Core",
        class: "Microsoft.PowerShell.Commands.GetHelpCommand",
        default_set: "AllUsersView",
    }
    parameters {
        /// The command or page, or a pattern of names.
        "Name" name: Option<String> { position: Some(0), pipe: Pipe::ByName, validate: &[Validation::NotNullOrEmpty] },
        /// The path that decides about a provider's own help; there is none.
        "Path" path: Option<String>,
        /// Kinds of help.
        "Category" category: Vec<String> { values: &["Alias", "Cmdlet", "Provider", "General", "FAQ", "Glossary", "HelpFile", "ScriptCommand", "Function", "Filter", "ExternalScript", "All", "DefaultHelp", "DscResource", "Class", "Configuration"] },
        /// More than usual.
        "Detailed" detailed: bool { sets: &[Membership { set: "DetailedView", position: None, mandatory: true, pipe: Pipe::No }] },
        /// Everything.
        "Full" full: bool { sets: &[Membership { set: "AllUsersView", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Only the examples.
        "Examples" examples: bool { sets: &[Membership { set: "Examples", position: None, mandatory: true, pipe: Pipe::No }] },
        /// Only these parameters.
        "Parameter" parameter: Vec<String> { sets: &[Membership { set: "Parameters", position: None, mandatory: true, pipe: Pipe::No }] },
        /// Help of these components.
        "Component" component: Vec<String>,
        /// Help of these functions.
        "Functionality" functionality: Vec<String>,
        /// Help for these roles.
        "Role" role: Vec<String>,
        /// Says where the page is in the web.
        "Online" online: bool { sets: &[Membership { set: "Online", position: None, mandatory: true, pipe: Pipe::No }] },
    }
}

impl Cmdlet for GetHelp {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        // `help` shows a page at a time, as PowerShell's function of that name does.
        let pages = context.invocation.name.eq_ignore_ascii_case("help") && context.sink.is_host();
        if !pages {
            return self.answer(context);
        }
        context.engine.finish_output()?;
        context.engine.host.page(true);
        let answered = self.answer(context).and_then(|()| context.engine.finish_output());
        context.engine.host.page(false);
        answered
    }
}

impl GetHelp {
    fn answer(&self, context: &mut Context<'_>) -> Outcome {
        let name = self.name.clone().unwrap_or_else(|| "Get-Help".into());
        if operators::has_wildcard(&name) {
            return self.list(context, &name);
        }
        if let Some(page) = help::topic(&name) {
            return context.output(Value::text(page));
        }
        let found = context.engine.find_command(&name).ok().map(Found::from);
        let help = found.as_ref().and_then(|found| help::of(context.engine, found));
        match help {
            Some(help) if !self.asks_for(&help) => not_found(context, &name),
            Some(help) if self.online => self.where_online(context, &help),
            Some(help) if !self.parameter.is_empty() => self.parameters(context, &help),
            Some(help) => context.output(help::value(&help, self.view())),
            None => self.search(context, &name),
        }
    }

    /// Whether the help is of a component, a functionality and a role that are asked for.
    fn asks_for(&self, help: &Help) -> bool {
        let fits = |patterns: &[String], text: &str| {
            patterns.is_empty() || patterns.iter().any(|pattern| operators::like(text, pattern, true))
        };
        fits(&self.component, &help.component)
            && fits(&self.functionality, &help.functionality)
            && fits(&self.role, &help.role)
    }

    fn view(&self) -> View {
        match () {
            () if self.full => View::Full,
            () if self.detailed => View::Detailed,
            () if self.examples => View::Examples,
            () => View::Usual,
        }
    }

    /// Errors: no parameter fits.
    fn parameters(&self, context: &mut Context<'_>, help: &Help) -> Outcome {
        for pattern in &self.parameter {
            let fitting: Vec<Value> = help
                .parameters
                .iter()
                .filter(|parameter| operators::like(&parameter.name, pattern, true))
                .map(help::parameter)
                .collect();
            if fitting.is_empty() {
                context.fail(
                    "System.Management.Automation.PSArgumentException",
                    format!("No parameter matches criteria {pattern}."),
                    "NoParmsFound",
                    Category::InvalidArgument,
                    Value::Null,
                )?;
            }
            for parameter in fitting {
                context.output(parameter)?;
            }
        }
        Ok(())
    }

    /// Says where the page is: a shell has no browser to open.
    fn where_online(&self, context: &mut Context<'_>, help: &Help) -> Outcome {
        let own = help.links.iter().find(|link| link.starts_with("http")).cloned();
        let address = match own {
            Some(link) => link,
            None if help.module == "fedsh.Cs" => format!(
                "https://learn.microsoft.com/powershell/module/skypeforbusiness/{}",
                help.name.to_lowercase()
            ),
            None if help.category == "Cmdlet" => format!(
                "https://learn.microsoft.com/powershell/module/{}/{}",
                help.module.to_lowercase(),
                help.name.to_lowercase()
            ),
            None => {
                return context.fail(
                    "System.Management.Automation.PSInvalidOperationException",
                    format!("The online version of this Help topic cannot be displayed because the Internet address (URI) of the Help topic is not specified in the command code or in the help file for the command: {}", help.name),
                    "InvalidOperation",
                    Category::InvalidOperation,
                    Value::Null,
                );
            }
        };
        context.output(Value::text(address))
    }

    fn list(&self, context: &mut Context<'_>, pattern: &str) -> Outcome {
        let mut rows: Vec<(String, &'static str, String, String)> = Vec::new();
        for info in context.engine.native_commands().filter(|info| operators::like(info.name, pattern, true))
        {
            rows.push((info.name.into(), "Cmdlet", info.module.into(), synopsis(info)));
        }
        for (name, sentence) in help::topics() {
            if operators::like(&name, pattern, true) {
                rows.push((name, "HelpFile", String::new(), sentence));
            }
        }
        for alias in context.engine.aliases() {
            if operators::like(&alias.name, pattern, true) {
                let target = aliased(context.engine, &alias.definition);
                rows.push((alias.name.to_string(), "Alias", String::new(), target));
            }
        }
        for function in own_functions(context, pattern) {
            let found = Found::Function(function);
            let help = help::of(context.engine, &found);
            if help.as_ref().is_none_or(|help| self.asks_for(help)) {
                let synopsis = help.map(|help| help.synopsis).unwrap_or_default();
                rows.push((found.name(), "Function", found.module_name(), synopsis));
            }
        }
        rows.sort_by_key(|row| row.0.to_lowercase());
        for (name, category, module, synopsis) in rows {
            let wanted = self.category.is_empty()
                || self
                    .category
                    .iter()
                    .any(|kind| kind.eq_ignore_ascii_case(category) || kind.eq_ignore_ascii_case("All"));
            if wanted {
                context.output(row(&name, category, &module, &synopsis))?;
            }
        }
        Ok(())
    }

    /// Commands and pages whose names or help hold the word. Errors: there is none.
    fn search(&self, context: &mut Context<'_>, name: &str) -> Outcome {
        let lower = name.to_lowercase();
        let natives = context.engine.native_commands();
        let mut rows: Vec<Value> = natives
            .filter(|info| {
                info.name.to_lowercase().contains(&lower) || info.help.to_lowercase().contains(&lower)
            })
            .map(|info| row(info.name, "Cmdlet", info.module, &synopsis(info)))
            .collect();
        rows.extend(
            help::topics()
                .iter()
                .filter(|(topic, sentence)| {
                    topic.to_lowercase().contains(&lower) || sentence.to_lowercase().contains(&lower)
                })
                .map(|(topic, sentence)| row(topic, "HelpFile", "", sentence)),
        );
        if rows.is_empty() || name.contains('-') || lower.starts_with("about_") {
            return not_found(context, name);
        }
        rows.into_iter().try_for_each(|row| context.output(row))
    }
}

/// The command behind an alias, through further aliases.
fn aliased(engine: &mut Engine, definition: &str) -> String {
    engine
        .find_command(definition)
        .map(|found| Found::from(found).name())
        .unwrap_or_else(|_| definition.into())
}

/// The functions of the session whose names fit a pattern, those of inner scopes first.
fn own_functions(context: &Context<'_>, pattern: &str) -> Vec<Rc<Function>> {
    let mut found: Vec<Rc<Function>> = Vec::new();
    for scope in context.engine.scope.chain() {
        for function in scope.functions.borrow().values() {
            let known = found.iter().any(|known| known.name.eq_ignore_ascii_case(&function.name));
            if !known && operators::like(&function.name, pattern, true) {
                found.push(function.clone());
            }
        }
    }
    found
}

/// Errors: always; nothing of that name is there.
fn not_found(context: &mut Context<'_>, name: &str) -> Outcome {
    context.fail(
        "Microsoft.PowerShell.Commands.HelpNotFoundException",
        format!("Get-Help could not find {name} in a help file in this session. To download updated help topics type: \"Update-Help\". To get help online, search for the help topic in the TechNet library at https://go.microsoft.com/fwlink/?LinkID=107116."),
        "HelpNotFound",
        Category::ResourceUnavailable,
        Value::Null,
    )
}

fn row(name: &str, category: &str, module: &str, synopsis: &str) -> Value {
    Value::custom([
        ("Name", Value::text(name)),
        ("Category", Value::text(category)),
        ("Module", Value::text(module)),
        ("Synopsis", Value::text(synopsis)),
    ])
}

fn synopsis(info: &CommandInfo) -> String {
    let lines = info.help.trim().lines().take_while(|line| !line.trim().is_empty());
    lines.map(str::trim).collect::<Vec<_>>().join(" ")
}
