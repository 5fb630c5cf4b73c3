# An object that was serialized keeps the text that its ToString gave.
$file = New-TemporaryFile
[semver]'1.2.3-rc.1' | Export-Clixml $file
$read = Import-Clixml $file
"$read"
$read.ToString()
$read.PSObject.TypeNames[0]
[pscustomobject]@{ Version = $read } | Format-List
@($read, $read) -join ', '
$read | Export-Clixml $file
"$(Import-Clixml $file)"
[pscustomobject]@{ A = 1; B = 2 } | Export-Clixml $file
"$(Import-Clixml $file)"
Remove-Item $file
Start-Job { Get-Location } -WorkingDirectory / | Receive-Job -Wait -AutoRemoveJob | ForEach-Object { "in $_" }
try { Start-Job { 1 } -WorkingDirectory /no/such/folder } catch { $_.FullyQualifiedErrorId; "$_" }
try { Start-Job { 1 } -WorkingDirectory '' } catch { $_.FullyQualifiedErrorId }
