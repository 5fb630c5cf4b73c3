# Objects that only exist in memory until a Set- or New- command stores them; list modifiers over them.
$entry = New-CsSimpleUrlEntry -Url https://meet.contoso.com
$meet = New-CsSimpleUrl -Component meet -Domain * -SimpleUrlEntry $entry -ActiveUrl https://meet.contoso.com
$meet | Format-List
Set-CsSimpleUrlConfiguration -SimpleUrl @{ Add = $meet }
Set-CsSimpleUrlConfiguration -SimpleUrl @{ Add = (New-CsSimpleUrl -Component Admin -Domain * -SimpleUrlEntry (New-CsSimpleUrlEntry -Url https://admin.contoso.com)) }
(Get-CsSimpleUrlConfiguration).SimpleUrl | ForEach-Object { '{0} {1} {2}' -f $_.Component, $_.Domain, $_.ActiveUrl }
Set-CsSimpleUrlConfiguration -SimpleUrl @{ Remove = $meet }
@((Get-CsSimpleUrlConfiguration).SimpleUrl).Count
$tls = New-CsStaticRoute -TLSRoute -Destination pbx.contoso.net -Port 5061 -MatchUri phone.contoso.com -UseDefaultCertificate $true
'{0} {1} {2} {3}' -f $tls.MatchUri, $tls.Transport.Port, $tls.Transport.TransportChoice.Fqdn, $tls.Enabled
$tcp = New-CsStaticRoute -TCPRoute -Destination 192.0.2.7 -Port 5060 -MatchUri *.contoso.com -ReplaceHostInRequestUri $true
Set-CsStaticRoutingConfiguration -Route @{ Add = $tls, $tcp }
(Get-CsStaticRoutingConfiguration).Route | ForEach-Object { '{0} {1}' -f $_.MatchUri, $_.Transport.Port }
Set-CsStaticRoutingConfiguration -Route @{ Replace = $tcp }
(Get-CsStaticRoutingConfiguration).Route.MatchUri
$policy = New-CsClientPolicyEntry -Name OnlineFeedbackURL -Value https://www.contoso.com
New-CsClientPolicy Sales -PolicyEntry @{ Add = $policy } | ForEach-Object { $_.PolicyEntry.Name }
$audio = New-CsNetworkBWPolicy -BWLimit 2000 -BWPolicyModality Audio -BWSessionLimit 200
'{0} {1} {2}' -f $audio.BWLimit.GetType().Name, $audio.BWSessionLimit, $audio.BWPolicyModality
$ErrorActionPreference = 'Stop'
foreach ($attempt in { New-CsSimpleUrl -Component Meet -Domain * -SimpleUrlEntry $entry -ActiveUrl https://other.contoso.com }, { New-CsSimpleUrl -Component Party -Domain * },
    { New-CsStaticRoute -TLSRoute -Destination 192.0.2.7 -Port 5061 -MatchUri a.b }, { New-CsStaticRoute -TCPRoute -Destination a.b -Port 0 -MatchUri a.b },
    { New-CsStaticRoute -TCPRoute -TLSRoute -Destination a.b -Port 1 -MatchUri a.b }, { New-CsNetworkBWPolicy -BWLimit 100 -BWPolicyModality Video -BWSessionLimit 200 },
    { New-CsNetworkBWPolicy -BWLimit -1 -BWPolicyModality Video -BWSessionLimit 200 }, { New-CsWebTrustedCACertificate -Thumbprint xyz -CAStore TrustedRootCA }) {
    try { & $attempt } catch { $_.Exception.Message }
}
