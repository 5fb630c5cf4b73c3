# A culture that is an argument wins over the current one.
$german = [cultureinfo]'de-DE'
[string]::Format($german, '{0:N2} {1:d}', 1234.5, [datetime]'2024-02-29')
[convert]::ToString(2.5, $german)
[convert]::ToDouble('1.234,5', $german)
[convert]::ToDateTime('29.02.2024', $german).Month
[Text.StringBuilder]::new().AppendFormat($german, '{0:N1}', 2.5).ToString()
$own = $german.NumberFormat.Clone()
$own.NumberDecimalSeparator = '!'
(1.5).ToString($own)
(1.5).ToString($german)
$composite = [System.Runtime.CompilerServices.FormattableStringFactory]::Create('{0:N1} of {1}', 2.5, 'x')
$composite.ToString($german)
[FormattableString]::Invariant($composite)
"$($composite.ArgumentCount) $($composite.Format)"
# Letters
'TITLE'.ToLower([cultureinfo]'tr-TR') -ceq "t$([char]0x131)tle"
'title'.ToUpper([cultureinfo]'tr-TR') -ceq "T$([char]0x130)TLE"
"$([char]0x131)i".ToUpperInvariant() -ceq "$([char]0x131)I"
"e$([char]0x301)" -eq [string][char]0xe9
"$([char]0x130)" -eq 'i'
"$([char]0xfb00)" -eq 'ff'
$compare = $german.CompareInfo
$compare.Compare('a', 'B'), $compare.Compare('a', 'A', 'IgnoreCase'), $compare.IndexOf('Straße', 'SS', 'IgnoreCase')
$compare.IsPrefix('Abc', 'aB', 'IgnoreCase'), $compare.IsSuffix('Abc', 'BC')
