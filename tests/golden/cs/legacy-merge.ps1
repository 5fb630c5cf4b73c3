# Legacy topology, policies and conference directories are taken over, again after each change. Source: migration.md B.1, phase 4.
$fixtures = "$PSScriptRoot/../../fixtures"
New-CsSite Redmond -SipDomain contoso.com | Out-Null
New-CsPool pool02.contoso.net -Site Redmond | Out-Null
Enable-CsTopology
Merge-CsLegacyTopology -TopologyXmlFileName "$fixtures/contoso-legacy.xml" -UserInputFileName "$fixtures/contoso-edges.xml" | Out-Null
(Get-CsSite).Identity
(Get-CsPool).Identity
Enable-CsTopology
Import-CsLegacyConfiguration
Import-CsLegacyConferenceDirectory
Get-CsConferenceDirectory | Select-Object Identity, HomePool
(Get-CsConferencingPolicy LegacyMeetings).MaxMeetingSize
Set-CsConferencingPolicy LegacyMeetings -MaxMeetingSize 20
Import-CsLegacyConfiguration
'kept: {0}' -f (Get-CsConferencingPolicy LegacyMeetings).MaxMeetingSize
Import-CsLegacyConfiguration -ReplaceExisting
'replaced: {0}' -f (Get-CsConferencingPolicy LegacyMeetings).MaxMeetingSize
$revision = (Get-CsManagementStoreReplicationStatus -CentralManagementStoreStatus).Revision
Merge-CsLegacyTopology -TopologyXmlFileName "$fixtures/contoso-legacy.xml" -UserInputFileName "$fixtures/contoso-edges.xml" | Out-Null
Import-CsLegacyConfiguration
Import-CsLegacyConferenceDirectory
'nothing to change the second time: {0}' -f ((Get-CsManagementStoreReplicationStatus -CentralManagementStoreStatus).Revision -eq $revision)
Get-CsConferenceDirectory | Move-CsConferenceDirectory -TargetPool pool02.contoso.net
(Get-CsConferenceDirectory).HomePool
# A deployment that is no more: its pools go, once nobody needs them.
(Get-Content -Raw "$fixtures/contoso-legacy.xml") | Set-Content legacy.xml
Set-Content gone.xml '<Topology/>'
try { Merge-CsLegacyTopology gone.xml -ErrorAction Stop } catch { $_.Exception.Message.Replace("$PWD/", '') }
(Merge-CsLegacyTopology gone.xml -Force).Removed
(Get-CsPool).Identity
$ErrorActionPreference = 'Stop'
foreach ($attempt in { Merge-CsLegacyTopology missing.xml }, { Set-Content half.xml '<Topology><Sites>'; Merge-CsLegacyTopology half.xml }, { Merge-CsLegacyTopology legacy.xml -UserInputFileName half.xml }) {
    try { & $attempt; 'taken' } catch { $_.Exception.Message.Replace("$PWD/", '') }
}
