//! `Get-PSHostProcessInfo`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::types::record::{self, record_class};
use crate::engine::value::Value;
use crate::engine::{convert, member, operators};

record_class!(HOST_PROCESS "Microsoft.PowerShell.Commands.PSHostProcessInfo" ["ProcessName", "ProcessId", "AppDomainName", "MainWindowTitle"]);

cmdlet! {
    /// Lists the processes that run this shell.
    ///
    /// # Examples
    /// ```powershell
    /// Get-PSHostProcessInfo
    /// Get-PSHostProcessInfo -Id $PID
    /// Get-PSHostProcessInfo -Name fedsh*
    /// Get-PSHostProcessInfo -Process (Get-Process -Id $PID)
    /// ```
    "Get-PSHostProcessInfo" as GetPSHostProcessInfo {
        module: "Microsoft.PowerShell.Core",
        class: "Microsoft.PowerShell.Commands.GetPSHostProcessInfoCommand",
        default_set: "ProcessNameParameterSet",
        output_types: &["Microsoft.PowerShell.Commands.PSHostProcessInfo"],
    }
    parameters {
        /// Names, with wildcards.
        "Name" name: Vec<String> { sets: &[Membership { set: "ProcessNameParameterSet", position: Some(0), mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotNullOrEmpty] },
        /// Processes.
        "Process" process: Vec<Value> { type_name: "System.Diagnostics.Process[]", sets: &[Membership { set: "ProcessParameterSet", position: Some(0), mandatory: true, pipe: Pipe::ByValue }], validate: &[Validation::NotNullOrEmpty] },
        /// Process ids.
        "Id" id: Vec<i32> { sets: &[Membership { set: "ProcessIdParameterSet", position: Some(0), mandatory: true, pipe: Pipe::No }], validate: &[Validation::NotNullOrEmpty] },
    }
}

impl Cmdlet for GetPSHostProcessInfo {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let mut wanted: Vec<i32> = self.id.clone();
        for process in self.process.clone() {
            let id = member::get(context.engine, &process, "Id")?.unwrap_or_default();
            wanted.extend(convert::to_i128(&id).and_then(|id| i32::try_from(id).ok()));
        }
        let own = std::env::current_exe().ok();
        let Ok(all) = procfs::process::all_processes() else { return Ok(()) };
        for process in all.flatten() {
            if own.is_none() || process.exe().ok() != own {
                continue;
            }
            let name = process.stat().map(|stat| stat.comm).unwrap_or_default();
            let fits = |pattern: &String| operators::like(&name, pattern, true);
            let chosen = (wanted.is_empty() || wanted.contains(&process.pid))
                && (self.name.is_empty() || self.name.iter().any(fits));
            if chosen {
                let fields = [
                    ("ProcessName", Value::text(name.as_str())),
                    ("ProcessId", Value::Int(process.pid)),
                    ("AppDomainName", Value::text("DefaultAppDomain")),
                    ("MainWindowTitle", Value::text("")),
                ];
                context.output(record::made(&HOST_PROCESS, "", fields))?;
            }
        }
        Ok(())
    }
}
