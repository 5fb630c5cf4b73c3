# What PowerShell's own suite (TabCompletion.Tests.ps1) asks of completion, with names of ours.
function Get-Answers($Text, $Column = $Text.Length) {
    $found = (TabExpansion2 $Text $Column).CompletionMatches
    "$Text => $(($found | Select-Object -First 6 | ForEach-Object CompletionText) -join ' ')"
}
# A function that the input defines is known before it has run, and goes in front of one of the session.
Get-Answers 'function Get-Sea { param([ValidateSet("North", "Baltic")]$Name) }; Get-Sea '
Get-Answers 'function Get-Sea { param([ValidateSet("North", "Baltic")]$Name, $Depth) }; Get-Sea -Name North, '
Get-Answers 'function Get-Sea { param($Name, [ConsoleColor]$Colour) }; Get-Sea x dark'
Get-Answers 'function Write-Output { param($Depth) }; Write-Output -d'
Get-Answers 'function Get-Sea { [OutputType([version])] param() }; Get-Sea | Where-Object { $_.MajorR'
# Of several sets with the same position, the first that has answers counts.
function Get-Lake {
    [CmdletBinding(DefaultParameterSetName = 'Block')]
    param(
        [Parameter(ParameterSetName = 'Block', Position = 0)][scriptblock]$Filter,
        [Parameter(ParameterSetName = 'Text', Position = 0)][string]$Name,
        [Parameter(ParameterSetName = 'Set', Position = 0)][ValidateSet('Como', 'Garda')][string]$Known
    )
}
Get-Answers 'Get-Lake '
# A range leaves some names of an enumeration; the help message stands in the tool tip.
function Set-Light {
    param([ValidateRange(1, 3)][ConsoleColor]$Colour, [Parameter(HelpMessage = 'In percent')][int]$Strength)
}
Get-Answers 'Set-Light -Colour '
(TabExpansion2 'Set-Light -St').CompletionMatches[0].ToolTip
# Parameters that dynamicparam adds.
function Get-Tide {
    [CmdletBinding()] param($Deep)
    dynamicparam {
        $help = [Parameter]@{ HelpMessage = 'Metres' }
        $more = [System.Management.Automation.RuntimeDefinedParameterDictionary]::new()
        $attributes = [System.Collections.ObjectModel.Collection[Attribute]]::new()
        $attributes.Add($help)
        $more.Add('Depth', [System.Management.Automation.RuntimeDefinedParameter]::new('Depth', [int], $attributes))
        $more
    }
    end { }
}
Get-Answers 'Get-Tide -De'
(TabExpansion2 'Get-Tide -Dep').CompletionMatches[0].ToolTip
# The whole word around the cursor is completed; braces stay.
Get-Answers 'Get-ChildItem @()' 5
Get-Answers '"Hello${psversiont}World"' 8
# Help in comments: keywords that are free, and the words behind some of them.
Get-Answers "<#`n.SYNOPSIS`n.S"
Get-Answers "<#`n.FORWARDHELPCATEGORY C"
Get-Answers "<#`n.FORWARDHELPTARGETNAME Get-ChildI"
$text = "function f(`$one, `$two)`n{`n<#`n.PARAMETER one`n.PARAMETER `n#>`n}"
(TabExpansion2 $text $text.IndexOf("`n#>")).CompletionMatches.CompletionText
$text = "<#`n.PARAMETER `n#>`nfunction f(`$one, `$two) { }"
(TabExpansion2 $text $text.IndexOf("`n#>")).CompletionMatches.CompletionText -join ' '
# Names of files: quotes, backticks, and `&` in front of a command.
$folder = New-Item -ItemType Directory (Join-Path ([System.IO.Path]::GetTempPath()) "completion$PID")
Push-Location $folder
$null = New-Item 'zzq;y', 'zzp[1]', "zzi't", 'zzd$', 'zzt`'
Get-Answers 'zzq'
Get-Answers 'Get-Item zzp'
Get-Answers 'Get-Item "zzp'
Get-Answers 'Get-Item -LiteralPath zzp'
Get-Answers 'Get-Item zzi'
Get-Answers 'Get-Item "zzd'
Get-Answers 'Get-Item -LiteralPath "zzt'
$null = New-Item zzmy-own
function zzMy-Function { }
Get-Answers 'zzmy'
Pop-Location
Remove-Item $folder -Recurse
# Paths that name a drive or a provider.
Get-Answers 'Get-Content alias::ipm'
Get-Answers 'Get-Item env:PSModuleP'
Get-Answers "& 'Get-ChildI"
# Views, keys of a module specification, versions of HTTP, attributes.
Get-Answers 'Get-ChildItem | Format-List -View '
Get-Answers 'using module @{'
Get-Answers 'Invoke-WebRequest -HttpVersion 1'
Get-Answers '#requires -RunAsAdministrator -'
Get-Answers 'function f { [Parameter(Position = 1, Pos'
# What is known of a value.
Get-Answers 'enum Pet { Cat; Dog }; [Pet]$p = "D'
Get-Answers 'enum Pet { Cat; Dog }; class Home { [Pet]$Pet }; $h = [Home]::new(); $h.Pet = "C'
Get-Answers '([void]"").'
Get-Answers '$e = $null; try { 1/0 } catch { $e = $_ }; $e.Cat'
Get-Answers '$(1, "a", @{})[1].Tri'
(TabExpansion2 'class Lens { Lens([int] $i) { } Lens([int] $i, [bool]$b) { } }; [Lens]::new').CompletionMatches.ToolTip
# Variables of a block that `&` runs, and of a pipeline that has ended.
Get-Answers '& { $zzinner = 1 }; $zzin'
Get-Answers 'Get-ChildItem -PipelineVariable zzone; $zzo'
# CompleteInput.
$complete = [System.Management.Automation.CommandCompletion]
try { $complete::CompleteInput('$PID.', 7, $null) } catch { $_.FullyQualifiedErrorId }
try { $complete::CompleteInput('$PID.', 5, $null, $null) } catch { $_.FullyQualifiedErrorId }
try { $complete::CompleteInput({ }.Ast, $null, $null, $null) } catch { $_.FullyQualifiedErrorId }
$shell = [powershell]::Create()
$null = $shell.AddScript('function Get-Pond { param([ValidateSet("Koi")]$Fish) }').Invoke()
$complete::CompleteInput('Get-Pond -Fish ', 15, $null, $shell).CompletionMatches.CompletionText
