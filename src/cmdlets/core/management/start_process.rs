//! `Start-Process`.

use super::processes;
use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::{Category, Exception};
use crate::engine::lookup::Command as Found;
use crate::engine::types::process_start_info::split;
use crate::engine::types::{hashtable, io_error};
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome, convert};
use std::fs::File;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

cmdlet! {
    /// Starts a program.
    ///
    /// # Examples
    /// ```powershell
    /// Start-Process echo hello -Wait
    /// Set-Content ./names.txt 'b', 'a'
    /// Start-Process -FilePath sort -ArgumentList '-r' -WorkingDirectory . -RedirectStandardInput ./names.txt -RedirectStandardOutput ./sorted.txt -RedirectStandardError ./errors.txt -Wait
    /// Start-Process -FilePath env -NoNewWindow -UseNewEnvironment -Environment @{ COLOUR = 'red' } -PassThru -Wait | Out-Null
    /// Start-Process -FilePath echo -ArgumentList hello -LoadUserProfile -Wait
    /// # What only Windows has is refused with its reason.
    /// $account = [pscredential]::new('ann', (ConvertTo-SecureString 'secret' -AsPlainText))
    /// try { Start-Process -FilePath id -Credential $account } catch { $_.Exception.Message }
    /// try { Start-Process -FilePath echo -Verb RunAs } catch { $_.Exception.Message }
    /// try { Start-Process -FilePath echo -WindowStyle Hidden } catch { $_.Exception.Message }
    /// ```
    "Start-Process" as StartProcess {
        aliases: &["saps"],
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.StartProcessCommand",
        default_set: "Default",
        should_process: Some(Impact::Medium),
        output_types: &["System.Diagnostics.Process"],
    }
    parameters {
        /// The program, or what another program opens.
        "FilePath" file_path: Option<String> { aliases: &["PSPath", "Path"], position: Some(0), mandatory: true, validate: &[Validation::NotNullOrEmpty] },
        /// Its arguments.
        "ArgumentList" argument_list: Vec<String> { aliases: &["Args"], position: Some(1) },
        /// Another user: not possible here.
        "Credential" credential: Option<Value> { aliases: &["RunAs"], type_name: "pscredential", sets: &[Membership { set: "Default", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotNullOrEmpty, Validation::NotYet] },
        /// Where it runs.
        "WorkingDirectory" working_directory: Option<String> { validate: &[Validation::NotNullOrEmpty] },
        /// Accepted; Unix has no profile to load.
        "LoadUserProfile" load_user_profile: bool { aliases: &["Lup"], sets: &[Membership { set: "Default", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Accepted: there is no other window here.
        "NoNewWindow" no_new_window: bool { aliases: &["nnw"], sets: &[Membership { set: "Default", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Sends its process on.
        "PassThru" pass_thru: bool,
        /// The file that gets its error output.
        "RedirectStandardError" redirect_standard_error: Option<String> { aliases: &["RSE"], sets: &[Membership { set: "Default", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotNullOrEmpty] },
        /// The file that it reads.
        "RedirectStandardInput" redirect_standard_input: Option<String> { aliases: &["RSI"], sets: &[Membership { set: "Default", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotNullOrEmpty] },
        /// The file that gets its output.
        "RedirectStandardOutput" redirect_standard_output: Option<String> { aliases: &["RSO"], sets: &[Membership { set: "Default", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotNullOrEmpty] },
        /// Windows only: an error.
        "Verb" verb: Option<String> { sets: &[Membership { set: "UseShellExecute", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotNullOrEmpty] },
        /// Windows only: an error.
        "WindowStyle" window_style: Option<String> { type_name: "ProcessWindowStyle", values: &["Normal", "Hidden", "Minimized", "Maximized"], validate: &[Validation::NotNullOrEmpty] },
        /// Waits until it ends.
        "Wait" wait: bool,
        /// With the environment of a fresh login instead of this session's.
        "UseNewEnvironment" use_new_environment: bool { sets: &[Membership { set: "Default", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Variables to add or change for it.
        "Environment" environment: Option<Value> { type_name: "hashtable" },
    }
}

impl Cmdlet for StartProcess {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        for (given, name) in [(self.verb.is_some(), "Verb"), (self.window_style.is_some(), "WindowStyle")] {
            if given {
                let message = format!(
                    "The parameter '-{name}' is not supported for the cmdlet 'Start-Process' on this edition of PowerShell."
                );
                let exception = Exception::new("System.NotSupportedException", message);
                return Err(Fault::error(
                    exception,
                    "NotSupportedException",
                    Category::NotImplemented,
                    Value::Null,
                ));
            }
        }
        let mut command = self.command(context)?;
        let shown = match self.argument_list.is_empty() {
            true => self.file_path.clone().unwrap_or_default(),
            false => {
                format!("{} {}", self.file_path.as_deref().unwrap_or_default(), self.argument_list.join(" "))
            }
        };
        if !context.should_process(&shown, "Start-Process")? {
            return Ok(());
        }
        context.engine.host.flush();
        let mut child = command.spawn().map_err(|error| self.not_started(context, &error))?;
        if self.wait {
            wait(context, &mut child)?;
        }
        let process = processes::started(child);
        if self.pass_thru { context.output(process) } else { Ok(()) }
    }
}

impl StartProcess {
    fn command(&self, context: &mut Context<'_>) -> Outcome<Command> {
        let name = self.file_path.clone().unwrap_or_default();
        let (program, opened) = match context.engine.find_command(&name) {
            Ok(Found::Program(path)) => (path.into_os_string(), None),
            Ok(Found::Script(path)) => ("xdg-open".into(), Some(path)),
            _ => (name.clone().into(), None),
        };
        let mut command = Command::new(program);
        command.args(opened).args(split(&self.argument_list.join(" ")));
        let folder = match &self.working_directory {
            Some(folder) => context.engine.resolve_path(folder),
            None => context.engine.location.clone(),
        };
        command.current_dir(folder).env_clear();
        match self.use_new_environment {
            true => {
                let kept = ["HOME", "USER", "LOGNAME", "SHELL", "PATH", "LANG"];
                command.envs(
                    context.engine.environment.iter().filter(|(name, _)| kept.contains(&name.as_str())),
                );
            }
            false => {
                command.envs(&context.engine.environment);
            }
        }
        self.change_environment(context, &mut command)?;
        self.redirect(context, &mut command)?;
        Ok(command)
    }

    fn change_environment(&self, context: &mut Context<'_>, command: &mut Command) -> Outcome {
        let Some(table) = self.environment.as_ref().and_then(hashtable::table) else { return Ok(()) };
        let entries: Vec<(Value, Value)> =
            table.borrow().iter().map(|(key, value)| (key.clone(), value.clone())).collect();
        for (key, value) in entries {
            let key = convert::to_text(context.engine, &key)?;
            match value.is_null() {
                true => command.env_remove(key),
                false => command.env(key, convert::to_text(context.engine, &value)?),
            };
        }
        Ok(())
    }

    fn redirect(&self, context: &mut Context<'_>, command: &mut Command) -> Outcome {
        let same = |a: &Option<String>, b: &Option<String>| a.is_some() && a == b;
        let (input, output, error) =
            (&self.redirect_standard_input, &self.redirect_standard_output, &self.redirect_standard_error);
        for (a, b, one, other) in [
            (input, output, "RedirectStandardInput", "RedirectStandardOutput"),
            (input, error, "RedirectStandardInput", "RedirectStandardError"),
            (output, error, "RedirectStandardOutput", "RedirectStandardError"),
        ] {
            if same(a, b) {
                return Err(failed(format!(
                    "This command cannot be run because \"{one}\" and \"{other}\" are same. Give different inputs and Run your command again."
                )));
            }
        }
        if let Some(name) = input {
            let path = context.engine.resolve_path(name);
            let file = File::open(&path).map_err(|_| {
                let message = format!(
                    "This command cannot be run because either the parameter \"RedirectStandardInput '{name}'\" has a value that is not valid or cannot be used with this command. Give a valid input and Run your command again."
                );
                let exception = Exception::new("System.IO.FileNotFoundException", message);
                Fault::error(exception, "FileNotFoundException", Category::ObjectNotFound, Value::Null)
            })?;
            command.stdin(file);
        } else if !self.wait {
            command.stdin(Stdio::null());
        }
        for (name, is_error) in [(output, false), (error, true)] {
            let Some(name) = name else { continue };
            let path = context.engine.resolve_path(name);
            let file = File::create(&path)
                .map_err(|error| failed(io_error::exception(&error, &path, false).message))?;
            if is_error {
                command.stderr(file)
            } else {
                command.stdout(file)
            };
        }
        Ok(())
    }

    fn not_started(&self, context: &Context<'_>, error: &std::io::Error) -> Box<Fault> {
        let folder =
            self.working_directory.clone().unwrap_or_else(|| context.engine.location.display().to_string());
        failed(format!(
            "This command cannot be run due to the error: An error occurred trying to start process '{}' with working directory '{folder}'. {}",
            self.file_path.as_deref().unwrap_or_default(),
            io_error::reason(error)
        ))
    }
}

fn failed(message: String) -> Box<Fault> {
    let exception = Exception::new("System.InvalidOperationException", message);
    Fault::error(exception, "InvalidOperationException", Category::InvalidOperation, Value::Null)
}

/// Waits for a program; Ctrl+C ends the wait, not the program.
fn wait(context: &mut Context<'_>, child: &mut Child) -> Outcome {
    while child.try_wait().is_ok_and(|status| status.is_none()) {
        context.wait(async { tokio::time::sleep(Duration::from_millis(10)).await })?;
    }
    Ok(())
}
