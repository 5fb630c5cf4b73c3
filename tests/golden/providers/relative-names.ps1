# `.` and `..` in front of a name of a provider without folders, at its drive and from elsewhere
$env:FEDSH_RELATIVE = 'here'
Set-Location Env:
(Get-Item ./FEDSH_RELATIVE).Value
(Get-Item .\FEDSH_RELATIVE).Value
Get-Content ../FEDSH_RELATIVE
Test-Path ./FEDSH_NOT_THERE
Set-Location Variable:
$inside = 'a variable'
(Get-Item ./inside).Value
