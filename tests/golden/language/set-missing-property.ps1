# Setting what is not there: an object or a type has one id, $null another.
class Point { [int]$X }
$null_value = $null
foreach ($block in { [Math]::Foo = 3 }, { [Point]::Foo = 3 }, { [Point]::new().Foo = 3 }, { (Get-Date).Foo = 3 }, { $null_value.Foo = 3 }) {
    try { & $block } catch { '{0} | {1}' -f $_.FullyQualifiedErrorId, $_.Exception.Message }
}
# Numbers in text may have the suffixes of literals.
'100y' -as [int]; '100uy' -as [double]; '1200u' -as [short]; '127s' -as [sbyte]; '1234n' -as [bigint]; [int]'12kb'
