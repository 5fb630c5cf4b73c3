$key = [Func[object, object]] { param($x) $x % 3 }
[Linq.Enumerable]::DistinctBy([object[]](1..7), $key) -join ','
[Linq.Enumerable]::CountBy([object[]](1..7), $key) | ForEach-Object { "$($_.Key)=$($_.Value)" }
$same = [Func[object, object]] { param($x) $x }
$pair = [Func[object, object, object]] { param($a, $b) "$a-$b" }
[Linq.Enumerable]::Join([object[]](1, 2), [object[]](4, 5, 7), $same, $key, $pair) -join ' '
[Linq.Enumerable]::ExceptBy([object[]](1..5), [object[]](1), $key) -join ','
[Linq.Enumerable]::Union([int[]](1, 2), [int[]](2, 3)) -join ','
