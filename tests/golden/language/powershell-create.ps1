$ps = [powershell]::Create()
$null = $ps.AddScript('param($a, $b) "sum $($a + $b)"; Write-Warning w1; Write-Error e1; Write-Verbose v -Verbose').AddArgument(2).AddParameter('b', 3)
$r = $ps.Invoke()
"$r | $($r.GetType().Name) | had=$($ps.HadErrors) warn=$($ps.Streams.Warning.Count) $($ps.Streams.Warning[0]) err=$($ps.Streams.Error[0]) verb=$($ps.Streams.Verbose[0])"
"state=$($ps.InvocationStateInfo.State)"
$ps.Dispose()
$ps = [powershell]::Create()
$r = $ps.AddCommand('Get-Date').AddParameter('Date', '2024-03-01').AddCommand('Select-Object').AddParameter('ExpandProperty', 'Year').Invoke()
"year $r"
$ps.Commands.Clear()
$null = $ps.AddScript('$x = 5').AddStatement().AddScript('"x=$x"')
$ps.Invoke()
$ps.Commands.Clear()
$ps.AddScript('"still $x"').Invoke()
try { [powershell]::Create().AddScript('throw "boom"').Invoke() } catch { "$($_.FullyQualifiedErrorId): $($_.Exception.Message)"; $_.Exception.InnerException.GetType().Name }
$p2 = [powershell]::Create().AddScript('1/0; "after"'); $p2.Invoke(); "$($p2.HadErrors) $($p2.Streams.Error.Count)"
$h = [hashtable]::Synchronized(@{})
$rs = [runspacefactory]::CreateRunspace(); $rs.Open(); $rs.SessionStateProxy.SetVariable('h', $h)
$p3 = [powershell]::Create(); $p3.Runspace = $rs
$null = $p3.AddScript('$h.done = 1; 1..3 | % { $_ * 2 }')
$a = $p3.BeginInvoke()
$o = $p3.EndInvoke($a)
"$o done=$($h.done) completed=$($a.IsCompleted)"
$pool = [runspacefactory]::CreateRunspacePool(1, 3); $pool.Open()
$jobs = 1..4 | ForEach-Object { $p = [powershell]::Create().AddScript('param($n) Start-Sleep -Milliseconds 50; "job $n"').AddArgument($_); $p.RunspacePool = $pool; [pscustomobject]@{ P = $p; H = $p.BeginInvoke() } }
$jobs | ForEach-Object { $_.P.EndInvoke($_.H); $_.P.Dispose() }
$pool.Close()
$e = [powershell]::Create().AddCommand('Get-Item').AddParameter('Path', '/nope-x'); $e.Invoke(); $e.HadErrors; $e.Streams.Error[0].FullyQualifiedErrorId
try { [powershell]::Create().AddCommand('NoSuchCmd').Invoke() } catch { $_.Exception.Message }
$c = [powershell]::Create('CurrentRunspace').AddScript('$outer = 7; $outer'); $c.Invoke()
[powershell]::Create().AddScript('$input | % { $_ + 1 }').Invoke(@(1,2)) -join ','
