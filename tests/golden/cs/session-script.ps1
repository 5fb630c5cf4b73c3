# What was done at the prompt becomes a script that does it again on another store.
New-CsSite Redmond -SipDomain contoso.com | Out-Null
New-CsPool pool02.contoso.net -Site Redmond | Out-Null
$partner = 'fabrikam.com'
New-CsXmppAllowedPartner $partner -SaslNegotiation Optional -AdditionalDomains chat.fabrikam.com | Out-Null
Enable-CsUser ann@contoso.com -RegistrarPool pool02.contoso.net -DisplayName "Ann O'Hara"
New-CsVoicePolicy 'Quoted "Sales"' -Description "It's `$5" | Out-Null
Get-CsUser | Grant-CsVoicePolicy -PolicyName 'Quoted "Sales"'
Set-CsExternalAccessPolicy -EnableXmppAccess $true
Invoke-CsMigrationStep 'Named step' { Set-CsAccessEdgeConfiguration -AllowFederatedUsers $true; Enable-CsTopology }
Export-CsSessionScript again.ps1
Get-Content again.ps1 | Select-Object -Skip 1
Set-CsManagementConnection -StoreProvider Memory -Connection other
& ./again.ps1
'{0} {1} {2} {3}' -f (Get-CsXmppAllowedPartner).AdditionalDomains[0], (Get-CsUser).DisplayName, (Get-CsUser).VoicePolicy, (Get-CsAccessEdgeConfiguration).AllowFederatedUsers
(Get-CsVoicePolicy 'Quoted "Sales"').Description
& ./again.ps1
try { Export-CsSessionScript again.ps1 -ErrorAction Stop } catch { $_.Exception.Message.Replace("$PWD/", '') }
