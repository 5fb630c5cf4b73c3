//! `New-PSTransportOption`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::types::record::{self, record_class};
use crate::engine::value::Value;

record_class!(OPTIONS "Microsoft.PowerShell.Commands.WSManConfigurationOption" [
    "MaxIdleTimeoutSec", "ProcessIdleTimeoutSec", "MaxSessions", "MaxConcurrentCommandsPerSession", "MaxSessionsPerUser", "MaxMemoryPerSessionMB", "MaxProcessesPerSession", "MaxConcurrentUsers", "IdleTimeoutSec", "OutputBufferingMode",
]);

cmdlet! {
    /// Makes options for sessions on other computers. It keeps what it is given; fedsh opens no such sessions.
    ///
    /// # Examples
    /// ```powershell
    /// New-PSTransportOption -MaxSessions 10
    /// New-PSTransportOption -MaxIdleTimeoutSec 7200 -IdleTimeoutSec 3600 -ProcessIdleTimeoutSec 60 -OutputBufferingMode Drop
    /// New-PSTransportOption -MaxConcurrentUsers 5 -MaxSessionsPerUser 10 -MaxConcurrentCommandsPerSession 20 -MaxMemoryPerSessionMB 512 -MaxProcessesPerSession 8
    /// ```
    "New-PSTransportOption" as NewPSTransportOption {
        module: "Microsoft.PowerShell.Core",
        class: "Microsoft.PowerShell.Commands.NewPSTransportOptionCommand",
        output_types: &["Microsoft.PowerShell.Commands.WSManConfigurationOption"],
    }
    parameters {
        /// Kept in the options; there are no remote sessions that use it.
        "MaxIdleTimeoutSec" max_idle_timeout_sec: Option<Value> { type_name: "System.Int32", pipe: Pipe::ByName },
        /// Kept in the options; there are no remote sessions that use it.
        "ProcessIdleTimeoutSec" process_idle_timeout_sec: Option<Value> { type_name: "System.Int32", pipe: Pipe::ByName },
        /// Kept in the options; there are no remote sessions that use it.
        "MaxSessions" max_sessions: Option<Value> { type_name: "System.Int32", pipe: Pipe::ByName },
        /// Kept in the options; there are no remote sessions that use it.
        "MaxConcurrentCommandsPerSession" max_concurrent_commands_per_session: Option<Value> { type_name: "System.Int32", pipe: Pipe::ByName },
        /// Kept in the options; there are no remote sessions that use it.
        "MaxSessionsPerUser" max_sessions_per_user: Option<Value> { type_name: "System.Int32", pipe: Pipe::ByName },
        /// Kept in the options; there are no remote sessions that use it.
        "MaxMemoryPerSessionMB" max_memory_per_session_mb: Option<Value> { type_name: "System.Int32", pipe: Pipe::ByName },
        /// Kept in the options; there are no remote sessions that use it.
        "MaxProcessesPerSession" max_processes_per_session: Option<Value> { type_name: "System.Int32", pipe: Pipe::ByName },
        /// Kept in the options; there are no remote sessions that use it.
        "MaxConcurrentUsers" max_concurrent_users: Option<Value> { type_name: "System.Int32", pipe: Pipe::ByName },
        /// Kept in the options; there are no remote sessions that use it.
        "IdleTimeoutSec" idle_timeout_sec: Option<Value> { type_name: "System.Int32", pipe: Pipe::ByName },
        /// Kept in the options; there are no remote sessions that use it.
        "OutputBufferingMode" output_buffering_mode: Option<Value> { type_name: "System.Management.Automation.Runspaces.OutputBufferingMode", pipe: Pipe::ByName },
    }
}

impl Cmdlet for NewPSTransportOption {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let options = [
            ("MaxIdleTimeoutSec", self.max_idle_timeout_sec.clone().unwrap_or_default()),
            ("ProcessIdleTimeoutSec", self.process_idle_timeout_sec.clone().unwrap_or_default()),
            ("MaxSessions", self.max_sessions.clone().unwrap_or_default()),
            (
                "MaxConcurrentCommandsPerSession",
                self.max_concurrent_commands_per_session.clone().unwrap_or_default(),
            ),
            ("MaxSessionsPerUser", self.max_sessions_per_user.clone().unwrap_or_default()),
            ("MaxMemoryPerSessionMB", self.max_memory_per_session_mb.clone().unwrap_or_default()),
            ("MaxProcessesPerSession", self.max_processes_per_session.clone().unwrap_or_default()),
            ("MaxConcurrentUsers", self.max_concurrent_users.clone().unwrap_or_default()),
            ("IdleTimeoutSec", self.idle_timeout_sec.clone().unwrap_or_default()),
            ("OutputBufferingMode", self.output_buffering_mode.clone().unwrap_or_default()),
        ];
        context.output(record::made(&OPTIONS, "", options))
    }
}
