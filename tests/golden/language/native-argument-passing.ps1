# `Legacy` writes a program's arguments into one line, which loses quotes in them and empty ones.
"$PSNativeCommandArgumentPassing $($PSNativeCommandArgumentPassing.GetType().Name)"
try { $global:PSNativeCommandArgumentPassing = 'zzz' } catch { $_.Exception.GetType().Name }
function Show-Passed { printf '<%s>' 'a"b c"d' '' 'two words' 'path\' 'blank end\' '"q"'; '' }
-join (Show-Passed)
$PSNativeCommandArgumentPassing = 'Legacy'
-join (Show-Passed)
