# Modules from blocks, files and manifests: scopes, exports, prefixes, autoloading, removal, types.
$root = Join-Path ([System.IO.Path]::GetTempPath()) "fedsh-modules-$PID"
$null = New-Item -ItemType Directory (Join-Path $root 'Tool')
Set-Content (Join-Path $root 'Tool/Tool.psm1') @'
param($Greeting = 'hello')
$script:count = 0
class Gadget { [string] Say() { return 'gadget' } }
function Get-Tool { $script:count++; "$Greeting $script:count $($MyInvocation.MyCommand.ModuleName)" }
function Get-Hidden { 'hidden' }
function New-Gadget { [Gadget]::new() }
$Shared = 'shared'
Set-Alias gt Get-Tool
Export-ModuleMember -Function Get-Tool, New-Gadget -Variable Shared -Alias gt
'@
Set-Content (Join-Path $root 'Tool/Tool.psd1') "@{ RootModule = 'Tool.psm1'; ModuleVersion = '1.4'; FunctionsToExport = 'Get-Tool', 'New-Gadget'; VariablesToExport = '*'; AliasesToExport = '*'; Author = 'me' }"
$env:PSModulePath = $root
Get-Tool
gt
"$Shared $((Get-Module Tool).Version) $((Get-Module Tool).Author)"
try { Get-Hidden } catch { $_.FullyQualifiedErrorId }
& (Get-Module Tool) { Get-Hidden }
(New-Gadget).Say()
(Get-Command -Module Tool -CommandType Function | ForEach-Object Name) -join ' '
Remove-Module Tool
"removed=$($null -eq (Get-Module Tool)) $Shared"
Import-Module Tool -Prefix My -ArgumentList 'hi'
Get-MyTool
Tool\Get-Tool
$counter = New-Module { $n = 1; function Step { $script:n++; $n }; $ExecutionContext.SessionState.Module.OnRemove = { 'gone' } }
Step; Step
"outside n=[$n]"
$closure = & { $k = 5; { $k++; $k }.GetNewClosure() }
& $closure; & $closure.Module { $k }
try { Import-Module NoSuchModule -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
Set-Content (Join-Path $root 'need.ps1') "#requires -Version 99`n'never'"
try { & (Join-Path $root 'need.ps1') } catch { $_.FullyQualifiedErrorId }
try { [scriptblock]::Create('if (') } catch { $_.Exception.InnerException.Errors[0].ErrorId }
Remove-Item -Recurse $root
