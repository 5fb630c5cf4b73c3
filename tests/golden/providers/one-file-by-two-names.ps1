# A file is not copied onto itself, by whatever name; folders are entered once; links say where they end.
$root = Join-Path ([System.IO.Path]::GetTempPath()) "fedsh-names-$PID"
$null = New-Item -ItemType Directory "$root/alpha/beta", "$root/other"
Set-Location $root
Set-Content alpha/a.txt content
$null = New-Item -ItemType HardLink hard.txt -Target "$root/alpha/a.txt"
$null = New-Item -ItemType SymbolicLink soft.txt -Target "$root/alpha/a.txt"
$null = New-Item -ItemType SymbolicLink second.txt -Target "$root/soft.txt"
foreach ($pair in @('alpha/a.txt', 'hard.txt'), @('hard.txt', 'alpha/a.txt'), @('soft.txt', 'alpha/a.txt'), @('second.txt', 'hard.txt')) {
    try { Copy-Item $pair[0] $pair[1] -ErrorAction Stop } catch {
        $_.FullyQualifiedErrorId
        $_.Exception.Message -replace [regex]::Escape($root), 'ROOT'
        $_.Exception.Data['SelfCopy'] -replace [regex]::Escape($root), 'ROOT'
    }
}
Get-Content alpha/a.txt
Copy-Item alpha/a.txt copy.txt
(Get-Item copy.txt).Target -eq $null

$null = New-Item -ItemType SymbolicLink alpha/beta/up -Target "$root/alpha"
$null = New-Item -ItemType SymbolicLink alpha/aside -Target "$root/alpha/beta"
$null = New-Item -ItemType SymbolicLink alpha/away -Target "$root/other"
Set-Content other/o.txt other
(Get-ChildItem alpha -Recurse -FollowSymlink -WarningVariable warned -WarningAction SilentlyContinue).FullName -replace [regex]::Escape($root), 'ROOT' | Sort-Object
@($warned).Count

$null = New-Item -ItemType SymbolicLink relative -Target other
$null = New-Item -ItemType SymbolicLink chain -Target relative
$null = New-Item -ItemType SymbolicLink broken -Target ./nowhere
'relative', 'chain', 'broken', 'alpha' | ForEach-Object { (Get-Item $_).ResolvedTarget -replace [regex]::Escape($root), 'ROOT' }

function Get-Kept { 1 }
Set-Item Function:Get-Kept -Options 'ReadOnly, AllScope'
(Get-Item Function:Get-Kept).Options
Get-Kept
$home1 = (Get-PSProvider FileSystem).Home
$null = New-PSDrive -Name Named -PSProvider FileSystem -Root $root
Set-Location Named:
Set-Location
$PWD.Path -eq $home1
Set-Location Env:
Set-Location
$PWD.Path -eq $home1
Remove-PSDrive Named
try { Test-Connection localhost -MaxHops 0 } catch { $_.FullyQualifiedErrorId }
try { Test-Connection localhost -BufferSize 65501 } catch { $_.FullyQualifiedErrorId }
Remove-Item $root -Recurse -Force
