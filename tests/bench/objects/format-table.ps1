# 100,000 objects as a table
$rows = foreach ($i in 1..100000) { [pscustomobject]@{ Id = $i; Name = "user$($i * 7919 % 100003)"; Pool = "pool$($i % 9)"; Size = $i * 1.5 } }
($rows | Format-Table | Out-String -Stream | Measure-Object).Count
