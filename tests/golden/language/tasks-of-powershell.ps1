# [powershell]: InvokeAsync, BeginStop and the settings of an invocation; a script whose name is a pattern.
$shell = [powershell]::Create().AddScript('param($x) $x + 1; Write-Warning w').AddArgument(4)
$task = $shell.InvokeAsync()
$task.Wait()
"$($task.Result) $($task.IsCompletedSuccessfully) $($shell.Streams.Warning.Count)"
$failing = [powershell]::Create().AddScript('throw "no"').InvokeAsync()
try { $failing.Result } catch { $_.Exception.InnerException.GetType().Name }
$failing.IsFaulted
$endless = [powershell]::Create().AddScript('while ($true) { Start-Sleep -Milliseconds 20 }')
$running = $endless.BeginInvoke()
$endless.EndStop($endless.BeginStop($null, $null))
$endless.InvocationStateInfo.State
$settings = [System.Management.Automation.PSInvocationSettings]@{ ErrorActionPreference = 'Stop' }
try { [powershell]::Create().AddScript('Get-Item /nope; "on"').Invoke($null, $settings) } catch { $_.Exception.InnerException.GetType().Name }
try { [powershell]::Create([runspace]$null) } catch { $_.FullyQualifiedErrorId }
$folder = New-Item -ItemType Directory (Join-Path ([IO.Path]::GetTempPath()) "scripts$PID")
Set-Content (Join-Path $folder 1.ps1) '"one"'
Set-Content -LiteralPath (Join-Path $folder '[test1].ps1') '"literal"'
& "$folder/[t1].ps1"
& "$folder/[test1].ps1"
Remove-Item -Recurse $folder
[System.Management.Automation.ProxyCommand]::GetParamBlock((Get-Command Get-Verb)).Trim().Split("`n")[0].Trim()
(Get-Alias md).Definition, (Get-Alias gcb).Options, (Get-Alias md).Options
try { [powershell]::Create('CurrentRunspace').AddScript('1').InvokeAsync() } catch { $_.FullyQualifiedErrorId }
try { Get-Item /nope -ErrorAction Stop -ErrorVariable found } catch { $found[0].ErrorRecord.Exception.GetType().Name }
