//! `Invoke-Command`, in this session.

use super::remoting;
use crate::cmdlet;
use crate::engine::bind::Element;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::script_block::ScriptBlockValue;
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};
use crate::language::ast::Invocation;
use std::rc::Rc;

cmdlet! {
    /// Runs a script block, in a scope of its own unless `-NoNewScope` is given.
    ///
    /// # Examples
    /// ```powershell
    /// Invoke-Command { param($name) "Hello, $name" } -ArgumentList Ann
    /// Invoke-Command -ScriptBlock { $input | ForEach-Object { $_ * 2 } } -InputObject 1, 2, 3
    /// Invoke-Command -ScriptBlock { $seen = 1 } -NoNewScope
    /// # Other computers are not reached, which each form says; `ssh server01 fedsh -Command '...'` is the way.
    /// $account = [pscredential]::new('ann', (ConvertTo-SecureString 'secret' -AsPlainText))
    /// try { Invoke-Command -HostName server01 -UserName ann -Port 22 -KeyFilePath ~/.ssh/id_ed25519 -Subsystem powershell -ConnectingTimeout 3000 -Options @{ Compression = 'yes' } -SSHTransport -ScriptBlock { hostname } } catch { $_.Exception.Message }
    /// try { Invoke-Command -SSHConnection @{ HostName = 'server01' } -ScriptBlock { hostname } -RemoteDebug } catch { $_.Exception.Message }
    /// try { Invoke-Command -ComputerName server01 -Credential $account -Authentication Negotiate -Port 5986 -UseSSL -ConfigurationName PowerShell.7 -ApplicationName wsman -EnableNetworkAccess -ThrottleLimit 8 -ScriptBlock { hostname } } catch { $_.Exception.Message }
    /// try { Invoke-Command -ComputerName server01 -CertificateThumbprint 7F1C -SessionOption (New-PSSessionOption -SkipCACheck) -AsJob -JobName Names -HideComputerName -ScriptBlock { hostname } } catch { $_.Exception.Message }
    /// try { Invoke-Command -ComputerName server01 -InDisconnectedSession -SessionName Work -ScriptBlock { hostname } } catch { $_.Exception.Message }
    /// Set-Content ./names.ps1 'hostname'
    /// try { Invoke-Command -ComputerName server01 -FilePath ./names.ps1 } catch { $_.Exception.Message }
    /// try { Invoke-Command -ConnectionUri https://server01/wsman -AllowRedirection -ScriptBlock { hostname } } catch { $_.Exception.Message }
    /// try { $session = New-PSSession -HostName server01; Invoke-Command -Session $session -ScriptBlock { hostname } } catch { $_.Exception.Message }
    /// try { Invoke-Command -VMName Guest -Credential $account -ScriptBlock { hostname } } catch { $_.Exception.Message }
    /// try { Invoke-Command -VMId 38aad667-af54-4397-aaa7-e94c79ec2308 -Credential $account -ScriptBlock { hostname } } catch { $_.Exception.Message }
    /// try { Invoke-Command -ContainerId 0f3a -RunAsAdministrator -ScriptBlock { hostname } } catch { $_.Exception.Message }
    /// ```
    "Invoke-Command" as InvokeCommand {
        aliases: &["icm"],
        module: "Microsoft.PowerShell.Core",
        class: "Microsoft.PowerShell.Commands.InvokeCommandCommand",
        default_set: "InProcess",
    }
    parameters {
        /// Sessions on other computers; there are none.
        "Session" session: Vec<Value> { sets: &[Membership { set: "Session", position: Some(0), mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathRunspace", position: Some(0), mandatory: false, pipe: Pipe::No }], type_name: "System.Management.Automation.Runspaces.PSSession[]" },
        /// Other computers; `ssh` is the way to them.
        "ComputerName" computer_name: Vec<String> { aliases: &["Cn"], sets: &[Membership { set: "ComputerName", position: Some(0), mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathComputerName", position: Some(0), mandatory: false, pipe: Pipe::No }] },
        /// Part of PowerShell remoting, which ends with an error that names `ssh` as the way.
        "Credential" credential: Option<Value> { sets: &[Membership { set: "ComputerName", position: None, mandatory: false, pipe: Pipe::ByName }, Membership { set: "Uri", position: None, mandatory: false, pipe: Pipe::ByName }, Membership { set: "FilePathComputerName", position: None, mandatory: false, pipe: Pipe::ByName }, Membership { set: "FilePathUri", position: None, mandatory: false, pipe: Pipe::ByName }, Membership { set: "VMId", position: None, mandatory: true, pipe: Pipe::ByName }, Membership { set: "VMName", position: None, mandatory: true, pipe: Pipe::ByName }, Membership { set: "FilePathVMId", position: None, mandatory: true, pipe: Pipe::ByName }, Membership { set: "FilePathVMName", position: None, mandatory: true, pipe: Pipe::ByName }], type_name: "pscredential" },
        /// Part of PowerShell remoting, which ends with an error that names `ssh` as the way.
        "Port" port: Option<i32> { sets: &[Membership { set: "ComputerName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathComputerName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "SSHHost", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Part of PowerShell remoting, which ends with an error that names `ssh` as the way.
        "UseSSL" use_ssl: bool { sets: &[Membership { set: "ComputerName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathComputerName", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Part of PowerShell remoting, which ends with an error that names `ssh` as the way.
        "ConfigurationName" configuration_name: Option<String> { sets: &[Membership { set: "ComputerName", position: None, mandatory: false, pipe: Pipe::ByName }, Membership { set: "Uri", position: None, mandatory: false, pipe: Pipe::ByName }, Membership { set: "FilePathComputerName", position: None, mandatory: false, pipe: Pipe::ByName }, Membership { set: "FilePathUri", position: None, mandatory: false, pipe: Pipe::ByName }, Membership { set: "ContainerId", position: None, mandatory: false, pipe: Pipe::ByName }, Membership { set: "VMId", position: None, mandatory: false, pipe: Pipe::ByName }, Membership { set: "VMName", position: None, mandatory: false, pipe: Pipe::ByName }, Membership { set: "FilePathContainerId", position: None, mandatory: false, pipe: Pipe::ByName }, Membership { set: "FilePathVMId", position: None, mandatory: false, pipe: Pipe::ByName }, Membership { set: "FilePathVMName", position: None, mandatory: false, pipe: Pipe::ByName }] },
        /// Part of PowerShell remoting, which ends with an error that names `ssh` as the way.
        "ApplicationName" application_name: Option<String> { sets: &[Membership { set: "ComputerName", position: None, mandatory: false, pipe: Pipe::ByName }, Membership { set: "FilePathComputerName", position: None, mandatory: false, pipe: Pipe::ByName }] },
        /// Part of PowerShell remoting, which ends with an error that names `ssh` as the way.
        "ThrottleLimit" throttle_limit: Option<i32> { sets: &[Membership { set: "ComputerName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "Session", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "Uri", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathComputerName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathRunspace", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathUri", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "VMId", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "VMName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "ContainerId", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathVMId", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathVMName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathContainerId", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Part of PowerShell remoting, which ends with an error that names `ssh` as the way.
        "ConnectionUri" connection_uri: Option<Value> { aliases: &["URI", "CU"], sets: &[Membership { set: "Uri", position: Some(0), mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathUri", position: Some(0), mandatory: false, pipe: Pipe::No }], type_name: "uri[]" },
        /// Runs it as a job on other computers; `Start-Job` starts one here.
        "AsJob" as_job: bool { sets: &[Membership { set: "ComputerName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "Session", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "Uri", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathComputerName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathRunspace", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathUri", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "VMId", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "VMName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "ContainerId", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathVMId", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathVMName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathContainerId", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "SSHHost", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "SSHHostHashParam", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathSSHHost", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathSSHHostHash", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Part of PowerShell remoting, which ends with an error that names `ssh` as the way.
        "InDisconnectedSession" in_disconnected_session: bool { aliases: &["Disconnected"], sets: &[Membership { set: "ComputerName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathComputerName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "Uri", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathUri", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Part of PowerShell remoting, which ends with an error that names `ssh` as the way.
        "SessionName" session_name: Vec<String> { sets: &[Membership { set: "ComputerName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathComputerName", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Part of PowerShell remoting, which ends with an error that names `ssh` as the way.
        "HideComputerName" hide_computer_name: bool { aliases: &["HCN"], sets: &[Membership { set: "ComputerName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "Session", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "Uri", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathComputerName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathRunspace", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathUri", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "VMId", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "VMName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "ContainerId", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathVMId", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathVMName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathContainerId", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "SSHHost", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "SSHHostHashParam", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathSSHHost", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathSSHHostHash", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Part of PowerShell remoting, which ends with an error that names `ssh` as the way.
        "JobName" job_name: Option<String> { sets: &[Membership { set: "ComputerName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "Session", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "Uri", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathComputerName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathRunspace", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathUri", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "ContainerId", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathContainerId", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "SSHHostHashParam", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "SSHHost", position: None, mandatory: false, pipe: Pipe::No }] },
        /// The block.
        "ScriptBlock" block: Rc<ScriptBlockValue> { aliases: &["Command"], sets: &[Membership { set: "ComputerName", position: Some(1), mandatory: true, pipe: Pipe::No }, Membership { set: "Session", position: Some(1), mandatory: true, pipe: Pipe::No }, Membership { set: "Uri", position: Some(1), mandatory: true, pipe: Pipe::No }, Membership { set: "InProcess", position: Some(0), mandatory: true, pipe: Pipe::No }, Membership { set: "VMId", position: Some(1), mandatory: true, pipe: Pipe::No }, Membership { set: "VMName", position: Some(1), mandatory: true, pipe: Pipe::No }, Membership { set: "ContainerId", position: Some(1), mandatory: true, pipe: Pipe::No }, Membership { set: "SSHHost", position: Some(1), mandatory: true, pipe: Pipe::No }, Membership { set: "SSHHostHashParam", position: Some(1), mandatory: true, pipe: Pipe::No }] },
        /// Runs in the scope of the caller.
        "NoNewScope" no_new_scope: bool { sets: &[Membership { set: "InProcess", position: None, mandatory: false, pipe: Pipe::No }] },
        /// A script for other computers; `& ./script.ps1` runs one here.
        "FilePath" file_path: Option<String> { aliases: &["PSPath"], sets: &[Membership { set: "FilePathComputerName", position: Some(1), mandatory: true, pipe: Pipe::No }, Membership { set: "FilePathRunspace", position: Some(1), mandatory: true, pipe: Pipe::No }, Membership { set: "FilePathUri", position: Some(1), mandatory: true, pipe: Pipe::No }, Membership { set: "FilePathVMId", position: Some(1), mandatory: true, pipe: Pipe::No }, Membership { set: "FilePathVMName", position: Some(1), mandatory: true, pipe: Pipe::No }, Membership { set: "FilePathContainerId", position: Some(1), mandatory: true, pipe: Pipe::No }, Membership { set: "FilePathSSHHost", position: None, mandatory: true, pipe: Pipe::No }, Membership { set: "FilePathSSHHostHash", position: None, mandatory: true, pipe: Pipe::No }] },
        /// Part of PowerShell remoting, which ends with an error that names `ssh` as the way.
        "AllowRedirection" allow_redirection: bool { sets: &[Membership { set: "Uri", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathUri", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Part of PowerShell remoting, which ends with an error that names `ssh` as the way.
        "SessionOption" session_option: Option<Value> { sets: &[Membership { set: "ComputerName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "Uri", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathComputerName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathUri", position: None, mandatory: false, pipe: Pipe::No }], type_name: "System.Management.Automation.Remoting.PSSessionOption" },
        /// Part of PowerShell remoting, which ends with an error that names `ssh` as the way.
        "Authentication" authentication: Option<String> { sets: &[Membership { set: "ComputerName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathComputerName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "Uri", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathUri", position: None, mandatory: false, pipe: Pipe::No }], type_name: "System.Management.Automation.Runspaces.AuthenticationMechanism", values: &["Default", "Basic", "Negotiate", "NegotiateWithImplicitCredential", "Credssp", "Digest", "Kerberos"] },
        /// Part of PowerShell remoting, which ends with an error that names `ssh` as the way.
        "EnableNetworkAccess" enable_network_access: bool { sets: &[Membership { set: "ComputerName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathComputerName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "Uri", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathUri", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Part of PowerShell remoting, which ends with an error that names `ssh` as the way.
        "RunAsAdministrator" run_as_administrator: bool { sets: &[Membership { set: "ContainerId", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathContainerId", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Other computers; `ssh` is the way to them.
        "HostName" host_name: Vec<String> { sets: &[Membership { set: "SSHHost", position: None, mandatory: true, pipe: Pipe::No }, Membership { set: "FilePathSSHHost", position: None, mandatory: true, pipe: Pipe::No }] },
        /// Part of PowerShell remoting, which ends with an error that names `ssh` as the way.
        "UserName" user_name: Option<String> { sets: &[Membership { set: "SSHHost", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathSSHHost", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Part of PowerShell remoting, which ends with an error that names `ssh` as the way.
        "KeyFilePath" key_file_path: Option<String> { aliases: &["IdentityFilePath"], sets: &[Membership { set: "SSHHost", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathSSHHost", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Part of PowerShell remoting, which ends with an error that names `ssh` as the way.
        "Subsystem" subsystem: Option<String> { sets: &[Membership { set: "SSHHost", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathSSHHost", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Part of PowerShell remoting, which ends with an error that names `ssh` as the way.
        "ConnectingTimeout" connecting_timeout: Option<i32> { sets: &[Membership { set: "SSHHost", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathSSHHost", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Part of PowerShell remoting, which ends with an error that names `ssh` as the way.
        "SSHTransport" ssh_transport: bool { sets: &[Membership { set: "SSHHost", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathSSHHost", position: None, mandatory: false, pipe: Pipe::No }], values: &["true"] },
        /// Part of PowerShell remoting, which ends with an error that names `ssh` as the way.
        "SSHConnection" ssh_connection: Vec<Value> { sets: &[Membership { set: "SSHHostHashParam", position: None, mandatory: true, pipe: Pipe::No }, Membership { set: "FilePathSSHHostHash", position: None, mandatory: true, pipe: Pipe::No }], type_name: "hashtable[]" },
        /// Part of PowerShell remoting, which ends with an error that names `ssh` as the way.
        "Options" options: Option<Value> { sets: &[Membership { set: "SSHHost", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathSSHHost", position: None, mandatory: false, pipe: Pipe::No }], type_name: "hashtable" },
        /// Part of PowerShell remoting, which ends with an error that names `ssh` as the way.
        "RemoteDebug" remote_debug: bool { sets: &[Membership { set: "ComputerName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "Session", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "Uri", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathComputerName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathRunspace", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathUri", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "VMId", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "VMName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "ContainerId", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathVMId", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathVMName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathContainerId", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "SSHHost", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "SSHHostHashParam", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathSSHHost", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilePathSSHHostHash", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Each object for the block's `$input`.
        "InputObject" input: Value { type_name: "PSObject", pipe: Pipe::ByValue },
        /// Its arguments.
        "ArgumentList" arguments: Vec<Value> { aliases: &["Args"] },
        /// Part of PowerShell remoting, which ends with an error that names `ssh` as the way.
        "VMId" vm_id: Vec<Value> { aliases: &["VMGuid"], sets: &[Membership { set: "VMId", position: Some(0), mandatory: true, pipe: Pipe::ByName }, Membership { set: "FilePathVMId", position: Some(0), mandatory: true, pipe: Pipe::ByName }], type_name: "System.Guid[]" },
        /// Part of PowerShell remoting, which ends with an error that names `ssh` as the way.
        "VMName" vm_name: Vec<String> { sets: &[Membership { set: "VMName", position: None, mandatory: true, pipe: Pipe::ByName }, Membership { set: "FilePathVMName", position: None, mandatory: true, pipe: Pipe::ByName }] },
        /// Part of PowerShell remoting, which ends with an error that names `ssh` as the way.
        "ContainerId" container_id: Vec<String> { sets: &[Membership { set: "ContainerId", position: None, mandatory: true, pipe: Pipe::ByName }, Membership { set: "FilePathContainerId", position: None, mandatory: true, pipe: Pipe::ByName }] },
        /// Part of PowerShell remoting, which ends with an error that names `ssh` as the way.
        "CertificateThumbprint" certificate_thumbprint: Option<String> { sets: &[Membership { set: "ComputerName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "Uri", position: None, mandatory: false, pipe: Pipe::No }] },
    }
    state { collected: Vec<Value> }
}

impl Cmdlet for InvokeCommand {
    fn begin(&mut self, context: &mut Context<'_>) -> Outcome {
        match context.invocation.set {
            "InProcess" => Ok(()),
            _ => Err(remoting::refused(context)),
        }
    }

    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        if context.bound("InputObject") {
            self.collected.push(self.input.clone());
        }
        Ok(())
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        let elements = self
            .arguments
            .iter()
            .map(|value| Element::Value { value: value.clone(), span: Default::default() })
            .collect();
        let has_input = context.invocation.expects_input || !self.collected.is_empty();
        let input = match has_input {
            true => std::mem::take(&mut self.collected),
            false => Vec::new(),
        };
        let how = if self.no_new_scope { Invocation::Dot } else { Invocation::Call };
        let result = context.engine.invoke_with_input(&self.block, elements, input, how, context.sink);
        match result {
            // What stops the block's own sources ends here.
            Err(fault) if matches!(*fault, Fault::Return) => Ok(()),
            other => other,
        }
    }
}
