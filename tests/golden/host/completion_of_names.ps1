# Completion by parts of names, of sets of variables, of labels, and what is nobody's name.
function Get-Answers($text, $at = $text.Length) {
    "$text => $((TabExpansion2 $text $at).CompletionMatches.CompletionText -join ' ')"
}
# Capital letters of a command's name; the last part of a module's.
Get-Answers 'i-psdf'
function Test-AbbreviatedThing { }
Get-Answers 't-at'
Get-Answers 'Get-Module -ListAvailable -Name Host'
# The first type counts; a description stands behind; names on drives stand alone.
(TabExpansion2 '[int] [string] $first = 1; $firs').CompletionMatches.ToolTip
New-Variable described 1 -Description 'a number'
(TabExpansion2 '$described').CompletionMatches.ToolTip
$env:ZZ_ONE = 1
(TabExpansion2 '$env:ZZ_').CompletionMatches | ForEach-Object { "$($_.CompletionText) $($_.ListItemText) $($_.ToolTip)" }
# Properties of a class and variables.
Get-Answers 'class X { $PS'
Get-Answers 'data MyData { 1 }; $MyDa'
Get-Answers '($inParens) = 1; $inPar'
Get-Answers '$list1, $list2 = 1, 2; $list'
Get-Answers '$global:wide1 = 1; $wide'
(TabExpansion2 'Get-Date 2>variable:errs9; $errs9').CompletionMatches.ToolTip
# Sets.
Get-Answers '[ValidateSet("aa", "ab", "b")][string]$set = "a'
[ValidateSet(2, 3, 11)][int] $number = 2
Get-Answers '$number = '
Get-Answers '$ErrorActionPreference = "siL'
# Members behind blanks, and of names that are no words.
Get-Answers '[System.DayOfWeek]::  Mon'
$table = @{ 'two words' = 1 }
Get-Answers '$table.two'
$text = '[System.DayOfWeek]::Monday'
$found = TabExpansion2 $text ($text.Length - 6)
"$($found.ReplacementIndex) $($found.ReplacementLength)"
# Labels.
Get-Answers ':Outer while ($true) { :Inner foreach ($x in 1) { break '
Get-Answers ':Outer do { :Inner while ($true) { break } continue o'
# Verbs, nouns and signs.
Get-Answers 'Get-Verb -Group Lifecycle -Verb Re'
Get-Answers 'Get-Command -Module Microsoft.PowerShell.Utility -Noun Object -Verb S'
Get-Answers 'Get-Command -Module Microsoft.PowerShell.Utility -Verb ConvertTo -Noun C'
Get-Answers "Join-String -Separator ';"
Get-Answers "Set-StrictMode -Version 'La"
# What a script requires.
Get-Answers '#requires -Modules @{ModuleName="x";RequiredVersion="1.0";'
# Paths with both separators and wildcards, as they are seen from here; files that only & runs.
$null = New-Item -ItemType Directory -Force one/two, prime
$null = New-Item -ItemType File -Force 'zz odd;'
Get-Answers 'Get-Item one/two/../../pri'
Get-Answers 'Get-Item .\on*\tw'
Get-Answers 'zz'
# A program's completer: null says that nothing fits.
Register-ArgumentCompleter -Native -CommandName zzprogram -ScriptBlock { return $null }
Get-Answers 'zzprogram '
Register-ArgumentCompleter -Native -CommandName zzprogram -ScriptBlock { return '', 'hello', $null, 'world' }
Get-Answers 'zzprogram '
# The class that answers for one kind of word.
[System.Management.Automation.CompletionCompleters]::CompleteVariable('ErrorAct').CompletionText
[System.Management.Automation.CompletionCompleters]::CompleteOperator('-xo').CompletionText
[System.Management.Automation.CompletionCompleters]::CompleteType('CompletionComple').CompletionText
[System.Management.Automation.CompletionCompleters]::CompleteFilename('pri').CompletionText
[System.Management.Automation.CompletionCompleters]::CompleteCommand('Get-Upt').CompletionText
