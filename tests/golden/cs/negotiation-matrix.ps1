# Every row of TLS x SASL x dialback: five are refused, others come with a warning. Source: migration.md C.3.
foreach ($sasl in 'Required', 'Optional', 'NotSupported') {
    foreach ($tls in 'Required', 'Optional', 'NotSupported') {
        foreach ($dialback in $true, $false) {
            $answer = New-CsXmppAllowedPartner fabrikam.com -InMemory -TlsNegotiation $tls -SaslNegotiation $sasl -SupportDialbackNegotiation $dialback 3>&1 2>&1
            $verdict = switch ($answer) {
                { $_ -is [System.Management.Automation.ErrorRecord] } { 'refused' }
                { $_ -is [System.Management.Automation.WarningRecord] } { 'warning' }
            }
            '{0,-12} {1,-12} {2,-5} {3}' -f $tls, $sasl, $dialback, "$verdict"
        }
    }
}
