# 100,000 texts searched
(1..100000 | ForEach-Object { "line $_ of host$($_ % 17)" } | Select-String 'host1[0-6]$' | Measure-Object).Count
