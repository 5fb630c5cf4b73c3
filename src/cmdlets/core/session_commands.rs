//! `Invoke-Expression`, `Set-StrictMode`, `Start-Sleep`, variables, `Get-Date`, `Read-Host`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::scope::{Scope, Slot, VariableCell};
use crate::engine::types::datetime::{self, DateTime};
use crate::engine::types::{record, variable};
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome, convert, operators};
use std::rc::Rc;

cmdlet! {
    /// Runs text as a script.
    ///
    /// # Examples
    /// ```powershell
    /// Invoke-Expression '1 + 1'
    /// ```
    "Invoke-Expression" as InvokeExpression { aliases: &["iex"], class: "Microsoft.PowerShell.Commands.InvokeExpressionCommand" }
    parameters {
        /// The text.
        "Command" command: String { position: Some(0), mandatory: true, pipe: Pipe::ByValue },
    }
}

/// Errors inside of the text carry this command in their ids.
fn named(mut fault: Box<Fault>) -> Box<Fault> {
    if let Fault::Error { record, .. } = fault.as_mut()
        && !record.id.contains(',')
    {
        record.id.push_str(",Microsoft.PowerShell.Commands.InvokeExpressionCommand");
    }
    fault
}

impl Cmdlet for InvokeExpression {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let block = context.engine.compile_block(&self.command).map_err(named)?;
        context.engine.run_shared(&block, context.sink).map_err(named)
    }
}

cmdlet! {
    /// Makes reading what does not exist an error, in this scope.
    ///
    /// # Examples
    /// ```powershell
    /// Set-StrictMode -Version Latest
    /// Set-StrictMode -Off
    /// ```
    "Set-StrictMode" as SetStrictMode { module: "Microsoft.PowerShell.Core", class: "Microsoft.PowerShell.Commands.SetStrictModeCommand" }
    parameters {
        /// The rules' version, or `Latest`.
        "Version" version: Option<String> { aliases: &["v"] },
        /// No rules.
        "Off" off: bool,
    }
}

impl Cmdlet for SetStrictMode {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let version = match self.version.as_deref().map(str::to_ascii_lowercase).as_deref() {
            _ if self.off => 0,
            Some("latest") => 3,
            Some(text) => text.split('.').next().and_then(|major| major.parse().ok()).unwrap_or(0),
            None => 0,
        };
        context.engine.scope.strict.set(Some(version));
        Ok(())
    }
}

cmdlet! {
    /// Waits.
    ///
    /// # Examples
    /// ```powershell
    /// Start-Sleep -Milliseconds 10
    /// ```
    "Start-Sleep" as StartSleep { aliases: &["sleep"], class: "Microsoft.PowerShell.Commands.StartSleepCommand", default_set: "Seconds" }
    parameters {
        /// Seconds.
        "Seconds" seconds: f64 { sets: &[Membership { set: "Seconds", position: Some(0), mandatory: true, pipe: Pipe::Both }], validate: &[Validation::Range(0.0, 2147483.0)] },
        /// Milliseconds.
        "Milliseconds" milliseconds: Option<i32> { aliases: &["ms"], sets: &[Membership { set: "Milliseconds", position: None, mandatory: true, pipe: Pipe::ByName }], validate: &[Validation::Range(0.0, 2147483647.0)] },
    }
}

impl Cmdlet for StartSleep {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let time = match self.milliseconds {
            Some(milliseconds) => std::time::Duration::from_millis(u64::try_from(milliseconds).unwrap_or(0)),
            None => std::time::Duration::from_secs_f64(self.seconds.clamp(0.0, 2_147_483.0)),
        };
        context.engine.host.flush();
        context.wait(async move { tokio::time::sleep(time).await })
    }
}

