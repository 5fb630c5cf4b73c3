# The types of Pester.dll: Add-Type finds those of fedsh in its place.
Set-Content ./Pester.dll 'MZ'
Add-Type -Path ./Pester.dll
$c = [PesterConfiguration]::Default
$c.Run.Path = 'one', 'two'
$c.Output.Verbosity = 'Detailed'
$c.Run.PassThru = $true
"$($c.Run.Path.Value) $($c.Run.Path.Default) $($c.Run.Path.IsModified) $($c.Run.Exit.IsModified)"
[PesterConfiguration]::Default.Run.Path.Value
$d = [PesterConfiguration]@{ Run = @{ Exit = $true; Path = 'three' }; Filter = @{ Tag = 'fast' } }
$m = [PesterConfiguration]::Merge($c, $d)
"$($m.Run.Path.Value) $($m.Run.PassThru.Value) $($m.Run.Exit.Value) $($m.Output.Verbosity.Value) $($m.Filter.Tag.Value)"
$m.Should.ErrorAction.GetType().FullName
$b = [Pester.Block]::Create()
$b.Name = 'block'
$b.UserDuration = [timespan]::FromSeconds(2)
$b.FrameworkDuration = [timespan]::FromSeconds(1)
$b.Tests.Add([Pester.Test]::Create())
"$b $($b.Duration) $($b.Tests.Count) $($b.Tests.GetType().Name)"
$i = [Pester.ContainerInfo]::Create()
$i.Type = 'file'
$i.Item = Get-Item ./Pester.dll
(Split-Path $i.Name -Leaf), $i.Type
try { $i.Type = 'folder' } catch { $_.Exception.Message }
$b.BlockContainer = $i
$b.Result = 'Passed'
$k = [Pester.Container]::CreateFromBlock($b)
"$($k.Result) $($k.Type) $($k.Duration.TotalSeconds)"
$e = [Pester.Factory]::CreateShouldErrorRecord('wrong', 'a.ps1', '3', 'text', $true)
"$($e.FullyQualifiedErrorId) $($e.CategoryInfo.Category) $($e.TargetObject.Line)"
try { [Pester.Tracing.Tracer]::Patch(1, 2, 3, 4) } catch { $_.Exception.Message }
Add-Type -Path ./Pester.dll
try { Set-Content ./Other.dll 'MZ'; Add-Type -Path ./Other.dll } catch { $_.Exception.GetType().Name }
try { Add-Type -Path ./no/Pester.dll } catch { $_.FullyQualifiedErrorId }
