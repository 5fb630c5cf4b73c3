$file = Join-Path ([IO.Path]::GetTempPath()) "rows-$PID.csv"
'a,b', '1,2' | Set-Content $file
([pscustomobject]@{ LiteralPath = $file } | Import-Csv).b
($file | Import-Csv).a
(Get-Item $file | Import-Csv -Delimiter ',').b
try { [pscustomobject]@{ a = 1 } | Export-Csv $file -Append -NoHeader -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
Remove-Item $file
$row = [ordered]@{ Number = 1 }
$row.PSObject.Properties.Name -contains 'Number'
$row | Add-Member -NotePropertyName Extra -NotePropertyValue 2
$row | ConvertTo-Csv
