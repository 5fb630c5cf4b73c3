# Every row of TLS x SASL x dialback: five are refused, with the reason e1 or e2; others come with the warning w1 or w2. Source: migration.md C.3.
foreach ($sasl in 'Required', 'Optional', 'NotSupported') {
    foreach ($tls in 'Required', 'Optional', 'NotSupported') {
        foreach ($dialback in $true, $false) {
            $answer = New-CsXmppAllowedPartner fabrikam.com -InMemory -TlsNegotiation $tls -SaslNegotiation $sasl -SupportDialbackNegotiation $dialback 3>&1 2>&1
            $verdict = foreach ($item in $answer) {
                switch -Wildcard ("$item") {
                    '*dialback will never be used*' { 'w1' }
                    '*a session may fail to be negotiated*' { 'w2' }
                    '*refused: SASL cannot work without TLS, and dialback is off*' { 'refused, e1' }
                    '*refused: Neither SASL nor dialback is enabled*' { 'refused, e2' }
                    default { if ($item -is [System.Management.Automation.ErrorRecord]) { "$item" } else { 'valid' } }
                }
            }
            '{0,-12} {1,-12} {2,-5} {3}' -f $tls, $sasl, $dialback, ($verdict -join ' ')
        }
    }
}
# Whatever is refused leaves the store as it was; the rule holds for a change too.
New-CsXmppAllowedPartner fabrikam.com -SupportDialbackNegotiation $false | Out-Null
try { Set-CsXmppAllowedPartner fabrikam.com -SaslNegotiation NotSupported -ErrorAction Stop } catch { $_.Exception.Message }
(Get-CsXmppAllowedPartner fabrikam.com).SaslNegotiation