/// The scope that `-Scope` names: `Local`, `Script`, `Global` or a number of steps outwards.
fn scope_of(context: &mut Context<'_>, name: Option<&str>) -> Outcome<Rc<Scope>> {
    let current = context.engine.scope.clone();
    match name.map(str::to_ascii_lowercase).as_deref() {
        None | Some("local") | Some("private") => Ok(current),
        Some("global") => Ok(current.global()),
        Some("script") => Ok(current.script()),
        Some(number) => {
            let steps: Option<usize> = number.parse().ok();
            match steps.and_then(|steps| current.chain().nth(steps)) {
                Some(scope) => Ok(scope),
                None => {
                    let message = format!(
                        "The scope number '{number}' exceeds the number of active scopes (Parameter 'scopeID')"
                    );
                    Err(context.terminate(
                        "System.Management.Automation.PSArgumentOutOfRangeException",
                        message,
                        "ArgumentOutOfRange",
                        Category::InvalidArgument,
                        Value::text(number),
                    ))
                }
            }
        }
    }
}

cmdlet! {
    /// Lists variables.
    ///
    /// # Examples
    /// ```powershell
    /// $count = 3
    /// Get-Variable count -ValueOnly
    /// ```
    "Get-Variable" as GetVariable { aliases: &["gv"], class: "Microsoft.PowerShell.Commands.GetVariableCommand" }
    parameters {
        /// Names, with wildcards.
        "Name" name: Vec<String> { position: Some(0), pipe: Pipe::Both, wildcards: true },
        /// Sends the values alone.
        "ValueOnly" value_only: bool,
        /// Which scope.
        "Scope" scope: Option<String>,
    }
}

impl Cmdlet for GetVariable {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let names = if self.name.is_empty() { vec!["*".to_string()] } else { self.name.clone() };
        let scopes: Vec<Rc<Scope>> = match &self.scope {
            Some(scope) => vec![scope_of(context, Some(scope))?],
            None => context.engine.scope.chain().collect(),
        };
        for pattern in names {
            let mut found: Vec<(Rc<str>, Slot)> = Vec::new();
            for scope in &scopes {
                for (name, slot) in scope.variables() {
                    if operators::like(&name, &pattern, true)
                        && !found.iter().any(|(known, _)| known.eq_ignore_ascii_case(&name))
                    {
                        found.push((name, slot));
                    }
                }
            }
            if found.is_empty()
                && self.scope.is_none()
                && let Some(value) = context.engine.find_variable(&pattern.to_lowercase())
            {
                found.push((pattern.as_str().into(), Slot::Plain(value)));
            }
            if found.is_empty() && !operators::has_wildcard(&pattern) {
                let message = format!("Cannot find a variable with the name '{pattern}'.");
                context.fail(
                    "System.Management.Automation.ItemNotFoundException",
                    message,
                    "VariableNotFound",
                    Category::ObjectNotFound,
                    Value::text(pattern),
                )?;
                continue;
            }
            found.sort_by_key(|(name, _)| name.to_lowercase());
            for (name, slot) in found {
                let shown = variable::of(&name, &slot);
                let value = if self.value_only { record::field(&shown, "Value") } else { shown };
                context.output(value)?;
            }
        }
        Ok(())
    }
}

