# 100,000 objects summed
$rows = foreach ($i in 1..100000) { [pscustomobject]@{ Id = $i; Name = "user$($i * 7919 % 100003)"; Pool = "pool$($i % 9)"; Size = $i * 1.5 } }
($rows | Measure-Object Size -Sum -Average -Minimum -Maximum).Sum
