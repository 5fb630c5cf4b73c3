# Types of a module are seen by parameters of its functions, also of dotted ones.
New-Module -Name Kinds {
    enum Colour { Red; Green }
    function Get-Colour { param([Colour]$Of) $Of }
} | Import-Module -PassThru | ForEach-Object Name
Get-Colour Green

# $PSCmdlet.SessionState is the caller's, $ExecutionContext.SessionState the module's.
New-Module -Name States {
    function Get-State {
        [CmdletBinding()] param()
        "caller [$($PSCmdlet.SessionState.Module)] own [$($ExecutionContext.SessionState.Module)]"
        $PSCmdlet.SessionState.PSVariable.Set('fromModule', 5)
        $PSCmdlet.SessionState.PSVariable.GetValue('here')
    }
    function Get-Inner { Get-State }
} | Out-Null
$here = 'there'
Get-State
$fromModule
(Get-Inner)[0]

# An object of a module: lists stay lists, $this reaches blocks of other modules.
$object = New-Module -AsCustomObject {
    $script:stack = New-Object System.Collections.Stack
    $script:stack.Push([pscustomobject]@{ Name = 'one' })
    function Get-All { "all $(@($this.All).Count)" }
    Export-ModuleMember -Variable stack -Function Get-All
} | Add-Member -PassThru -MemberType ScriptProperty -Name All -Value { $this.stack.ToArray() }
$object.stack.GetType().Name
$object.'Get-All'()
$holder = New-Module -Name Holder { function Show-All($Of) { $Of.'Get-All'() } }
Show-All $object

# Arguments of a module's Invoke may come as one list.
$holder.Invoke({ param($a, $b) "$a|$b" }, @('p', 'q'))

# Items of drives with a scope in their names, and by method.
Set-Item Function:\script:made { 'made' }
made
$ExecutionContext.InvokeProvider.Item.Exists('Function:\script:made')
Remove-Item Function:\script:made
Test-Path Function:\made
Set-Item Variable:\script:count 5
$count

# Quotes inside of a nested expression.
$ExecutionContext.InvokeCommand.ExpandString('a "b" $("c" * 2)')

# A class whose constructors take text and the class itself.
class Span { [string]$Text; Span([string]$t) { $this.Text = $t } Span([Span]$o) { $this.Text = $o.Text } }
class Holder { [Span]$Of = ' x' }
[Holder]::new().Of.Text
[Span]::new([Span]'y').Text

# A proxy of a command.
function Get-Plain { [CmdletBinding()] param([ValidateSet('a', 'b')][string]$Kind, [Parameter(ValueFromPipeline)]$In) process { "$Kind$In" } }
$text = [System.Management.Automation.ProxyCommand]::Create([System.Management.Automation.CommandMetadata](Get-Command Get-Plain))
Set-Item Function:\Get-Proxy $text
1, 2 | Get-Proxy -Kind b
$text.Split("`n")[0..14]
