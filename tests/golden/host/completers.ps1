function Get-Fruit { param([string]$Name, [ArgumentCompletions('red', 'dark green')]$Color, [bool]$Ripe) }
function Show($text) {
    $r = TabExpansion2 -inputScript $text -cursorColumn $text.Length
    "$($r.ReplacementIndex)+$($r.ReplacementLength): $($r.CompletionMatches.CompletionText -join ' ')"
}
Show 'Get-Fruit -Color '
Show 'Get-Fruit -Ripe '
Register-ArgumentCompleter -CommandName Get-Fruit -ParameterName Name -ScriptBlock {
    param($command, $parameter, $word, $ast, $bound)
    'apple', 'pear' -like "$word*" | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, "a $_", 'ParameterValue', "$command $parameter $($bound.Color)") }
}
Show 'Get-Fruit -Name ap'
$r = [System.Management.Automation.CommandCompletion]::CompleteInput('Get-Fruit -Color red p', 22, $null)
$r.CompletionMatches | ForEach-Object { "$($_.ListItemText) | $($_.ResultType) | $($_.ToolTip)" }
$r.CurrentMatchIndex
$r.GetNextResult($true).CompletionText
