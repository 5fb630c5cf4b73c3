# A large log through File.ReadLines
$n = 0; foreach ($line in [IO.File]::ReadLines($env:BENCH_LOG)) { if ($line -match ' ERROR ') { $n++ } }; $n
