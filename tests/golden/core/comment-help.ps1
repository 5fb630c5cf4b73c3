# Help in comments: examples, parameters, blocks as functions, words that are unknown, help passed on.
function Add-Extension {
    <#
      .SYNOPSIS
        Adds an extension.
      .DESCRIPTION
          Indented
        by its first line.
      .EXAMPLE
        $a = Add-Extension foo
        $a | Out-Host
      .EXAMPLE
        PS> Add-Extension foo
        PS> Add-Extension bar

        Adds .txt to both.

        And no more.
      .EXAMPLE
        C:\PS>Add-Extension bar

        Adds .txt.
      .COMPONENT
        Files
      .ROLE
        Clerk
    #>
    param(
        # The name to work on.
        [Parameter(Mandatory)] [string] $Name,

        [SupportsWildcards()]
        [string] $Extension = 'txt', # behind the comma: of the next one

        <# Says all.#> [PSDefaultValue(Help = 'as given')] $Style = $(Get-Date)
    )
}
$help = Get-Help Add-Extension
$help.Description.Text
foreach ($example in $help.Examples.Example) {
    '<{0}> <{1}> <{2}> {3}' -f $example.Introduction.Text, $example.Code, $example.Remarks[0].Text, $example.Remarks.Count
}
$help.Parameters.Parameter | ForEach-Object {
    '{0}: {1} [{2}] {3}' -f $_.Name, $_.Description.Text, $_.DefaultValue, $_.Globbing
}
$help.Component, $help.Role -join ', '
(Get-Help Add-Extension -Role C*).Name
try { Get-Help Add-Extension -Component Other -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
Get-Help Add-Extension -Examples | Out-String

# A block that becomes a function has help too.
Set-Item function:Test-Block -Value {
    # .SYNOPSIS
    # Of a block.
    process { }
}
(Get-Help Test-Block).Synopsis

######################
# .SYNOPSIS
#    With a frame.
######################
function Test-Frame { }
(Get-Help Test-Frame).Synopsis

# Only the last comment of a body counts at its end, and all that stand together are one.
function Test-End {
    'work'
    # .SYNOPSIS
    # At the end.
    <# More. #>
}
(Get-Help Test-End).Synopsis

# One unknown word, or an argument where none belongs, and it is no help.
function Test-Misspelt {
    <#
    .SYNOPSIS
    Not shown.
    .EXAMPEL
    x
    #>
    param($A)
}
(Get-Help Test-Misspelt).Synopsis.Trim()

# A synopsis that is not there stays empty beside other sections.
function Test-Empty {
    <#
    .DESCRIPTION
    Told.
    .SYNOPSIS
    #>
}
'<{0}>' -f (Get-Help Test-Empty).Synopsis

function Get-Item {
    # .ForwardHelpTargetName Microsoft.PowerShell.Management\Get-Item
    # .ForwardHelpCategory Cmdlet
}
$help = Get-Help Get-Item
$help.Name, $help.Category -join ', '
