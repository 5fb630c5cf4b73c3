# Scopes of the external access policy: what makes, assigns and removes a policy of each. Source: migration.md C.5.
$ErrorActionPreference = 'Stop'
New-CsSite Redmond -SipDomain contoso.com | Out-Null
New-CsPool pool02.contoso.net -Site Redmond | Out-Null
Enable-CsUser ann@contoso.com -RegistrarPool pool02.contoso.net -DisplayName Ann
function Show { param($What) '{0,-28} {1}' -f $What, (Get-CsEffectivePolicy Ann).ExternalAccessPolicy }
'defaults: {0}' -f ((Get-CsExternalAccessPolicy | ForEach-Object { $_.EnableXmppAccess, $_.EnableOutsideAccess, $_.EnableFederationAccess, $_.EnablePublicCloudAudioVideoAccess }) -join ' ')
Show 'before'
try { New-CsExternalAccessPolicy Global } catch { $_.Exception.Message }
Set-CsExternalAccessPolicy -Identity Global -EnableXmppAccess $true
(Get-CsExternalAccessPolicy Global).EnableXmppAccess
Remove-CsExternalAccessPolicy Global
(Get-CsExternalAccessPolicy Global).EnableXmppAccess
New-CsExternalAccessPolicy site:Redmond -EnableXmppAccess $true | Out-Null
Show 'site policy assigns itself'
try { Grant-CsExternalAccessPolicy Ann -PolicyName site:Redmond } catch { $_.Exception.Message }
try { New-CsExternalAccessPolicy site:Nowhere } catch { $_.Exception.Message }
New-CsExternalAccessPolicy SalesPolicy -EnableOutsideAccess $true | Out-Null
(Get-CsExternalAccessPolicy SalesPolicy).Identity
Show 'made but not granted'
Grant-CsExternalAccessPolicy Ann -PolicyName SalesPolicy
Show 'granted'
'as a whole: {0}' -f (Get-CsExternalAccessPolicy (Get-CsEffectivePolicy Ann).ExternalAccessPolicy).EnableXmppAccess
Grant-CsExternalAccessPolicy Ann -PolicyName $null
Show 'unassigned'
Remove-CsExternalAccessPolicy site:Redmond
Show 'site policy removed'
(Get-CsExternalAccessPolicy -Filter tag:*).Identity
try { Grant-CsExternalAccessPolicy -Global -PolicyName SalesPolicy } catch { $_.Exception.Message }
try { Grant-CsExternalAccessPolicy -Group Sales -Rank 1 -PolicyName SalesPolicy } catch { $_.Exception.Message }
