# Objects go to a variable as they are.
1..3 > variable:a
$a -join ' '
4..6 >> variable:a
$a -join ' '
@{ one = 1 } > variable:b
$b.GetType().Name
@{ two = 2 } >> variable:b
$b.Count
Write-Warning 'careful' 3> variable:w
$w.GetType().Name, $w.Message
& { Write-Error 'bad'; Write-Information 'info' } *> variable:all
$all.Count, $all[0].GetType().Name, $all[1].GetType().Name
/bin/echo one two > variable:native
$native
try { 1 > alias:x } catch { $_.FullyQualifiedErrorId }
