# Conversions on the way into casts and methods.
[uint32] '0xFF000000'; [int] '0xFF000000'; [sbyte] '0xFF'; [int16] '0xFFFF'; [ulong] '0xFFFFFFFFFFFFFFFF'
[int] '#FF'; [byte] '&h1F'; [long] ' #10 '
try { [byte] '0x100' } catch { $_.Exception.Message }
[convert]::ToString([uint32]::MaxValue, 16); [convert]::ToString([uint32] 5, 2)
$scalar = 'wink'
[array]::Reverse($scalar)
$scalar
[System.Collections.Generic.List[int[]]] $chain = [int[]] (1, 1)
"$($chain.Count) $($chain[0].Count)"
[System.Collections.Generic.List[int[]]] $chain = @((1, 2), (3, 4), (5, 6))
"$($chain.Count) $($chain[2] -join ',')"
foreach ($type in 'IO.PathTooLongException', 'IO.InvalidDataException', 'MissingFieldException', 'TypeLoadException', 'Threading.ThreadStateException') {
    ([type] "System.$type")::new().Message
}
