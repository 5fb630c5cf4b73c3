# What #requires asks for, with modules by name, by version and in the module path.
$folder = Join-Path ([IO.Path]::GetTempPath()) "fedsh-requires-$PID"
New-Item -ItemType Directory "$folder/Banana" | Out-Null
Set-Content "$folder/Banana/Banana.psm1" 'function Get-Banana { "ripe" }'
New-ModuleManifest "$folder/Banana/Banana.psd1" -ModuleVersion 1.2 -RootModule Banana.psm1
$env:PSModulePath = $folder + [IO.Path]::PathSeparator + $env:PSModulePath
function Test-Requires($Line) {
    Set-Content "$folder/script.ps1" "#requires $Line`nGet-Banana"
    try { & "$folder/script.ps1" } catch { $_.FullyQualifiedErrorId; ($_.Exception.Message -split "`n")[-1] }
    Remove-Module Banana -ErrorAction Ignore
}
Test-Requires '-Modules Banana'
Test-Requires "-Modules @{ ModuleName = 'Banana'; ModuleVersion = '1.0' }"
Test-Requires "-Version 7.0 -Module @{ ModuleName='Banana'; RequiredVersion='1.2' }, Microsoft.PowerShell.Utility"
Test-Requires "-Modules @{ ModuleName = 'Banana'; ModuleVersion = '2.0' }"
Test-Requires '-Modules Missing'
Test-Requires '-PSEdition Desktop'
Test-Requires '-Version 8.1'
Test-Requires '-Version x'
Test-Requires '-Modules $name'
Test-Requires '-Version'
Remove-Item -Recurse $folder
