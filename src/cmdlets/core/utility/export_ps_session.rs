//! `Export-PSSession`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};

cmdlet! {
    /// Writes commands of a remote session to a module, which fedsh does not do: it checks its arguments and says so.
    ///
    /// # Examples
    /// ```powershell
    /// Get-Command Export-PSSession
    /// try { $session = New-PSSession -HostName server01; Export-PSSession -Session $session -OutputModule ./Remote -CommandName Get-* -CommandType Cmdlet -ArgumentList a -AllowClobber -Encoding utf8 -Force } catch { $_.Exception.Message }
    /// try { $session = New-PSSession -HostName server01; Export-PSSession -Session $session -OutputModule ./Remote -Module Tools -FormatTypeName System.IO.FileInfo } catch { $_.Exception.Message }
    /// try { $session = New-PSSession -HostName server01; Export-PSSession -Session $session -OutputModule ./Remote -FullyQualifiedModule @{ ModuleName = 'Tools'; ModuleVersion = '1.0' } -Certificate $certificate } catch { $_.Exception.Message }
    /// ```
    "Export-PSSession" as ExportPSSession {
        class: "Microsoft.PowerShell.Commands.ExportPSSessionCommand",
        output_types: &["System.IO.FileInfo"],
    }
    parameters {
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "OutputModule" output_module: Option<String> { aliases: &["PSPath", "ModuleName"], position: Some(1), mandatory: true, validate: &[Validation::NotNullOrEmpty] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "Force" force: bool,
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "Encoding" encoding: Option<Value> { type_name: "System.Text.Encoding", validate: &[Validation::NotNullOrEmpty] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "CommandName" command_name: Vec<String> { aliases: &["Name"], position: Some(2) },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "AllowClobber" allow_clobber: bool,
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "ArgumentList" argument_list: Vec<Value> { type_name: "System.Object[]", aliases: &["Args"] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "CommandType" command_type: Option<String> { type_name: "System.Management.Automation.CommandTypes", aliases: &["Type"], values: &["Alias", "Function", "Filter", "Cmdlet", "ExternalScript", "Application", "Script", "Configuration", "All"] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "Module" module: Vec<String> { aliases: &["PSSnapin"], validate: &[Validation::NotNull] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "FullyQualifiedModule" fully_qualified_module: Vec<Value> { type_name: "Microsoft.PowerShell.Commands.ModuleSpecification[]", validate: &[Validation::NotNull] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "FormatTypeName" format_type_name: Vec<String> { position: Some(3) },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "Certificate" certificate: Option<Value> { type_name: "System.Security.Cryptography.X509Certificates.X509Certificate2" },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "Session" session: Option<Value> { type_name: "System.Management.Automation.Runspaces.PSSession", position: Some(0), mandatory: true, validate: &[Validation::NotNull] },
    }
}

impl Cmdlet for ExportPSSession {
    fn process(&mut self, _context: &mut Context<'_>) -> Outcome {
        Err(Fault::not_supported("Export-PSSession (PowerShell remoting)"))
    }
}
