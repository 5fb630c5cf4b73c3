# Steps: done once, whole or not at all, skipped when done, taken back from the last; a plan changes nothing.
Invoke-CsMigrationStep 'Deploy' { New-CsSite Redmond -SipDomain contoso.com | Out-Null; New-CsPool pool02.contoso.net -Site Redmond | Out-Null; Enable-CsTopology }
Invoke-CsMigrationStep 'Deploy' { throw 'this is never run' }
try { Invoke-CsMigrationStep 'Users' { Enable-CsUser ann@contoso.com -RegistrarPool pool02.contoso.net; Enable-CsUser bob@contoso.com -RegistrarPool nowhere.contoso.net } } catch { $_.Exception.Message; $_.FullyQualifiedErrorId }
'users after the failure: {0}' -f @(Get-CsUser).Count
Get-CsMigration | Format-Table Number, Name, State, Changes, Error
Invoke-CsMigrationStep 'Users' { foreach ($n in 1..8) { Enable-CsUser "user$n@contoso.com" -RegistrarPool pool02.contoso.net } } -WhatIf
'users after the plan: {0}' -f @(Get-CsUser).Count
Invoke-CsMigrationStep 'Users' { foreach ($n in 1..8) { Enable-CsUser "user$n@contoso.com" -RegistrarPool pool02.contoso.net } } -PassThru | Format-List Number, Name, State, Changes
Show-CsMigrationPlan { Invoke-CsMigrationStep 'Policy' { New-CsExternalAccessPolicy Xmpp -EnableXmppAccess $true | Out-Null; Get-CsUser | Grant-CsExternalAccessPolicy -PolicyName Xmpp } }
'granted by the plan: {0}' -f @(Get-CsUser -Filter { ExternalAccessPolicy -eq 'Xmpp' }).Count
foreach ($needed in 'TopologyEnabled', 'LegacyMerged', 'LegacyConfigurationImported', 'UsersMoved', 'ReplicationComplete', 'ConferenceDirectoriesMoved', 'EdgeNotFederating') {
    try { Invoke-CsMigrationStep "Needs $needed" -Requires $needed { } *> $null; "$needed is met" } catch { $_.Exception.Message }
}
try { Undo-CsMigrationStep Deploy -ErrorAction Stop } catch { $_.Exception.Message }
while ($last = Get-CsMigration | Where-Object State -eq Completed | Sort-Object RevisionAfter | Select-Object -Last 1) { Undo-CsMigrationStep $last.Name | Out-Null }
Get-CsMigration | Format-Table Name, State
'{0} sites, {1} users' -f @(Get-CsSite).Count, @(Get-CsUser).Count
try { Undo-CsMigrationStep -ErrorAction Stop } catch { $_.Exception.Message }
