# Variables that collect streams: appended, in other scopes, and what a clean block writes.
function Get-One { [CmdletBinding()] param() 'one' }
$kept = 'a', 'b'
Get-One -OutVariable +kept > $null
$kept -join '|'
& { Set-StrictMode -Version Latest; Get-One -OutVariable +fresh > $null; "$fresh" }
function Get-Both { [CmdletBinding()] param() 'both'; Get-One -OutVariable script:inner }
Get-Both -OutVariable outer > $null
"$inner; $outer"
function Get-Cleaned { [CmdletBinding()] param() end { 'end' } clean { 'clean'; Write-Warning 'warned' } }
Get-Cleaned -OutVariable out -WarningVariable warning 3> $null
"$out; $warning"
function Get-OnlyClean { clean { Write-Host 'never' } }
Get-OnlyClean
function Get-Failing { end { 'end' } clean { throw 'bad' } }
Get-Failing 2> $null; $?
function Get-Next { process { $_ } clean { Write-Host 'next cleaned' } }
function Get-Nothing { process { } }
Get-Nothing | Get-Next
# $input and $args are those of each call.
$input = 1, 2, 3
4, 5 | & { "$input" }
$args = 'outer'
& { "args: $args" }
# Options of -split.
"x`ny" -split '^y', 0, 'Multiline' | ForEach-Object { "[$_]" }
'a(b' -split '(', 0, 'SimpleMatch,IgnoreCase' -join ','
('a:b' -split '(:)', 0, 'ExplicitCapture').Count
'folder/path/to/file' -split { $_ -eq '/' }, -2 -join ' + '
try { 'abc' -split 'b', 0, 'RegexMatch,SimpleMatch' } catch { $_.FullyQualifiedErrorId }
# More parameter sets than there may be.
$sets = (1..33 | ForEach-Object { "[Parameter(ParameterSetName = 's$_')]" }) -join "`n"
try { & ([scriptblock]::Create("param($sets `$value)")) } catch { $_.FullyQualifiedErrorId }
(1..3).PSForEach({ $_ * 2 }) -join ','
(1..3).PSWhere({ $_ -gt 1 }) -join ','
$PSVersionTable.GetType().FullName
$PSVersionTable.ContainsKey('PSVersion'), $PSVersionTable.PSCompatibleVersions.Count -join ' '
