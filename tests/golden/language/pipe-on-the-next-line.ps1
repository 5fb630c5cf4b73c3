# A pipe may start the next line, behind comments, but not behind an empty line.
1..3
    | ForEach-Object { $_ * 2 }
    # a comment between
    <# and another #> # and one more

    'apart'
1..3
    # first
    <# second
    over two lines #>
    | Measure-Object -Sum
    <# in front #> | ForEach-Object Sum
foreach ($between in '', '    ', "`t", '`') {
    try { [scriptblock]::Create("'a'`n$between`n| Out-Null") } catch { $_.Exception.InnerException.Errors[0].ErrorId }
}
