//! `Get-Command`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::lookup::{self, Command};
use crate::engine::types::command_info::{self, Found};
use crate::engine::types::command_syntax;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, operators};

cmdlet! {
    /// Lists commands.
    ///
    /// # Examples
    /// ```powershell
    /// Get-Command -Noun Object
    /// Get-Command Write-Host -Syntax
    /// Get-Command -Name Get-* -CommandType Cmdlet -TotalCount 3 -ListImported
    /// Get-Command -Verb Sort -Module Microsoft.PowerShell.Utility -ParameterName Descending -ParameterType switch
    /// Get-Command -Name sort -All
    /// Get-Command -Name Get-ChildItem -ArgumentList env: | Out-Null
    /// Get-Command -Name Get-Chlditem -UseFuzzyMatching -FuzzyMinimumDistance 2
    /// Get-Command -Name i-psdf -UseAbbreviationExpansion
    /// Get-Command -Name Write-* -ExcludeModule fedsh.Cs
    /// Get-Command -FullyQualifiedModule Microsoft.PowerShell.Host
    /// try { Get-Command -Name Get-Date -ShowCommandInfo } catch { $_.Exception.Message }
    /// ```
    "Get-Command" as GetCommand { aliases: &["gcm"], module: "Microsoft.PowerShell.Core", default_set: "CmdletSet", class: "Microsoft.PowerShell.Commands.GetCommandCommand" }
    parameters {
        /// Names, with wildcards.
        "Name" name: Vec<String> { wildcards: true, sets: &[Membership { set: "AllCommandSet", position: Some(0), mandatory: false, pipe: Pipe::Both }, Membership { set: "CmdletSet", position: None, mandatory: false, pipe: Pipe::Both }], validate: &[Validation::NotNullOrEmpty] },
        /// Verbs, with wildcards.
        "Verb" verb: Vec<String> { wildcards: true, sets: &[Membership { set: "CmdletSet", position: None, mandatory: false, pipe: Pipe::ByName }] },
        /// Nouns, with wildcards.
        "Noun" noun: Vec<String> { wildcards: true, sets: &[Membership { set: "CmdletSet", position: None, mandatory: false, pipe: Pipe::ByName }] },
        /// Modules, with wildcards.
        "Module" module: Vec<String> { aliases: &["PSSnapin"], pipe: Pipe::ByName },
        /// Modules that are left out, with wildcards.
        "ExcludeModule" excluded: Vec<String> { wildcards: true },
        /// Modules by name and version.
        "FullyQualifiedModule" qualified: Vec<Value> { type_name: "Microsoft.PowerShell.Commands.ModuleSpecification[]", pipe: Pipe::ByName },
        /// Kinds of commands.
        "CommandType" kind: Vec<String> { aliases: &["Type"], sets: &[Membership { set: "AllCommandSet", position: None, mandatory: false, pipe: Pipe::ByName }] },
        /// Only so many.
        "TotalCount" total: Option<i32> { pipe: Pipe::ByName },
        /// Sends how the command is called.
        "Syntax" syntax: bool { pipe: Pipe::ByName },
        /// Sends what is known of parameters too, which always happens.
        "ShowCommandInfo" show: bool { validate: &[Validation::NotYet] },
        /// Values for commands whose parameters depend on them.
        "ArgumentList" arguments: Vec<Value> { aliases: &["Args"], position: Some(1), remaining: true },
        /// All commands of a name.
        "All" all: bool { pipe: Pipe::ByName },
        /// Only commands of this session.
        "ListImported" imported: bool { pipe: Pipe::ByName },
        /// Only commands with one of these parameters.
        "ParameterName" parameter: Vec<String> { wildcards: true },
        /// Only commands with parameters of these types.
        "ParameterType" of: Vec<Value> { type_name: "System.Management.Automation.PSTypeName[]" },
        /// Finds commands with names that are nearly the given ones, the nearest first.
        "UseFuzzyMatching" fuzzy: bool { sets: &[Membership { set: "AllCommandSet", position: None, mandatory: false, pipe: Pipe::No }] },
        /// How many letters may differ; 5 when it is not given.
        "FuzzyMinimumDistance" distance: Option<i32> { type_name: "uint", sets: &[Membership { set: "AllCommandSet", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Finds commands by the capital letters of their names: `i-psdf` for `Import-PowerShellDataFile`.
        "UseAbbreviationExpansion" abbreviation: bool { sets: &[Membership { set: "AllCommandSet", position: None, mandatory: false, pipe: Pipe::ByName }] },
    }
    state { sent: i32 }
}

impl Cmdlet for GetCommand {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        for value in self.qualified.clone() {
            let (name, _) = context.engine.module_specification(&value)?;
            self.module.push(name);
        }
        if self.name.is_empty() {
            let found = everything(context.engine, "*");
            return self.send(context, found);
        }
        for name in self.name.clone() {
            let loose = self.fuzzy || self.abbreviation;
            let wild = operators::has_wildcard(&name) || loose;
            let mut found = match (loose, wild) {
                (true, _) => self.nearly(context.engine, &name),
                (false, true) => everything(context.engine, &name),
                (false, false) => self.named(context.engine, &name),
            };
            found.retain(|command| self.wants(context.engine, command));
            if found.is_empty() && !wild {
                let message = format!(
                    "The term '{name}' is not recognized as a name of a cmdlet, function, script file, or executable program.\nCheck the spelling of the name, or if a path was included, verify that the path is correct and try again."
                );
                context.fail(
                    "System.Management.Automation.CommandNotFoundException",
                    message,
                    "CommandNotFoundException",
                    Category::ObjectNotFound,
                    Value::text(name),
                )?;
                continue;
            }
            self.send(context, found)?;
        }
        Ok(())
    }
}

impl GetCommand {
    fn send(&mut self, context: &mut Context<'_>, found: Vec<Found>) -> Outcome {
        for command in found {
            if !self.wants(context.engine, &command) {
                continue;
            }
            if self.total.is_some_and(|total| self.sent >= total) {
                return Ok(());
            }
            self.sent += 1;
            let value = match self.syntax {
                true => {
                    let text = command_syntax::text(context.engine, &command);
                    match &command {
                        Found::Alias(alias) => {
                            Value::text(format!("{} (alias) -> {}\n\n{text}\n", alias.name, alias.definition))
                        }
                        _ => Value::text(format!("\n{text}\n")),
                    }
                }
                false => command_info::value(command),
            };
            context.output(value)?;
        }
        Ok(())
    }

    fn wants(&self, engine: &mut Engine, command: &Found) -> bool {
        let any = |patterns: &[String], text: &str| {
            patterns.is_empty() || patterns.iter().any(|pattern| operators::like(text, pattern, true))
        };
        let name = command.name();
        let by_parts = !self.verb.is_empty() || !self.noun.is_empty();
        let (verb, noun) = name.split_once('-').unwrap_or(("", ""));
        let kind = command.kind();
        let default_kinds = !matches!(kind, "Application" | "ExternalScript");
        let kinds: Vec<&str> = self.kind.iter().flat_map(|kind| kind.split(',')).map(str::trim).collect();
        let kind_fits = match kinds.is_empty() {
            true => !self.name.is_empty() || default_kinds,
            false => kinds
                .iter()
                .any(|wanted| wanted.eq_ignore_ascii_case(kind) || wanted.eq_ignore_ascii_case("All")),
        };
        if by_parts && (!name.contains('-') || kind == "Alias") {
            return false;
        }
        let has_parameter = self.parameter.is_empty()
            || command.table(engine).is_some_and(|table| {
                table.parameters.iter().any(|parameter| any(&self.parameter, &parameter.name))
            });
        any(&self.verb, verb)
            && any(&self.noun, noun)
            && any(&self.module, &command.module_name())
            && (self.excluded.is_empty() || !any(&self.excluded, &command.module_name()))
            && kind_fits
            && has_parameter
    }

    /// Commands whose names are nearly the given one, the nearest first, or have its letters as their capitals.
    fn nearly(&self, engine: &mut Engine, name: &str) -> Vec<Found> {
        let wanted = name.to_lowercase();
        let limit = usize::try_from(self.distance.unwrap_or(5)).unwrap_or(0);
        let mut found: Vec<(usize, Found)> = Vec::new();
        let mut all = everything(engine, "*");
        all.extend(engine.programs("*").into_iter().map(Found::Program));
        for command in all {
            let known = command.name();
            let distance = strsim::damerau_levenshtein(&known.to_lowercase(), &wanted);
            let is_near = self.fuzzy && distance <= limit;
            let is_short =
                self.abbreviation && command.kind() != "Application" && lookup::abbreviated(&known) == wanted;
            if is_near || is_short {
                found.push((distance, command));
            }
        }
        if self.fuzzy {
            found.sort_by_key(|(distance, _)| *distance);
        }
        found.into_iter().map(|(_, command)| command).collect()
    }

    /// The command that a name means; with `-All` or a kind everything of that name.
    fn named(&self, engine: &mut Engine, name: &str) -> Vec<Found> {
        let bare = name.rsplit_once('\\').map_or(name, |(_, bare)| bare);
        if self.all || !self.kind.is_empty() {
            let mut found = everything(engine, bare);
            if let Ok(Command::Program(path)) = engine.find_command(name)
                && !found.iter().any(|known| known.kind() == "Application")
            {
                found.push(Found::Program(path));
            }
            return found;
        }
        if let Some(alias) = engine.find_alias(&crate::engine::scope::fold(name)) {
            return vec![Found::Alias(alias)];
        }
        let found = engine.find_command(name).ok().map(Found::from);
        // `Get-Command` knows no `Get-` in front.
        found
            .filter(|found| {
                name.contains(['/', '\\', '.'])
                    || matches!(found, Found::Script(_))
                    || found.name().eq_ignore_ascii_case(bare)
            })
            .into_iter()
            .collect()
    }
}

/// Aliases, functions, native commands and programs of a pattern, by name.
fn everything(engine: &mut Engine, pattern: &str) -> Vec<Found> {
    let fits = |name: &str| operators::like(name, pattern, true);
    let mut found: Vec<Found> = Vec::new();
    for alias in engine.aliases() {
        if fits(&alias.name) {
            found.push(Found::Alias(alias));
        }
    }
    for scope in engine.scope.chain() {
        for function in scope.functions.borrow().values() {
            let known = found.iter().any(|known| matches!(known, Found::Function(known) if known.name.eq_ignore_ascii_case(&function.name)));
            if fits(&function.name) && !known {
                found.push(Found::Function(function.clone()));
            }
        }
    }
    found.extend(engine.native_commands().filter(|info| fits(info.name)).map(Found::Native));
    if pattern != "*" {
        found.extend(engine.path_scripts(pattern).into_iter().map(Found::Script));
        found.extend(engine.programs(pattern).into_iter().map(Found::Program));
    }
    found.sort_by_key(|command| command.name().to_lowercase());
    found
}
