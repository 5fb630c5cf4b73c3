# A type that may not be there yet; what a command's class says of it; one host; where code that was parsed stands.
([System.Management.Automation.PSTypeName]'Contoso.Missing').Type -eq $null
([System.Management.Automation.PSTypeName]'int').Type.FullName
"$([System.Management.Automation.PSTypeName]'version') $(([System.Management.Automation.PSTypeName][int]).Name)"
'Microsoft.PowerShell.Commands.ByteCollection' -as [type] | ForEach-Object FullName
"[$('abc' | Format-Hex)]"
(Get-Command Remove-Item).ImplementingType.GetCustomAttributes($true).Where({ $_ -is [System.Management.Automation.CmdletAttribute] }).ForEach({ "$($_.GetType().Name) $($_.VerbName)-$($_.NounName) $($_.ConfirmImpact)" })
(Get-Command Get-Item).ImplementingType.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $true).ConfirmImpact
(Get-Command Export-Csv).Parameters.Encoding.ParameterType.FullName
$Host -eq (Get-Host)
[ExperimentalFeature]::IsEnabled('PSNativeCommandErrorActionPreference')
$outer = { & { Split-Path -Leaf $PSCommandPath } }
$inner = $outer.Ast.Find({ $args[0] -is [System.Management.Automation.Language.ScriptBlockExpressionAst] }, $true).ScriptBlock
& $inner.GetScriptBlock()
Split-Path -Leaf $inner.GetScriptBlock().File
'one', 'two' | Select-String -Quiet 'three' | ForEach-Object { "pipeline: $_" }
$file = New-TemporaryFile
'one' | Set-Content $file
Select-String -Path $file -Quiet 'three'
Select-String -Path $file -Quiet 'one'
Remove-Item $file
try { 'a' | Out-String -Stream -NoNewline } catch { $_.FullyQualifiedErrorId }
(1, 1 | Group-Object).Group.GetType().Name
