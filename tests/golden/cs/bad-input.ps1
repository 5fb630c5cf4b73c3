# Damaged files, odd names and large values: a clear error and an unchanged store, or the value as it was given.
New-CsSite Redmond -SipDomain contoso.com | Out-Null
New-CsPool pool02.contoso.net -Site Redmond | Out-Null
$before = (Get-CsManagementStoreReplicationStatus -CentralManagementStoreStatus).Revision
$files = [ordered]@{
    'cut.xml'     = '<Topology><Sites>'
    'root.xml'    = '<Sites/>'
    'builder.xml' = '<TopologyBuilder/>'
    'dtd.xml'     = '<!DOCTYPE Topology [<!ENTITY a "b">]><Topology>&a;</Topology>'
    'number.xml'  = '<Topology><Clusters><Cluster Fqdn="a"><ClusterId SiteId="1" Number="x"/></Cluster></Clusters></Topology>'
    'twice.xml'   = '<Topology><Clusters><Cluster Fqdn="a"><ClusterId SiteId="1" Number="1"/></Cluster><Cluster Fqdn="b"><ClusterId SiteId="1" Number="1"/></Cluster></Clusters></Topology>'
    'empty.xml'   = ''
}
foreach ($name in $files.Keys) {
    Set-Content $name $files[$name] -NoNewline
    try { Publish-CsTopology -FileName $name -ErrorAction Stop } catch { $_.Exception.Message.Replace("$PWD/", '') }
}
$users = [ordered]@{
    'empty.csv'   = ''
    'columns.csv' = "Name,Phone`nAnn,1"
    'quote.csv'   = "SipAddress,DisplayName`nsip:ann@contoso.com,`"Ann"
    'fields.csv'  = "SipAddress,DisplayName`nsip:ann@contoso.com,Ann,too,many"
    'address.csv' = "SipAddress,DisplayName`nann,Ann"
    'same.csv'    = "SipAddress,DisplayName`nsip:ann@contoso.com,Ann`nSIP:ANN@contoso.com,Other"
    'base64.ldf'  = "dn: cn=Ann,dc=contoso`nuserPrincipalName:: %%%"
    'colon.ldf'   = "dn: cn=Ann,dc=contoso`nno colon here`nuserPrincipalName: ann@contoso.com"
}
foreach ($name in $users.Keys) {
    Set-Content $name $users[$name] -NoNewline
    '{0}: {1}' -f $name, (@(Import-CsUserData $name -WhatIf 2>&1 | ForEach-Object { "$_".Replace("$PWD/", '') }) -join ' | ')
}
'unchanged: {0}' -f ((Get-CsManagementStoreReplicationStatus -CentralManagementStoreStatus).Revision -eq $before)
$names = "O'Hara", 'a "b" c', 'näm€ 名前', '  blanks  ', '[x]', '$y'
foreach ($name in $names) {
    New-CsVoicePolicy $name -Description $name | Out-Null
    $found = Get-CsVoicePolicy -Identity $name -ErrorAction SilentlyContinue
    '[{0}] [{1}]' -f $found.Identity, $found.Description
}
$large = 'x' * 1MB
New-CsVoicePolicy Large -Description $large | Out-Null
(Get-CsVoicePolicy Large).Description.Length
@(Get-CsVoicePolicy).Count
$ErrorActionPreference = 'Stop'
foreach ($name in '', "a`tb", "a`nb", 'tag:', 'site:') {
    try { New-CsVoicePolicy $name | Out-Null; "made [$name]" } catch { $_.Exception.Message -replace "`t", '<tab>' -replace "`n", '<line>' }
}
