# Users by every kind of selection, and what is wrong with one. Source: migration.md E.1.
New-CsSite Redmond -SipDomain contoso.com | Out-Null
New-CsPool pool02.contoso.net -Site Redmond | Out-Null
Set-Content ./people.ldf @'
dn: CN=Ken Myer,OU=Sales,DC=contoso,DC=com
displayName: Ken Myer
sn: Myer
userPrincipalName: ken@contoso.com
sAMAccountName: kenmyer
msRTCSIP-PrimaryUserAddress: sip:ken@contoso.com
msRTCSIP-UserEnabled: TRUE

dn: CN=Pilar Ackerman,OU=North,OU=Sales,DC=contoso,DC=com
displayName: Pilar Ackerman
sn: Ackerman
userPrincipalName: pilar@contoso.com
sAMAccountName: pilar
msRTCSIP-PrimaryUserAddress: sip:pilar@contoso.com
msRTCSIP-UserEnabled: TRUE

dn: CN=Guest,OU=Other,DC=contoso,DC=com
displayName: Guest
userPrincipalName: guest@contoso.com
'@
Import-CsUserData -FileName ./people.ldf -RegistrarPool pool02.contoso.net -ErrorAction Continue | Format-List
'all:      {0}' -f ((Get-CsAdUser).DisplayName -join ', ')
'filter:   {0}' -f ((Get-CsUser -Filter { RegistrarPool -eq 'POOL02.contoso.net' -and DisplayName -like 'K*' }).DisplayName -join ', ')
$name = 'Pilar Ackerman'
'variable: {0}' -f ((Get-CsUser -Filter { DisplayName -eq $name }).SipAddress -join ', ')
'ldap:     {0}' -f ((Get-CsUser -LdapFilter '&(sn=*)(!(sn=Myer))').DisplayName -join ', ')
'unit:     {0}' -f ((Get-CsUser -OU 'contoso.com/Sales/North').DisplayName -join ', ')
'unit dn:  {0}' -f ((Get-CsUser -OU 'OU=Sales,DC=contoso,DC=com').DisplayName -join ', ')
'home:     {0} {1}' -f @(Get-CsUser -OnLyncServer).Count, @(Get-CsUser -OnOfficeCommunicationServer).Count
'size:     {0} {1}' -f @(Get-CsUser -ResultSize 1).Count, @(Get-CsUser -ResultSize Unlimited).Count
'names:    {0}' -f (('sip:ken@contoso.com', 'ken@contoso.com', 'contoso\kenmyer', 'Ken Myer', 'Ken*', 'CN=Ken Myer,OU=Sales,DC=contoso,DC=com' | ForEach-Object { (Get-CsUser $_).DisplayName }) -join ', ')
Set-CsUser kenmyer@contoso.com -Enabled $true -ErrorVariable gone -ErrorAction SilentlyContinue
"$gone"
Set-CsUser ken@contoso.com -LineURI 'tel:+14255550101' -EnterpriseVoiceEnabled $true -PassThru | Format-List DisplayName, LineURI, EnterpriseVoiceEnabled
Set-CsUser ken@contoso.com -LineURI $null
"line: [$((Get-CsUser ken@contoso.com).LineURI)]"
$ErrorActionPreference = 'Stop'
foreach ($attempt in { Get-CsUser Nobody }, { Get-CsUser -Filter { DisplayName -is 'x' } }, { Get-CsUser -LdapFilter '(sn=' },
    { Get-CsUser -ResultSize some }, { Set-CsUser pilar@contoso.com -SipAddress sip:ken@contoso.com }) {
    try { & $attempt } catch { $_.Exception.Message }
}
$ErrorActionPreference = 'Continue'
Disable-CsUser pilar@contoso.com
'left:     {0}' -f ((Get-CsUser).DisplayName -join ', ')
New-CsPool pool03.contoso.net -Site Redmond | Out-Null
Set-Content ./list.txt 'sip:ken@contoso.com,sip:nobody@contoso.com'
Move-CsUser -UserList ./list.txt -Target pool03.contoso.net -Report ./report.csv -ErrorAction SilentlyContinue
Get-Content ./report.csv
try { Move-CsUser ken@contoso.com -Target pool99.contoso.net -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
(Get-CsUserPoolInfo ken@contoso.com).PrimaryPoolFqdn
New-CsExternalAccessPolicy site:Redmond | Out-Null
New-CsVoicePolicy Sales | Out-Null
Grant-CsVoicePolicy ken@contoso.com -PolicyName Sales
Get-CsEffectivePolicy ken@contoso.com | Format-List ExternalAccessPolicy, VoicePolicy, PinPolicy
# Somebody new is found again by what the command called them; a pattern makes nobody, and two are not one.
Enable-CsUser 'Nora New' -RegistrarPool pool02.contoso.net -SipAddress sip:nora@contoso.com
Enable-CsUser contoso\olaf -RegistrarPool pool02.contoso.net -SipAddress sip:olaf@contoso.com
'new: {0} {1}' -f (Get-CsUser 'Nora New').SipAddress, (Get-CsUser contoso\olaf).SipAddress
foreach ($attempt in { Enable-CsUser Z* -RegistrarPool pool02.contoso.net -SipAddress sip:z@contoso.com -ErrorAction Stop }, { Enable-CsUser * -RegistrarPool pool02.contoso.net -ErrorAction Stop }) {
    try { & $attempt } catch { $_.Exception.Message }
}
# What cannot be an address or a number is refused, and stays as it was.
foreach ($attempt in { Set-CsUser ken@contoso.com -SipAddress nonsense -ErrorAction Stop }, { Set-CsUser ken@contoso.com -SipAddress 'sip:a b@contoso.com' -ErrorAction Stop }, { Set-CsUser ken@contoso.com -SipAddress '' -ErrorAction Stop },
    { Enable-CsUser zed@contoso.com -RegistrarPool pool02.contoso.net -SipAddress sip:@ -ErrorAction Stop }, { Set-CsUser ken@contoso.com -LineURI 'my number' -ErrorAction Stop }) {
    try { & $attempt; "taken: $attempt" } catch { $_.Exception.Message }
}
'address: {0}, line: [{1}]' -f (Get-CsUser 'Ken Myer').SipAddress, (Get-CsUser 'Ken Myer').LineURI
# Numbers of other columns are shown as they are.
Set-Content ./numbers.csv 'SipAddress,DisplayName,Floor', 'sip:numa@contoso.com,Numa,7'
Import-CsUserData ./numbers.csv -RegistrarPool pool02.contoso.net | Out-Null
(Get-CsUser | Where-Object DisplayName -eq Numa).Floor
