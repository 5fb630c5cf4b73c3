# The event of a timer arrives, and says when it was with seven digits of the second.
$timer = [System.Timers.Timer]::new(10)
$timer.AutoReset = $false
Register-ObjectEvent $timer Elapsed -SourceIdentifier tick
$timer.Start()
$event = Wait-Event tick -Timeout 20
$event.SourceIdentifier
$event.SourceEventArgs.SignalTime -is [datetime]
$event.SourceEventArgs.SignalTime.Date -eq [datetime]::Today
$timer.Enabled
Unregister-Event tick
Remove-Event tick
