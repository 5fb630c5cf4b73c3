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

# Looking at a text runs nothing of it: words that begin with a digit are words.
$tokens = $errors = $null
[void][System.Management.Automation.Language.Parser]::ParseInput('Build 1.build.ps1 15.0x86 1.5 3kb', [ref]$tokens, [ref]$errors)
$tokens | ForEach-Object { "$($_.Kind) $($_.Text)" }
$tokens | Where-Object Kind -eq Number | ForEach-Object Value
$tree = [System.Management.Automation.Language.Parser]::ParseInput('@{ a = 1; b = (Get-Date) }', [ref]$tokens, [ref]$errors)
try { $tree.Find({ $args[0] -is [System.Management.Automation.Language.HashtableAst] }, $true).SafeGetValue() } catch { $_.Exception.InnerException.Message }
$tree = [System.Management.Automation.Language.Parser]::ParseInput('begin { 1 } end { 2 }', [ref]$tokens, [ref]$errors)
$tree.BeginBlock.Extent.Text, $tree.EndBlock.Extent.StartOffset
