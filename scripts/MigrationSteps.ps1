# What the migration scripts of this folder share; they read it with `. $PSScriptRoot/MigrationSteps.ps1`.

# Moves users in one pipeline, and says how many.
function Move-Everybody([object[]]$User, [string]$Target, [switch]$FromLegacy) {
    if ($FromLegacy) { $User | Move-CsLegacyUser -Target $Target } else { $User | Move-CsUser -Target $Target }
    Write-Host "  $($User.Count) users moved to $Target"
}

function Add-PilotEdge([string]$Pool, [string]$Site, [string]$NextHop, [string]$InternalAddress, [string]$ExternalAddress) {
    New-CsPool $Pool -Site $Site -Role EdgeServer -NextHop $NextHop -IPAddress $InternalAddress -ExternalIPAddress $ExternalAddress | Out-Null
    Enable-CsTopology
}

# Federation of the site leads through a new Edge from now on.
function Switch-FederationRoute([string]$Site, [string]$Edge) {
    Set-CsSite $Site -FederationRoute "EdgeServer:$Edge"
    Set-CsAccessEdgeConfiguration -AllowFederatedUsers $true
    Enable-CsTopology
}

# Until the routes are switched, federation leads through the Edge of the old deployment.
function Use-OldEdge([string]$Site) {
    $oldEdge = Get-CsService -EdgeServer | Where-Object Version -lt 6 | Select-Object -First 1
    if ($oldEdge) { Set-CsSite $Site -FederationRoute $oldEdge.Identity }
    Enable-CsTopology
}

function Add-XmppPolicy {
    New-CsExternalAccessPolicy XmppUsers -EnableFederationAccess $true -EnableXmppAccess $true | Out-Null
}

function Enable-XmppForEverybody([string]$Site, [string]$Edge, [string[]]$Partner) {
    Get-CsUser | Grant-CsExternalAccessPolicy -PolicyName XmppUsers
    New-CsXmppFederation $Site -EdgeServer $Edge | Out-Null
    foreach ($domain in $Partner) { New-CsXmppAllowedPartner $domain -PartnerType Federated -WarningAction SilentlyContinue | Out-Null }
    Enable-CsTopology
}

function Move-EveryConferenceDirectory([string]$Target) {
    Get-CsConferenceDirectory | Where-Object HomePool -ne $Target | Move-CsConferenceDirectory -TargetPool $Target
}

# The outcome: a table, and the report where one is wanted.
function Show-Migration([string]$Report) {
    if ($Report -and -not $WhatIfPreference) { Export-CsMigrationReport $Report }
    Get-CsMigration | Format-Table Number, Name, State, Changes
}

# Takes every completed step back, from the last to the first.
function Undo-Migration {
    while ($last = Get-CsMigration | Where-Object State -eq Completed | Sort-Object RevisionAfter | Select-Object -Last 1) {
        Write-Host "Taking back: $($last.Name)"
        Undo-CsMigrationStep -Name $last.Name | Out-Null
    }
    Get-CsMigration | Format-Table Number, Name, State
}
