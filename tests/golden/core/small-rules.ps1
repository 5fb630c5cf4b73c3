# Rules of single commands, each of which was wrong once.
function Show-Version([version]$Version) { "$Version" }
Show-Version 2.0
New-ModuleManifest ./made.psd1 -ModuleVersion 3.0
(Import-PowerShellDataFile ./made.psd1).ModuleVersion
@{ foo = 1 }, @{ foo = 3 } | Measure-Object -Sum fo* | ForEach-Object Sum
@{ a = 1; b = 2; c = 3; d = 4 } | Export-Clixml ./table.xml
(Import-Clixml ./table.xml -First 2 -Skip 1).Count
$exact = [hashtable]::new()
$exact['k'] = 1
$exact['K'] = 2
$exact | Export-Clixml ./exact.xml
(Import-Clixml ./exact.xml).Count
'x' | Out-File ./text -Encoding ([Text.Encoding]::Unicode)
(Get-Item ./text).Length
'x' | Out-File ./text -Encoding 1251
try { 'x' | Out-File ./text -Encoding nosuch } catch { $_.FullyQualifiedErrorId }
(1, $null, 2 | Get-Random -Count 3).Count
try { Start-Sleep -Duration '-00:00:01' } catch { $_.FullyQualifiedErrorId }
try { Unblock-File ./text } catch { $_.FullyQualifiedErrorId }
$null = New-Item -ItemType Directory ./base
Push-Location /
(Resolve-Path . -RelativeBasePath (Join-Path $PSScriptRoot/.. .)).Path -eq (Resolve-Path $PSScriptRoot/..).Path
Pop-Location
Set-Content ./noend x
Set-Content ./end.txt x
(Get-ChildItem . -Filter '*.' -File).Name -join ','
function Held { 1 }
Set-Item function:Held -Options ReadOnly, AllScope -Value { 2 }
(Get-Item function:Held).Options
(Get-Item function:Held).GetType().Name
[TimeZone]::CurrentTimeZone.StandardName -eq [TimeZoneInfo]::Local.StandardName
('x' | Add-Member -TypeName Mine -PassThru).pstypenames[0]
try { Get-Content env:PATH -Tail 1 -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
(Write-Information x 6>&1).Computer -eq [Environment]::MachineName
[System.Diagnostics.Process]::GetCurrentProcess().MainModule.ModuleName
[System.Diagnostics.Process]::GetCurrentProcess().Threads.Count -gt 0
([pscustomobject]@{ a = 1 } | Add-Member ScriptProperty b { throw 'x' } -PassThru | Select-Object *).a
(Get-Process -Id $PID | Select-Object *).Id -eq $PID