macro_rules! variable_setter {
    ($(#[doc = $help:literal])* $name:literal as $type:ident, $aliases:expr, $class:literal, $new:literal) => {
        cmdlet! {
            $(#[doc = $help])*
            $name as $type { aliases: $aliases, class: $class, should_process: Some(Impact::Medium) }
            parameters {
                /// Names of the variables.
                "Name" name: Vec<String> { position: Some(0), mandatory: true, pipe: Pipe::ByName },
                /// The value.
                "Value" value: Option<Value> { position: Some(1), pipe: Pipe::Both, validate: &[Validation::AllowNull] },
                /// What it is for.
                "Description" description: Option<String>,
                /// Read-only, constant or private.
                "Option" option: Option<String>,
                /// Which scope.
                "Scope" scope: Option<String>,
                /// Accepted; all variables are public here.
                "Visibility" visibility: Option<String>,
                /// Sets read-only variables too.
                "Force" force: bool,
                /// Sends the variable on.
                "PassThru" pass_thru: bool,
            }
            state { values: Vec<Value> }
        }

        impl Cmdlet for $type {
            fn process(&mut self, context: &mut Context<'_>) -> Outcome {
                if context.bound("Value") || self.value.is_some() {
                    self.values.push(self.value.clone().unwrap_or_default());
                }
                Ok(())
            }

            fn end(&mut self, context: &mut Context<'_>) -> Outcome {
                let value = match self.values.len() {
                    0 => Value::Null,
                    1 => self.values.pop().unwrap_or_default(),
                    _ => Value::array(std::mem::take(&mut self.values)),
                };
                for name in self.name.clone() {
                    let how = Setting { value: value.clone(), option: self.option.clone(), description: self.description.clone(), force: self.force, new: $new };
                    if !context.should_process(&format!("Name: {name} Value: {}", convert::display(&value)), if $new { "New variable" } else { "Set variable" })? {
                        continue;
                    }
                    let scope = scope_of(context, self.scope.as_deref())?;
                    set(context, &scope, &name, how)?;
                    if self.pass_thru {
                        let slot = scope.place(&name.to_lowercase());
                        context.output(variable::of(&name, &slot))?;
                    }
                }
                Ok(())
            }
        }
    };
}

struct Setting {
    value: Value,
    option: Option<String>,
    description: Option<String>,
    force: bool,
    new: bool,
}

fn set(context: &mut Context<'_>, scope: &Rc<Scope>, name: &str, how: Setting) -> Outcome {
    let folded = crate::engine::scope::fold(name);
    let existing = scope.place(&folded);
    if how.new && !how.force && !matches!(existing, Slot::Unset) {
        let message = format!("A variable with name '{name}' already exists.");
        return context.fail(
            "System.Management.Automation.SessionStateException",
            message,
            "VariableAlreadyExists",
            Category::ResourceExists,
            Value::text(name),
        );
    }
    if let Slot::Cell(cell) = &existing {
        let options = cell.options.get();
        if options.constant || (options.read_only && !how.force) {
            let message = format!("Cannot overwrite variable {name} because it is read-only or constant.");
            return context.fail(
                "System.Management.Automation.SessionStateUnauthorizedAccessException",
                message,
                "VariableNotWritable",
                Category::WriteError,
                Value::text(name),
            );
        }
    }
    if how.option.is_none() && how.description.is_none() {
        if how.force {
            scope.remove(&folded);
        }
        return context.engine.assign_variable(scope, name, how.value);
    }
    let cell = VariableCell::new(how.value);
    let option = how.option.unwrap_or_default().to_ascii_lowercase();
    let mut options = cell.options.get();
    options.read_only = option.contains("readonly");
    options.constant = option.contains("constant");
    options.private = option.contains("private");
    options.all_scope = option.contains("allscope");
    cell.options.set(options);
    *cell.description.borrow_mut() = how.description.unwrap_or_default();
    scope.put(name, Slot::Cell(Rc::new(cell)));
    Ok(())
}

variable_setter! {
    /// Sets variables.
    ///
    /// # Examples
    /// ```powershell
    /// Set-Variable -Name limit -Value 10
    /// ```
    "Set-Variable" as SetVariable, &["sv", "set"], "Microsoft.PowerShell.Commands.SetVariableCommand", false
}

variable_setter! {
    /// Makes variables.
    ///
    /// # Examples
    /// ```powershell
    /// New-Variable -Name fixed -Value 10 -Option ReadOnly
    /// ```
    "New-Variable" as NewVariable, &["nv"], "Microsoft.PowerShell.Commands.NewVariableCommand", true
}

cmdlet! {
    /// Removes variables.
    ///
    /// # Examples
    /// ```powershell
    /// $old = 1
    /// Remove-Variable old
    /// ```
    "Remove-Variable" as RemoveVariable { aliases: &["rv"], class: "Microsoft.PowerShell.Commands.RemoveVariableCommand", should_process: Some(Impact::Medium) }
    parameters {
        /// Names, with wildcards.
        "Name" name: Vec<String> { position: Some(0), mandatory: true, pipe: Pipe::ByName, wildcards: true },
        /// Which scope.
        "Scope" scope: Option<String>,
        /// Removes read-only variables too.
        "Force" force: bool,
    }
}

impl Cmdlet for RemoveVariable {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let scope = scope_of(context, self.scope.as_deref())?;
        for pattern in self.name.clone() {
            let matching: Vec<Rc<str>> = scope
                .variables()
                .into_iter()
                .map(|(name, _)| name)
                .filter(|name| operators::like(name, &pattern, true))
                .collect();
            if matching.is_empty() && !operators::has_wildcard(&pattern) {
                let message = format!("Cannot find a variable with the name '{pattern}'.");
                context.fail(
                    "System.Management.Automation.ItemNotFoundException",
                    message,
                    "VariableNotFound",
                    Category::ObjectNotFound,
                    Value::text(pattern),
                )?;
                continue;
            }
            for name in matching {
                let folded = crate::engine::scope::fold(&name);
                let locked = matches!(scope.place(&folded), Slot::Cell(cell) if cell.options.get().constant || (cell.options.get().read_only && !self.force));
                if locked {
                    let message = format!(
                        "Cannot remove variable {name} because it is constant or read-only. If the variable is read-only, try the operation again specifying the Force option."
                    );
                    context.fail(
                        "System.Management.Automation.SessionStateUnauthorizedAccessException",
                        message,
                        "VariableNotRemovable",
                        Category::WriteError,
                        Value::text(name.as_ref()),
                    )?;
                    continue;
                }
                if context.should_process(&format!("Name: {name}"), "Remove variable")? {
                    scope.remove(&folded);
                }
            }
        }
        Ok(())
    }
}

cmdlet! {
    /// Sends the current date and time, or another one.
    ///
    /// # Examples
    /// ```powershell
    /// Get-Date -Date '2024-02-29' -Format 'yyyy-MM-dd'
    /// ```
    "Get-Date" as GetDate { class: "Microsoft.PowerShell.Commands.GetDateCommand" }
    parameters {
        /// The moment.
        "Date" date: Option<Value> { aliases: &["LastWriteTime"], position: Some(0), pipe: Pipe::Both },
        /// Seconds since 1970.
        "UnixTimeSeconds" unix: Option<i64> { aliases: &["UnixTime"] },
        /// Another year.
        "Year" year: Option<i32>,
        /// Another month.
        "Month" month: Option<i32>,
        /// Another day.
        "Day" day: Option<i32>,
        /// Another hour.
        "Hour" hour: Option<i32>,
        /// Another minute.
        "Minute" minute: Option<i32>,
        /// Another second.
        "Second" second: Option<i32>,
        /// Another millisecond.
        "Millisecond" millisecond: Option<i32>,
        /// Sends text in this .NET format.
        "Format" format: Option<String>,
        /// Sends text in this Unix format.
        "UFormat" unix_format: Option<String>,
        /// In UTC.
        "AsUTC" utc: bool,
        /// Which part is shown.
        "DisplayHint" hint: Option<String> { values: &["Date", "Time", "DateTime"], validate: &[Validation::NotYet] },
    }
}

impl Cmdlet for GetDate {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let mut moment = match (&self.date, self.unix) {
            (_, Some(seconds)) => DateTime {
                ticks: datetime::UNIX_EPOCH + seconds * 10_000_000,
                kind: datetime::DateTimeKind::Utc,
            }
            .to_local(),
            (Some(date), None) => match datetime::convert(date.unwrapped())? {
                Value::DateTime(moment) => *moment,
                _ => DateTime::now(),
            },
            (None, None) => DateTime::now(),
        };
        moment = self.adjusted(moment)?;
        if self.utc {
            moment = moment.to_utc();
        }
        let value = match (&self.format, &self.unix_format) {
            (Some(form), _) => Value::text(datetime::format(&moment, named_format(form))),
            (None, Some(form)) => Value::text(unix_formatted(&moment, form)?),
            (None, None) => Value::DateTime(Rc::new(moment)),
        };
        context.output(value)
    }
}

