# 100,000 objects filtered by a block and by a comparison
$rows = foreach ($i in 1..100000) { [pscustomobject]@{ Id = $i; Name = "user$($i * 7919 % 100003)"; Pool = "pool$($i % 9)"; Size = $i * 1.5 } }
@($rows | Where-Object { $_.Size -gt 1000 } | Where-Object Pool -eq 'pool3').Count
