# A large log through a StreamReader
$n = 0; $reader = [IO.StreamReader]::new($env:BENCH_LOG); while ($null -ne ($line = $reader.ReadLine())) { if ($line -match ' ERROR ') { $n++ } }; $reader.Dispose(); $n
