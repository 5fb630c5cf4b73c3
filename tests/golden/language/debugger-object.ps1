# ScriptDebugger: handlers of DebuggerStop choose how a script goes on, and run commands in its scope.
$debugger = $Host.Runspace.Debugger
$Host.DebuggerEnabled = $false
$commands = [System.Collections.Queue]::new(@('$total', 'list 1 1', 's', '$total', 'c'))
$handler = {
    param($sender, $event)
    do {
        $text = if ($commands.Count) { $commands.Dequeue() } else { 'c' }
        $command = [System.Management.Automation.PSCommand]::new().AddScript($text)
        $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
        $result = $debugger.ProcessCommand($command, $output)
        Write-Host "$text -> $($output -join '|' -replace '\s+', ' ') [$($result.ResumeAction)] $($result.EvaluatedByDebugger)"
    } until ($null -ne $result.ResumeAction)
    Write-Host "at '$($PSDebugContext.InvocationInfo.Line.Trim())' with $($PSDebugContext.Breakpoints.Count)"
    $event.ResumeAction = $result.ResumeAction
}
$debugger.add_DebuggerStop($handler)
$point = $debugger.SetVariableBreakpoint('total', 'Write', $null, $null)
function Add-Up {
    $total = 1
    'between'
    'end'
}
Add-Up
"points: $($debugger.GetBreakpoints().Count), hits $($point.HitCount)"
$debugger.RemoveBreakpoint($point)
$debugger.remove_DebuggerStop($handler)
Add-Up
$debugger.InBreakpoint
try { $debugger.ProcessCommand([System.Management.Automation.PSCommand]::new(), $null) } catch { $_.FullyQualifiedErrorId }
