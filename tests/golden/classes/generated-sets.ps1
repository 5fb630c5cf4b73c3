# ValidateSetAttribute(Type): the generator is asked at each validation; CachedValidValuesGeneratorBase keeps values.
class Words : System.Management.Automation.IValidateSetValuesGenerator {
    static [int] $Asked
    [string[]] GetValidValues() { [Words]::Asked++; return "word$([Words]::Asked)" }
}
class Kept : System.Management.Automation.CachedValidValuesGeneratorBase {
    static [int] $Asked
    Kept() : base(300) { }
    [string[]] GenerateValidValues() { [Kept]::Asked++; return 'a', 'b' }
}
class Nothing : System.Management.Automation.IValidateSetValuesGenerator {
    [string[]] GetValidValues() { return [string[]]$null }
}
function Get-Word { [CmdletBinding()] param([ValidateSet([Words])] $Word) $Word }
function Get-Kept { [CmdletBinding()] param([ValidateSet([Kept])] $Word) $Word }
function Get-Nothing { [CmdletBinding()] param([ValidateSet([Nothing])] $Word) $Word }
Get-Word word1
Get-Word word2
try { Get-Word word2 } catch { $_.FullyQualifiedErrorId; $_.Exception.Message }
Get-Kept a
Get-Kept b
"asked $([Kept]::Asked)"
try { Get-Nothing a } catch { $_.Exception.InnerException.ErrorRecord.FullyQualifiedErrorId }
(Get-Command Get-Kept).Parameters.Word.Attributes.ValidValues -join ','

# IArgumentCompleterFactory: an attribute that makes its completer.
class Numbers : System.Management.Automation.IArgumentCompleter {
    [int] $Step
    [System.Collections.Generic.IEnumerable[System.Management.Automation.CompletionResult]] CompleteArgument(
        [string] $command, [string] $parameter, [string] $word,
        [System.Management.Automation.Language.CommandAst] $tree, [System.Collections.IDictionary] $bound) {
        $found = [System.Collections.Generic.List[System.Management.Automation.CompletionResult]]::new()
        foreach ($number in 0, $this.Step, (2 * $this.Step)) {
            if ("$number".StartsWith($word)) { $found.Add([System.Management.Automation.CompletionResult]::new("$number")) }
        }
        return $found
    }
}
class NumbersAttribute : System.Management.Automation.ArgumentCompleterAttribute, System.Management.Automation.IArgumentCompleterFactory {
    [int] $Step
    NumbersAttribute([int] $step) { $this.Step = $step }
    [System.Management.Automation.IArgumentCompleter] Create() { $made = [Numbers]::new(); $made.Step = $this.Step; return $made }
}
function Add-Number { param([Numbers(5)] [int] $Number, [ArgumentCompleter([Numbers])] $Other) }
(TabExpansion2 'Add-Number -Number 1').CompletionMatches.CompletionText
(TabExpansion2 'Add-Number -Other ').CompletionMatches.CompletionText -join ','
