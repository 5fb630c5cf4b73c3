# The nearest policy holds: the user's own, else that of the site, else the global one. Source: migration.md C.5.
New-CsSite Redmond -SipDomain contoso.com | Out-Null
New-CsPool pool02.contoso.net -Site Redmond | Out-Null
Enable-CsUser ann@contoso.com -RegistrarPool pool02.contoso.net -DisplayName Ann
Enable-CsUser bob@contoso.com -RegistrarPool pool02.contoso.net -DisplayName Bob
New-CsExternalAccessPolicy XmppUsers -EnableXmppAccess $true -EnableFederationAccess $true | Out-Null
Get-CsUser | Grant-CsExternalAccessPolicy -PolicyName Tag:XmppUsers
(Get-CsUser ann@contoso.com).ExternalAccessPolicy
(Grant-CsExternalAccessPolicy Ann -PolicyName $null -PassThru).DisplayName
try { Grant-CsExternalAccessPolicy Ann -PolicyName Nobody -ErrorAction Stop } catch { $_.Exception.Message }
try { Grant-CsExternalAccessPolicy Nobody -PolicyName XmppUsers -ErrorAction Stop } catch { $_.Exception.Message }
Remove-CsExternalAccessPolicy XmppUsers 3>&1 | ForEach-Object Message
Grant-CsDialPlan Ann -PolicyName $null -WhatIf
Set-CsExternalAccessPolicy -EnableXmppAccess $true -WhatIf -Verbose 4>&1 | ForEach-Object Message
(Get-CsExternalAccessPolicy Global).EnableXmppAccess
