# The whole configuration as a file, what is refused, and other stores. Source: migration.md E.3 and E.4.
New-CsSite Redmond -SipDomain contoso.com | Out-Null
New-CsPool pool02.contoso.net -Site Redmond | Out-Null
New-CsXmppAllowedPartner fabrikam.com -SaslNegotiation Optional | Out-Null
Enable-CsUser ann@contoso.com -RegistrarPool pool02.contoso.net -DisplayName Ann
Enable-CsTopology
Export-CsConfiguration -FileName ./c.zip
Remove-CsXmppAllowedPartner fabrikam.com
Disable-CsUser Ann
New-CsVoicePolicy Sales | Out-Null
Import-CsConfiguration -FileName ./c.zip -LocalStore
'{0} {1} {2}' -f (Get-CsXmppAllowedPartner).Identity, (Get-CsUser).DisplayName, @(Get-CsVoicePolicy).Count
$revision = (Get-CsManagementStoreReplicationStatus -CentralManagementStoreStatus).Revision
Import-CsConfiguration ./c.zip
'nothing to change: {0}' -f ((Get-CsManagementStoreReplicationStatus -CentralManagementStoreStatus).Revision -eq $revision)
$bytes = Export-CsConfiguration -AsBytes
'{0} {1}' -f $bytes[0].GetType().Name, [char]$bytes[0]
Remove-CsXmppAllowedPartner fabrikam.com
, $bytes | Import-CsConfiguration -WhatIf
Import-CsConfiguration -ByteInput $bytes
(Get-CsXmppAllowedPartner).Identity
$bytes[0..1000] | Set-Content half.zip -AsByteStream
Set-Content text.zip 'no zip'
Set-Content other.txt x
Compress-Archive other.txt other.zip
$ErrorActionPreference = 'Stop'
foreach ($file in 'half.zip', 'text.zip', 'other.zip', 'none.zip') {
    try { Import-CsConfiguration $file } catch { $_.Exception.Message.Replace("$PWD/", '') }
}
Set-CsManagementConnection -StoreProvider Memory -Connection trial
@(Get-CsSite).Count
(Get-CsManagementConnection).StoreProvider
Remove-CsManagementConnection
(Get-CsSite).Name
try { Set-CsManagementConnection -StoreProvider Sql -Connection x } catch { $_.Exception.Message }
try { Set-CsConfigurationStoreLocation -SqlServerFqdn sql01.contoso.net } catch { $_.Exception.Message }
Set-CsConfigurationStoreLocation -SqlServerFqdn "$PWD/second.db"
(Get-CsConfigurationStoreLocation).Replace("$PWD/", ''), @(Get-CsSite).Count
Remove-CsConfigurationStoreLocation
(Get-CsSite).Name
Move-CsManagementServer -TargetFqdn pool02.contoso.net -WarningAction SilentlyContinue
(Get-CsManagementStoreReplicationStatus -CentralManagementStoreStatus).ActiveMasterFqdn
New-CsSite Dublin | Out-Null
try { Move-CsManagementServer -TargetFqdn pool02.contoso.net } catch { $_.Exception.Message }
(Test-CsManagementServer).Result
