<#
.SYNOPSIS
Moves a deployment of Lync Server 2010 to a new pool and Edge, with its XMPP federation.

.DESCRIPTION
The steps are those of the documentation, in their order: pilot pool beside the old one, test users, pilot Edge,
routes, remaining users, XMPP, management store. There is nothing to merge, since both products are in one topology.
Every step is done whole or not at all; run again, the script skips what is done. -WhatIf prints the plan and changes
nothing. -RollBack takes the steps back, from the last to the first, as long as nothing later depends on them. The
services of the new computers are started by `fedsh serve` on them.

.PARAMETER Topology
The topology of Lync Server 2010, as Get-CsTopology -AsXml wrote it there.

.PARAMETER UserFile
An LDIF export of the directory, or a CSV file of users.

.PARAMETER UserData
Contact lists, as Export-CsUserData wrote them there.

.PARAMETER NewPool
Name of the new pool.

.PARAMETER NewEdge
Name of the new Edge pool.

.PARAMETER Site
Name of the site, which is in the topology.

.PARAMETER PilotUser
Users who move first; wildcards are allowed in display names.

.PARAMETER Partner
XMPP domains that users may talk to.

.PARAMETER PoolAddress
Address of the new pool.

.PARAMETER EdgeInternalAddress
Address of the new Edge inside.

.PARAMETER EdgeExternalAddress
Address of the new Edge outside.

.PARAMETER Report
File for the report, in HTML.

.PARAMETER RollBack
Takes every completed step back.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [string]$Topology,
    [string]$UserFile,
    [string]$UserData,
    [string]$NewPool = 'pool02.contoso.net',
    [string]$NewEdge = 'edge02.contoso.net',
    [string]$Site = 'Redmond',
    [string[]]$PilotUser,
    [string[]]$Partner,
    [string]$PoolAddress = '127.0.7.1',
    [string]$EdgeInternalAddress = '127.0.7.2',
    [string]$EdgeExternalAddress = '127.0.7.3',
    [string]$Report,
    [switch]$RollBack
)

$ErrorActionPreference = 'Stop'
. $PSScriptRoot/MigrationSteps.ps1

function Invoke-Migration {
    Invoke-CsMigrationStep -Name 'Read the topology of Lync Server 2010' {
        Publish-CsTopology -FileName $Topology
        Enable-CsTopology
    }
    Invoke-CsMigrationStep -Name 'Read the users' -Requires TopologyEnabled {
        $read = Import-CsUserData -FileName $UserFile -ErrorAction Continue
        Write-Host "  Users: $($read.Created) new, $($read.Updated) changed, $($read.Unchanged) as before"
        if ($UserData) { Import-CsUserData -FileName $UserData -ErrorAction Continue | Out-Null }
    }
    Invoke-CsMigrationStep -Name 'Deploy the pilot pool' {
        New-CsPool $NewPool -Site $Site -IPAddress $PoolAddress | Out-Null
        Use-OldEdge $Site
    }
    Invoke-CsMigrationStep -Name 'Prepare the XMPP policy' {
        Add-XmppPolicy
    }
    Invoke-CsMigrationStep -Name 'Move test users' -Requires TopologyEnabled {
        foreach ($user in $PilotUser) { Move-CsUser $user -Target $NewPool }
    }
    Invoke-CsMigrationStep -Name 'Deploy the pilot Edge' -Requires EdgeNotFederating {
        Add-PilotEdge $NewEdge -Site $Site -NextHop $NewPool -InternalAddress $EdgeInternalAddress -ExternalAddress $EdgeExternalAddress
    }
    Invoke-CsMigrationStep -Name 'Switch the federation route' {
        Set-CsEdgeServer "EdgeServer:$NewEdge" -Registrar "Registrar:$NewPool"
        Switch-FederationRoute $Site -Edge $NewEdge
    }
    Invoke-CsMigrationStep -Name 'Move the remaining users' {
        $all = @(Get-CsUser -OnLyncServer | Where-Object RegistrarPool -ne $NewPool)
        Move-Everybody $all -Target $NewPool
    }
    Invoke-CsMigrationStep -Name 'Enable XMPP federation' -Requires UsersMoved {
        Enable-XmppForEverybody $Site -Edge $NewEdge -Partner $Partner
    }
    Invoke-CsMigrationStep -Name 'Move the management store' -Requires TopologyEnabled {
        Move-CsManagementServer -TargetFqdn $NewPool -WarningAction SilentlyContinue
    }
    Invoke-CsMigrationStep -Name 'Move conference directories' {
        Move-EveryConferenceDirectory $NewPool
    }
    Show-Migration $Report
}

if ($RollBack) {
    Undo-Migration
} elseif ($WhatIfPreference) {
    Show-CsMigrationPlan { Invoke-Migration }
} else {
    Invoke-Migration
}
