# An error inside of a module shows no line of it; a target that tells a place shows that place.
Set-Content ./made.psm1 @'
function Invoke-Error { throw 'oops' }
'@
Import-Module ./made.psm1
try { Invoke-Error } catch { ($_ | Out-String).Trim() }
function Test-It {
    [CmdletBinding()] param()
    $place = @{ File = 'a.tests.ps1'; Line = 5; LineText = '  1 | Should -Be 2'; StartColumn = 5; EndColumn = 11 }
    $PSCmdlet.ThrowTerminatingError([System.Management.Automation.ErrorRecord]::new([Exception]::new('wrong'), 'Wrong', 'InvalidResult', $place))
}
try { Test-It } catch { ($_ | Out-String).Trim() }
