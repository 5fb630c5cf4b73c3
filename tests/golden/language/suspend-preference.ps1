# Suspend is reserved: the typed variables of the session refuse it, a function's own fail when they are used.
try { Set-Variable WarningPreference -Scope Global -Value Suspend } catch { "$($_.FullyQualifiedErrorId) $($_.CategoryInfo.Reason)" }
function Use-Local { Set-Variable WarningPreference -Value Suspend; Write-Warning 'not shown' }
try { Use-Local } catch { "$($_.FullyQualifiedErrorId) $($_.CategoryInfo.Reason)"; $_.Exception.Message }
$WarningPreference
[System.Management.Automation.Cmdlet]::OptionalCommonParameters
foreach ($value in 'x') { try { [datetime]$HOME = 1 } catch { $_.FullyQualifiedErrorId } }
