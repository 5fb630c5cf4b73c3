# Properties added to a value stand beside it.
$number = 7 | Add-Member -NotePropertyName Unit -NotePropertyValue 'cm' -PassThru
ConvertTo-Json $number -Compress
$list = , (1, 2)
$table = @{ a = 1 }
Add-Member -InputObject $table -NotePropertyName Extra -NotePropertyValue 'x'
ConvertTo-Json $table -Compress
$text = 'plain' | Add-Member -NotePropertyName Hidden -NotePropertyValue 1 -PassThru
ConvertTo-Json $text -Compress
ConvertTo-Json ([uri]'http://example.com') -Compress
# The class behind the commands: what objects cannot hold is given back, what is no JSON is thrown.
$why = $null
[Microsoft.PowerShell.Commands.JsonObject]::ConvertFromJson('{"a": [1, 2]}', [ref]$why).a.Count
[Microsoft.PowerShell.Commands.JsonObject]::ConvertFromJson('{"": 1}', [ref]$why)
$why.FullyQualifiedErrorId
[Microsoft.PowerShell.Commands.JsonObject]::ConvertFromJson('{"": 1}', $true, [ref]$why)['']
try { [Microsoft.PowerShell.Commands.JsonObject]::ConvertFromJson('nonsense', [ref]$why) } catch { $_.FullyQualifiedErrorId }
