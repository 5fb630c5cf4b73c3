# 100,000 objects with a calculated property, and unique ones
$rows = foreach ($i in 1..100000) { [pscustomobject]@{ Id = $i; Name = "user$($i * 7919 % 100003)"; Pool = "pool$($i % 9)"; Size = $i * 1.5 } }
@($rows | Select-Object Id, @{ n = 'Half'; e = { $_.Size / 2 } }).Count
@($rows | Select-Object Pool -Unique).Count
