# Which exception a catch clause sees: the one of the record, or the one that PowerShell throws around it.
function Thrower { [CmdletBinding()] param() $PSCmdlet.ThrowTerminatingError([System.Management.Automation.ErrorRecord]::new([ArgumentException]::new('bad'),'MyId','InvalidArgument',$null)) }
try { Thrower } catch [System.Management.Automation.RuntimeException] { "1 $($_.Exception.GetType().Name) $($_.FullyQualifiedErrorId)" } catch { "other" }
try { Thrower } catch [System.Management.Automation.CmdletInvocationException] { "2 $($_.Exception.GetType().Name) $($_.FullyQualifiedErrorId) $($_.Exception.Message)" } catch { "other" }
try { Get-Item /nope -EA Stop } catch [System.Management.Automation.ActionPreferenceStopException] { "3 $($_.Exception.GetType().Name) $($_.FullyQualifiedErrorId) $($_.Exception.Message)" } catch {'other'}
try { Write-Error x -EA Stop } catch [System.Management.Automation.RuntimeException] { "4 $($_.Exception.GetType().Name)" } catch {'other'}
try { Write-Error x -EA Stop } catch { "5 $($_.Exception.GetType().Name)" }
$ps = [powershell]::Create()
try { $ps.AddScript('Get-Item /nope -EA Stop').Invoke() } catch { "6 $($_.Exception.GetType().Name) $($_.Exception.InnerException.GetType().Name) $($_.Exception.Message) | $($_.Exception.InnerException.ErrorRecord.Exception.GetType().Name)" }
$ps.Commands.Clear()
try { $ps.AddScript('throw "abc"').Invoke() } catch { "7 $($_.Exception.GetType().Name) $($_.Exception.InnerException.GetType().Name) $($_.Exception.Message)" }
try { & { [int]'x' } } catch [System.Management.Automation.RuntimeException] { "8 $($_.Exception.GetType().Name)" }
try { & { Get-Date -Foo } } catch [System.Management.Automation.RuntimeException] { "9 $($_.Exception.GetType().Name)" }
try { 1/0 } catch [System.Management.Automation.RuntimeException] { "10 $($_.Exception.GetType().Name)" }
try { 1/0 } catch [DivideByZeroException] { "11 $($_.Exception.GetType().Name)" }
try { throw [ArgumentException]'q' } catch [System.Management.Automation.RuntimeException] { "12 $($_.Exception.GetType().Name)" } catch { "12b $($_.Exception.GetType().Name)" }
try { ConvertFrom-Json '{' } catch [System.Management.Automation.RuntimeException] { "13 $($_.Exception.GetType().Name)" } catch { "13b $($_.Exception.GetType().Name)" }
