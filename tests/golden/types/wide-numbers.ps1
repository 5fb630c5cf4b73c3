# Numbers of other widths and complex ones: operators, text and limits.
[Int128]::MaxValue
[UInt128]::MaxValue
[Int128]5 + 6
[Int128]::MaxValue + 1
[Int128]'-12' * 3
[Int128]7 -gt [Int128]6
[Int128]::Parse('42').ToString('N0')
try { [Int128]'x' } catch { $_.FullyQualifiedErrorId }
try { [Int128]1 / 0 } catch { $_.Exception.InnerException.GetType().Name }
$c = [System.Numerics.Complex]::new(1, 2)
"$c"
"$($c * [System.Numerics.Complex]::new(3, 4))"
$c.Magnitude -eq [math]::Sqrt(5)
"$([System.Numerics.Complex]::Sqrt(-4))"
"$($c + 1)"
[System.Numerics.BitOperations]::PopCount(255)
[System.Numerics.BitOperations]::LeadingZeroCount([uint]1)
[System.Numerics.BitOperations]::RotateLeft([uint]1, 33)
