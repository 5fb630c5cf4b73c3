# A script that a module runs belongs to the module: it sees its names, and its functions stay there.
$folder = Join-Path ([IO.Path]::GetTempPath()) ([guid]::NewGuid())
$null = New-Item -ItemType Directory $folder
try {
    Set-Content (Join-Path $folder part.ps1) '"part: $secret $(Get-Inner)"; function Get-Part { "from part: $secret" }'
    Set-Content (Join-Path $folder Whole.psm1) @'
$script:secret = 5
function Get-Inner { "inner" }
$script:loaded = . $PSScriptRoot/part.ps1
$script:piped = "$PSScriptRoot/part.ps1" | ForEach-Object { . $_ }
function Get-Loaded { $loaded; $piped; Get-Part; & $PSScriptRoot/part.ps1 }
Export-ModuleMember -Function Get-Loaded, Get-Part
'@
    Import-Module (Join-Path $folder Whole.psm1)
    Get-Loaded
    Get-Part
    Get-Command Get-Inner -ErrorAction Ignore
} finally {
    Remove-Item -Recurse $folder
}

# A module's function that a script block of the session calls sees what the module's callers have.
$suite = New-Module Suite {
    function Invoke-Group($Name, $Body) { $state = "state of $Name"; Invoke-Body $Body }
    function Invoke-Body($Body) { & $Body }
    function Get-State { "<$state>" }
    function Get-Flag($First, [switch] $Second, $Third) { "$First $Second $Third" }
}
Invoke-Group one { Get-State; Invoke-Group two { Get-State }; Get-State }
Get-State
'one' | ForEach-Object { Invoke-Group three { Get-State } }

# Script blocks move between modules by the state that .NET keeps to itself.
$flags = [Reflection.BindingFlags]'Instance,NonPublic'
$property = [scriptblock].GetProperty('SessionStateInternal', $flags)
$block = { "$(if ($ExecutionContext.SessionState.Module) { $ExecutionContext.SessionState.Module.Name } else { 'session' })" }
& $block
$home0 = $property.GetValue($block, $null)
$state = $suite.SessionState.GetType().GetProperty('Internal', $flags).GetValue($suite.SessionState, $null)
$property.SetValue($block, $state, $null)
& $block
$property.SetValue($block, $home0)
& $block
$state.GetType().FullName
$tree = { "made of a tree" }.Ast
$kinds = [type[]]@([scriptblock].Assembly.GetType('System.Management.Automation.Language.IParameterMetadataProvider'), [bool])
& ([scriptblock].GetConstructor($flags, $null, $kinds, $null).Invoke(@($tree, $false)))

# Called from .NET, a switch has a place.
{ param($First, [switch] $Second, $Third) "$First $Second $Third" }.Invoke(1, $true, 3)
$module = New-Module -AsCustomObject -ArgumentList 1, $true, 3 {
    param($First, [switch] $Second, $Third)
    function Show { "$First $Second $Third" }
}
$module.Show()

$PSVersionTable.ContainsKey('PSEdition')
$PSVersionTable.GetType().FullName
$PSVersionTable.PSCompatibleVersions -join ' '
