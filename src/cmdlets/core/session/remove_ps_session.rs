//! `Remove-PSSession`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;

cmdlet! {
    /// Closes sessions on other computers. There are none.
    ///
    /// # Examples
    /// ```powershell
    /// Get-Command Remove-PSSession
    /// try { Remove-PSSession -Id 1 -ErrorAction Stop } catch { $_.Exception.Message }
    /// try { Remove-PSSession -Name Work -ErrorAction Stop } catch { $_.Exception.Message }
    /// try { Remove-PSSession -InstanceId 38aad667-af54-4397-aaa7-e94c79ec2308 -ErrorAction Stop } catch { $_.Exception.Message }
    /// try { Remove-PSSession -ComputerName server01 -ErrorAction Stop } catch { $_.Exception.Message }
    /// try { $session = New-PSSession -HostName server01; Remove-PSSession -Session $session -ErrorAction Stop } catch { $_.Exception.Message }
    /// try { Remove-PSSession -VMName Guest -ErrorAction Stop } catch { $_.Exception.Message }
    /// try { Remove-PSSession -VMId 38aad667-af54-4397-aaa7-e94c79ec2308 -ErrorAction Stop } catch { $_.Exception.Message }
    /// try { Remove-PSSession -ContainerId 0f3a -ErrorAction Stop } catch { $_.Exception.Message }
    /// ```
    "Remove-PSSession" as RemovePSSession {
        aliases: &["rsn"],
        module: "Microsoft.PowerShell.Core",
        class: "Microsoft.PowerShell.Commands.RemovePSSessionCommand",
        default_set: "Id",
        should_process: Some(Impact::Medium),
    }
    parameters {
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "Session" session: Vec<Value> { type_name: "System.Management.Automation.Runspaces.PSSession[]", sets: &[Membership { set: "Session", position: Some(0), mandatory: true, pipe: Pipe::Both }] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "ContainerId" container_id: Vec<String> { sets: &[Membership { set: "ContainerId", position: None, mandatory: true, pipe: Pipe::ByName }], validate: &[Validation::NotNullOrEmpty] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "VMId" vm_id: Vec<Value> { type_name: "System.Guid[]", aliases: &["VMGuid"], sets: &[Membership { set: "VMId", position: None, mandatory: true, pipe: Pipe::ByName }], validate: &[Validation::NotNullOrEmpty] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "VMName" vm_name: Vec<String> { sets: &[Membership { set: "VMName", position: None, mandatory: true, pipe: Pipe::ByName }], validate: &[Validation::NotNullOrEmpty] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "InstanceId" instance_id: Vec<Value> { type_name: "System.Guid[]", sets: &[Membership { set: "InstanceId", position: None, mandatory: true, pipe: Pipe::ByName }], validate: &[Validation::NotNull] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "Id" id: Vec<i32> { sets: &[Membership { set: "Id", position: Some(0), mandatory: true, pipe: Pipe::ByName }], validate: &[Validation::NotNull] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "Name" name: Vec<String> { sets: &[Membership { set: "Name", position: None, mandatory: true, pipe: Pipe::ByName }], validate: &[Validation::NotNullOrEmpty] },
        /// Checked as PowerShell does, but without effect: there are no remote sessions.
        "ComputerName" computer_name: Vec<String> { aliases: &["Cn"], sets: &[Membership { set: "ComputerName", position: Some(0), mandatory: true, pipe: Pipe::ByName }], validate: &[Validation::NotNullOrEmpty] },
    }
}

impl Cmdlet for RemovePSSession {
    fn process(&mut self, _context: &mut Context<'_>) -> Outcome {
        Ok(())
    }
}
