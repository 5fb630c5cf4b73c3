# The clauses of a try come before a trap around it.
$a = . { trap { 'trapped' } try { 1; throw 'x'; 'not here' } catch { 2 } }; "$a"
& { trap { "outer $_"; continue } try { throw 'y' } catch [System.IO.IOException] { 'not here' } finally { 'finally' }; 'after' }
& { trap { "outer $_"; continue } try { & { throw 'z' } } catch { "inner $_" } }
& { try { 1; throw 'exception'; trap { "in $_"; continue }; 'goes on' } catch { 'not here' } }
& { trap { "outer $_"; continue } try { try { throw 'deep' } catch [System.IO.IOException] { } } catch { "second $_" } }

# A return inside of an assignment sends what was collected and assigns nothing.
function Get-One { $script:kept = if ($true) { return 'one' } }
$kept = 'before'; Get-One; $kept
function Get-Two { $('1'; return '2') }
(Get-Two) -join ','
function Get-Three { $x = foreach ($i in 1..3) { $i; if ($i -eq 2) { return 'end' } }; 'not here' }
(Get-Three) -join ','
function Get-Four { $y = @(1; if ($true) { return 2 }); 'not here' }
(Get-Four) -join ','
class Sums { [int] Two() { $x = if ($true) { return 2 }; return 3 } }
[Sums]::new().Two()

# Delegates and methods as replacements.
'ID ABC123' -replace '\b[A-C]+', ({ 'X' * $args[0].Value.Length } -as [System.Text.RegularExpressions.MatchEvaluator])
class Cover { static [string] Up([System.Text.RegularExpressions.Match]$match) { return '<' + $match.Value + '>' } }
'a1b22' -replace '\d+', [Cover]::Up
[Action]$action = { 'done' }
$action.GetType().FullName

# Tuples by place.
$pair = [System.Tuple]::Create(10, 'Hello')
$pair[0], $pair[-1], ($pair[0, 1] -join '|')

# An initializer that fails is said to be where it stands.
class Wrong { [int]$number = 'zz' }
try { [Wrong]::new() } catch { $_.InvocationInfo.Line.Trim(); $_.FullyQualifiedErrorId }
try { New-Object System.Management.Automation.Host.Coordinates -Property @{ xx = 1 } } catch { $_.FullyQualifiedErrorId }
