# A number below zero comes in front of $null, and equal objects come as .NET's sort leaves them.
(3, $null, -2, 0 | Sort-Object | ForEach-Object { "[$_]" }) -join ' '
$rows = [pscustomobject]@{ Name = 'a'; Size = 8 }, [pscustomobject]@{ Name = 'b'; Size = $null }, [pscustomobject]@{ Name = 'c'; Size = -2 }
($rows | Sort-Object Size).Name -join ' '
($rows | Sort-Object Size -Descending).Name -join ' '
$people = [pscustomobject]@{ First = 'john'; Last = 'smith' }, [pscustomobject]@{ First = 'joseph'; Last = 'smith' }, [pscustomobject]@{ First = 'john'; Last = 'smyth' }
($people | Sort-Object Last -Descending).First -join ' '
($people | Sort-Object Last -Descending -Stable).First -join ' '
($people | Sort-Object Last -Descending -Unique | ForEach-Object { "$($_.First) $($_.Last)" }) -join ', '
