# -Exclude keeps a name out, private variables stay in their scope, and clearing does not reach outwards.
Set-Variable -Name first, second -Value hello -Exclude second
"first=$first second=$(if (Test-Path variable:second) { 'there' } else { 'none' })"
Set-Variable hidden bar -Option ReadOnly -Scope private
(Get-Variable hidden).Options
& { try { Get-Variable hidden -ErrorAction Stop } catch { $_.FullyQualifiedErrorId } }
New-Variable shared outer
& {
    Clear-Variable shared
    "inside: [$shared]"
    Remove-Variable shared
    "again: [$shared]"
}
"outside: [$shared]"
New-Variable fixed 1 -Option ReadOnly
New-Variable fixed 2 -Force
"$fixed $((Get-Variable fixed).Options)"
$list = 1
Set-Variable list -Value 2, 3 -Append
"$($list.Count) $($list[1] -join '+')"
4..5 | Set-Variable list -Append
"$($list.Count) $($list[-1])"
