$folder = Join-Path ([IO.Path]::GetTempPath()) "watched-$PID"
$null = New-Item -ItemType Directory $folder
$watcher = [IO.FileSystemWatcher]::new($folder, '*.txt')
$null = Register-ObjectEvent $watcher Created -SourceIdentifier made
$null = Register-ObjectEvent $watcher Renamed -SourceIdentifier renamed
$watcher.EnableRaisingEvents = $true
Set-Content (Join-Path $folder 'other.log') x
Set-Content (Join-Path $folder 'a.txt') x
Rename-Item (Join-Path $folder 'a.txt') 'b.txt'
$event = Wait-Event made -Timeout 20
$event.SourceEventArgs.Name
"$($event.SourceEventArgs.ChangeType)"
$event = Wait-Event renamed -Timeout 20
"$($event.SourceEventArgs.OldName) to $($event.SourceEventArgs.Name)"
$watcher.Dispose()
'made', 'renamed' | ForEach-Object { Unregister-Event $_; Remove-Event $_ -ErrorAction SilentlyContinue }
$watcher.WaitForChanged('All', 1).TimedOut
try { [IO.FileSystemWatcher]::new('/no/such') } catch { $_.Exception.InnerException.GetType().Name }
Remove-Item $folder -Recurse
