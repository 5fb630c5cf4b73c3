# Every row of the coexistence table: home x partner x policy x edge; out, and in with DNS at the legacy gateway and at the new
# Edge. Source: migration.md D.
New-CsSite Redmond -SipDomain contoso.com | Out-Null
New-CsPool pool02.contoso.net -Site Redmond | Out-Null
New-CsPool edge02.contoso.net -Site Redmond -Role EdgeServer -NextHop pool02.contoso.net | Out-Null
$legacy = @'
<Topology xmlns="urn:schema:Microsoft.Rtc.Management.Deploy.Topology.2008">
  <Sites><CentralSite SiteId="BackCompatSite"><Name>BackCompatSite</Name></CentralSite></Sites>
  <Clusters>
    <Cluster Fqdn="pool01.contoso.net"><ClusterId SiteId="BackCompatSite" Number="1" /><Machine Fqdn="pool01.contoso.net" /></Cluster>
    <Cluster Fqdn="edge01.contoso.net"><ClusterId SiteId="BackCompatSite" Number="2" /><Machine Fqdn="edge01.contoso.net" /></Cluster>
    <Cluster Fqdn="gw01.contoso.net"><ClusterId SiteId="BackCompatSite" Number="3" /><Machine Fqdn="gw01.contoso.net" /></Cluster>
  </Clusters>
  <Services>
    <Service ServiceVersion="4"><ServiceId SiteId="BackCompatSite" RoleName="Registrar" /><InstalledOn><ClusterId SiteId="BackCompatSite" Number="1" /></InstalledOn></Service>
    <Service ServiceVersion="4"><ServiceId SiteId="BackCompatSite" RoleName="EdgeServer" /><InstalledOn><ClusterId SiteId="BackCompatSite" Number="2" /></InstalledOn>
      <Ports xmlns="urn:schema:Microsoft.Rtc.Management.Deploy.ServiceRoles.2008"><Port Owner="urn:component:AccessEdge" Usage="Federation" InterfaceSide="External" Port="5061" Protocol="Mtls" /></Ports></Service>
    <Service ServiceVersion="4"><ServiceId SiteId="BackCompatSite" RoleName="XmppGateway" /><InstalledOn><ClusterId SiteId="BackCompatSite" Number="3" /></InstalledOn></Service>
  </Services>
</Topology>
'@
Set-Content legacy.xml $legacy
Merge-CsLegacyTopology legacy.xml | Out-Null
Set-CsSite Redmond -FederationRoute EdgeServer:edge01.contoso.net
New-CsXmppFederation Redmond -EdgeServer edge02.contoso.net | Out-Null
Set-CsSite Redmond -FederationRoute EdgeServer:edge01.contoso.net
Enable-CsTopology
Enable-CsUser legacy@contoso.com -RegistrarPool pool01.contoso.net -DisplayName Legacy
Enable-CsUser new@contoso.com -RegistrarPool pool02.contoso.net -DisplayName New
Set-CsExternalAccessPolicy -EnableFederationAccess $true
foreach ($person in 'Legacy', 'New') {
    foreach ($partner in $false, $true) {
        if ($partner) { New-CsXmppAllowedPartner fabrikam.com -WarningAction SilentlyContinue | Out-Null }
        foreach ($policy in $true, $false) {
            Set-CsExternalAccessPolicy -EnableXmppAccess $policy
            foreach ($edge in $true, $false) {
                Set-CsAccessEdgeConfiguration -AllowFederatedUsers $edge
                $ways = foreach ($host_ in 'gw01', 'edge02') {
                    Remove-DnsServerResourceRecord -ZoneName contoso.com -Name _xmpp-server._tcp -RRType SRV -ErrorAction SilentlyContinue
                    Add-DnsServerResourceRecord -ZoneName contoso.com -Name _xmpp-server._tcp -Srv -DomainName "$host_.contoso.net" -Port 5269
                    Test-CsFederationRoute $person fabrikam.com
                }
                '{0,-6} partner {1,-5} policy {2,-5} edge {3,-5} out: {4} | in, DNS at gw01: {5} | at edge02: {6}' -f $person, $partner, $policy, $edge, $ways[0].Verdict, $ways[0].Inbound, $ways[1].Inbound
            }
        }
        if ($partner) { Remove-CsXmppAllowedPartner fabrikam.com }
    }
}
# Without a route the new gateway carries nothing.
New-CsXmppAllowedPartner fabrikam.com -WarningAction SilentlyContinue | Out-Null
Set-CsAccessEdgeConfiguration -AllowFederatedUsers $true
Set-CsExternalAccessPolicy -EnableXmppAccess $true
Set-CsSite Redmond -XmppFederationRoute $null
Enable-CsTopology
'no route, Legacy: {0}' -f (Test-CsFederationRoute Legacy fabrikam.com).Verdict
'no route, New:    {0}' -f (Test-CsFederationRoute New fabrikam.com).Verdict
# A branch appliance never has XMPP.
New-CsXmppFederation Redmond -EdgeServer edge02.contoso.net | Out-Null
Publish-CsTopology -Document (Get-CsTopology -AsXml).Replace('Fqdn="pool02.contoso.net" RequiresReplication', 'Fqdn="pool02.contoso.net" fedsh:SurvivableBranchAppliance="true" RequiresReplication') -BackupFileName before.xml
Enable-CsTopology
$branch = Test-CsFederationRoute New fabrikam.com
'branch appliance: out {0}, in {1}' -f $branch.Verdict, $branch.Inbound
# Why, where DNS alone is the reason.
Set-CsSite Redmond -XmppFederationRoute EdgeServer:edge02.contoso.net
Publish-CsTopology -FileName before.xml -BackupFileName branch.xml
Enable-CsTopology
Remove-DnsServerResourceRecord -ZoneName contoso.com -Name _xmpp-server._tcp -RRType SRV
Add-DnsServerResourceRecord -ZoneName contoso.com -Name _xmpp-server._tcp -Srv -DomainName gw01.contoso.net -Port 5269
(Test-CsFederationRoute New fabrikam.com).InboundReason
