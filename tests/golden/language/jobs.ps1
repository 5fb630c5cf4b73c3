# Background jobs, parallel blocks, and what they change in collections that they are given.
$job = Start-ThreadJob { 'out'; Write-Error 'err'; Write-Warning 'warn' } -Name first
$null = Wait-Job $job
"$($job.Name) $($job.State) more=$($job.HasMoreData)"
$found = Receive-Job -Name first -ErrorVariable errors -ErrorAction SilentlyContinue -WarningVariable warnings -WarningAction SilentlyContinue
"$found errors=$($errors.Count) warnings=$($warnings.Count) more=$($job.HasMoreData)"
Remove-Job $job
$object = Start-Job { [pscustomobject]@{ Name = 'a' } } | Receive-Job -Wait -AutoRemoveJob
"$($object.Name) $($object.PSObject.TypeNames[0])"
$table = [hashtable]::Synchronized(@{})
1..3 | ForEach-Object -Parallel { ($using:table)["k$_"] = $_ * 10 }
($table.Keys | Sort-Object | ForEach-Object { "$_=$($table[$_])" }) -join ' '
$list = [System.Collections.Generic.List[int]]::new()
1..3 | ForEach-Object -Parallel { ($using:list).Add($_) } -ThrottleLimit 1
$list -join ','
$failed = Start-ThreadJob { throw 'stop here' }
$null = Wait-Job $failed
"$($failed.State) $($failed.JobStateInfo.Reason.Message)"
try { Receive-Job $failed -ErrorAction Stop } catch { "caught $_" }
Remove-Job $failed
try { Get-Job -Id 999 -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
"left=$(@(Get-Job).Count)"
