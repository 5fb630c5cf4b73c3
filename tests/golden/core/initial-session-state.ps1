# What a runspace starts with: variables, functions, aliases, environment, scripts.
using namespace System.Management.Automation.Runspaces
$shared = @{}
$state = [initialsessionstate]::CreateDefault()
$state.Variables.Add([SessionStateVariableEntry]::new('shared', $shared, 'a table'))
$state.Commands.Add([SessionStateFunctionEntry]::new('Get-Shared', 'param($name) $shared[$name]'))
$state.Commands.Add([SessionStateAliasEntry]::new('gsh', 'Get-Shared'))
$state.EnvironmentVariables.Add([SessionStateVariableEntry]::new('FEDSH_GOLDEN', 'set', $null))
"$($state.Variables.Count) $($state.Commands.Count) $($state.LanguageMode) $($state.ThreadOptions)"
$state.ThreadOptions = 'ReuseThread'
"$($state.ThreadOptions)"

$ps = [powershell]::Create($state)
$null = $ps.AddScript('$shared["a"] = 42; Get-Shared a; gsh a; $env:FEDSH_GOLDEN')
$ps.Invoke()
"errors: $($ps.HadErrors); here: $($shared['a'])"

# A class of a script in another runspace fills a table of this one.
$ps.Commands.Clear()
$null = $ps.AddScript('class C { [void] Fill() { $t = Get-Variable shared -ValueOnly; $t["b"] = 1; $this.Fail(); $t["b"] = 2 } [void] Fail() { throw "no" } } [C]::new().Fill()')
try { $ps.Invoke() } catch { $_.Exception.InnerException.Message }
$shared['b']

# A PSCommand is made alone and given later; a clone goes its own way.
$command = [System.Management.Automation.PSCommand]::new()
$null = $command.AddCommand('Get-Shared').AddParameter('name', 'a')
$other = $command.Clone()
$null = $other.AddStatement().AddScript('"second"')
"$($command.Commands.Count) $($other.Commands.Count) $($command.Commands[0].CommandText)"
$ps.Commands = $other
$ps.Invoke()
$pool = [runspacefactory]::CreateRunspacePool(1, 2, $state, $host)
$pool.Open()
$worker = [powershell]::Create()
$worker.RunspacePool = $pool
$handle = $worker.AddScript('gsh b').BeginInvoke()
$worker.EndInvoke($handle)
$pool.Close()
