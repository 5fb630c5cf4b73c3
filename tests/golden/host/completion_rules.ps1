# What CompletionCompleters answers, one line a text: texts of the answers.
function Get-Answers($Text) {
    $found = (TabExpansion2 $Text $Text.Length).CompletionMatches
    "$Text => $(($found | Select-Object -First 6 | ForEach-Object CompletionText) -join ' ')"
}
# Names with a meaning of their own stand behind those of the session.
Get-Answers '$PSIt'
Get-Answers '$Ali'
Get-Answers '$thi'
# What the input itself sets comes first; what another function has is not seen.
Get-Answers '$zz2 = 1; $zz1 = 2; $zz'
Get-Answers 'Get-Date -OutVariable zzfound; $zzf'
Get-Answers 'function f { $zzinner = 1 }; $zzi'
Get-Answers 'function f { $zzinner = 1; $zzi'
# Functions and types of the input.
Get-Answers 'function Get-LocalThing { }; Get-LocalTh'
Get-Answers 'class Zebra { }; [Zeb'
Get-Answers "using namespace System.Text`n[StringBuild"
# The object of a block.
Get-Answers 'try { } catch { $_.Exc'
Get-Answers 'try { } catch [System.IO.IOException] { $_.Exception.HRes'
Get-Answers 'switch (Get-Date) { default { $_.DayOfY'
Get-Answers '(Get-ChildItem).Where({ $_.FullN'
Get-Answers 'foreach ($one in Get-ChildItem) { $one.FullN'
Get-Answers '@(1, 2).ForEach({ $_.ToInt1'
# Indexes.
Get-Answers '(Get-Process)[0].ProcessN'
Get-Answers "@{ a = 'x' }['a'].Substr"
# A property that a list names is not offered again; values of a property that is an enumeration.
Get-Answers 'Get-Process | Select-Object Name, Na'
Get-Answers 'Get-ChildItem | Where-Object Attributes -eq Rep'
Get-Answers 'Get-Date | ForEach-Object AddDa'
# Automatic variables have the same type everywhere.
Get-Answers '$PSCmdlet.ShouldP'
Get-Answers '$MyInvocation.MyC'
# Values of a set are sorted, whatever the order they are written in; those that are only offered are not.
function Get-Lab { param([ValidateSet('Regular', 'Remote', 'Guest')][string]$Kind, [switch]$Port) }
Get-Answers 'Get-Lab -Kind '
Get-Answers 'Get-Lab -Kind R'
Get-Answers 'Get-Lab -Port:'
Get-Answers 'Get-FileHash -Algorithm '
Get-Answers 'Out-File -Encoding utf'
# The name of a new parameter is nobody's variable; its default value may be one.
$zzset = 1
Get-Answers 'function f { param([string]$zzs'
Get-Answers 'function f { param([string]$a = $zzs'
Get-Answers 'class A { [string]$zzs'
# A quoted word is replaced up to its closing quote.
$text = "Get-Item '/us'"
$found = TabExpansion2 $text ($text.Length - 1)
"$($found.ReplacementIndex) $($found.ReplacementLength) $($found.CompletionMatches[0].CompletionText)"
