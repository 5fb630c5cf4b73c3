# A handler runs after each change of the location, with the old and the new place.
$seen = [System.Collections.Generic.List[string]]::new()
$start = (Get-Location).Path
$folder = (New-Item -ItemType Directory (Join-Path ([IO.Path]::GetTempPath()) "fedsh-golden-$PID")).FullName
$ExecutionContext.InvokeCommand.LocationChangedAction = {
    param($sender, $told)
    $seen.Add("$($told.OldPath.Path -eq $script:start) -> $($told.NewPath.Path -eq $script:folder)")
}
Set-Location $folder
Push-Location /
Pop-Location
Set-Location -
$seen
$ExecutionContext.InvokeCommand.LocationChangedAction = { $script:last = "$($_.NewPath) $($_.GetType().Name)" }
Set-Location /
$last
# What it throws comes out of the command; the session went there all the same.
$ExecutionContext.InvokeCommand.LocationChangedAction = { throw 'Boom' }
try { Set-Location $folder } catch { $_.Exception.Message }
(Get-Location).Path -eq $folder
$ExecutionContext.InvokeCommand.LocationChangedAction = $null
$null -eq $ExecutionContext.InvokeCommand.LocationChangedAction
Set-Location $start
Remove-Item $folder
