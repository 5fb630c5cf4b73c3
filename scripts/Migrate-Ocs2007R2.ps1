<#
.SYNOPSIS
Moves a deployment of Office Communications Server 2007 R2 to a new pool and Edge, with its XMPP federation.

.DESCRIPTION
The steps are those of the documentation, in their order: pilot pool, merge, policies, users, pilot Edge, routes,
remaining users, XMPP. Every step is done whole or not at all; run again, the script skips what is done. -WhatIf
prints the plan and changes nothing. -RollBack takes the steps back, from the last to the first, as long as nothing
later depends on them. The services of the new computers are started by `fedsh serve` on them.

.PARAMETER LegacyTopology
The legacy topology as an XML file.

.PARAMETER LegacyEdges
The legacy Edges and the XMPP gateway, which are in no directory, as an XML file. Policies and conference directories
may stand there too (<LegacyConfiguration>).

.PARAMETER UserFile
An LDIF export of the directory, or a CSV file of users.

.PARAMETER NewPool
Name of the new pool, which has to differ from those of the legacy deployment.

.PARAMETER NewEdge
Name of the new Edge pool.

.PARAMETER Site
Name of the new site.

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

.PARAMETER SipDomain
The SIP domain.

.PARAMETER Report
File for the report, in HTML.

.PARAMETER RollBack
Takes every completed step back.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [string]$LegacyTopology,
    [string]$LegacyEdges,
    [string]$UserFile,
    [string]$NewPool = 'pool02.contoso.net',
    [string]$NewEdge = 'edge02.contoso.net',
    [string]$Site = 'Redmond',
    [string[]]$PilotUser,
    [string[]]$Partner,
    [string]$PoolAddress = '127.0.7.1',
    [string]$EdgeInternalAddress = '127.0.7.2',
    [string]$EdgeExternalAddress = '127.0.7.3',
    [string]$SipDomain = 'contoso.com',
    [string]$Report,
    [switch]$RollBack
)

$ErrorActionPreference = 'Stop'
. $PSScriptRoot/MigrationSteps.ps1

function Invoke-Migration {
    Invoke-CsMigrationStep -Name 'Deploy the pilot pool' {
        New-CsSite $Site -SipDomain $SipDomain | Out-Null
        New-CsPool $NewPool -Site $Site -IPAddress $PoolAddress | Out-Null
        Enable-CsTopology
    }
    Invoke-CsMigrationStep -Name 'Merge the legacy topology' -Requires TopologyEnabled {
        $files = @{ TopologyXmlFileName = $LegacyTopology }
        if ($LegacyEdges) { $files.UserInputFileName = $LegacyEdges }
        Merge-CsLegacyTopology @files | Out-Null
        Enable-CsTopology
    }
    Invoke-CsMigrationStep -Name 'Take legacy policies over' -Requires LegacyMerged {
        if ($LegacyEdges -and (Get-Content -Raw $LegacyEdges) -match '<LegacyConfiguration') {
            Import-CsLegacyConfiguration
            Import-CsLegacyConferenceDirectory
        }
    }
    Invoke-CsMigrationStep -Name 'Read the users' -Requires LegacyConfigurationImported {
        $read = Import-CsUserData -FileName $UserFile -ErrorAction Continue
        Write-Host "  Users: $($read.Created) new, $($read.Updated) changed, $($read.Unchanged) as before"
    }
    Invoke-CsMigrationStep -Name 'Route federation through the legacy Edge' {
        Use-OldEdge $Site
    }
    Invoke-CsMigrationStep -Name 'Prepare the XMPP policy' {
        Add-XmppPolicy
    }
    Invoke-CsMigrationStep -Name 'Move pilot users' -Requires LegacyConfigurationImported, TopologyEnabled {
        foreach ($user in $PilotUser) { Move-CsLegacyUser $user -Target $NewPool }
    }
    Invoke-CsMigrationStep -Name 'Deploy the pilot Edge' {
        Add-PilotEdge $NewEdge -Site $Site -NextHop $NewPool -InternalAddress $EdgeInternalAddress -ExternalAddress $EdgeExternalAddress
    }
    Invoke-CsMigrationStep -Name 'Switch the federation route' {
        Switch-FederationRoute $Site -Edge $NewEdge
    }
    Invoke-CsMigrationStep -Name 'Move the remaining users' {
        $all = @(Get-CsUser -OnOfficeCommunicationServer)
        Move-Everybody $all -Target $NewPool -FromLegacy
    }
    Invoke-CsMigrationStep -Name 'Enable XMPP federation' -Requires UsersMoved {
        Enable-XmppForEverybody $Site -Edge $NewEdge -Partner $Partner
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
