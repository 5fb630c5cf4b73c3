# $using: with members and indexes, and in nested parallel blocks.
$list = 'Hello', 'There'
$table = @{ a = @{ b = 'deep' } }
1 | ForEach-Object -Parallel { $using:list[1]; $using:table.a.b; ($using:list).Count; $using:list[0].Length }
Start-ThreadJob { $using:list[1].Length } | Receive-Job -Wait -AutoRemoveJob
1..2 | ForEach-Object -Parallel {
    $inner = "$($using:list[0]) $_"
    1 | ForEach-Object -Parallel { $using:inner }
} | Sort-Object
$failure = 1 | ForEach-Object -Parallel { throw 'ended' } 2>&1
"$failure; $($failure.FullyQualifiedErrorId); $($failure.CategoryInfo.Category)"
