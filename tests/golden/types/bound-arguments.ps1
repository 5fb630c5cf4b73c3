# Arguments are checked against the overloads and converted before a constructor or method sees them.
function Test-Call($Code) {
    try { "$(& $Code)" } catch { "$($_.FullyQualifiedErrorId): $($_.Exception.Message)" }
}
Test-Call { New-Object System.DateTime 'x' }
Test-Call { New-Object System.TimeSpan 1, 2 }
Test-Call { [datetime]::new('5').Ticks }
Test-Call { [datetime]::new(2024, '2', 3).Month }
Test-Call { [datetime]::new(2024, 13, 3) }
Test-Call { [datetime]::new(2024, 1, 3, 25, 0, 0) }
Test-Call { [datetime]::new(2024, 1, 3, 5, 0, 0, 1000) }
Test-Call { [datetime]::new(-5) }
Test-Call { [timespan]::new('x') }
Test-Call { [timespan]::new(1, 2) }
Test-Call { [timespan]::new([int]::MaxValue, 0, 0, 0) }
Test-Call { [timespan]::new(1, 2, 3, 4, 5, 6).Ticks }
Test-Call { (Get-Date).AddDays('x') }
Test-Call { (Get-Date).AddDays(1, 2) }
Test-Call { [version]::new(-1, 2) }
Test-Call { [version]::new(1, 2, 3).ToString(2) }
Test-Call { (5).CompareTo('x') }
Test-Call { (5).CompareTo(4), (5).Equals(5), (5).Equals([long]5) }
Test-Call { [Text.UTF8Encoding]::new($true).GetPreamble().Count }
$grid = [string[,]]::new(3, 2)
[string[,]]$same = $grid
"$($same.Rank) $($same.Length)"
'abc'.ToUpper.GetType().Name
[IO.FileNotFoundException]::new('gone', 'a.txt').FileName
[ObjectDisposedException]::new('Thing').Message
# A generic method is not meant where nothing says its type; what a list lacks is still called.
[Enum]::Parse('System.DayOfWeek', 'Sunday')
[runspacefactory]::CreateRunspacePool(1, 2, $Host).GetType().Name
