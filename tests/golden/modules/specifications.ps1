# A module by name, versions and id.
using namespace Microsoft.PowerShell.Commands
"$([ModuleSpecification]'Foo')"
"$([ModuleSpecification]@{ ModuleName = 'Foo'; ModuleVersion = '1.0'; MaximumVersion = '2.0' })"
$exact = [ModuleSpecification]@{ ModuleName = 'Foo'; RequiredVersion = '1.2' }
$exact.Name, $exact.RequiredVersion.Major, $exact.Version
$exact -eq [ModuleSpecification]@{ ModuleName = 'foo'; RequiredVersion = '1.2' }
$parsed = $null
[ModuleSpecification]::TryParse("@{ ModuleName = 'X'; ModuleVersion = '3.0' }", [ref]$parsed)
"$parsed"
[ModuleSpecification]::TryParse('X', [ref]$parsed)
foreach ($table in @{ ModuleName = 'A' }, @{ ModuleVersion = '1.0' }, @{ ModuleName = 'A'; ModuleVersion = '1.0'; RequiredVersion = '1.0' }, @{ ModuleName = 'A'; Nonsense = 1 }) {
    try { [ModuleSpecification]::new($table) } catch { $_.Exception.InnerException.GetType().Name }
}

# Modules are chosen by them.
$folder = Join-Path ([IO.Path]::GetTempPath()) "fedsh-specifications-$PID"
New-Item -ItemType Directory $folder/One, $folder/Two | Out-Null
Set-Content $folder/One/One.psm1 'function Get-One { 1 }'
Set-Content $folder/One/One.psd1 "@{ RootModule = 'One.psm1'; ModuleVersion = '1.5'; GUID = '11111111-1111-1111-1111-111111111111'; FunctionsToExport = '*' }"
Set-Content $folder/Two/Two.psd1 "@{ ModuleVersion = '2.0'; GUID = '22222222-2222-2222-2222-222222222222'; RequiredModules = 'One' }"
Import-Module $folder/One/One.psd1
(Get-Module -FullyQualifiedName @{ ModuleName = 'One'; ModuleVersion = '1.0' }).Name
@(Get-Module -FullyQualifiedName @{ ModuleName = 'One'; RequiredVersion = '1.0' }).Count
@(Get-Module -FullyQualifiedName @{ ModuleName = 'One'; ModuleVersion = '1.0'; MaximumVersion = '1.*' }).Count
@(Get-Module -FullyQualifiedName @{ ModuleName = 'One'; ModuleVersion = '1.0'; GUID = '33333333-3333-3333-3333-333333333333' }).Count

# A module stays while another one requires it, or while it says so.
Import-Module $folder/Two/Two.psd1
try { Remove-Module One -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
Remove-Module Two
(Get-Module One).AccessMode = 'ReadOnly'
try { Remove-Module One -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
Remove-Module One -Force
@(Get-Module One).Count
Remove-Item -Recurse $folder

# Semantic versions become plain ones; build labels do not count.
$semantic = [semver]'3.2.1-beta+meta'
([version]$semantic).Build
$semantic -eq [semver]'3.2.1-beta+other'
try { [semver]::new(1, -1) } catch { $_.FullyQualifiedErrorId }
