# Change sets: what -WhatIf shows, the log, taking back one or a range, and what stands in the way.
New-CsVoicePolicy Sales -Description One | Out-Null
Set-CsVoicePolicy Sales -Description Two -WhatIf -Verbose 4>&1 | ForEach-Object { "$_" }
(Get-CsVoicePolicy Sales).Description
Set-CsVoicePolicy Sales -Description Two
Set-CsVoicePolicy Sales -AllowCallForwarding $false
New-CsDialPlan North | Out-Null
Remove-CsDialPlan North
Get-CsChange | ForEach-Object { '{0} {1} {2} {3}' -f $_.Revision, $_.Action, $_.Kind, $_.Identity }
(Get-CsChange -Revision 2).Difference
(Get-CsChange -Revision 2).Before.Description, (Get-CsChange -Revision 2).After.Description
(Get-CsChange -Revision 2).Who -match '@' -and (Get-CsChange -Revision 2).Time -is [datetime]
Compare-CsConfiguration 1 3 | ForEach-Object { '{0} {1}: {2} | {3}' -f $_.Identity, $_.Property, $_.Reference, $_.Difference }
try { Undo-CsChange 2 -Force -ErrorAction Stop } catch { $_.Exception.Message }
Undo-CsChange 3 -WhatIf
Undo-CsChange 2 -To 3 -Force
(Get-CsVoicePolicy Sales) | ForEach-Object { '{0} {1}' -f $_.Description, $_.AllowCallForwarding }
Undo-CsChange 5 -Force
(Get-CsDialPlan -Filter *North).Identity
try { Undo-CsChange 5 -Force -ErrorAction Stop } catch { $_.Exception.Message }
