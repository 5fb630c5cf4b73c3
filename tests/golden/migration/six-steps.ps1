# The store's side of a whole migration: legacy topology merged, pool and Edge deployed, users moved,
# XMPP federation enabled; run twice, planned, undone.
New-CsSite Redmond -SipDomain contoso.com | Out-Null
New-CsPool pool01.contoso.net -Site Redmond -IPAddress 127.0.9.1 | Out-Null
$rows = 1..5 | ForEach-Object { "sip:user$_@contoso.com,User $_" }
Set-Content ./users.csv (@('SipAddress,DisplayName') + $rows + 'not an address,Bad')
Import-CsUserData ./users.csv -RegistrarPool pool01.contoso.net -ErrorAction SilentlyContinue | Format-List
"bad rows: $($Error.Count)"

function Migrate {
    Invoke-CsMigrationStep 'Deploy the pool' {
        New-CsPool pool02.contoso.net -Site Redmond -IPAddress 127.0.9.2 | Out-Null
    }
    Invoke-CsMigrationStep 'Deploy the Edge' {
        New-CsPool edge02.contoso.net -Site Redmond -Role EdgeServer -IPAddress 127.0.9.3 -ExternalIPAddress 127.0.9.4 -NextHop pool02.contoso.net | Out-Null
    }
    Invoke-CsMigrationStep 'Move users' {
        Get-CsUser | Move-CsUser -Target pool02.contoso.net
    }
    Invoke-CsMigrationStep 'Policies' {
        Set-CsExternalAccessPolicy -EnableXmppAccess $true -EnableFederationAccess $true
        Set-CsAccessEdgeConfiguration -AllowFederatedUsers $true
        New-CsXmppAllowedPartner fabrikam.com -PartnerType Federated | Out-Null
    }
    Invoke-CsMigrationStep 'Enable XMPP federation' {
        New-CsXmppFederation Redmond -EdgeServer edge02.contoso.net | Out-Null
        Enable-CsTopology
    }
}
Migrate
'--- again'
Migrate
'--- result'
Get-CsUser | Group-Object RegistrarPool | Format-Table Count, Name
Get-CsXmppFederation | Format-List
Get-CsMigration | Format-Table Number, Name, State, Changes
(Test-CsFederationRoute user1@contoso.com fabrikam.com).Verdict
(Test-CsFederationRoute user1@contoso.com elsewhere.example).Verdict
'--- a step that fails keeps nothing'
try {
    Invoke-CsMigrationStep 'Broken' {
        New-CsXmppAllowedPartner northwind.com | Out-Null
        Move-CsUser nobody@contoso.com -Target pool02.contoso.net
    }
} catch { $_.Exception.Message }
(Get-CsXmppAllowedPartner).Identity
'--- undo'
(Undo-CsMigrationStep).State
Get-CsXmppFederation | Format-List Identity, Enabled
'--- plan'
New-CsXmppAllowedPartner tailspin.com -WhatIf
Invoke-CsMigrationStep 'Plan' { New-CsXmppAllowedPartner wingtip.com | Out-Null } -WhatIf
(Get-CsXmppAllowedPartner).Identity
