<#
.SYNOPSIS
Moves XMPP federation from a legacy deployment to a new pool and Edge, in six steps.

.DESCRIPTION
Everything runs on this machine: the script starts a lab on loopback with a legacy pool and its XMPP
gateway, an XMPP partner (fabrikam.com) and a name server; the services of the new pool and Edge run as
fedsh serve runs them. One message in each direction crosses by the legacy gateway before the switch and
by the new one after it. Run again, it skips what is done. -WhatIf prints the plan and changes nothing.

With -Partner a real XMPP server is the partner. It has to find our domain by DNS: at the lab's name
server (-NameServerAddress), or by records that you add where it asks. PartnerUser is written to, and has
to answer within a minute: that answer is the message in the other direction.

With -LegacyTopology there is no lab: a legacy deployment serves its users and partners, and goes on to do so
until each partner is switched. The services of the new pool and Edge are those of fedsh serve on these
computers, which may run already and follow the store; the script waits for them. The zone of our domain is in
the store (Add-DnsServerResourceRecord), and fedsh serve --zones answers for it.

.PARAMETER UserFile
A CSV or LDIF file of users; without it 200 users are made up.

.PARAMETER LegacyTopology
The topology of a legacy deployment that runs, as Get-CsTopology -AsXml writes it.

.PARAMETER PoolAddress
Address of the new pool, with -LegacyTopology.

.PARAMETER EdgeInternalAddress
Address of the new Edge inside, with -LegacyTopology.

.PARAMETER Partner
Domain of a real XMPP server to talk to instead of the lab's partner; with -LegacyTopology all that are to be
switched.

.PARAMETER PartnerHost
Where that server is, when DNS does not say it: a host or an address, with a port or without.

.PARAMETER PartnerCaFile
Roots of its certificate besides those of this computer, a PEM file.

.PARAMETER PartnerUser
Who is written to there; juliet of the partner's domain when absent.

.PARAMETER Dialback
The partner authenticates by dialback over TLS instead of its certificate.

.PARAMETER SipDomain
Our domain, contoso.com when absent.

.PARAMETER Network
The first three numbers of the addresses on this machine, as 127.0.45.0.

.PARAMETER LegacyAddress
Where the legacy gateway listens for partners that cannot reach the loopback network.

.PARAMETER EdgeAddress
Where the new Edge listens for them.

.PARAMETER NameServerAddress
Where our name server listens, as 127.0.45.53:5353.

.PARAMETER Resolver
Name servers that know the partner, with their ports; those of this computer when absent.

.PARAMETER RollBack
Takes every completed step back, from the last to the first: the legacy gateway carries messages again.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [string]$UserFile,
    [string]$LegacyTopology,
    [string]$PoolAddress,
    [string]$EdgeInternalAddress,
    [string[]]$Partner,
    [string]$PartnerHost,
    [string]$PartnerCaFile,
    [string]$PartnerUser,
    [switch]$Dialback,
    [string]$SipDomain = 'contoso.com',
    [string]$Network,
    [string]$LegacyAddress,
    [string]$EdgeAddress,
    [string]$NameServerAddress,
    [string[]]$Resolver,
    [switch]$RollBack
)

$ErrorActionPreference = 'Stop'
. $PSScriptRoot/MigrationSteps.ps1

$newPool = 'pool02.contoso.net'
$edge = 'edge02.contoso.net'
if ($Partner.Count -gt 1 -and -not $LegacyTopology) { throw 'The lab has one partner: give one, or -LegacyTopology.' }
[string[]]$partners = if ($Partner) { $Partner } else { 'fabrikam.com' }
$contact = if ($PartnerUser) { $PartnerUser } else { "juliet@$($partners[0])" }

# What the lab is told, as far as it was given.
$labOptions = @{ Domain = $SipDomain }
if ($Partner) { $labOptions.PartnerDomain = $Partner[0] }
if ($PartnerHost) { $labOptions.PartnerHost = $PartnerHost }
if ($PartnerCaFile) { $labOptions.PartnerCertificateFile = $PartnerCaFile }
if ($Dialback) { $labOptions.Dialback = $true }
if ($Network) { $labOptions.Network = $Network }
if ($LegacyAddress) { $labOptions.LegacyAddress = $LegacyAddress }
if ($EdgeAddress) { $labOptions.EdgeAddress = $EdgeAddress }
if ($NameServerAddress) { $labOptions.NameServerAddress = $NameServerAddress }
if ($Resolver) { $labOptions.Resolver = $Resolver }

function New-UserFile {
    $path = Join-Path ([System.IO.Path]::GetTempPath()) "fedsh-users-$PID.csv"
    $rows = 1..200 | ForEach-Object { "sip:user$_@$SipDomain,User $_,pool01.contoso.net,TRUE" }
    Set-Content $path (@('SipAddress,DisplayName,RegistrarPool,Enabled') + $rows) -WhatIf:$false
    $path
}

function New-Certificate([string]$Type, [string]$Computer, [string[]]$Names) {
    $certificate = Request-CsCertificate -New -Type $Type -ComputerFqdn $Computer -DomainName $Names
    Set-CsCertificate -Type $Type -ComputerFqdn $Computer -Thumbprint $certificate.Thumbprint
}

