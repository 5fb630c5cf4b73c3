# $null for a mandatory text is refused as null, not as empty text; some commands take it.
try { Invoke-Expression $null } catch { $_.FullyQualifiedErrorId }
try { Invoke-Expression '' } catch { $_.FullyQualifiedErrorId }
try { Get-Random -Minimum 5 -Maximum 5 } catch { $_.FullyQualifiedErrorId }
(Get-Random -Minimum $null -Maximum $null) -ge 0
Write-Output -InputObject $null | ForEach-Object { 'one object' }
Write-Information $null
try { Get-Alias -Scope bogus } catch { $_.FullyQualifiedErrorId }
try { Set-Alias x Get-Date -Scope 99 } catch { $_.FullyQualifiedErrorId }
$null = Get-FileHash / -ErrorVariable why -ErrorAction SilentlyContinue
$why.FullyQualifiedErrorId
