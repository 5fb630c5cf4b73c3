# Parts of paths: ends, drives that are not there, switches that are off, filters as Windows has them.
Join-Path one @()
Join-Path a b, c d
Split-Path -Leaf 'C:\Temp\Folder1'
Split-Path 'C:\Temp'
"[$(Split-Path 'C:\')]"
Split-Path 'fs:/usr/bin' -IsAbsolute:$false
"[$(Split-Path env:PATH -Qualifier:$false)]"
$root = Join-Path ([IO.Path]::GetTempPath()) "fedsh-paths-$PID"
$null = New-Item -ItemType Directory $root
Set-Location $root
$null = New-Item noextension, a.txt, ab.txt
(New-Item 'c`[d]').Name
Get-ChildItem a.txt -Name
(Get-ChildItem -Filter noext*.*).Name
(Get-ChildItem -Filter a?.txt).Name -join ' '
(Get-ChildItem * -Include 'c```[d`]').Name
(Get-Item .).NameString.EndsWith("`e[0m")
(Get-Item a.txt).NameString
Get-Item noextension | Format-Table NameString -HideTableHeaders | Out-String | ForEach-Object Trim
'-- history'
Add-History ([pscustomobject]@{ CommandLine = 'x'; ExecutionStatus = 'Completed'; StartExecutionTime = [datetime]'2020-01-01'; EndExecutionTime = [datetime]'2020-01-01T01:02:03' })
(Get-History -Count 1).Duration.ToString()
try { Add-History ([pscustomobject]@{ CommandLine = 'x' }) -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
Set-Location /
Remove-Item -Recurse $root
