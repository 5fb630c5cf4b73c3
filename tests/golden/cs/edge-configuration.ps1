# Access Edge configuration: every default, what each routing method shows and what each parameter set may change. Source: migration.md C.6.
$ErrorActionPreference = 'Stop'
Get-CsAccessEdgeConfiguration | Format-List
Set-CsAccessEdgeConfiguration -UseDnsSrvRouting -EnablePartnerDiscovery $true -BeClearingHouse $true -DiscoveredPartnerVerificationLevel AlwaysVerifiable
Get-CsAccessEdgeConfiguration | Format-List RoutingMethod, EnablePartnerDiscovery, BeClearingHouse, DiscoveredPartnerVerificationLevel
foreach ($attempt in { Set-CsAccessEdgeConfiguration -EnablePartnerDiscovery $true }, { Set-CsAccessEdgeConfiguration -UseDefaultRouting },
    { Set-CsAccessEdgeConfiguration -UseDefaultRouting -DefaultRouteFqdn edge.contoso.net -BeClearingHouse $true },
    { Set-CsAccessEdgeConfiguration -UseDnsSrvRouting -DefaultRouteFqdn edge.contoso.net }, { Set-CsAccessEdgeConfiguration -OutgoingTlsCountForFederatedPartners 5 },
    { Set-CsAccessEdgeConfiguration -OutgoingTlsCountForFederatedPartners 0 }, { Set-CsAccessEdgeConfiguration -VerificationLevel AlwaysVerifiable }) {
    try { & $attempt; "taken: $attempt" } catch { $_.Exception.Message }
}
New-CsHostingProvider Cloud -ProxyFqdn proxy.cloud.example -Enabled $true -EnabledSharedAddressSpace $false -HostsOCSUsers $false | Out-Null
try { Set-CsAccessEdgeConfiguration -UseDefaultRouting -DefaultRouteFqdn edge.contoso.net } catch { $_.Exception.Message }
Remove-CsHostingProvider Cloud
Set-CsAccessEdgeConfiguration -UseDefaultRouting -DefaultRouteFqdn edge.contoso.net -VerificationLevel AlwaysUnverifiable -IsPublicProvider $false
Get-CsAccessEdgeConfiguration | Format-List RoutingMethod, DefaultRoute*, VerificationLevel, IsPublicProvider, EnablePartnerDiscovery
$fetched = Get-CsAccessEdgeConfiguration
$fetched.AllowFederatedUsers = $true
$fetched | Set-CsAccessEdgeConfiguration
(Get-CsAccessEdgeConfiguration).AllowFederatedUsers, (Get-CsAccessEdgeConfiguration).RoutingMethod
