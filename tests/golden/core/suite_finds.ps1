# Single finds of PowerShell's own suites: Measure-Object, CategoryInfo, positions, HelpMessage, JSON, jobs, modules, lists.
$data = [pscustomobject]@{ A1 = 1; A2 = 2; C3 = 3 }, [pscustomobject]@{ A1 = 1; A2 = 2; A3 = 3 }
$data | Measure-Object -Property A* -Sum | ForEach-Object { "$($_.Property) $($_.Count) $($_.Sum)" }
("one`n" | Measure-Object -Line).Lines
# The name of an exception stays whole in its category.
function Set-Number { [CmdletBinding()] param([int]$Number) }
try { Set-Number -Number text } catch { "$($_.CategoryInfo)" }
# Two parameters with one position are refused once something is to be bound by position.
function Set-Two { [CmdletBinding()] param([Parameter(Position = 0)]$One, [Parameter(Position = 0)]$Two) }
try { Set-Two 1 } catch { $_.FullyQualifiedErrorId; $_.Exception.Message }
Set-Two -One 1
try { & ([scriptblock]::Create('[CmdletBinding()]param([Parameter(HelpMessage = "")]$One)')) } catch { $_.FullyQualifiedErrorId }
# What PowerShell adds to addresses is written of one that comes through a pipeline.
$address = [ipaddress]'1.2.3.4'
($address | ConvertTo-Json | ConvertFrom-Json).psobject.Properties.Name -join ' '
(ConvertTo-Json $address | ConvertFrom-Json).psobject.Properties.Name -join ' '
(, @($address) | ConvertTo-Json | ConvertFrom-Json).psobject.Properties.Name -join ' '
# A job is no number and no instance id: its text is taken as a name.
$job = Start-ThreadJob { 1 }
try { Get-Job $job -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
$job | Wait-Job | Remove-Job
# exec
(Get-Command exec).CommandType
try { exec Get-Command } catch { $_.FullyQualifiedErrorId; $_.Exception.Message }
# A required module by a path is looked for from its manifest, and has the name of its folder.
$folder = New-Item -ItemType Directory (Join-Path ([System.IO.Path]::GetTempPath()) "required$PID")
$null = New-Item -ItemType Directory "$folder/main", "$folder/needed"
New-ModuleManifest "$folder/needed/needed.psd1"
New-ModuleManifest "$folder/main/main.psd1" -RequiredModules '..\needed'
$main = Import-Module "$folder/main" -PassThru
"$($main.Name) $($main.RequiredModules[0].Name) $((Get-Module needed).Name)"
Remove-Module main, needed
Remove-Item $folder -Recurse
# Escape sequences that are open at the end of a line end with it, and go on in the next.
$PSStyle.OutputRendering = 'Ansi'
$shown = [pscustomobject]@{ Text = "`e[33mPowerShell scripting`e[0m language" } | Format-List | Out-String -Width 20
$shown.Trim() -replace "`e", '^'
$shown = [pscustomobject]@{ Text = "`e[33mone`ntwo" } | Format-List | Out-String -Width 60
$shown.Trim() -replace "`e", '^'
$shown = [pscustomobject]@{ A = "`e[32mab`e[39m" }, [pscustomobject]@{ A = 'c' } | Format-Wide A -Column 2 | Out-String -Width 11
$shown.Trim() -replace "`e", '^'
# Aliases of aliases, names that stay, parents that no progress has.
Set-Alias zzone Get-Date; Set-Alias zztwo zzone; Set-Alias zz-three Get-Date
(Get-Alias zztwo).DisplayName
(Get-Alias zz-three).DisplayName
Set-Item Function:zzfixed -Value { 1 } -Options Constant
try { Rename-Item Function:zzfixed zzfree -ErrorAction Stop } catch { $_.FullyQualifiedErrorId; $_.Exception.Message }
try { Write-Progress -Activity a -ParentId -2 } catch { $_.FullyQualifiedErrorId }
