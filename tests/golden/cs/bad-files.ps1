# Each kind of damage to a file that is read: an error that names the file and the place, and an unchanged store.
New-CsSite Redmond -SipDomain contoso.com | Out-Null
New-CsPool pool02.contoso.net -Site Redmond | Out-Null
New-CsXmppAllowedPartner fabrikam.com -SaslNegotiation Optional | Out-Null
Export-CsConfiguration -FileName good.zip
$before = (Get-CsManagementStoreReplicationStatus -CentralManagementStoreStatus).Revision
function Try-It { param($Name, $Block)
    $ErrorActionPreference = 'Stop'
    try { & $Block | Out-Null; "$Name was taken" } catch { '{0}: {1}' -f $Name, $_.Exception.Message.Replace("$PWD/", '') }
}
$xml = [ordered]@{
    'two roots'       = '<Topology/><Topology/>'
    'an open mark'    = '<Topology><Sites'
    'wrong nesting'   = '<Topology><Sites></Topology></Sites>'
    'one name twice'  = '<Topology a="1" a="2"/>'
    'no value'        = '<Topology Signature=/>'
    'an entity'       = '<Topology>&nobody;</Topology>'
    'a bad character' = "<Topology>$([char]1)</Topology>"
    'no cluster'      = '<Topology><Sites><CentralSite SiteId="1"><Name>R</Name></CentralSite></Sites><Services><Service ServiceVersion="6"><ServiceId SiteId="1" RoleName="Registrar"/><InstalledOn><ClusterId SiteId="9" Number="9"/></InstalledOn></Service></Services></Topology>'
    'no site id'      = '<Topology><Sites><CentralSite/></Sites></Topology>'
    'a bad port'      = '<Topology><Sites><CentralSite SiteId="1"><Name>R</Name></CentralSite></Sites><Clusters><Cluster Fqdn="a.b"><ClusterId SiteId="1" Number="1"/></Cluster></Clusters><Services><Service ServiceVersion="6"><ServiceId SiteId="1" RoleName="Registrar"/><InstalledOn><ClusterId SiteId="1" Number="1"/></InstalledOn><Ports><Port Owner="urn:component:Registrar" Protocol="Mtls" Usage="Registrar" InterfaceSide="Primary" Port="99999"/></Ports></Service></Services></Topology>'
}
foreach ($kind in $xml.Keys) { Set-Content t.xml $xml[$kind] -NoNewline; Try-It $kind { Publish-CsTopology -FileName t.xml } }
[byte[]]$bytes = 0xff, 0xfe, 0x3c
Set-Content t.xml $bytes -AsByteStream
Try-It 'half a character' { Publish-CsTopology -FileName t.xml }
Try-It 'a folder' { Publish-CsTopology -FileName . }
$good = [System.IO.File]::ReadAllBytes("$PWD/good.zip")
foreach ($cut in 0, 1, 30, ($good.Length - 1)) {
    [System.IO.File]::WriteAllBytes("$PWD/c.zip", [byte[]]$good[0..($cut - 1)])
    if ($cut -eq 0) { [System.IO.File]::WriteAllBytes("$PWD/c.zip", [byte[]]@()) }
    Try-It "zip of $(if ($cut -eq $good.Length - 1) { 'one byte less' } else { "$cut bytes" })" { Import-CsConfiguration c.zip }
}
# Whatever byte is damaged: it is noticed, or it is one that says nothing.
$odd = 0
foreach ($at in 0..59) {
    $damaged = [byte[]]$good.Clone()
    $place = [int][math]::Floor($at * $good.Length / 60)
    $damaged[$place] = $damaged[$place] -bxor 0x55
    [System.IO.File]::WriteAllBytes("$PWD/c.zip", $damaged)
    try { Import-CsConfiguration c.zip -ErrorAction Stop } catch { if ($_.Exception.Message -notlike "'*c.zip' was not imported: *") { $odd++ } }
}
"$odd odd errors; partners: $((Get-CsXmppAllowedPartner).Identity), sites: $((Get-CsSite).Identity)"
$users = [ordered]@{
    'a.csv' = "SipAddress`n"
    'b.csv' = "SipAddress,SipAddress`nsip:a@contoso.com,sip:b@contoso.com"
    'c.csv' = "SipAddress,Enabled`nsip:a@contoso.com,perhaps"
    'd.csv' = "SipAddress,RegistrarPool`nsip:a@contoso.com,no pool"
    'e.csv' = "SipAddress,DisplayName`n@contoso.com,Ann`nsip:ann@,Ann`nsip:a b@contoso.com,Ann"
    'a.ldf' = " continued`ndn: cn=Ann`nuserPrincipalName: ann@contoso.com"
    'b.ldf' = "dn: cn=Ann`nuserPrincipalName: ann@contoso.com`ndn: cn=Bob`nuserPrincipalName: bob@contoso.com"
    'c.ldf' = "dn:: ///`nuserPrincipalName: ann@contoso.com"
    'd.ldf' = "dn: cn=Ann`nmsRTCSIP-UserEnabled: maybe`nmsRTCSIP-PrimaryUserAddress: sip:ann@contoso.com"
    'e.ldf' = "dn: cn=Ann`nchangetype: delete"
}
foreach ($name in $users.Keys) {
    Set-Content $name $users[$name] -NoNewline
    '{0}: {1}' -f $name, (@(Import-CsUserData $name -WhatIf 2>&1 | ForEach-Object { "$_".Replace("$PWD/", '') }) -join ' | ')
}
'unchanged: {0}' -f ((Get-CsManagementStoreReplicationStatus -CentralManagementStoreStatus).Revision -eq $before)
