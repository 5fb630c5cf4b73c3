# What formatting runs may write to the file that it formats for; $null is never written to; places behind the end.
class C { [string] ToString() { Write-Warning w; return 'c' } }
& { $ErrorView = 'DetailedView'; Write-Error a -TargetObject ([C]::new()) } *> nested.txt
@(Get-Content nested.txt | Where-Object { $_ -match '^w$|WARNING' }).Count -gt 0
Remove-Item nested.txt
$null = [int]::TryParse('7', [ref]$null)
$null -eq ([ref]$null).Value
Set-StrictMode -Version 3
$a = 1, 2
foreach ($index in 5, [decimal]5, '5', [uint32]5, [short]5) { try { $a[$index] } catch { $_.FullyQualifiedErrorId } }
@{ a = 1 }['b'] -eq $null
