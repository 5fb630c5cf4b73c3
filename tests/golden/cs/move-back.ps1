# A move back to a pool of Lync Server 2010: the unified contact store comes first. Source: migration.md B.3, rule 8.
$ErrorActionPreference = 'Stop'
New-CsSite Redmond -SipDomain contoso.com | Out-Null
New-CsPool pool02.contoso.net -Site Redmond | Out-Null
$xml = (Get-CsTopology -AsXml).Replace('pool02.contoso.net', 'pool01.contoso.net') -replace 'ServiceVersion="\d+"', 'ServiceVersion="5"'
Set-Content legacy.xml $xml
Merge-CsLegacyTopology legacy.xml | Out-Null
Enable-CsTopology
Enable-CsUser ann@contoso.com -RegistrarPool pool02.contoso.net -DisplayName Ann
function Back { param([hashtable]$With) Move-CsUser Ann -Target pool01.contoso.net @With 3>&1 | ForEach-Object { "$_" }; (Get-CsUser Ann).RegistrarPool; Move-CsUser Ann -Target pool02.contoso.net }
'as installed:'; Back
Set-CsUserServicesPolicy -UcsAllowed $true
New-CsUserServicesPolicy Sales -UcsAllowed $true | Out-Null
'allowed:'; Back
try { Invoke-CsMigrationStep 'Back' -Requires UnifiedContactStoreOff { Move-CsUser Ann -Target pool01.contoso.net } } catch { $_.Exception.Message }
(Get-CsUser Ann).RegistrarPool
try { Invoke-CsUcsRollback Ann } catch { $_.Exception.Message }
Set-CsUserServicesPolicy -UcsAllowed $false
Set-CsUserServicesPolicy Sales -UcsAllowed $false
'rolled back first:'
Invoke-CsMigrationStep 'Back' -Requires UnifiedContactStoreOff { Move-CsUser Ann -Target pool01.contoso.net }
(Get-CsUser Ann).RegistrarPool
