# Records of the store's zone are served and looked up over a real resolver path.
$lab = Start-CsLab
Resolve-DnsName _xmpp-server._tcp.contoso.com -Type SRV -Server $lab.NameServer | Where-Object Section -eq Answer | ForEach-Object Data
Add-DnsServerResourceRecord -ZoneName contoso.com -Name www -A -IPv4Address 192.0.2.7
Test-CsXmppIM nobody@contoso.com juliet@fabrikam.com -ErrorAction SilentlyContinue | Select-Object From, Result
$Error[0].Exception.Message
(Resolve-DnsName www.contoso.com -Server $lab.NameServer).Data
try { Resolve-DnsName missing.contoso.com -Server $lab.NameServer -ErrorAction Stop } catch { 'not found' }
try { Add-DnsServerResourceRecord -ZoneName contoso.com -Name bad -A -IPv4Address not-an-address -ErrorAction Stop } catch { $_.CategoryInfo.Category }
Stop-CsLab
