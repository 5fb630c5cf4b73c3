# What a process writes and its end, as events.
$process = [System.Diagnostics.Process]::new()
$process.StartInfo.FileName = 'sh'
$process.StartInfo.ArgumentList.Add('-c')
$process.StartInfo.ArgumentList.Add('echo one; echo two; echo wrong >&2; exit 3')
$process.StartInfo.RedirectStandardOutput = $true
$process.StartInfo.RedirectStandardError = $true
$process.EnableRaisingEvents = $true
$null = Register-ObjectEvent $process OutputDataReceived -SourceIdentifier out
$null = Register-ObjectEvent $process ErrorDataReceived -SourceIdentifier err
$null = Register-ObjectEvent $process Exited -SourceIdentifier end
$null = $process.Start()
$process.BeginOutputReadLine()
$process.BeginErrorReadLine()
try { $process.BeginOutputReadLine() } catch { $_.Exception.InnerException.Message }
$process.WaitForExit()
$null = Wait-Event end -Timeout 10
$process.ExitCode
$process.ExitTime -ge $process.StartTime
foreach ($one in Get-Event -SourceIdentifier out) { "[$($one.SourceEventArgs.Data)]" }
foreach ($one in Get-Event -SourceIdentifier err) { "[$($one.SourceEventArgs.Data)]" }
(Get-Event -SourceIdentifier end).Sender.Id -eq $process.Id
'out', 'err', 'end' | ForEach-Object { Unregister-Event $_ }
try { $process.CancelOutputRead(); $process.CancelOutputRead() } catch { $_.Exception.InnerException.Message }
$plain = [System.Diagnostics.Process]::Start('true')
try { $plain.BeginErrorReadLine() } catch { $_.Exception.InnerException.Message }
try { (Get-Process -Id $PID).ExitTime } catch { $_.Exception.InnerException.Message }
try { Register-ObjectEvent $plain Wrong } catch { $_.FullyQualifiedErrorId }
