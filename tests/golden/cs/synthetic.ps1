# Test users at a real pool: they sign in (with a password where they have one), talk and watch each other. A failure is a result.
Start-CsLab | Out-Null
New-CsSite Redmond | Out-Null
# An address of this process: the script may run twice at a time.
New-CsPool pool02.contoso.net -Site Redmond -IPAddress "127.$(1 + $PID % 250).$(1 + [math]::Floor($PID / 250) % 250).68" | Out-Null
$certificate = Request-CsCertificate -New -Type Default -ComputerFqdn pool02.contoso.net
Set-CsCertificate -Type Default -ComputerFqdn pool02.contoso.net -Thumbprint $certificate.Thumbprint
Enable-CsTopology
foreach ($name in 'ken', 'ann') { Enable-CsUser "$name@contoso.com" -RegistrarPool pool02.contoso.net }
Start-CsWindowsService -ComputerName pool02.contoso.net
filter Show { '{0}: {1} {2}' -f $_.TargetFqdn, $_.Result, $_.Error }
$pair = @{ SenderSipAddress = 'sip:ken@contoso.com'; ReceiverSipAddress = 'sip:ann@contoso.com' }
Test-CsIM pool02.contoso.net @pair | Show
Test-CsPresence pool02.contoso.net -PublisherSipAddress ken@contoso.com -SubscriberSipAddress ann@contoso.com | Show
(Test-CsRegistration pool02.contoso.net -UserSipAddress sip:ken@contoso.com).Latency -is [timespan]
Set-CsUser ken@contoso.com -SipPassword secret
$end = (Get-Date).AddSeconds(30)
while (@(Get-CsManagementStoreReplicationStatus | Where-Object { -not $_.UpToDate }).Count -and (Get-Date) -lt $end) { }
Test-CsRegistration pool02.contoso.net -UserSipAddress sip:ken@contoso.com | Show
foreach ($password in 'wrong', 'secret') {
    $credential = [pscredential]::new('contoso\ken', (ConvertTo-SecureString $password -AsPlainText -Force))
    Test-CsRegistration -UserSipAddress sip:ken@contoso.com -UserCredential $credential | Show
}
# Test users of the pool; what is not there is an error.
$ErrorActionPreference = 'Stop'
foreach ($attempt in { Test-CsPresence pool02.contoso.net }, { Test-CsRegistration nowhere.contoso.net }, { Test-CsIM pool02.contoso.net @pair -TestLegalIntercept }) {
    try { & $attempt } catch { $_.Exception.Message }
}
New-CsHealthMonitoringConfiguration pool02.contoso.net -FirstTestUserSipUri sip:ann@contoso.com -SecondTestUserSipUri sip:ann@contoso.com | Out-Null
Test-CsRegistration pool02.contoso.net | Show
# To a partner: by the lab in both directions, or as a device that signs in at a registrar, with a port or a password.
Enable-CsUser leg@contoso.com -RegistrarPool pool01.contoso.net
filter Show-Way { '{0} -> {1}: {2} by {3}' -f $_.From, $_.To, $_.Result, $_.Gateway }
$partner = @{ UserSipAddress = 'sip:leg@contoso.com'; Receiver = 'juliet@fabrikam.com' }
Test-CsXmppIM pool01.contoso.net @partner | Show-Way
Test-CsXmppIM pool01.contoso.net @partner -RegistrarPort 5061 | Show
(Test-CsXmppIM pool01.contoso.net @partner -RegistrarPort 5066).Error -match 'Connection refused'
$credential = [pscredential]::new('contoso\leg', (ConvertTo-SecureString secret -AsPlainText -Force))
Test-CsXmppIM @partner -UserCredential $credential | Show
Test-CsXmppIM pool01.contoso.net -UserSipAddress sip:nobody@contoso.com -Receiver juliet@fabrikam.com -RegistrarPort 5061 | Show
Test-CsXmppIM pool01.contoso.net -UserSipAddress sip:leg@contoso.com -Receiver juliet@nowhere.example -RegistrarPort 5061 | Show
Stop-CsLab
