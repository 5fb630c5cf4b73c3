//! `Get-PSSession`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;

cmdlet! {
    /// Lists sessions on other computers. There are none.
    ///
    /// # Examples
    /// ```powershell
    /// Get-Command Get-PSSession
    /// $account = [pscredential]::new('ann', (ConvertTo-SecureString 'secret' -AsPlainText))
    /// try { Get-PSSession -ComputerName server01 -State Disconnected -Credential $account -Authentication Negotiate -Port 5986 -UseSSL -ConfigurationName PowerShell.7 -ApplicationName wsman -ThrottleLimit 8 -SessionOption (New-PSSessionOption -SkipCACheck) -ErrorAction Stop } catch { $_.Exception.Message }
    /// try { Get-PSSession -ConnectionUri https://server01/wsman -AllowRedirection -CertificateThumbprint 7F1C -ErrorAction Stop } catch { $_.Exception.Message }
    /// try { Get-PSSession -Id 1 -ErrorAction Stop } catch { $_.Exception.Message }
    /// try { Get-PSSession -Name Work* -ErrorAction Stop } catch { $_.Exception.Message }
    /// try { Get-PSSession -InstanceId 38aad667-af54-4397-aaa7-e94c79ec2308 -ErrorAction Stop } catch { $_.Exception.Message }
    /// try { Get-PSSession -VMName Guest -ErrorAction Stop } catch { $_.Exception.Message }
    /// try { Get-PSSession -VMId 38aad667-af54-4397-aaa7-e94c79ec2308 -ErrorAction Stop } catch { $_.Exception.Message }
    /// try { Get-PSSession -ContainerId 0f3a -ErrorAction Stop } catch { $_.Exception.Message }
    /// ```
    "Get-PSSession" as GetPSSession {
        aliases: &["gsn"],
        module: "Microsoft.PowerShell.Core",
        class: "Microsoft.PowerShell.Commands.GetPSSessionCommand",
        default_set: "Name",
        output_types: &["System.Management.Automation.Runspaces.PSSession"],
    }
    parameters {
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "ComputerName" computer_name: Vec<String> { aliases: &["Cn"], sets: &[Membership { set: "ComputerName", position: Some(0), mandatory: true, pipe: Pipe::ByName }, Membership { set: "ComputerInstanceId", position: Some(0), mandatory: true, pipe: Pipe::ByName }], validate: &[Validation::NotNullOrEmpty] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "ApplicationName" application_name: Option<String> { sets: &[Membership { set: "ComputerName", position: None, mandatory: false, pipe: Pipe::ByName }, Membership { set: "ComputerInstanceId", position: None, mandatory: false, pipe: Pipe::ByName }] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "ConnectionUri" connection_uri: Vec<Value> { type_name: "System.Uri[]", aliases: &["URI", "CU"], sets: &[Membership { set: "ConnectionUri", position: Some(0), mandatory: true, pipe: Pipe::ByName }, Membership { set: "ConnectionUriInstanceId", position: Some(0), mandatory: true, pipe: Pipe::ByName }], validate: &[Validation::NotNullOrEmpty] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "ConfigurationName" configuration_name: Option<String> { sets: &[Membership { set: "ComputerName", position: None, mandatory: false, pipe: Pipe::ByName }, Membership { set: "ComputerInstanceId", position: None, mandatory: false, pipe: Pipe::ByName }, Membership { set: "ConnectionUri", position: None, mandatory: false, pipe: Pipe::ByName }, Membership { set: "ConnectionUriInstanceId", position: None, mandatory: false, pipe: Pipe::ByName }, Membership { set: "ContainerId", position: None, mandatory: false, pipe: Pipe::ByName }, Membership { set: "ContainerIdInstanceId", position: None, mandatory: false, pipe: Pipe::ByName }, Membership { set: "VMId", position: None, mandatory: false, pipe: Pipe::ByName }, Membership { set: "VMIdInstanceId", position: None, mandatory: false, pipe: Pipe::ByName }, Membership { set: "VMName", position: None, mandatory: false, pipe: Pipe::ByName }, Membership { set: "VMNameInstanceId", position: None, mandatory: false, pipe: Pipe::ByName }] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "AllowRedirection" allow_redirection: bool { sets: &[Membership { set: "ConnectionUri", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "ConnectionUriInstanceId", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "Name" name: Vec<String> { sets: &[Membership { set: "ComputerName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "ConnectionUri", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "Name", position: None, mandatory: false, pipe: Pipe::ByName }, Membership { set: "ContainerId", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "VMId", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "VMName", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotNullOrEmpty] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "InstanceId" instance_id: Vec<Value> { type_name: "System.Guid[]", sets: &[Membership { set: "ComputerInstanceId", position: None, mandatory: true, pipe: Pipe::No }, Membership { set: "ConnectionUriInstanceId", position: None, mandatory: true, pipe: Pipe::No }, Membership { set: "InstanceId", position: None, mandatory: false, pipe: Pipe::ByName }, Membership { set: "ContainerIdInstanceId", position: None, mandatory: true, pipe: Pipe::No }, Membership { set: "VMIdInstanceId", position: None, mandatory: true, pipe: Pipe::No }, Membership { set: "VMNameInstanceId", position: None, mandatory: true, pipe: Pipe::No }], validate: &[Validation::NotNull] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "Credential" credential: Option<Value> { type_name: "System.Management.Automation.PSCredential", sets: &[Membership { set: "ComputerName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "ComputerInstanceId", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "ConnectionUri", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "ConnectionUriInstanceId", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "Authentication" authentication: Option<String> { type_name: "System.Management.Automation.Runspaces.AuthenticationMechanism", sets: &[Membership { set: "ComputerName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "ComputerInstanceId", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "ConnectionUri", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "ConnectionUriInstanceId", position: None, mandatory: false, pipe: Pipe::No }], values: &["Default", "Basic", "Negotiate", "NegotiateWithImplicitCredential", "Credssp", "Digest", "Kerberos"] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "CertificateThumbprint" certificate_thumbprint: Option<String> { sets: &[Membership { set: "ComputerName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "ComputerInstanceId", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "ConnectionUri", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "ConnectionUriInstanceId", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "Port" port: Option<i32> { sets: &[Membership { set: "ComputerName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "ComputerInstanceId", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "UseSSL" use_ssl: bool { sets: &[Membership { set: "ComputerName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "ComputerInstanceId", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "ThrottleLimit" throttle_limit: Option<i32> { sets: &[Membership { set: "ComputerName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "ComputerInstanceId", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "ConnectionUri", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "ConnectionUriInstanceId", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "State" state: Option<String> { type_name: "Microsoft.PowerShell.Commands.SessionFilterState", sets: &[Membership { set: "ComputerName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "ComputerInstanceId", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "ConnectionUri", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "ConnectionUriInstanceId", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "ContainerId", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "ContainerIdInstanceId", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "VMId", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "VMIdInstanceId", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "VMName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "VMNameInstanceId", position: None, mandatory: false, pipe: Pipe::No }], values: &["All", "Opened", "Disconnected", "Closed", "Broken"] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "SessionOption" session_option: Option<Value> { type_name: "System.Management.Automation.Remoting.PSSessionOption", sets: &[Membership { set: "ComputerName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "ComputerInstanceId", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "ConnectionUri", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "ConnectionUriInstanceId", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "Id" id: Vec<i32> { sets: &[Membership { set: "Id", position: Some(0), mandatory: true, pipe: Pipe::ByName }], validate: &[Validation::NotNull] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "ContainerId" container_id: Vec<String> { sets: &[Membership { set: "ContainerId", position: None, mandatory: true, pipe: Pipe::ByName }, Membership { set: "ContainerIdInstanceId", position: None, mandatory: true, pipe: Pipe::ByName }], validate: &[Validation::NotNullOrEmpty] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "VMId" vm_id: Vec<Value> { type_name: "System.Guid[]", aliases: &["VMGuid"], sets: &[Membership { set: "VMId", position: None, mandatory: true, pipe: Pipe::ByName }, Membership { set: "VMIdInstanceId", position: None, mandatory: true, pipe: Pipe::ByName }], validate: &[Validation::NotNullOrEmpty] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "VMName" vm_name: Vec<String> { sets: &[Membership { set: "VMName", position: None, mandatory: true, pipe: Pipe::ByName }, Membership { set: "VMNameInstanceId", position: None, mandatory: true, pipe: Pipe::ByName }], validate: &[Validation::NotNullOrEmpty] },
    }
}

impl Cmdlet for GetPSSession {
    fn process(&mut self, _context: &mut Context<'_>) -> Outcome {
        Ok(())
    }
}
