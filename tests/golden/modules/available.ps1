# Modules that could be imported: by name, path, version and edition, with what they say they export.
$root = Join-Path ([IO.Path]::GetTempPath()) "fedsh-available-$PID"
$null = New-Item -ItemType Directory "$root/Tools/1.0", "$root/Tools/2.1", "$root/Plain", "$root/Group/Inner"
foreach ($version in '1.0', '2.1') {
    New-ModuleManifest "$root/Tools/$version/Tools.psd1" -ModuleVersion $version -RootModule Tools.psm1 -CompatiblePSEditions Core -PowerShellVersion 5.1 -FunctionsToExport Get-Tool, 'Set-*' -CmdletsToExport Get-Native -AliasesToExport '*'
    Set-Content "$root/Tools/$version/Tools.psm1" 'function Get-Tool { } function Set-Tool { [Alias("st")] param() } function Remove-Tool { } New-Alias gt Get-Tool'
}
Set-Content "$root/Plain/Plain.psm1" 'function Get-Plain { } function Get-Hidden { } if ($true) { function Get-Sometimes { } } Export-ModuleMember -Function Get-Plain'
Set-Content "$root/Group/Inner/Inner.psm1" 'function Get-Inner { }'
$env:PSModulePath = $root

'-- all'
Get-Module -ListAvailable | ForEach-Object { "$($_.Name) $($_.Version) $($_.ModuleType) [$($_.ExportedCommands.Keys)]" }
'-- by kind'
$tools = Get-Module -ListAvailable Tools | Select-Object -First 1
"$($tools.ExportedFunctions.Keys); $($tools.ExportedAliases.Keys); $($tools.ExportedCmdlets.Keys)"
$tools.ExportedCmdlets['Get-Native'].CommandType
$tools.pstypenames[0]
'-- paths and versions'
(Get-Module -ListAvailable "$root/Tools").Version -join ' '
(Get-Module -ListAvailable "$root\Tools\1.0").Version -join ' '
(Get-Module -ListAvailable "$root/Tools/1.0/Tools.psd1").Version -join ' '
(Get-Module -ListAvailable "$root/*").Name -join ' '
(Get-Module -ListAvailable -FullyQualifiedName @{ ModuleName = 'Tools'; ModuleVersion = '2.0' }).Version -join ' '
(Get-Module -ListAvailable -FullyQualifiedName @{ ModuleName = "$root/Tools"; MaximumVersion = '2.0' }).Version -join ' '
(Get-Module -ListAvailable -All).Count
(Get-Module -ListAvailable -PSEdition Core).Name -join ' '
(Get-Module -ListAvailable -PSEdition Desktop).Count
'-- the table'
(Get-Module -ListAvailable Tools | Out-String -Width 120).Replace($root, 'ROOT')
'-- errors'
try { Get-Module -ListAvailable "$root/missing" -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
try { Get-Module ./Tools } catch { $_.FullyQualifiedErrorId }
Remove-Item -Recurse $root
