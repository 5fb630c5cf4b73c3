# What PowerShell's parser leaves of a statement that is not complete: extents and parts are facts of its own test suite.
function Show([string] $text) {
    $errors = $null
    $tree = [System.Management.Automation.Language.Parser]::ParseInput($text, [ref]$null, [ref]$errors)
    $first = $tree.EndBlock.Statements[0]
    $parts = foreach ($name in 'Bodies', 'Conditions', 'NestedAst') { $first.$name | ForEach-Object { "$name=$($_.Extent.Text)" } }
    "$($first.GetType().Name) <$($first.Extent.Text)> $($parts -join ' ') [$($errors.ErrorId -join ',')]"
}
Show 'for($a;$b'
Show ':lab for()zzzz'
Show 'foreach ($a in $b <#hmm#>)'
Show 'do {1} until($false'
Show 'if ($a) {1} elseif'
Show 'trap [int]'
Show 'data -s a,b'
Show 'try {1} catch [int],[char] {2} catch'
Show 'try {} finally'
Show 'switch (1) {foo {bar}'
Show 'switch (1) {default {9} default{2}}'
Show 'function foo($a = 1'
Show 'a && )'
$tree = [System.Management.Automation.Language.Parser]::ParseInput('switch -file a (1)', [ref]$null, [ref]$null)
$flags = $tree.EndBlock.Statements[0].Flags
$flags.ContainsKey('file'), $flags['file'].Item2.Extent.Text
$tree = [System.Management.Automation.Language.Parser]::ParseInput('$true ? 3', [ref]$null, [ref]$null)
$half = $tree.EndBlock.Statements[0].PipelineElements[0].Expression
"$($half.GetType().Name) $($half.NestedAst.Extent.Text)"
$wrong = $null
$null = [System.Management.Automation.Language.Parser]::ParseInput('[ref][ref]$x; [int][ref]$y; [int][ref]$z = 1; foreach (@a in $b) {}', [ref]$null, [ref]$wrong)
$wrong | ForEach-Object { "$($_.ErrorId) $($_.Extent.StartOffset)" }
"$($wrong[3])"
$tokens = $null
$null = [System.Management.Automation.Language.Parser]::ParseInput('class t {hidden $a}; switch (1) {default {0}}; echo default; default', [ref]$tokens, [ref]$null)
$tokens | Where-Object Text -in 'hidden', 'default' | ForEach-Object { "$($_.Kind) $($_.TokenFlags)" }
$null = [System.Management.Automation.Language.Parser]::ParseInput('using namespace x = ;', [ref]$null, [ref]$wrong)
"$($wrong.ErrorId) $($wrong.Extent.StartOffset)"
$twice = 'class foo { $x; $x }', 'class C { F(){} F($o){} [int] F($o) {return 1} }', 'class C { static C($x) {} }', 'enum E { A; a }', 'class C { f([int]$a){} f([string]$b){} }'
$twice | ForEach-Object { try { & ([scriptblock]::Create($_)); 'made' } catch { "$($_.FullyQualifiedErrorId) $($_.InvocationInfo.OffsetInLine)" } }
$null = [System.Management.Automation.Language.Parser]::ParseInput('class C {} class C {}', [ref]$null, [ref]$wrong)
"$($wrong.ErrorId) $($wrong.Extent.StartOffset)"
