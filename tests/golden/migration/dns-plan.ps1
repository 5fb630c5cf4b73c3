# The records that a topology needs beside those of a real name server: before they are there, with other data, and after.
$lab = Start-CsLab
New-CsSite Redmond -SipDomain contoso.com | Out-Null
New-CsPool pool02.contoso.net -Site Redmond -IPAddress 192.0.2.3 | Out-Null
New-CsPool edge02.contoso.net -Site Redmond -Role EdgeServer -NextHop pool02.contoso.net -IPAddress 192.0.2.5 -ExternalIPAddress 192.0.2.2 | Out-Null
New-CsXmppFederation Redmond -EdgeServer edge02.contoso.net | Out-Null
Enable-CsTopology
function Show-Plan {
    Get-CsDnsPlan -Server $lab.NameServer @args | Where-Object Name -notlike pool01* | ForEach-Object { '{0,-9} {1,-8} {2,-4} {3} = {4}' -f $_.State, $_.Side, $_.Type, $_.Name, $_.Wanted }
}
Show-Plan -Side External
'--- added'
Remove-DnsServerResourceRecord -ZoneName contoso.com -Name _xmpp-server._tcp -RRType SRV
Add-DnsServerResourceRecord -ZoneName contoso.com -Name _xmpp-server._tcp -Srv -DomainName edge02.contoso.net -Port 5269
Add-DnsServerResourceRecord -ZoneName contoso.com -Name _sipfederationtls._tcp -Srv -DomainName sip.contoso.com -Port 5061
# The lab's name server follows the store when messages are tried.
Test-CsXmppIM nobody@contoso.com juliet@fabrikam.com -ErrorAction SilentlyContinue | Out-Null
Show-Plan -Side External
'--- inside'
Show-Plan -Side Internal
'--- nobody answers'
try { Get-CsDnsPlan -Server not:a:server -ErrorAction Stop } catch { $_.Exception.Message }
Stop-CsLab
