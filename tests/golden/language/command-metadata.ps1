# A command's declaration as text, of which proxies and mocks are made.
function Get-Sample {
    [CmdletBinding(DefaultParameterSetName = 'ByName', SupportsShouldProcess)]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline, ParameterSetName = 'ByName')] [Alias('N', 'Label')] [string] $Name,
        [Parameter(ParameterSetName = 'ById')] [int[]] $Id,
        [switch] $Force
    )
}
$metadata = [System.Management.Automation.CommandMetadata](Get-Command Get-Sample)
$metadata.Name
$metadata.DefaultParameterSetName
$metadata.Parameters.Count
[System.Management.Automation.ProxyCommand]::GetCmdletBindingAttribute($metadata)
[System.Management.Automation.ProxyCommand]::GetParamBlock($metadata)
$copy = New-Object System.Management.Automation.CommandMetadata $metadata
$null = $copy.Parameters.Remove('Force')
"$($copy.Parameters.Count) $($metadata.Parameters.Count)"

function Simple($a, [switch] $b) { }
$simple = [System.Management.Automation.CommandMetadata](Get-Command Simple)
"<$([System.Management.Automation.ProxyCommand]::GetCmdletBindingAttribute($simple))>"
[System.Management.Automation.ProxyCommand]::GetParamBlock($simple)

# The tokens of PowerShell's first parser.
$problems = $null
$tokens = [System.Management.Automation.PSParser]::Tokenize('if ($a) { Get-Item -Path "x" }', [ref] $problems)
$tokens | ForEach-Object { "$($_.Type) $($_.Content) $($_.Start) $($_.Length)" }
$problems.Count
[System.Management.Automation.Language.CodeGeneration]::EscapeSingleQuotedStringContent("it's")
