# A script that exits ends itself, not what calls it.
$folder = Join-Path ([IO.Path]::GetTempPath()) "exits-$PID"
$null = New-Item -ItemType Directory $folder
$shell = (Get-Process -Id $PID).Path
$file = Join-Path $folder 'leave.ps1'
Set-Content $file 'param($Code) "left with $Code"; try { if ($true) { exit $Code } } finally { "finally" }; "never"'
& $file 3
"here $LASTEXITCODE $?"
$run = [powershell]::Create().AddScript('param($file) & $file 4; "in the runspace $LASTEXITCODE"; $out = & $file 5; "kept $out"').AddArgument($file)
$run.Invoke()
Start-ThreadJob { & $args[0] 6; 'in the job' } -ArgumentList $file | Receive-Job -Wait -AutoRemoveJob
1 | ForEach-Object -Parallel { & $using:file 7; 'in parallel' }
& $shell -NoProfile -Command "& '$file' 8; `"by command `$LASTEXITCODE`""
"status $LASTEXITCODE"
& $shell -NoProfile -Command "& '$file' 8"
"status $LASTEXITCODE"
& $shell -NoProfile -File $file 9
"status $LASTEXITCODE"

# What ends the program does so out of any script.
$end = Join-Path $folder 'it’’s the end.ps1'
Set-Content $end '[Environment]::Exit(11); "never"'
& $shell -NoProfile -Command "& `"$end`"; 'never'"
"status $LASTEXITCODE"
"& $([System.Management.Automation.Language.CodeGeneration]::EscapeSingleQuotedStringContent('it’’s'))"
$state = [initialsessionstate]::CreateDefault()
$state.LanguageMode = 'FullLanguage'
try { $state.LanguageMode = 'ConstrainedLanguage' } catch { "$($state.LanguageMode): $($_.Exception.Message)" }

# Aliases that a module exports belong to it.
Set-Content (Join-Path $folder 'Named.psm1') 'function Get-Named { "named" }; Set-Alias named.tasks Get-Named; Export-ModuleMember -Function Get-Named -Alias named.tasks'
Import-Module (Join-Path $folder 'Named.psm1')
Get-Command -Module Named | Sort-Object Name | ForEach-Object { "$($_.CommandType) $($_.Name) $($_.Source)" }
foreach ($found in Get-Command *.tasks -Module Named) { & $found }
Remove-Item -Recurse $folder
