# Contact lists as files: export, import, merge, conversion; moves that lose them say so first. Source: migration.md E.1 and E.4.
New-CsSite Redmond -SipDomain contoso.com | Out-Null
New-CsPool pool02.contoso.net -Site Redmond | Out-Null
New-CsPool pool03.contoso.net -Site Redmond | Out-Null
Set-Content users.csv @'
SipAddress,DisplayName,RegistrarPool,Enabled,Contacts
sip:ann@contoso.com,Ann,pool02.contoso.net,TRUE,juliet@fabrikam.com;bob@contoso.com
sip:bob@contoso.com,Bob,pool02.contoso.net,TRUE,
'@
Import-CsUserData users.csv | Format-List
Export-CsUserData -PoolFqdn pool02.contoso.net -FileName users.zip
Convert-CsUserData -InputFile users.zip -OutputFile users.xml -TargetVersion Lync2010
Get-Content users.xml | Select-String Buddy | ForEach-Object { $_.Line.Trim() }
Move-CsUser Ann -Target pool03.contoso.net -Force -Confirm:$false 3>&1 | ForEach-Object Message
'after -Force: {0} {1}' -f (Get-CsUser Ann).RegistrarPool, @((Get-CsUser Ann).Contacts).Count
Import-CsUserData users.zip -Identity ann@contoso.com | Format-List
(Get-CsUser Ann).Contacts.Address -join ' '
Set-Content more.xml @'
<DocItemSet><DocItem Name="urn:lcd:ann@contoso.com"><Data><HomedResource>
<ContactGroups><ContactGroup Number="1" DisplayName="fg==" /><ContactGroup Number="2" DisplayName="V29yaw==" /></ContactGroups>
<Contacts><Contact Buddy="BOB@contoso.com" Groups="1" /><Contact Buddy="carl@contoso.com" DisplayName="Q2FybA==" Groups="1 2" /></Contacts>
</HomedResource></Data></DocItem><DocItem Name="urn:lcd:nobody@contoso.com" /></DocItemSet>
'@
Update-CsUserData more.xml -TestMode -ErrorAction SilentlyContinue | Format-List
Update-CsUserData more.xml -ErrorVariable unknown -ErrorAction SilentlyContinue | Out-Null
"$unknown"
(Get-CsUser Ann).Contacts | ForEach-Object { '{0} [{1}] [{2}]' -f $_.Address, $_.DisplayName, ($_.Groups -join ',') }
Sync-CsUserData -PoolFqdn pool02.contoso.net -Verbose 4>&1 | ForEach-Object Message
$ErrorActionPreference = 'Stop'
Set-Content bad.xml '<DocItemSet><DocItem Name="urn:lcd:a@b"><Contact Buddy="c@d" Groups="9"/></DocItem></DocItemSet>'
Set-Content dtd.xml '<!DOCTYPE a [<!ENTITY b "c">]><DocItemSet>&b;</DocItemSet>'
foreach ($attempt in { Import-CsUserData bad.xml }, { Import-CsUserData dtd.xml }, { Update-CsUserData users.csv }, { Export-CsUserData -PoolFqdn nowhere.contoso.net -FileName x.zip },
    { Convert-CsUserData -InputFile none.zip -OutputFile y -TargetVersion Current }, { Import-CsUserData users.zip -Identity nobody }) {
    try { & $attempt } catch { $_.Exception.Message.Replace("$PWD/", '') }
}