/// A Unix format. Errors: a letter that there is none of.
fn unix_formatted(moment: &DateTime, form: &str) -> Outcome<String> {
    use std::fmt::Write;
    let mut text = String::new();
    match write!(text, "{}", moment.naive().format(form)) {
        Ok(()) => Ok(text),
        Err(_) => {
            Err(Fault::runtime("InvalidFormat", format!("The Unix date format '{form}' is not valid.")))
        }
    }
}

fn named_format(form: &str) -> &str {
    match form.to_ascii_lowercase().as_str() {
        "filedate" => "yyyyMMdd",
        "filedateuniversal" => "yyyyMMdd'Z'",
        "filedatetime" => "yyyyMMdd'T'HHmmssffff",
        "filedatetimeuniversal" => "yyyyMMdd'T'HHmmssffff'Z'",
        _ => form,
    }
}

impl GetDate {
    /// The moment with the parts that were given.
    fn adjusted(&self, moment: DateTime) -> Outcome<DateTime> {
        use chrono::{Datelike, Timelike};
        let naive = moment.naive();
        let part = |given: Option<i32>| given.map(|number| u32::try_from(number).unwrap_or(u32::MAX));
        if [self.year, self.month, self.day, self.hour, self.minute, self.second, self.millisecond]
            .iter()
            .all(Option::is_none)
        {
            return Ok(moment);
        }
        let date = chrono::NaiveDate::from_ymd_opt(
            self.year.unwrap_or(naive.year()),
            part(self.month).unwrap_or(naive.month()),
            part(self.day).unwrap_or(naive.day()),
        );
        let milliseconds = part(self.millisecond).unwrap_or(naive.nanosecond() / 1_000_000);
        let made = date.and_then(|date| {
            date.and_hms_milli_opt(
                part(self.hour).unwrap_or(naive.hour()),
                part(self.minute).unwrap_or(naive.minute()),
                part(self.second).unwrap_or(naive.second()),
                milliseconds,
            )
        });
        match made {
            Some(made) => Ok(DateTime::from_naive(made, moment.kind)),
            None => Err(crate::engine::Fault::runtime(
                "ArgumentOutOfRange",
                "Year, Month, and Day parameters describe an un-representable DateTime.",
            )),
        }
    }
}

cmdlet! {
    /// Asks for a line of text.
    ///
    /// # Examples
    /// ```powershell
    /// # Read-Host 'Name'
    /// ```
    "Read-Host" as ReadHost { class: "Microsoft.PowerShell.Commands.ReadHostCommand" }
    parameters {
        /// What to ask.
        "Prompt" prompt: Option<Value> { position: Some(0), remaining: true },
        /// Does not show what is typed.
        "MaskInput" mask: bool { validate: &[Validation::NotYet] },
        /// The line as a secure string.
        "AsSecureString" secure: bool { validate: &[Validation::NotYet] },
    }
}

impl Cmdlet for ReadHost {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let prompt = match &self.prompt {
            Some(prompt) => convert::to_text(context.engine, prompt)? + ": ",
            None => String::new(),
        };
        match context.engine.host.read_line(&prompt) {
            Ok(line) => context.output(Value::text(line.unwrap_or_default())),
            Err(message) => Err(context.terminate(
                "System.Management.Automation.PSInvalidOperationException",
                message,
                "InvalidOperation",
                Category::InvalidOperation,
                Value::Null,
            )),
        }
    }
}
