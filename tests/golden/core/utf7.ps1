# UTF-7 is written and read, with PowerShell's warning of it.
$file = New-TemporaryFile
'Größe: 5 € + 1', 'plain' | Set-Content $file -Encoding utf7 3>&1 | ForEach-Object { "warned: $_" }
[System.IO.File]::ReadAllText($file.FullName).Trim()
Get-Content $file -Encoding utf7 -WarningAction SilentlyContinue
Get-Content $file -Encoding utf7 -WarningVariable said -WarningAction SilentlyContinue | Out-Null
"$said"
(Import-Csv $file -Encoding utf7 -Header Line -WarningAction Ignore).Line -join '|'
Remove-Item $file