function Show-Crossing([string]$When) {
    foreach ($crossed in Test-CsXmppIM -User $user -Partner $contact -Message "Message $When") {
        Write-Host ("  {0}: {1} -> {2} by the {3} gateway" -f $When, $crossed.From, $crossed.To, $crossed.Gateway.ToLower())
    }
}

# The new computers' addresses: the lab's, or those that were given.
function Start-Surroundings {
    if (-not $LegacyTopology) { return Start-CsLab @labOptions }
    Invoke-CsMigrationStep -Name 'Read the legacy topology' {
        New-CsSite Redmond -SipDomain $SipDomain | Out-Null
        Merge-CsLegacyTopology -TopologyXmlFileName $LegacyTopology | Out-Null
        Set-CsExternalAccessPolicy -EnableFederationAccess $true
        Set-CsAccessEdgeConfiguration -AllowFederatedUsers $true
        Use-OldEdge Redmond
    }
    @{ PoolAddress = $PoolAddress; EdgeInternalAddress = $EdgeInternalAddress; EdgeAddress = $EdgeAddress }
}

# Each computer of the new deployment runs what is in force.
function Wait-ForServices {
    if (-not $LegacyTopology -or $Plan) { return }
    $end = (Get-Date).AddSeconds(60)
    while ($behind = Get-CsManagementStoreReplicationStatus | Where-Object { -not $_.UpToDate }) {
        if ((Get-Date) -gt $end) { throw "$($behind.ReplicaFqdn -join ', ') does not run what is in force. Does fedsh serve run there?" }
        Start-Sleep -Milliseconds 100
    }
}

function Invoke-Migration([switch]$Plan) {
    $lab = Start-Surroundings
    $users = if ($UserFile) { $UserFile } else { New-UserFile }
    $read = Import-CsUserData -FileName $users -ErrorAction Continue
    if ($read) { Write-Host "Users: $($read.Created) new, $($read.Updated) changed, $($read.Unchanged) as before" }
    $enabled = @(Get-CsUser | Where-Object Enabled)
    $user = (@($enabled | Where-Object SipAddress -eq "sip:user1@$SipDomain") + $enabled)[0].SipAddress -replace '^sip:'
    $switched = @(Get-CsMigration | Where-Object State -eq Completed).Count -ge 6
    if (-not $Plan -and -not $switched -and -not $LegacyTopology) { Show-Crossing 'before' }

    Invoke-CsMigrationStep -Name 'Deploy the pool' {
        if (-not $LegacyTopology) { New-CsSite Redmond | Out-Null }
        New-CsPool $newPool -Site Redmond -IPAddress $lab.PoolAddress | Out-Null
        if (-not $Plan) { New-Certificate Default $newPool }
        Enable-CsTopology
    }
    Invoke-CsMigrationStep -Name 'Deploy the Edge' {
        New-CsPool $edge -Site Redmond -Role EdgeServer -NextHop $newPool -IPAddress $lab.EdgeInternalAddress -ExternalIPAddress $lab.EdgeAddress | Out-Null
        if (-not $Plan) { New-Certificate Internal $edge }
        Enable-CsTopology
    }
    Wait-ForServices
    Invoke-CsMigrationStep -Name 'Move all users' {
        $all = @(Get-CsUser | Where-Object RegistrarPool -eq 'pool01.contoso.net')
        Move-Everybody $all -Target $newPool -FromLegacy
    }
    Invoke-CsMigrationStep -Name 'Certificates and XMPP access policies' {
        if (-not $Plan) { New-Certificate AccessEdgeExternal $edge $SipDomain }
        Set-CsExternalAccessPolicy -EnableXmppAccess $true -EnableFederationAccess $true
        Set-CsAccessEdgeConfiguration -AllowFederatedUsers $true
    }
    Invoke-CsMigrationStep -Name 'Enable XMPP federation' {
        $partnerOptions = @{ PartnerType = 'Federated' }
        if ($Dialback) { $partnerOptions.SaslNegotiation = 'NotSupported' }
        if ($PartnerHost) { $partnerOptions.ProxyFqdn = $PartnerHost }
        foreach ($domain in $partners) { New-CsXmppAllowedPartner $domain @partnerOptions | Out-Null }
        New-CsXmppFederation Redmond -EdgeServer $edge | Out-Null
        Enable-CsTopology
    }
    Wait-ForServices
    Invoke-CsMigrationStep -Name 'Point DNS at the new gateway' {
        Add-DnsServerResourceRecord -ZoneName $SipDomain -Name xmpp -A -IPv4Address $lab.EdgeAddress -TimeToLive 1
        Remove-DnsServerResourceRecord -ZoneName $SipDomain -Name _xmpp-server._tcp -RRType SRV
        Add-DnsServerResourceRecord -ZoneName $SipDomain -Name _xmpp-server._tcp -Srv -DomainName xmpp.$SipDomain -Port 5269 -TimeToLive 1
    }
    if ($Plan) { return }

    # The partner notices the switch when its idle stream and its cached record have expired. A record of one second
    # can be used for nearly two: resolvers count whole seconds.
    if (-not $switched) { Start-Sleep -Milliseconds 2100 }
    if (-not $LegacyTopology) {
        Show-Crossing 'after'
        Stop-CsLab
    }
    Get-CsMigration | Format-Table Number, Name, State, Changes
}

if ($RollBack) {
    Undo-Migration
} elseif ($WhatIfPreference) {
    Show-CsMigrationPlan { Invoke-Migration -Plan }
} else {
    Invoke-Migration
}
