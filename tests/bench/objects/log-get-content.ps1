# A large log through the pipeline
(Get-Content $env:BENCH_LOG | Where-Object { $_ -match ' ERROR ' } | Measure-Object).Count
