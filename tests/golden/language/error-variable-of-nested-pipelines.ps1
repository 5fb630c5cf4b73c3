# PowerShell's suite, OutErrorVariable: lists belong to the pipe that a pipeline's last command writes to.
function Get-Foo { [CmdletBinding()] param([Parameter(ValueFromPipeline)] [string] $Text) Write-Error 'foo-error'; $Text }
function Get-Bar {
    [CmdletBinding()] param()
    Write-Error 'bar-error'
    Get-Foo 'foo-output' -ErrorVariable script:first | Get-Foo -ErrorVariable script:second
}
Get-Bar -ErrorVariable outer 2>&1 > $null
"first: $first"
"second: $second"
"outer: $($outer -join ', ')"
$object = & { $test = 'str'; 1..2 | ForEach-Object -PipelineVariable test { "p$_" } | ForEach-Object { $test }; Get-Variable test }
"$($object.Count) $($object[0]) $($object[1]) $($object[2] -is [psvariable])"
