# Names of the store, and the properties of what Lync's commands send.
New-CsSite Redmond -SipDomain contoso.com | Out-Null
New-CsPool pool01.contoso.net -Site Redmond | Out-Null
New-CsExternalAccessPolicy Xmpp | Out-Null
foreach ($name in 'ann', 'ann2', 'sara') {
    Enable-CsUser $name -RegistrarPool pool01.contoso.net -SipAddress "sip:$name@contoso.com"
}
function Get-Answers($Text) {
    $found = (TabExpansion2 $Text $Text.Length).CompletionMatches
    "$Text => $(($found | Select-Object -First 6 | ForEach-Object CompletionText) -join ' ')"
}
Get-Answers 'Get-CsUser an'
Get-Answers 'Get-CsUser sip:an'
Get-Answers 'Get-CsUser s'
Get-Answers 'Grant-CsExternalAccessPolicy -Identity sa'
Get-Answers 'Grant-CsExternalAccessPolicy sara -PolicyName '
Get-Answers 'Move-CsUser sara -Target po'
Get-Answers 'Get-CsUser | Where-Object Enab'
Get-Answers 'Get-CsUser | Select-Object SipAddress, Sip'
Get-Answers 'Get-CsUser | ForEach-Object { $_.Registrar'
Get-Answers '(Get-CsExternalAccessPolicy).EnableXmpp'
