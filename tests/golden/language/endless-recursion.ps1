# What never ends is told with the call depth error, however it nests; the session goes on.
$s = 'Invoke-Expression $s'
try { Invoke-Expression $s } catch { $_.FullyQualifiedErrorId }
$b = { 1 | ForEach-Object $b }
try { & $b } catch { $_.FullyQualifiedErrorId }
$o = [pscustomobject]@{}
$o | Add-Member ScriptProperty Endless { $this.Endless }
try { $o.Endless } catch { $_.FullyQualifiedErrorId }
class Endless { [string] ToString() { return "$this" } }
try { "$([Endless]::new())" } catch { $_.FullyQualifiedErrorId }
$b = { 'a' -replace 'a', $b }
try { & $b } catch { $_.FullyQualifiedErrorId }
$b = { $b.Invoke() }
try { & $b } catch { $_.FullyQualifiedErrorId }
$a = @(1)
$a[0] = $a
try { $a.Missing } catch { $_.FullyQualifiedErrorId }
"$a"
Add-History ([pscustomobject]@{ CommandLine = 'Invoke-History 1'; ExecutionStatus = 'Completed'; StartExecutionTime = [datetime]0; EndExecutionTime = [datetime]0 }) 
try { Invoke-History 1 } catch { $_.FullyQualifiedErrorId }
'still here'
