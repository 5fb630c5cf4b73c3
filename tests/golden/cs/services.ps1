# Services by role, settings of roles that fedsh does not run, and what each is called.
$xml = @'
<Topology xmlns="urn:schema:Microsoft.Rtc.Management.Deploy.Topology.2008">
  <Sites><CentralSite SiteId="1"><Name>Redmond</Name></CentralSite></Sites>
  <Clusters><Cluster Fqdn="pool02.contoso.net"><ClusterId SiteId="1" Number="1" /><Machine Fqdn="fe01.contoso.net"><NetInterface InterfaceSide="Primary" IPAddress="192.0.2.5" /></Machine></Cluster></Clusters>
  <Services>
    <Service ServiceVersion="6"><ServiceId SiteId="1" RoleName="Registrar" /><InstalledOn><ClusterId SiteId="1" Number="1" /></InstalledOn></Service>
    <Service ServiceVersion="6"><ServiceId SiteId="1" RoleName="UserServices" /><InstalledOn><ClusterId SiteId="1" Number="1" /></InstalledOn></Service>
    <Service ServiceVersion="6"><ServiceId SiteId="1" RoleName="ApplicationServer" /><InstalledOn><ClusterId SiteId="1" Number="1" /></InstalledOn></Service>
    <Service ServiceVersion="6"><ServiceId SiteId="1" RoleName="CentralMgmt" /><InstalledOn><ClusterId SiteId="1" Number="1" /></InstalledOn></Service>
  </Services>
</Topology>
'@
Publish-CsTopology -Document $xml
Get-CsService | ForEach-Object { '{0,-45} {1}' -f $_.Identity, $_.ServiceId }
(Get-CsService -UserServer).Identity, (Get-CsService -CentralManagement).Identity, @(Get-CsService -EdgeServer).Count
(Get-CsService -Filter App*).Role
Set-CsApplicationServer ApplicationServer:pool02.contoso.net -RgsSipPort 5071 -Registrar Registrar:pool02.contoso.net
Set-CsUserServer -McuFactorySipPort 444
(Get-CsService -ApplicationServer).RgsSipPort, (Get-CsService -UserServer).McuFactorySipPort
$again = Get-CsTopology -AsXml
Publish-CsTopology -Document $again -BackupFileName before.xml
(Get-CsService -ApplicationServer).Registrar
Get-CsNetworkInterface | Format-List Identity, IPAddress
New-CsAnnouncement ApplicationServer:pool02.contoso.net -Name Welcome -TextToSpeechPrompt Hello -Language en-US | ForEach-Object { $_.Identity -replace '[0-9a-f]{8}-.*$', '<guid>' }
(Get-CsAnnouncement).Name
New-CsUnassignedNumber Redmond '+14255551000' '+14255551100' ApplicationServer:pool02.contoso.net Welcome | Format-List Identity, AnnouncementName, Priority
New-CsCallParkOrbit North -NumberRangeStart 100 -NumberRangeEnd 120 -CallParkService ApplicationServer:pool02.contoso.net -Type GroupPickup | Out-Null
'{0} {1}' -f @(Get-CsCallParkOrbit -Type CallPark).Count, @(Get-CsCallParkOrbit -Type GroupPickup).Count
$ErrorActionPreference = 'Stop'
foreach ($attempt in { Set-CsApplicationServer Registrar:pool02.contoso.net -RgsSipPort 1 }, { Set-CsDirector -SipPort 5061 }, { Set-CsUserServer UserServer:pool02.contoso.net -ConferenceServer ConferencingServer:pool09.contoso.net },
    { Set-CsApplicationServer -RgsSipPort 70000 }, { Get-CsService Registrar:nowhere }, { Get-CsPool nowhere }, { Get-CsSite nowhere }, { Get-CsComputer nowhere },
    { New-CsUnassignedNumber Bad '+14255551100' '+14255551000' -ExUmAutoAttendantPhoneNumber '+1' }, { New-CsAnnouncement Registrar:pool02.contoso.net -Name x -TextToSpeechPrompt y }, { New-CsConferenceDirectory x -HomePool y }) {
    try { & $attempt } catch { $_.Exception.Message -replace '[0-9a-f]{8}-[0-9a-f-]{27}', '<guid>' }
}
