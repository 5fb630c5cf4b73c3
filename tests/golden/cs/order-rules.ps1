# Each rule of the order of a migration, broken by a step and explained; nothing of the step is kept. Source: migration.md B.3, rules 1 to 7.
$WarningPreference = 'SilentlyContinue'
function Step { param([string]$Name, [string[]]$Requires, [scriptblock]$Do)
    $more = if ($Requires) { @{ Requires = $Requires } } else { @{} }
    try { Invoke-CsMigrationStep $Name $Do @more *> $null; "${Name}: done" } catch { "${Name}: $($_.Exception.Message)" }
}
New-CsSite Redmond -SipDomain contoso.com | Out-Null
New-CsPool pool02.contoso.net -Site Redmond | Out-Null
# 1: enabled before the management store moves.
Step 'Move the store' TopologyEnabled { Move-CsManagementServer -ErrorAction Stop }
Enable-CsTopology
# 2: merged, published, policies taken over, and only then users.
Step 'Take policies over' LegacyMerged { Import-CsLegacyConfiguration }
$port = '<Port Owner="urn:component:{0}" Usage="x" InterfaceSide="External" Port="{1}" Protocol="Tls" ConfiguredFqdn="sip.contoso.com" />'
$ports = 'AccessEdge', 'DataProxy', 'MediaRelay' | ForEach-Object { $port -f $_, (443 + $_.Length) }
Set-Content legacy.xml @"
<Topology xmlns="urn:schema:Microsoft.Rtc.Management.Deploy.Topology.2008">
  <Sites><CentralSite SiteId="BackCompatSite"><Name>BackCompatSite</Name></CentralSite></Sites>
  <Clusters>
    <Cluster Fqdn="pool01.contoso.net"><ClusterId SiteId="BackCompatSite" Number="1" /><Machine Fqdn="pool01.contoso.net" /></Cluster>
    <Cluster Fqdn="edge01.contoso.net"><ClusterId SiteId="BackCompatSite" Number="2" /><Machine Fqdn="edge01.contoso.net" /></Cluster>
  </Clusters>
  <Services>
    <Service ServiceVersion="4"><ServiceId SiteId="BackCompatSite" RoleName="Registrar" /><InstalledOn><ClusterId SiteId="BackCompatSite" Number="1" /></InstalledOn></Service>
    <Service ServiceVersion="4"><ServiceId SiteId="BackCompatSite" RoleName="EdgeServer" /><InstalledOn><ClusterId SiteId="BackCompatSite" Number="2" /></InstalledOn>
      <Ports xmlns="urn:schema:Microsoft.Rtc.Management.Deploy.ServiceRoles.2008">$ports</Ports></Service>
  </Services>
</Topology>
"@
Merge-CsLegacyTopology legacy.xml | Out-Null
Set-CsSite Redmond -FederationRoute EdgeServer:edge01.contoso.net
Step 'Move users' TopologyEnabled { Move-CsLegacyUser Ann -Target pool02.contoso.net -ErrorAction Stop }
Enable-CsTopology
Set-Content users.csv 'SipAddress,DisplayName,RegistrarPool,VoicePolicy', 'sip:ann@contoso.com,Ann,pool01.contoso.net,OldVoice'
Import-CsUserData users.csv | Out-Null
Step 'Move Ann' @() { Move-CsLegacyUser Ann -Target pool02.contoso.net -ErrorAction Stop }
Step 'Move Ann without it' @() { Move-CsLegacyUser Ann -Target pool02.contoso.net -ExcludeVoicePolicy -ErrorAction Stop }
Undo-CsMigrationStep -Confirm:$false | Out-Null
# 3: replicas are where the store is.
Step 'Wait' ReplicationComplete { }
# 4: the new Edge does not federate before the switch.
New-CsPool edge02.contoso.net -Site Redmond -Role EdgeServer -NextHop pool02.contoso.net | Out-Null
Step 'Pilot Edge' EdgeNotFederating { }
# 5: users before certificates, partners and DNS of XMPP.
Step 'Partner' @() { New-CsXmppAllowedPartner fabrikam.com | Out-Null }
Step 'Route' @() { New-CsXmppFederation Redmond -EdgeServer edge02.contoso.net | Out-Null }
Step 'Certificates' UsersMoved { }
# 6: the three services of the legacy Edge share one name.
Step 'Switch' @() { Set-CsSite Redmond -FederationRoute EdgeServer:edge02.contoso.net }
# 7: users and conference directories before the pool goes.
New-CsConferenceDirectory 42 -HomePool pool01.contoso.net | Out-Null
Step 'Retire' ConferenceDirectoriesMoved { }
Set-Content empty.xml '<Topology/>'
Step 'Drop the pool' @() { Merge-CsLegacyTopology empty.xml -Force | Out-Null }
Step 'Move Ann first' @() { Move-CsLegacyUser Ann -Target pool02.contoso.net -ExcludeVoicePolicy -ErrorAction Stop }
Set-CsSite Redmond -FederationRoute $null
Step 'Drop the pool now' @() { Merge-CsLegacyTopology empty.xml -Force | Out-Null }
Step 'Move the directory' @() { Get-CsConferenceDirectory | Move-CsConferenceDirectory -TargetPool pool02.contoso.net -Confirm:$false }
Step 'Drop the pool at last' @() { Merge-CsLegacyTopology empty.xml -Force | Out-Null }
'{0} {1} {2}' -f (Get-CsUser Ann).RegistrarPool, (Get-CsConferenceDirectory).HomePool, ((Get-CsPool).Identity -join ',')
