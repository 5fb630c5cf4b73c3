# Moves: which users and pools they take, what is lost, and the identifiers of errors. Source: migration.md E.1 and E.2.
$fixtures = "$PSScriptRoot/../../fixtures"
New-CsSite Redmond -SipDomain contoso.com | Out-Null
New-CsPool pool02.contoso.net -Site Redmond | Out-Null
New-CsPool pool03.contoso.net -Site Redmond | Out-Null
Merge-CsLegacyTopology "$fixtures/contoso-legacy.xml" | Out-Null
Set-Content users.csv @'
SipAddress,DisplayName,RegistrarPool,Enabled,Contacts,VoicePolicy
sip:ann@contoso.com,Ann,pool01.contoso.net,TRUE,juliet@fabrikam.com,
sip:bob@contoso.com,Bob,pool01.contoso.net,TRUE,juliet@fabrikam.com;ann@contoso.com,Unknown
sip:carl@contoso.com,Carl,pool02.contoso.net,TRUE,,
sip:dora@contoso.com,Dora,,TRUE,,
'@
Import-CsUserData users.csv | Out-Null
$ErrorActionPreference = 'Stop'
function Show-Home { (Get-CsUser | ForEach-Object { '{0}={1}' -f $_.DisplayName, ($_.RegistrarPool -replace '\..*') }) -join ' ' }
Show-Home
foreach ($attempt in { Move-CsLegacyUser Ann -Target pool02.contoso.net }, { Move-CsLegacyUser Bob -Target pool02.contoso.net }, { Move-CsLegacyUser Bob -Target pool02.contoso.net -ExcludeVoicePolicy },
    { Move-CsLegacyUser Carl -Target pool03.contoso.net }, { Move-CsLegacyUser Carl -Target pool01.contoso.net }, { Move-CsUser Carl -Target pool03.contoso.net },
    { Move-CsUser Dora -Target pool02.contoso.net }, { Move-CsUser Dora -Target pool02.contoso.net -Force }, { Move-CsUser Nobody -Target pool02.contoso.net },
    { Move-CsLegacyUser Nobody -Target pool02.contoso.net }, { Move-CsUser Ann -Target nowhere.contoso.net }, { Move-CsUser Ann -Target pool02.contoso.net }, { Move-CsUser Ann -Target pool01.contoso.net },
    { Move-CsUser 'A*' -Target pool02.contoso.net }) {
    try { & $attempt; "done: $("$attempt".Trim())" } catch { $_.Exception.Message; $_.FullyQualifiedErrorId }
}
Show-Home
'Bob: [{0}] {1} contacts' -f (Get-CsUser Bob).VoicePolicy, @((Get-CsUser Bob).Contacts).Count
Move-CsUser Bob -Target pool03.contoso.net -Force 3>&1 | ForEach-Object Message
'Bob: {0} contacts' -f @((Get-CsUser Bob).Contacts).Count
(Move-CsUser Bob -Target pool02.contoso.net -PassThru).RegistrarPool
Move-CsUser Bob -Target pool03.contoso.net -WhatIf
# What was moved before an error stays moved, and each stands in the log.
$before = (Get-CsManagementStoreReplicationStatus -CentralManagementStoreStatus).Revision
try { 'Ann', 'Nobody', 'Carl' | Move-CsUser -Target pool03.contoso.net } catch { $_.Exception.Message }
Show-Home
'Ann', 'Nobody', 'Carl' | Move-CsUser -Target pool02.contoso.net -ErrorAction SilentlyContinue
Show-Home
@(Get-CsChange -Kind User | Where-Object Revision -gt $before).Identity | Sort-Object
