# The log of changes: who did what, taking it back, and comparing revisions.
New-CsXmppAllowedPartner fabrikam.com -SaslNegotiation Optional | Out-Null
Set-CsXmppAllowedPartner fabrikam.com -Description 'Partner in the north'
Set-CsXmppGatewayConfiguration -DialbackPassphrase secret
Get-CsChange | Select-Object Revision, Action, Kind, Identity, Command
(Get-CsChange -Kind XmppGatewayConfiguration).Difference
Compare-CsConfiguration 1 2 | Select-Object Identity, Property, Reference, Difference, SideIndicator
Undo-CsChange 2 -Force
"[$((Get-CsXmppAllowedPartner fabrikam.com).Description)]"
Undo-CsChange 1 -Force
"partners: $(@(Get-CsXmppAllowedPartner).Count)"
try { Undo-CsChange 99 -ErrorAction Stop } catch { $_.Exception.Message }
