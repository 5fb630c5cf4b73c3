# Scripts that were written on Windows call others with backslashes, and modules read their parts.
$folder = Join-Path ([IO.Path]::GetTempPath()) "fedsh-backslashes-$PID"
New-Item -ItemType Directory "$folder/tools/Parts" | Out-Null
Set-Content "$folder/one.ps1" '"one: $args"; function Get-FromOne { "defined by one" }'
Set-Content "$folder/tools/two.ps1" '"two: $args"'
Set-Content -LiteralPath "$folder/tools/[three].ps1" '"three"'
Set-Content "$folder/tools/Parts/part.ps1" 'function Get-Part { "$(Get-Secret) from $($script:place)" }'
Set-Content "$folder/tools/Whole.psm1" @'
$script:place = 'the module'
function Get-Secret { 'secret' }
Get-ChildItem "$PSScriptRoot\Parts\*.ps1" | ForEach-Object { . $_.FullName }
Export-ModuleMember Get-Part
'@
Push-Location $folder
.\one.ps1 a b
& .\tools\two.ps1 c
tools\two.ps1 d
. .\one.ps1
Get-FromOne
& '.\tools\[three].ps1'
Import-Module .\tools\Whole.psm1
Get-Part
Get-Command Get-Secret -ErrorAction Ignore
try { .\missing.ps1 } catch { $_.FullyQualifiedErrorId; $_.TargetObject }
try { missing\missing.ps1 } catch { $_.FullyQualifiedErrorId }
Pop-Location
Remove-Module Whole
Remove-Item -Recurse $folder
