# A record that is thrown again is a runtime exception, whatever stood around it; what the parser says of type names.
try { Get-Item nope -ErrorAction Stop } catch { $record = $_ }
try { throw $record } catch [System.Management.Automation.ActionPreferenceStopException] { 'stop' } catch { 'again' }
$own = [System.Management.Automation.ErrorRecord]::new([System.IO.IOException]::new('x'), 'a,b', 'NotSpecified', $null)
try { throw $own } catch [System.Management.Automation.CmdletInvocationException] { 'command' } catch { 'script' }
try { try { Get-Item nope -ErrorAction Stop } catch { throw } } catch [System.Management.Automation.ActionPreferenceStopException] { 'stop' }

$errors = $null
$null = [System.Management.Automation.Language.Parser]::ParseInput('[ref][ref][ref]$x', [ref]$null, [ref]$errors)
$errors.ErrorId
$null = [System.Management.Automation.Language.Parser]::ParseInput('[int][string][ref]$x = 1', [ref]$null, [ref]$errors)
$errors.ErrorId
$ast = [System.Management.Automation.Language.Parser]::ParseInput('[Dictionary[int,string[]]]', [ref]$null, [ref]$null)
$name = $ast.Find({ $args[0] -is [System.Management.Automation.Language.TypeExpressionAst] }, $true).TypeName
$name.GetType().Name, $name.TypeName.FullName, $name.GenericArguments[0].Extent.Text
$name.GenericArguments[1].FullName, $name.GenericArguments[1].ElementType.FullName, $name.GenericArguments[1].Rank
