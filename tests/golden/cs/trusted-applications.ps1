# Pools of trusted servers, their computers and applications; hosting and public providers; partner applications.
New-CsSite Redmond -SipDomain contoso.com | Out-Null
New-CsPool pool02.contoso.net -Site Redmond | Out-Null
$pool = New-CsTrustedApplicationPool trust.contoso.net -Registrar pool02.contoso.net -ComputerFqdn app01.contoso.net -AudioPortStart 30000 -AudioPortCount 100 3>&1
$pool[0].Message
$pool[1] | Format-List Identity, Registrar, ThrottleAsServer, AudioPortStart, SiteId, ServiceId
New-CsTrustedApplicationComputer app02.contoso.net -Pool trust.contoso.net | Out-Null
(Get-CsTrustedApplicationComputer -Pool trust.contoso.net).Identity
New-CsTrustedApplication -ApplicationId tapp1 -TrustedApplicationPoolFqdn trust.contoso.net -Port 2000 | Format-List Identity, Protocol, Port
New-CsTrustedApplication trust.contoso.net/urn:application:tapp2 -Port 2001 -EnableTcp | Out-Null
Set-CsTrustedApplication trust.contoso.net/tapp2 -Port 2002
Get-CsTrustedApplication | ForEach-Object { '{0} {1}' -f $_.Identity, $_.Port }
(Get-CsTrustedApplicationPool).Applications
(Get-CsService -TrustedApplicationPool).Identity
Get-CsTrustedApplication -Filter *tapp1 | Remove-CsTrustedApplication
@(Get-CsTrustedApplication).Count
Set-CsTrustedApplicationPool trust.contoso.net -OutboundOnly $true
(Get-CsTrustedApplicationPool TrustedApplicationPool:trust.contoso.net).OutboundOnly
New-CsHostingProvider Fabrikam -ProxyFqdn proxy.fabrikam.com -Enabled $false -EnabledSharedAddressSpace $false -HostsOCSUsers $false | Out-Null
Enable-CsHostingProvider Fabrikam
(Get-CsHostingProvider Fabrikam).Enabled
Get-CsHostingProvider | Disable-CsHostingProvider
(Get-CsHostingProvider Fabrikam).Enabled
New-CsPartnerApplication microsoft.exchange -ApplicationTrustLevel Full -MetadataUrl https://mail.contoso.com/metadata/json/1 | Format-List Identity, AuthToken, ApplicationTrustLevel, Enabled
Set-CsPartnerApplication microsoft.exchange -UseOAuthServer -Enabled $false
(Get-CsPartnerApplication).AuthToken, (Get-CsPartnerApplication).Enabled
$ErrorActionPreference = 'Stop'
foreach ($attempt in { New-CsTrustedApplication trust.contoso.net/tapp2 -Port 9 }, { New-CsTrustedApplication trust.contoso.net/tapp3 -Port 2002 }, { New-CsTrustedApplication nowhere.contoso.net/a -Port 9 },
    { New-CsTrustedApplication tapp -Port 9 }, { Remove-CsTrustedApplicationComputer pool02.contoso.net }, { New-CsTrustedApplicationPool pool02.contoso.net -Site Redmond }, { Enable-CsPublicProvider Nobody }) {
    try { & $attempt } catch { $_.Exception.Message }
}
Remove-CsTrustedApplicationComputer app01.contoso.net
try { Remove-CsTrustedApplicationComputer app02.contoso.net } catch { $_.Exception.Message }
Remove-CsTrustedApplicationPool trust.contoso.net
@(Get-CsPool).Count
