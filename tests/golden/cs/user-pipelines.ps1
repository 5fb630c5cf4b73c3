# Many users by pipeline: few changes of the store, each user as asked, one that is refused does not stop the others.
New-CsSite Redmond -SipDomain contoso.com | Out-Null
New-CsPool pool02.contoso.net -Site Redmond | Out-Null
New-CsVoicePolicy Sales | Out-Null
$rows = 'SipAddress,DisplayName,UserPrincipalName,Title'
Set-Content users.csv (@($rows) + (1..300 | ForEach-Object { ",User $_,user$_@contoso.com,Clerk" }))
Import-CsUserData users.csv | Out-Null
function Get-Revision { (Get-CsManagementStoreReplicationStatus -CentralManagementStoreStatus).Revision }
$first = Get-Revision
Get-CsAdUser | Enable-CsUser -RegistrarPool pool02.contoso.net
'enabled: {0}' -f @(Get-CsUser -Filter { Enabled -eq $true }).Count
Get-CsUser | Set-CsUser -EnterpriseVoiceEnabled $true -LineURI 'tel:+14255550100'
'with telephony: {0}' -f @(Get-CsUser -Filter { EnterpriseVoiceEnabled -eq $true }).Count
Get-CsUser | Grant-CsVoicePolicy -PolicyName Sales
'with the policy: {0}' -f @(Get-CsUser -Filter { VoicePolicy -eq 'Sales' }).Count
(Get-CsUser user7@contoso.com).LineURI
'fewer changes than users: {0}' -f ((Get-Revision) - $first -lt 600)
# One who is not there is reported; those before and after him change.
'user1@contoso.com', 'nobody@contoso.com', 'user2@contoso.com' | Set-CsUser -DisplayName Renamed -ErrorVariable missing -ErrorAction SilentlyContinue
"$($missing.Count) error: $($missing[0].Exception.Message)"
@(Get-CsUser -Filter { DisplayName -eq 'Renamed' }).Count
# What is changed is sent on, and nothing is changed by what is only said.
(Set-CsUser user3@contoso.com -DisplayName Third -PassThru).DisplayName
Get-CsUser user4@contoso.com | Set-CsUser -DisplayName Fourth -WhatIf
(Get-CsUser user4@contoso.com).DisplayName
# Whoever is disabled keeps what the directory says, and nothing of Lync.
$left = Get-CsUser user5@contoso.com | Disable-CsUser -PassThru
$left | Format-List DisplayName, UserPrincipalName, Title, SipAddress, RegistrarPool, Enabled, VoicePolicy, LineURI, EnterpriseVoiceEnabled
Get-CsUser | Disable-CsUser
'left: {0}, in the directory: {1}' -f @(Get-CsUser).Count, @(Get-CsAdUser).Count
Enable-CsUser user5@contoso.com -RegistrarPool pool02.contoso.net
"[$((Get-CsUser user5@contoso.com).VoicePolicy)]"
# A pool that is not there changes nobody.
Get-CsAdUser | Select-Object -First 2 | Enable-CsUser -RegistrarPool nowhere.contoso.net -ErrorAction SilentlyContinue -ErrorVariable refused
'{0} refused: {1}' -f $refused.Count, $refused[0].Exception.Message
