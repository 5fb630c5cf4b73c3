# What a first session tries.
1 + 1
$users = 'Name,Age', 'Ann,34', 'Bob,7' | ConvertFrom-Csv
$users | Where-Object { [int]$_.Age -gt 18 } | Format-Table Name, Age
$users | Measure-Object Age -Sum | ForEach-Object { "total $($_.Sum)" }
function Greet { param([string]$Name = 'you') "Hello $Name" }
Greet
Greet -Name Ann
try { throw 'stop' } catch { "caught $($_.Exception.Message)" } finally { 'done' }
foreach ($i in 1..3) { if ($i -eq 2) { continue }; "i=$i" }
'{0:N2}|{1,5}|' -f 3.14159, 'x'
