# Loops over variables with a type, and over 64 bits.
function Measure-Divisors([Int64] $Number) {
    $sum = 0
    for ($i = 1; $i -lt $number; $i++) { if ($Number % $i -eq 0) { $sum += $i } }
    $sum
}
"$(Measure-Divisors 28) $(Measure-Divisors 496)"

[int] $count = 0
for ([int] $i = 0; $i -lt 10; $i++) { $count += $i; $count = $count * 2 }
"$count $($count.GetType().Name)"
[double] $half = 0
for ($i = 0; $i -lt 4; $i++) { $half += 0.5; $half++ }
"$half $($half.GetType().Name)"
[int] $rounded = 0
foreach ($part in 0.6, 1.5, 2.5) { $rounded += $part }
"$rounded $($rounded.GetType().Name)"
[long] $wide = 1L
for ($i = 0; $i -lt 40; $i++) { $wide *= 2; $wide-- }
"$wide $($wide.GetType().Name)"
$plain = 2147483647L
$plain++
"$plain $($plain.GetType().Name) $(9223372036854775807L + 1) $((-9223372036854775807L - 1) % -1)"
"$(7L / 2) $(8L / 2) $((8L / 2).GetType().Name) $(7L -band 5) $(1L -bor 6) $((1L -bxor 3).GetType().Name)"
"$(3L -lt 3.5) $(3L -eq 3) $(3 -ge 4L)"

[ValidateRange(0, 3)][int] $small = 0
try { for ($i = 0; $i -lt 9; $i++) { $small++ } } catch { "$small $($_.FullyQualifiedErrorId)" }
[byte] $byte = 250
try { while ($true) { $byte++ } } catch { "$byte $($_.Exception.GetType().Name)" }
[int] $most = [int]::MaxValue - 1
try { while ($true) { $most += 1 } } catch { "$most $($_.FullyQualifiedErrorId)" }
Set-Variable fixed 5 -Option ReadOnly
try { $fixed++ } catch { "$fixed $($_.FullyQualifiedErrorId)" }
[bool] $seen = $false
foreach ($n in 1..3) { $seen = $n -eq 2; if ($seen) { 'seen' } }
[string] $text = ''
foreach ($n in 1..3) { $text += $n }
$text
