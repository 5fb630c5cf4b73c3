# What users of a partner may do, by its type, with messages that really cross: each row of C.1. Source: migration.md C.1.
$ErrorActionPreference = 'Stop'
$WarningPreference = 'SilentlyContinue'
$lab = Start-CsLab
function New-Certificate([string]$Type, [string]$Computer, [string[]]$Names) {
    $certificate = Request-CsCertificate -New -Type $Type -ComputerFqdn $Computer -DomainName $Names
    Set-CsCertificate -Type $Type -ComputerFqdn $Computer -Thumbprint $certificate.Thumbprint
}
New-CsSite Redmond | Out-Null
New-CsPool pool02.contoso.net -Site Redmond -IPAddress $lab.PoolAddress | Out-Null
New-CsPool edge02.contoso.net -Site Redmond -Role EdgeServer -NextHop pool02.contoso.net -IPAddress $lab.EdgeInternalAddress -ExternalIPAddress $lab.EdgeAddress | Out-Null
New-Certificate Default pool02.contoso.net
New-Certificate Internal edge02.contoso.net
New-Certificate AccessEdgeExternal edge02.contoso.net contoso.com
Set-CsExternalAccessPolicy -EnableXmppAccess $true -EnableFederationAccess $true
Set-CsAccessEdgeConfiguration -AllowFederatedUsers $true
Set-Content users.csv 'SipAddress,DisplayName,Enabled,Contacts', 'sip:ann@contoso.com,Ann,TRUE,juliet@fabrikam.com', 'sip:bob@contoso.com,Bob,TRUE,'
Import-CsUserData users.csv -RegistrarPool pool02.contoso.net | Out-Null
New-CsXmppAllowedPartner fabrikam.com | Out-Null
New-CsXmppFederation Redmond -EdgeServer edge02.contoso.net | Out-Null
Enable-CsTopology
Add-DnsServerResourceRecord -ZoneName contoso.com -Name xmpp -A -IPv4Address $lab.EdgeAddress -TimeToLive 1
Remove-DnsServerResourceRecord -ZoneName contoso.com -Name _xmpp-server._tcp -RRType SRV
Add-DnsServerResourceRecord -ZoneName contoso.com -Name _xmpp-server._tcp -Srv -DomainName xmpp.contoso.com -Port 5269 -TimeToLive 1
foreach ($type in 'Federated', 'PublicVerified', 'PublicUnverified') {
    Set-CsXmppAllowedPartner fabrikam.com -PartnerType $type
    $route = Test-CsFederationRoute bob@contoso.com fabrikam.com
    '{0}: may start {1}, sees the status note {2}' -f $route.PartnerType, $route.PartnerMayStart, $route.PartnerSeesStatusNote
    $sent = Test-CsXmppIM bob@contoso.com juliet@fabrikam.com -Direction In -Message "unasked, $type" -ErrorAction SilentlyContinue -ErrorVariable refused
    '  unasked message: {0} {1}' -f $sent.Result, ($refused | ForEach-Object { "$_" })
    '  Bob may write:   {0}' -f (Test-CsXmppIM bob@contoso.com juliet@fabrikam.com -Direction Out -Message "asked, $type").Result
}
Stop-CsLab
