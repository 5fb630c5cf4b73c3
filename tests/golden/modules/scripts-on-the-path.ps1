# Scripts in the folders of $env:PATH, which need no permission to run.
$folder = Join-Path ([IO.Path]::GetTempPath()) "on-the-path-$PID"
$null = New-Item -ItemType Directory $folder
Set-Content (Join-Path $folder 'Zz-Build.ps1') '"built with $($args.Count)"'
Set-Content (Join-Path $folder 'zz.tool.ps1') '"tool"'
$env:PATH = $folder + [IO.Path]::PathSeparator + $env:PATH
& 'Zz-Build.ps1' 1 2
Zz-Build 1
Zz-Build.ps1
zz.tool
zz.tool.ps1
$found = Get-Command Zz-Build
"$($found.CommandType) $($found.Name) $($found.Source -eq (Join-Path $folder 'Zz-Build.ps1'))"
(Get-Command Zz-Bu* | ForEach-Object Name) -join ' '
(Get-Command 'Zz-Build' -All | ForEach-Object CommandType) -join ' '
(Get-Command Zz-Build.ps1).CommandType
(Get-Command -CommandType ExternalScript zz* | ForEach-Object Name) -join ' '
(TabExpansion2 'Zz-B' 4).CompletionMatches.CompletionText
Remove-Item -Recurse $folder
try { Zz-Build } catch { $_.FullyQualifiedErrorId }
