//! `Enter-PSHostProcess`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};

cmdlet! {
    /// Goes into another process of the shell, which fedsh does not do: it checks its arguments and says so.
    ///
    /// # Examples
    /// ```powershell
    /// Get-Command Enter-PSHostProcess
    /// try { Enter-PSHostProcess -Id $PID -AppDomainName DefaultAppDomain } catch { $_.Exception.Message }
    /// try { Enter-PSHostProcess -Process (Get-Process -Id $PID) } catch { $_.Exception.Message }
    /// try { Enter-PSHostProcess -Name fedsh } catch { $_.Exception.Message }
    /// try { Enter-PSHostProcess -HostProcessInfo (Get-PSHostProcessInfo -Id $PID) } catch { $_.Exception.Message }
    /// try { Enter-PSHostProcess -CustomPipeName debugging } catch { $_.Exception.Message }
    /// ```
    "Enter-PSHostProcess" as EnterPSHostProcess {
        module: "Microsoft.PowerShell.Core",
        class: "Microsoft.PowerShell.Commands.EnterPSHostProcessCommand",
        default_set: "ProcessIdParameterSet",
    }
    parameters {
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "Process" process: Option<Value> { type_name: "System.Diagnostics.Process", sets: &[Membership { set: "ProcessParameterSet", position: Some(0), mandatory: true, pipe: Pipe::ByValue }], validate: &[Validation::NotNull] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "Id" id: Option<i32> { sets: &[Membership { set: "ProcessIdParameterSet", position: Some(0), mandatory: true, pipe: Pipe::No }] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "Name" name: Option<String> { sets: &[Membership { set: "ProcessNameParameterSet", position: Some(0), mandatory: true, pipe: Pipe::No }], validate: &[Validation::NotNullOrEmpty] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "HostProcessInfo" host_process_info: Option<Value> { type_name: "Microsoft.PowerShell.Commands.PSHostProcessInfo", sets: &[Membership { set: "PSHostProcessInfoParameterSet", position: Some(0), mandatory: true, pipe: Pipe::ByValue }], validate: &[Validation::NotNull] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "CustomPipeName" custom_pipe_name: Option<String> { sets: &[Membership { set: "PipeNameParameterSet", position: None, mandatory: true, pipe: Pipe::No }] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "AppDomainName" app_domain_name: Option<String> { sets: &[Membership { set: "ProcessParameterSet", position: Some(1), mandatory: false, pipe: Pipe::No }, Membership { set: "ProcessIdParameterSet", position: Some(1), mandatory: false, pipe: Pipe::No }, Membership { set: "ProcessNameParameterSet", position: Some(1), mandatory: false, pipe: Pipe::No }, Membership { set: "PSHostProcessInfoParameterSet", position: Some(1), mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotNullOrEmpty] },
    }
}

impl Cmdlet for EnterPSHostProcess {
    fn process(&mut self, _context: &mut Context<'_>) -> Outcome {
        Err(Fault::not_supported("Enter-PSHostProcess (PowerShell remoting)"))
    }
}
