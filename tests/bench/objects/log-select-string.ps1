# A large log through Select-String
(Select-String -Path $env:BENCH_LOG -Pattern ' ERROR ' | Measure-Object).Count
