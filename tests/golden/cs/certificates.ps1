# Certificates of the Edge: which names they get, assigning, listing, removing. Source: migration.md C.4.
$ErrorActionPreference = 'Stop'
New-CsSite Redmond -SipDomain contoso.com | Out-Null
New-CsSipDomain fabrikam.net | Out-Null
New-CsPool pool02.contoso.net -Site Redmond | Out-Null
New-CsPool edge02.contoso.net -Site Redmond -Role EdgeServer -NextHop pool02.contoso.net | Out-Null
$plain = Request-CsCertificate -New -Type AccessEdgeExternal -ComputerFqdn edge02.contoso.net
'{0}: {1}' -f $plain.Subject, ($plain.AlternativeNames -join ' ')
New-CsXmppFederation Redmond -EdgeServer edge02.contoso.net | Out-Null
$all = Request-CsCertificate -New -Type AccessEdgeExternal -ComputerFqdn edge02.contoso.net -AllSipDomain -DomainName chat.contoso.com
'{0}: {1}' -f $all.Subject, ($all.AlternativeNames -join ' ')
Set-CsCertificate -Type AccessEdgeExternal, DataEdgeExternal -ComputerFqdn edge02.contoso.net -Thumbprint $all.Thumbprint
Get-CsCertificate -ComputerFqdn edge02.contoso.net | ForEach-Object { '{0} {1}' -f $_.Use, ($_.Thumbprint -eq $all.Thumbprint) }
$all | Set-CsCertificate -Type XMPPServer -ComputerFqdn edge02.contoso.net
@(Get-CsCertificate -ComputerFqdn edge02.contoso.net).Count
Remove-CsCertificate -Type DataEdgeExternal -ComputerFqdn edge02.contoso.net
Get-CsCertificate -ComputerFqdn edge02.contoso.net | ForEach-Object Use
foreach ($attempt in { Set-CsCertificate -Type Default -ComputerFqdn edge02.contoso.net -Thumbprint 00 }, { Request-CsCertificate -New -Type Nonsense -ComputerFqdn edge02.contoso.net },
    { Set-Content bad.pem 'no certificate'; Import-CsCertificate -Path bad.pem }, { Request-CsCertificate -New -Type AccessEdgeExternal -ComputerFqdn edge02.contoso.net -DomainName '*.contoso.com' }) {
    try { & $attempt | Out-Null; "taken: $attempt" } catch { $_.Exception.Message.Replace("$PWD/", '') }
}
