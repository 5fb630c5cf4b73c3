# Settings of the XMPP gateway: defaults, changes, ranges, and the secret that is never shown. Source: migration.md C.7.
$ErrorActionPreference = 'Stop'
Get-CsXmppGatewayConfiguration | Format-List ConnectionLimit, PartnerConnectionLimit, KeepAliveInterval, StreamEstablishmentTimeout, StreamInactivityTimeout, SubscriptionRefreshInterval, EnableLoggingAllMessageBodies, DialbackPassphrase
Set-CsXmppGatewayConfiguration -PartnerConnectionLimit 5 -KeepAliveInterval 120 -DialbackPassphrase 's3cr3tpassphrase'
Get-CsXmppGatewayConfiguration | Format-List PartnerConnectionLimit, KeepAliveInterval, DialbackPassphrase
(Get-CsChange | Select-Object -First 1).Difference
$fetched = Get-CsXmppGatewayConfiguration
$fetched.ConnectionLimit = 500
$fetched | Set-CsXmppGatewayConfiguration
(Get-CsXmppGatewayConfiguration).ConnectionLimit
foreach ($attempt in { Set-CsXmppGatewayConfiguration -ConnectionLimit -1 }, { Set-CsXmppGatewayConfiguration -KeepAliveInterval often }) {
    try { & $attempt; "taken: $attempt" } catch { $_.Exception.Message }
}
