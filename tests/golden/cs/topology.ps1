# Sites, domains, Edges and registrars of the published topology are changed by name, and wrong names are refused.
New-CsSite Redmond | Out-Null
New-CsSipDomain Contoso.com | Out-Null
New-CsSipDomain contoso.net | Out-Null
Set-CsSipDomain contoso.net -IsDefault $true
Get-CsSipDomain | Select-Object Identity, IsDefault
New-CsPool pool02.contoso.net -Site Redmond | Out-Null
New-CsPool edge02.contoso.net -Site Redmond -Role EdgeServer -NextHop pool02.contoso.net | Out-Null
Set-CsSite Redmond -XmppFederationRoute EdgeServer:edge02.contoso.net -Description 'Headquarters'
Get-CsSite Redmond | Format-List Identity, Description, XmppFederationRoute, FederationRoute
Set-CsSite Site:Redmond -XmppFederationRoute $null
"route: [$((Get-CsSite Redmond).XmppFederationRoute)]"
Set-CsEdgeServer EdgeServer:edge02.contoso.net -XmppListeningPort 5270 -XmppInternalPort 23457
Set-CsRegistrar Registrar:pool02.contoso.net -XmppGatewaySipPort 5099
Remove-CsSipDomain contoso.com
$ErrorActionPreference = 'Stop'
foreach ($attempt in { Set-CsSite Nowhere -Description x }, { Set-CsSite Redmond -XmppFederationRoute Registrar:pool02.contoso.net },
    { Set-CsSite Redmond -FederationRoute edge }, { Set-CsEdgeServer Registrar:pool02.contoso.net }, { Set-CsEdgeServer EdgeServer:edge02.contoso.net -XmppListeningPort 70000 },
    { Remove-CsSipDomain contoso.net }, { Set-CsSipDomain contoso.net -IsDefault $false }, { New-CsSipDomain 'con toso' }) {
    try { & $attempt } catch { $_.Exception.Message }
}
