# Allowed and blocked domains, hosting and public providers.
$ErrorActionPreference = 'Stop'
New-CsAllowedDomain fabrikam.com -ProxyFqdn sip.fabrikam.com -Comment North -MarkForMonitoring $true | Format-List
New-CsAllowedDomain -Domain tailspin.com | ForEach-Object { $_.Identity }
Set-CsAllowedDomain tailspin.com -Comment 'Second'
Get-CsAllowedDomain | Select-Object Identity, Comment, MarkForMonitoring
New-CsBlockedDomain spam.example -Comment 'No' | Format-List
Get-CsBlockedDomain -Filter *.example | ForEach-Object { $_.Domain }
New-CsHostingProvider Fabrikam -ProxyFqdn proxy.fabrikam.com -Enabled $true -EnabledSharedAddressSpace $false -HostsOCSUsers $true -VerificationLevel AlwaysVerifiable | Format-List
New-CsPublicProvider Contoso -ProxyFqdn proxy.contoso.com -Enabled $true -VerificationLevel UseSourceVerification | Format-List
Disable-CsHostingProvider Fabrikam
(Get-CsHostingProvider Fabrikam).Enabled
Enable-CsHostingProvider Fabrikam
(Get-CsHostingProvider Fabrikam).Enabled
Disable-CsPublicProvider Contoso
(Get-CsPublicProvider Contoso).Enabled
foreach ($attempt in { New-CsAllowedDomain fabrikam.com }, { New-CsBlockedDomain }, { Remove-CsAllowedDomain nobody.example }, { New-CsHostingProvider Fabrikam -ProxyFqdn x.example -Enabled $true -EnabledSharedAddressSpace $false -HostsOCSUsers $false },
    { New-CsHostingProvider Other -Enabled $true }, { Set-CsPublicProvider Contoso -VerificationLevel Sometimes }) {
    try { & $attempt; "taken: $attempt" } catch { $_.Exception.Message }
}
Get-CsAllowedDomain | Remove-CsAllowedDomain
Get-CsBlockedDomain | Remove-CsBlockedDomain
@(Get-CsAllowedDomain).Count + @(Get-CsBlockedDomain).Count
