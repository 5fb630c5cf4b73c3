Get-Thing -Name $a 1
1..3 | ForEach-Object { $_ + $b } | Sort-Object
foreach ($x in 1..$n) { $x.Length; [math]::Sin($x) }
