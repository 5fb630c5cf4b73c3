# A large log through switch
$n = 0; switch -Regex -File $env:BENCH_LOG { ' ERROR ' { $n++ } }; $n
