# What the parser says about a DSC resource that lacks something, and where.
function Show-Errors([string]$text) {
    $errors = $null
    $null = [System.Management.Automation.Language.Parser]::ParseInput($text, [ref]$null, [ref]$errors)
    if (-not $errors) { "ok: $text" }
    foreach ($e in $errors) { '{0} {1}: {2}' -f $e.Extent.StartOffset, $e.ErrorId, $e.Message }
}

$get = '[C] Get() { return $this }'
$set = 'Set() { }'
$test = '[bool] Test() { return $true }'
$key = '[DscProperty(Key)][string]$Key;'

Show-Errors "[DscResource()]class C { $key $get $set $test }"
Show-Errors "[DscResource()]class C { $key $get $set $test C() { } C(`$a) { } }"
Show-Errors "[DscResource()]class C { $get $set $test }"
Show-Errors "[DscResource()]class C { $key $set $test }"
Show-Errors "[DscResource()]class C { $key $get $test }"
Show-Errors "[DscResource()]class C { $key $get $set }"
Show-Errors "[DscResource()]class C { $key $get $set [int] Test() { return 1 } }"
Show-Errors "[DscResource()]class C { $key [int] Get() { return 1 } $set $test }"
Show-Errors "[DscResource()]class C { $key $get $set $test C(`$a) { } }"
Show-Errors "[DscResource()]class C { [DscProperty(Key)][double]`$Key; $get $set $test }"
# A base class may have the parts; its own attribute is not asked for.
Show-Errors "class B { $key $set $test } [DscResource()]class C : B { $get }"
Show-Errors "enum E { A; B } [DscResource()]class C { [DscProperty(Key)][E]`$Key; $get $set $test }"
Show-Errors "class C { }"
