# One implementation serves all families: scopes, defaults, list modifiers, objects that come back, errors.
$WarningPreference = 'SilentlyContinue'
New-CsSite Redmond -SipDomain contoso.com | Out-Null
New-CsVoicePolicy Sales -PstnUsages Internal, Local | Format-List Identity, PstnUsages, AllowCallForwarding
Set-CsVoicePolicy Sales -PstnUsages @{ Add = 'Long Distance'; Remove = 'internal' }
(Get-CsVoicePolicy Tag:Sales).PstnUsages -join ', '
Set-CsVoicePolicy Sales -PstnUsages @{ Replace = 'A', 'B' }
$policy = Get-CsVoicePolicy Sales
$policy.PstnUsages.Add('C') | Out-Null
$policy.Description = "Ann's"
$policy | Set-CsVoicePolicy
Get-CsVoicePolicy Sales | Select-Object Identity, Description, @{ Name = 'Usages'; Expression = { $_.PstnUsages -join ',' } }
New-CsVoicePolicy site:Redmond -Description Site | Out-Null
Set-CsVoicePolicy -Description Everybody
Get-CsVoicePolicy | Select-Object Identity, Description
(Get-CsVoicePolicy -Filter 'tag:*').Identity
Set-CsVoicePolicy Sales -Description $null
"cleared: [$((Get-CsVoicePolicy Sales).Description)]"
Remove-CsVoicePolicy Global
"reset: [$((Get-CsVoicePolicy Global).Description)]"
Remove-CsVoicePolicy Sales
$ErrorActionPreference = 'Stop'
foreach ($attempt in { Get-CsVoicePolicy Sales }, { New-CsVoicePolicy Global }, { New-CsVoicePolicy site:Nowhere },
    { New-CsVoicePolicy service:Registrar:pool }, { Set-CsVoicePolicy -PSTNVoicemailEscapeTimer soon },
    { Set-CsVoicePolicy -VoiceDeploymentMode Mars }, { Set-CsVoicePolicy -PstnUsages @{ Append = 'x' } }) {
    try { & $attempt } catch { $_.Exception.Message; $_.FullyQualifiedErrorId }
}
$ErrorActionPreference = 'Continue'
New-CsVoiceNormalizationRule -Parent global -Name Prefix -Pattern '^9(\d+)$' | Format-List Identity, Name, Pattern, Priority
New-CsNetworkSubnet 192.0.2.0 -MaskBits 24 | Format-List Identity, SubnetID, MaskBits
'{0} is a {1}' -f (Get-CsClientPolicy).HotdeskingTimeout, (Get-CsClientPolicy).HotdeskingTimeout.GetType().Name
