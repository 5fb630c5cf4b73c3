//! `New-PSSession`.

use super::remoting;
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;

cmdlet! {
    /// Opens a session on another computer, which fedsh does not do: it checks its arguments and says so.
    ///
    /// # Examples
    /// ```powershell
    /// Get-Command New-PSSession
    /// # Remoting is not there, which each form says; `ssh server01 fedsh -Command '...'` is the way.
    /// $account = [pscredential]::new('ann', (ConvertTo-SecureString 'secret' -AsPlainText))
    /// try { New-PSSession -HostName server01 -UserName ann -Port 22 -KeyFilePath ~/.ssh/id_ed25519 -Subsystem powershell -ConnectingTimeout 3000 -Options @{ Compression = 'yes' } -SSHTransport -Name Work } catch { $_.Exception.Message }
    /// try { New-PSSession -SSHConnection @{ HostName = 'server01'; UserName = 'ann' } } catch { $_.Exception.Message }
    /// try { New-PSSession -ComputerName server01, server02 -Credential $account -Authentication Negotiate -Port 5986 -UseSSL -ConfigurationName PowerShell.7 -ApplicationName wsman -EnableNetworkAccess -ThrottleLimit 8 } catch { $_.Exception.Message }
    /// try { New-PSSession -ComputerName server01 -CertificateThumbprint 7F1C -SessionOption (New-PSSessionOption -SkipCACheck) } catch { $_.Exception.Message }
    /// try { New-PSSession -ConnectionUri https://server01/wsman -Credential $account -AllowRedirection } catch { $_.Exception.Message }
    /// try { $session = New-PSSession -HostName server01; New-PSSession -Session $session } catch { $_.Exception.Message }
    /// try { New-PSSession -VMName Guest -Credential $account } catch { $_.Exception.Message }
    /// try { New-PSSession -VMId 38aad667-af54-4397-aaa7-e94c79ec2308 -Credential $account } catch { $_.Exception.Message }
    /// try { New-PSSession -ContainerId 0f3a -RunAsAdministrator } catch { $_.Exception.Message }
    /// try { New-PSSession -UseWindowsPowerShell } catch { $_.Exception.Message }
    /// ```
    "New-PSSession" as NewPSSession {
        aliases: &["nsn"],
        module: "Microsoft.PowerShell.Core",
        class: "Microsoft.PowerShell.Commands.NewPSSessionCommand",
        default_set: "ComputerName",
        output_types: &["System.Management.Automation.Runspaces.PSSession"],
    }
    parameters {
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "ComputerName" computer_name: Vec<String> { aliases: &["Cn"], sets: &[Membership { set: "ComputerName", position: Some(0), mandatory: false, pipe: Pipe::Both }], validate: &[Validation::NotNullOrEmpty] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "Credential" credential: Option<Value> { type_name: "System.Management.Automation.PSCredential", sets: &[Membership { set: "ComputerName", position: None, mandatory: false, pipe: Pipe::ByName }, Membership { set: "Uri", position: None, mandatory: false, pipe: Pipe::ByName }, Membership { set: "VMId", position: None, mandatory: true, pipe: Pipe::ByName }, Membership { set: "VMName", position: None, mandatory: true, pipe: Pipe::ByName }] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "Session" session: Vec<Value> { type_name: "System.Management.Automation.Runspaces.PSSession[]", sets: &[Membership { set: "Session", position: Some(0), mandatory: false, pipe: Pipe::Both }], validate: &[Validation::NotNullOrEmpty] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "Name" name: Vec<String>,
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "EnableNetworkAccess" enable_network_access: bool { sets: &[Membership { set: "ComputerName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "Session", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "Uri", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "ConfigurationName" configuration_name: Option<String> { sets: &[Membership { set: "ComputerName", position: None, mandatory: false, pipe: Pipe::ByName }, Membership { set: "Uri", position: None, mandatory: false, pipe: Pipe::ByName }, Membership { set: "ContainerId", position: None, mandatory: false, pipe: Pipe::ByName }, Membership { set: "VMId", position: None, mandatory: false, pipe: Pipe::ByName }, Membership { set: "VMName", position: None, mandatory: false, pipe: Pipe::ByName }] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "UseWindowsPowerShell" use_windows_power_shell: bool { sets: &[Membership { set: "UseWindowsPowerShellParameterSet", position: None, mandatory: true, pipe: Pipe::No }] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "VMId" vm_id: Vec<Value> { type_name: "System.Guid[]", aliases: &["VMGuid"], sets: &[Membership { set: "VMId", position: Some(0), mandatory: true, pipe: Pipe::ByName }], validate: &[Validation::NotNullOrEmpty] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "VMName" vm_name: Vec<String> { sets: &[Membership { set: "VMName", position: None, mandatory: true, pipe: Pipe::ByName }], validate: &[Validation::NotNullOrEmpty] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "ContainerId" container_id: Vec<String> { sets: &[Membership { set: "ContainerId", position: None, mandatory: true, pipe: Pipe::ByName }], validate: &[Validation::NotNullOrEmpty] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "RunAsAdministrator" run_as_administrator: bool { sets: &[Membership { set: "ContainerId", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "Port" port: Option<i32> { sets: &[Membership { set: "ComputerName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "SSHHost", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "UseSSL" use_ssl: bool { sets: &[Membership { set: "ComputerName", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "ApplicationName" application_name: Option<String> { sets: &[Membership { set: "ComputerName", position: None, mandatory: false, pipe: Pipe::ByName }] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "ThrottleLimit" throttle_limit: Option<i32> { sets: &[Membership { set: "ComputerName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "Session", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "Uri", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "ContainerId", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "VMId", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "VMName", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "ConnectionUri" connection_uri: Vec<Value> { type_name: "System.Uri[]", aliases: &["URI", "CU"], sets: &[Membership { set: "Uri", position: Some(0), mandatory: true, pipe: Pipe::ByName }], validate: &[Validation::NotNullOrEmpty] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "AllowRedirection" allow_redirection: bool { sets: &[Membership { set: "Uri", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "SessionOption" session_option: Option<Value> { type_name: "System.Management.Automation.Remoting.PSSessionOption", sets: &[Membership { set: "ComputerName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "Uri", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotNull] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "Authentication" authentication: Option<String> { type_name: "System.Management.Automation.Runspaces.AuthenticationMechanism", sets: &[Membership { set: "ComputerName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "Uri", position: None, mandatory: false, pipe: Pipe::No }], values: &["Default", "Basic", "Negotiate", "NegotiateWithImplicitCredential", "Credssp", "Digest", "Kerberos"] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "CertificateThumbprint" certificate_thumbprint: Option<String> { sets: &[Membership { set: "ComputerName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "Uri", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "HostName" host_name: Vec<String> { sets: &[Membership { set: "SSHHost", position: Some(0), mandatory: true, pipe: Pipe::No }], validate: &[Validation::NotNullOrEmpty] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "UserName" user_name: Option<String> { sets: &[Membership { set: "SSHHost", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotNullOrEmpty] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "KeyFilePath" key_file_path: Option<String> { aliases: &["IdentityFilePath"], sets: &[Membership { set: "SSHHost", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotNullOrEmpty] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "Subsystem" subsystem: Option<String> { sets: &[Membership { set: "SSHHost", position: None, mandatory: false, pipe: Pipe::ByName }] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "ConnectingTimeout" connecting_timeout: Option<i32> { sets: &[Membership { set: "SSHHost", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "SSHTransport" ssh_transport: bool { sets: &[Membership { set: "SSHHost", position: None, mandatory: false, pipe: Pipe::No }], values: &["true"] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "SSHConnection" ssh_connection: Vec<Value> { type_name: "System.Collections.Hashtable[]", sets: &[Membership { set: "SSHHostHashParam", position: None, mandatory: true, pipe: Pipe::No }], validate: &[Validation::NotNullOrEmpty] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "Options" options: Option<Value> { type_name: "System.Collections.Hashtable", sets: &[Membership { set: "SSHHost", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotNullOrEmpty] },
    }
}

impl Cmdlet for NewPSSession {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        Err(remoting::refused(context))
    }
}
