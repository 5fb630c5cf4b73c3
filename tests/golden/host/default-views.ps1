# Views and display sets of types that have their own.
'x'.Insert
$PSStyle.Progress | Out-String
$PSStyle.Formatting | Out-String
[Net.NetworkCredential]::new('user', 'secret', 'corp') | Out-String
[AppDomain]::CurrentDomain | Format-List FriendlyName | Out-String
# What comes after objects of another view is a list of the display set.
$lines = & { Get-Item /; Get-Process -Id $PID } | Out-String -Stream
$lines | Select-Object -Skip 4 | ForEach-Object { ($_ -split ' *:')[0] } | Where-Object { $_ -and $_ -notmatch '/' }
(Get-Process -Id $PID | Format-List | Out-String -Stream) -replace ' *:.*' -ne ''
$file = New-Item (Join-Path ([IO.Path]::GetTempPath()) "view-$PID.txt") -Value 'four'
$lines = & { $PSStyle.Progress; $file } | Out-String -Stream
$lines -replace ' *:.*' -ne ''
Remove-Item $file
