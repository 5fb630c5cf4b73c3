<#
.SYNOPSIS
Moves XMPP federation from a legacy deployment to a new pool and Edge, in six steps.

.DESCRIPTION
Everything runs on this machine: the script starts a lab on loopback with a legacy pool and its XMPP
gateway, an XMPP partner (fabrikam.com) and a name server. One message in each direction crosses by the
legacy gateway before the switch and by the new one after it. Run again, it skips what is done.
-WhatIf prints the plan and changes nothing.

.PARAMETER UserFile
A CSV or LDIF file of users; without it 200 users are made up.

.PARAMETER Partner
A real XMPP server to talk to instead of the lab's partner. Not supported yet.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [string]$UserFile,
    [string]$Partner
)

$ErrorActionPreference = 'Stop'
if ($Partner) { throw "fedsh does not support -Partner yet: the lab has its own partner, fabrikam.com." }

$newPool = 'pool02.contoso.net'
$edge = 'edge02.contoso.net'
$juliet = 'juliet@fabrikam.com'

function New-UserFile {
    $path = Join-Path ([System.IO.Path]::GetTempPath()) "fedsh-users-$PID.csv"
    $rows = 1..200 | ForEach-Object { "sip:user$_@contoso.com,User $_,pool01.contoso.net,TRUE" }
    Set-Content $path (@('SipAddress,DisplayName,RegistrarPool,Enabled') + $rows) -WhatIf:$false
    $path
}

function Show-Crossing([string]$When) {
    foreach ($crossed in Test-CsXmppIM -User user1@contoso.com -Partner $juliet -Message "Message $When") {
        Write-Host ("  {0}: {1} -> {2} by the {3} gateway" -f $When, $crossed.From, $crossed.To, $crossed.Gateway.ToLower())
    }
}

function Invoke-Migration([switch]$Plan) {
    $lab = Start-CsLab
    $users = if ($UserFile) { $UserFile } else { New-UserFile }
    $read = Import-CsUserData -FileName $users -ErrorAction Continue
    if ($read) { Write-Host "Users: $($read.Created) new, $($read.Updated) changed, $($read.Unchanged) as before" }
    $switched = @(Get-CsMigration | Where-Object State -eq Completed).Count -ge 6
    if (-not $Plan -and -not $switched) { Show-Crossing 'before' }

    Invoke-CsMigrationStep -Name 'Deploy the pool' {
        New-CsSite Redmond | Out-Null
        New-CsPool $newPool -Site Redmond -IPAddress $lab.PoolAddress | Out-Null
        Enable-CsTopology
    }
    Invoke-CsMigrationStep -Name 'Deploy the Edge' {
        New-CsPool $edge -Site Redmond -Role EdgeServer -NextHop $newPool -IPAddress $lab.EdgeInternalAddress -ExternalIPAddress $lab.EdgeAddress | Out-Null
        Enable-CsTopology
    }
    Invoke-CsMigrationStep -Name 'Move all users' {
        $all = @(Get-CsUser | Where-Object RegistrarPool -eq 'pool01.contoso.net')
        $moved = 0
        foreach ($user in $all) {
            Move-CsLegacyUser $user.SipAddress -Target $newPool
            $moved++
            Write-Progress -Activity 'Moving users' -Status "$moved of $($all.Count)" -PercentComplete (100 * $moved / $all.Count)
        }
        Write-Progress -Activity 'Moving users' -Completed
        Write-Host "  $moved users moved to $newPool"
    }
    Invoke-CsMigrationStep -Name 'Certificates and XMPP access policies' {
        if (-not $Plan) {
            $certificate = Request-CsCertificate -New -Type AccessEdgeExternal -ComputerFqdn $edge -DomainName contoso.com
            Set-CsCertificate -Type AccessEdgeExternal -ComputerFqdn $edge -Thumbprint $certificate.Thumbprint
        }
        Set-CsExternalAccessPolicy -EnableXmppAccess $true -EnableFederationAccess $true
        Set-CsAccessEdgeConfiguration -AllowFederatedUsers $true
    }
    Invoke-CsMigrationStep -Name 'Enable XMPP federation' {
        New-CsXmppAllowedPartner $lab.PartnerDomain -PartnerType Federated | Out-Null
        New-CsXmppFederation Redmond -EdgeServer $edge | Out-Null
        Enable-CsTopology
    }
    Invoke-CsMigrationStep -Name 'Point DNS at the new gateway' {
        Add-DnsServerResourceRecord -ZoneName contoso.com -Name xmpp -A -IPv4Address $lab.EdgeAddress -TimeToLive 1
        Remove-DnsServerResourceRecord -ZoneName contoso.com -Name _xmpp-server._tcp -RRType SRV
        Add-DnsServerResourceRecord -ZoneName contoso.com -Name _xmpp-server._tcp -Srv -DomainName xmpp.contoso.com -Port 5269 -TimeToLive 1
    }
    if ($Plan) { return }

    # The partner notices the switch when its idle stream and its cached record have expired.
    if (-not $switched) { Start-Sleep -Milliseconds 1500 }
    Show-Crossing 'after'
    Stop-CsLab
    Get-CsMigration | Format-Table Number, Name, State, Changes
}

if ($WhatIfPreference) {
    Show-CsMigrationPlan { Invoke-Migration -Plan }
} else {
    Invoke-Migration
}
