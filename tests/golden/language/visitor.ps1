# Scripts derive their own visitors from AstVisitor, as ModuleBuilder does; what a trap around a call takes.
using namespace System.Management.Automation.Language
class Aliases : AstVisitor {
    [string[]] $Seen = @()
    [AstVisitAction] VisitFunctionDefinition([FunctionDefinitionAst] $node) {
        $this.Seen += "function $($node.Name)"
        return [AstVisitAction]::SkipChildren
    }
    [AstVisitAction] VisitCommand([CommandAst] $node) {
        $this.Seen += "command $($node.GetCommandName())"
        if ($node.GetCommandName() -eq 'stop') { return [AstVisitAction]::StopVisit }
        return [AstVisitAction]::Continue
    }
}
$tree = { function f { inner }; a (b); stop; c }.Ast
$visitor = [Aliases]::new()
$tree.Visit($visitor)
$visitor.Seen -join ', '

function Ends { [CmdletBinding()] param() Get-Item /nope -ErrorAction Stop; 'not reached' }
try { Ends -ErrorAction SilentlyContinue } catch { "stopped: $($_.FullyQualifiedErrorId)" }
function Divides { 1 / $null; 'still in the function' }
& { trap { "trapped: $($_.Exception.Message)"; continue } Divides; 'behind the call' }
function Throws { [CmdletBinding()] param() throw 'up'; 'ignored' }
Throws -ErrorAction SilentlyContinue
& { trap { "trapped: $_"; continue } Throws -ErrorAction SilentlyContinue }

'#requires -version 2b', '#requires -version 1.0.', "#requires -version ''", '#requires -modules $x' | ForEach-Object {
    try { [scriptblock]::Create($_); 'fine' } catch { $_.Exception.InnerException.Errors.ErrorId }
}
$set = [System.Collections.Generic.HashSet[string]]::new([string[]]('a', 'A'), [System.Collections.Generic.IEqualityComparer[string]][StringComparer]::OrdinalIgnoreCase)
$set.Count
[Threading.Thread]::CurrentThread.CurrentCulture = 'de-DE'
(1.5).ToString()
[Threading.Thread]::CurrentThread.CurrentCulture = [cultureinfo]::InvariantCulture
(1.5).ToString()
function Allowed([scriptblock] $block, $commands, $variables, $environment) {
    try { $block.CheckRestrictedLanguage($commands, $variables, $environment); 'allowed' } catch { $_.FullyQualifiedErrorId; $_.Exception.InnerException.Errors.ErrorId }
}
Allowed { 2 + 2; $PSCulture } $null $null $false
Allowed { 2 + $a } $null $null $false
Allowed { 2 + $a + $env:foo } $null ([string[]]'a') $false
Allowed { 2 + $a + $env:foo } $null ([string[]]'a') $true
Allowed { Get-Process | where name -Match $pattern } ([string[]]('Get-Process', 'where')) ([string[]]'*') $false
Allowed { Get-Date } $null $null $false
$Error.Clear()
& { $ErrorActionPreference = 'Ignore'; 1 / $null; Get-Item /nope }
"$Error"
