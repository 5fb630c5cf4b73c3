# Members that type data and scripts give to objects of classes and to commands.
class Box { hidden [int] $_size = 1 }
Update-TypeData -TypeName Box -MemberType ScriptProperty -MemberName Size -Value { $this._size } -SecondValue { param($value) $this._size = $value * 2 } -Force
$box = [Box]::new()
$box.Size = 4
$box.Size
# A function's own members stay with it.
function Hooked { $MyInvocation.MyCommand.Hook.Name }
$info = Get-Command Hooked
$info.psobject.Properties.Add([psnoteproperty]::new('Hook', @{ Name = 'first' }))
Hooked
(Get-Command Hooked).Hook.Name
(Get-Command Hooked).Hook.Name = 'second'
Hooked
# A member that was added before is replaced; one of the type data is not.
$o = [pscustomobject]@{ A = 1 }
$o.psobject.Properties.Add([psnoteproperty]::new('A', 2))
$o.A
try { $box.psobject.Properties.Add([psnoteproperty]::new('Size', 2)) } catch { $_.Exception.Message }
# A comparer makes an empty dictionary.
$d = [Collections.Generic.Dictionary[string, object]]([StringComparer]::OrdinalIgnoreCase)
$d['a'] = 1
$d['A']
# Scripts are called by their PSPath, too.
Set-Content ./called.ps1 'param($x) "called with $x"'
$path = (Get-Item ./called.ps1).PSPath
. $path 1
& $path -x 2
# A session state is that of what runs; local: is one scope, with what each has of its own.
function Local { $here = 1; $ExecutionContext.SessionState.PSVariable.GetValue('local:args').Count; Inner }
function Inner {
    $state = $ExecutionContext.SessionState.PSVariable
    "[$($state.GetValue('local:here'))] [$($state.GetValue('here'))] [$($state.GetValue('global:here'))]"
}
Local 1 2 3
$module = New-Module { function Get-Context { $ExecutionContext } }
function Asking { $kept = 5; (Get-Context).SessionState.PSVariable.GetValue('local:kept') }
Asking
$ExecutionContext.InvokeCommand.InvokeScript({ 1 + 1 })
([System.Management.Automation.CommandMetadata](Get-Command Asking)).Name
# A block that is made of text belongs to whoever calls it.
$maker = New-Module { $secret = 'of the module'; function New-Unbound { [scriptblock]::Create('"[$secret] [$mine]"') }; function Invoke-Here($block) { & $block } }
$mine = 'of the script'
& (New-Unbound)
Invoke-Here (New-Unbound)
