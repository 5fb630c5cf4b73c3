# Files, drives and their item commands.
function Say($text) { "$text".Replace($PWD.Path, '<here>') }
New-Item box/inner -ItemType Directory | Out-Null
Set-Content box/a.txt 'one', 'two', 'three'
Set-Content box/.hidden 'x'
New-Item box/inner/b.log -Value 'log' | Out-Null
New-Item box/link -ItemType SymbolicLink -Value a.txt | Out-Null
'--- listing'
(Get-ChildItem box).Name -join ' '
(Get-ChildItem box -Force).Name -join ' '
(Get-ChildItem box -Recurse -File -Name) -join ' '
(Get-ChildItem box -Attributes 'Directory, ReparsePoint').Name -join ' '
(Get-Item box/link).LinkType; (Get-Item box/link).Target
'--- content'
(Get-Content box/a.txt -Tail 2) -join ' '
Get-Content box/a.txt -ReadCount 2 | ForEach-Object { "$_" }
Add-Content box/a.txt 'four'
(Get-Content box/link)[-1]
'--- what if'
Set-Item env:ODD 'odd' -WhatIf
New-Item variable:odd -Value 1 -WhatIf
Rename-Item function:Say Tell -WhatIf
'--- errors'
foreach ($work in { Get-Item nope }, { Remove-Item box/.hidden }, { New-Item box -ItemType Directory }, { Set-Content box 'x' },
    { Rename-Item box/a.txt ../up.txt }, { Move-Item box box/inner }, { Get-Item nodrive:/x }, { Get-Item Nope::/x }) {
    try { $ErrorActionPreference = 'Stop'; & $work } catch { Say "$($_.FullyQualifiedErrorId): $_" }
}
'--- drives'
New-PSDrive st FileSystem box | Out-Null
Set-Location st:/inner
"$PWD $((Get-Location).Drive)"
(Get-ChildItem).Name
Set-Location ..
"$PWD"
Pop-Location -StackName default
Set-Location -; Set-Location -
Test-Path st:/a.txt
${env:ODD} = 'odd'
(Get-ChildItem env:OD*).Value
Remove-Item env:ODD
Test-Path env:ODD
