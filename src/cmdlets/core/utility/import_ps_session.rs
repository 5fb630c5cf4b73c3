//! `Import-PSSession`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};

cmdlet! {
    /// Takes commands of a remote session over, which fedsh does not do: it checks its arguments and says so.
    ///
    /// # Examples
    /// ```powershell
    /// Get-Command Import-PSSession
    /// try { $session = New-PSSession -HostName server01; Import-PSSession -Session $session -CommandName Get-* -CommandType Cmdlet -ArgumentList a -AllowClobber -Prefix Remote -DisableNameChecking } catch { $_.Exception.Message }
    /// try { $session = New-PSSession -HostName server01; Import-PSSession -Session $session -Module Tools -FormatTypeName System.IO.FileInfo } catch { $_.Exception.Message }
    /// try { $session = New-PSSession -HostName server01; Import-PSSession -Session $session -FullyQualifiedModule @{ ModuleName = 'Tools'; ModuleVersion = '1.0' } -Certificate $certificate } catch { $_.Exception.Message }
    /// ```
    "Import-PSSession" as ImportPSSession {
        class: "Microsoft.PowerShell.Commands.ImportPSSessionCommand",
        output_types: &["System.Management.Automation.PSModuleInfo"],
    }
    parameters {
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "Prefix" prefix: Option<String> { validate: &[Validation::NotNullOrEmpty] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "DisableNameChecking" disable_name_checking: bool,
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

impl Cmdlet for ImportPSSession {
    fn process(&mut self, _context: &mut Context<'_>) -> Outcome {
        Err(Fault::not_supported("Import-PSSession (PowerShell remoting)"))
    }
}
