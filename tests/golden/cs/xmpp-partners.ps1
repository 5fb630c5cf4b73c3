# Partners: types, defaults, both parameter sets, list modifiers. Source: migration.md C.1 and C.2.
$ErrorActionPreference = 'Stop'
$WarningPreference = 'SilentlyContinue'
$partner = New-CsXmppAllowedPartner fabrikam.com
$partner | Format-List Identity, Domain, PartnerType, TlsNegotiation, SaslNegotiation, SupportDialbackNegotiation, EnableKeepAlive, ConnectionLimit, ProxyFqdn
foreach ($type in 'Federated', 'publicverified', 'PublicUnverified', 0, 1, 2) {
    Set-CsXmppAllowedPartner fabrikam.com -PartnerType $type
    "$type -> $((Get-CsXmppAllowedPartner fabrikam.com).PartnerType)"
}
New-CsXmppAllowedPartner -Domain tailspin.com -AdditionalDomains a.tailspin.com, b.tailspin.com | ForEach-Object { $_.Identity }
Set-CsXmppAllowedPartner tailspin.com -AdditionalDomains @{ Add = 'c.tailspin.com', 'A.tailspin.com' }
(Get-CsXmppAllowedPartner tailspin.com).AdditionalDomains -join ' '
Set-CsXmppAllowedPartner tailspin.com -AdditionalDomains @{ Remove = 'a.tailspin.com' }
(Get-CsXmppAllowedPartner tailspin.com).AdditionalDomains -join ' '
Set-CsXmppAllowedPartner tailspin.com -AdditionalDomains @{ Replace = 'z.tailspin.com' }
(Get-CsXmppAllowedPartner tailspin.com).AdditionalDomains -join ' '
$fetched = Get-CsXmppAllowedPartner tailspin.com
$fetched.AdditionalDomains.Add('y.tailspin.com') | Out-Null
$fetched.AdditionalDomains.Remove('z.tailspin.com')
$fetched.Description = 'changed'
$fetched | Set-CsXmppAllowedPartner
'{0} {1}' -f ((Get-CsXmppAllowedPartner tailspin.com).AdditionalDomains -join ' '), (Get-CsXmppAllowedPartner tailspin.com).Description
Set-CsXmppAllowedPartner tailspin.com -AdditionalDomains $null -Description $null
"[$((Get-CsXmppAllowedPartner tailspin.com).AdditionalDomains)] [$((Get-CsXmppAllowedPartner tailspin.com).Description)]"
# The recipe for a partner that speaks plain TCP only.
New-CsXmppAllowedPartner gmail.example -TlsNegotiation NotSupported -SaslNegotiation NotSupported -EnableKeepAlive $false -SupportDialbackNegotiation $true | ForEach-Object { $_.EnableKeepAlive }
(Get-CsXmppAllowedPartner -Filter *spin*).Identity
foreach ($attempt in { New-CsXmppAllowedPartner fabrikam.com }, { New-CsXmppAllowedPartner -Identity a.example -Domain b.example }, { Set-CsXmppAllowedPartner nobody.example -Description x },
    { Set-CsXmppAllowedPartner tailspin.com -PartnerType Friend }, { Set-CsXmppAllowedPartner tailspin.com -AdditionalDomains @{ Append = 'x' } }, { Remove-CsXmppAllowedPartner nobody.example },
    { Set-CsXmppAllowedPartner tailspin.com -ConnectionLimit many }) {
    try { & $attempt } catch { $_.Exception.Message }
}
Get-CsXmppAllowedPartner | Remove-CsXmppAllowedPartner
@(Get-CsXmppAllowedPartner).Count
