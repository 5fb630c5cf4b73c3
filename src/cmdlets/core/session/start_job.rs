//! `Start-Job`.

use crate::cmdlet;
use crate::engine::background::{JobKind, Request, check_using};
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::script_block::ScriptBlockValue;
use crate::engine::types::io_error;
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};
use std::path::PathBuf;
use std::rc::Rc;

cmdlet! {
    /// Runs a script block or a script in the background, with a session of its own. Objects come back as
    /// another process would send them: as bags of their properties.
    ///
    /// # Examples
    /// ```powershell
    /// $name = 'Ann'
    /// Start-Job { "Hello, $using:name" } | Receive-Job -Wait -AutoRemoveJob
    /// Start-Job -Name Sum -ScriptBlock { param($more) $input | ForEach-Object { $_ + $more } } -InputObject 2 -ArgumentList 1 -WorkingDirectory . -InitializationScript { $own = 1 } | Receive-Job -Wait -AutoRemoveJob
    /// Set-Content ./sum.ps1 '1 + 1'
    /// Start-Job -FilePath ./sum.ps1 | Receive-Job -Wait -AutoRemoveJob
    /// Start-Job -LiteralPath ./sum.ps1 | Receive-Job -Wait -AutoRemoveJob
    /// # What needs .NET, Windows or remoting is refused with its reason.
    /// $account = [pscredential]::new('ann', (ConvertTo-SecureString 'secret' -AsPlainText))
    /// try { Start-Job -ScriptBlock { whoami } -Credential $account -Authentication Default } catch { $_.Exception.Message }
    /// try { Start-Job -ScriptBlock { 1 } -RunAs32 -PSVersion 5.1 } catch { $_.Exception.Message }
    /// try { Start-Job -DefinitionName Nightly -DefinitionPath ./jobs -Type PSScheduledJob } catch { $_.Exception.Message }
    /// try { Start-Job -ScriptBlock { 1 } -ConnectingTimeout 3000 -Options @{ Compression = 'yes' } } catch { $_.Exception.Message }
    /// ```
    "Start-Job" as StartJob {
        aliases: &["sajb"],
        module: "Microsoft.PowerShell.Core",
        class: "Microsoft.PowerShell.Commands.StartJobCommand",
        default_set: "ComputerName",
        output_types: &["System.Management.Automation.PSRemotingJob"],
    }
    parameters {
        /// A job by its definition.
        "DefinitionName" definition: Option<String> { sets: &[Membership { set: "DefinitionName", position: Some(0), mandatory: true, pipe: Pipe::No }], validate: &[Validation::NotYet] },
        /// Where the definition is.
        "DefinitionPath" definition_path: Option<String> { sets: &[Membership { set: "DefinitionName", position: Some(1), mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotYet] },
        /// The kind of the definition.
        "Type" definition_type: Option<String> { sets: &[Membership { set: "DefinitionName", position: Some(2), mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotYet] },
        /// The name of the job.
        "Name" name: Option<String> { sets: &[Membership { set: "ComputerName", position: None, mandatory: false, pipe: Pipe::ByName }, Membership { set: "FilePathComputerName", position: None, mandatory: false, pipe: Pipe::ByName }, Membership { set: "LiteralFilePathComputerName", position: None, mandatory: false, pipe: Pipe::ByName }] },
        /// What to run.
        "ScriptBlock" block: Option<Rc<ScriptBlockValue>> { aliases: &["Command"], sets: &[Membership { set: "ComputerName", position: Some(0), mandatory: true, pipe: Pipe::No }] },
        /// Another user.
        "Credential" credential: Option<Value> { type_name: "pscredential", sets: &[Membership { set: "ComputerName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathComputerName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "LiteralFilePathComputerName", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotYet] },
        /// A script to run; wildcards may name it.
        "FilePath" file: Option<String> { sets: &[Membership { set: "FilePathComputerName", position: Some(0), mandatory: true, pipe: Pipe::No }] },
        /// A script to run, by its exact path.
        "LiteralPath" literal: Option<String> { aliases: &["PSPath", "LP"], sets: &[Membership { set: "LiteralFilePathComputerName", position: None, mandatory: true, pipe: Pipe::No }] },
        /// How another user is authenticated.
        "Authentication" authentication: Option<String> { type_name: "AuthenticationMechanism", sets: &[Membership { set: "ComputerName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathComputerName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "LiteralFilePathComputerName", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotYet] },
        /// Runs before the script, in the same session.
        "InitializationScript" before: Option<Rc<ScriptBlockValue>> { sets: &[Membership { set: "ComputerName", position: Some(1), mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathComputerName", position: Some(1), mandatory: false, pipe: Pipe::No }, Membership { set: "LiteralFilePathComputerName", position: Some(1), mandatory: false, pipe: Pipe::No }] },
        /// The folder that it runs in; this session's without it.
        "WorkingDirectory" folder: Option<String> { validate: &[Validation::NotNullOrEmpty] },
        /// A 32-bit process, which Linux does not have.
        "RunAs32" run_as_32: bool { sets: &[Membership { set: "ComputerName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathComputerName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "LiteralFilePathComputerName", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotYet] },
        /// Another version of PowerShell.
        "PSVersion" version: Option<Value> { type_name: "version", sets: &[Membership { set: "ComputerName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathComputerName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "LiteralFilePathComputerName", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotYet] },
        /// Objects for the script's `$input`.
        "InputObject" input: Value { type_name: "PSObject", sets: &[Membership { set: "ComputerName", position: None, mandatory: false, pipe: Pipe::ByValue }, Membership { set: "FilePathComputerName", position: None, mandatory: false, pipe: Pipe::ByValue }, Membership { set: "LiteralFilePathComputerName", position: None, mandatory: false, pipe: Pipe::ByValue }] },
        /// Arguments of the script.
        "ArgumentList" arguments: Vec<Value> { aliases: &["Args"], sets: &[Membership { set: "ComputerName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathComputerName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "LiteralFilePathComputerName", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Part of PowerShell remoting; a job of fedsh runs on this computer.
        "ConnectingTimeout" connecting_timeout: Option<i32> { sets: &[Membership { set: "SSHHost", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotYet] },
        /// Part of PowerShell remoting; a job of fedsh runs on this computer.
        "Options" options: Option<Value> { type_name: "hashtable", sets: &[Membership { set: "SSHHost", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotYet] },
    }
    state { collected: Vec<Value> }
}

impl Cmdlet for StartJob {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        if context.bound("InputObject") {
            self.collected.push(self.input.clone());
        }
        Ok(())
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        let block = match (&self.block, self.file.as_ref().or(self.literal.as_ref())) {
            (Some(block), _) => block.clone(),
            (None, Some(path)) => script_of(context, path)?,
            (None, None) => return Ok(()),
        };
        let using = check_using(context.engine, block.tree()).map_err(|fault| context.named(fault))?;
        let location = self.location(context)?;
        let request = Request {
            name: self.name.clone(),
            script: block.text().to_string(),
            before: self.before.as_ref().map(|block| block.text().to_string()),
            arguments: self.arguments.clone(),
            input: Some(std::mem::take(&mut self.collected)),
            using,
            location,
            as_process: true,
            ..Request::default()
        };
        let job = context.engine.start_job(JobKind::Process, request)?;
        context.output(job)
    }
}

impl StartJob {
    /// The folder that the job runs in. Errors: `DirectoryNotFoundException`.
    fn location(&self, context: &mut Context<'_>) -> Outcome<Option<PathBuf>> {
        let Some(folder) = &self.folder else { return Ok(None) };
        let full = context.engine.resolve_path(folder);
        if full.is_dir() {
            return Ok(Some(full));
        }
        Err(context.terminate(
            "System.IO.DirectoryNotFoundException",
            format!("Cannot find the WorkingDirectory path {folder}."),
            "DirectoryNotFoundException",
            Category::InvalidOperation,
            Value::Null,
        ))
    }
}

/// A script file as a block. Errors: it cannot be read.
pub(super) fn script_of(context: &mut Context<'_>, path: &str) -> Outcome<Rc<ScriptBlockValue>> {
    let full = context.engine.resolve_path(path);
    match std::fs::read(&full) {
        Ok(bytes) => context.engine.compile_block(&crate::engine::types::encoding::decode(&bytes)),
        Err(error) => Err(Fault::runtime("FileReadError", io_error::exception(&error, &full, false).message)),
    }
}
