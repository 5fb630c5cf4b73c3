# Scripts as trees: what tools and test suites walk.
$tokens = $errors = $null
$text = 'function Get-It { param([Parameter(Mandatory)][string]$Name, $Count = 2) Get-Item -Path $Name | Select-Object -First $Count } if ($a -eq 1) { "x $b" } else { @{ k = 1 } }'
$ast = [System.Management.Automation.Language.Parser]::ParseInput($text, [ref]$tokens, [ref]$errors)
"errors=$($errors.Count) type=$($ast.GetType().Name)"
$function = $ast.Find({ $args[0] -is [System.Management.Automation.Language.FunctionDefinitionAst] }, $true)
"$($function.Name): $(($function.Body.ParamBlock.Parameters | ForEach-Object { $_.Name.VariablePath.UserPath }) -join ',')"
$commands = $ast.FindAll({ param($node) $node -is [System.Management.Automation.Language.CommandAst] }, $true)
($commands | ForEach-Object { $_.GetCommandName() }) -join ','
$commands[0].CommandElements[1].GetType().Name + ' ' + $commands[0].CommandElements[1].ParameterName
"$($commands[0].Parent.GetType().Name) in $($commands[0].Parent.Parent.GetType().Name)"
$if = $ast.EndBlock.Statements[1]
"$($if.GetType().Name) $($if.Clauses[0].Item1.Extent.Text) $($if.Clauses[0].Item1.PipelineElements[0].Expression.Operator)"
"top level only: $(@($ast.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $false)).Count)"
($tokens | Select-Object -First 5 | ForEach-Object { "$($_.Kind)" }) -join ','
{ 1 + 2 }.Ast.Extent.Text
