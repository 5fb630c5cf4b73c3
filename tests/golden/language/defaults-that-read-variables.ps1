# Parameters behind one whose default reads a variable are written where they belong.
$outer = 'outer'
function Get-Both { param($First = $outer, [int]$Second = 2, [version]$Third) "$First|$Second|$($null -eq $Third)" }
Get-Both
Get-Both -Second 5
Get-Both a 6
$Third = 'of the caller'
Get-Both -First x
function Get-Checked { param([guid]$Id = $outer, [string]$Name = $outer, [version]$Least) "$Name $Least" }
$outer = [guid]::Empty
Get-Checked -Least $null
Get-Checked -Name n
$number = 4
function Get-Sum { param($a = $number, $b = $a + $number, [int]$c) $a + $b + $c }
Get-Sum
Get-Sum 1
Get-Sum -c 100
