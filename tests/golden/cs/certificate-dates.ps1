# Certificates that come into use by date: -EffectiveDate and -Roll, what is in use until then, and -Previous.
$ErrorActionPreference = 'Stop'
New-CsSite Redmond -SipDomain contoso.com | Out-Null
New-CsPool pool02.contoso.net -Site Redmond | Out-Null
New-CsPool edge02.contoso.net -Site Redmond -Role EdgeServer -NextHop pool02.contoso.net | Out-Null
$edge = @{ Type = 'AccessEdgeExternal'; Identity = 'edge02.contoso.net' }
function Request { Request-CsCertificate -New -Type AccessEdgeExternal -ComputerFqdn edge02.contoso.net -DomainName $args[0] }
$first, $second, $third = 'one', 'two', 'three' | ForEach-Object { Request "$_.contoso.com" }
$names = @{ $first.Thumbprint = 'first'; $second.Thumbprint = 'second'; $third.Thumbprint = 'third' }
function Show { (Get-CsCertificate -ComputerFqdn edge02.contoso.net | ForEach-Object { '{0}{1}' -f $names[$_.Thumbprint], $(if ($_.EffectiveDate) { ' from a date on' }) }) -join ', then ' }
$later = (Get-Date).AddDays(7)
foreach ($attempt in { Set-CsCertificate @edge -Thumbprint $first.Thumbprint -Roll }, { Set-CsCertificate @edge -Thumbprint $first.Thumbprint -Roll -EffectiveDate $later },
    { Set-CsCertificate @edge -Thumbprint $first.Thumbprint -Roll -EffectiveDate 2001-02-03 }, { Set-CsCertificate @edge -Thumbprint $first.Thumbprint -EffectiveDate soon },
    { $first | Set-CsCertificate }) {
    try { & $attempt; "taken: $attempt" } catch { $_.Exception.Message -replace '\d\d:\d\d:\d\d UTC', '<time>' }
}
Set-CsCertificate @edge -Thumbprint $first.Thumbprint
Show
$second | Set-CsCertificate @edge -Roll -EffectiveDate $later
Show
$third | Set-CsCertificate @edge -EffectiveDate $later
Show
try { Remove-CsCertificate @edge -Previous } catch { $_.Exception.Message }
# A date that is past is now.
$second | Set-CsCertificate @edge -EffectiveDate (Get-Date).AddDays(-1)
Show
# One without anything before it.
$third | Set-CsCertificate -Type DataEdgeExternal -Identity edge02.contoso.net -EffectiveDate $later
Show
# When the date comes, the present one is the previous one.
$third | Set-CsCertificate @edge -Roll -EffectiveDate (Get-Date).AddMilliseconds(300)
$end = (Get-Date).AddSeconds(20)
while (@(Get-CsCertificate @edge).Count -gt 1 -and (Get-Date) -lt $end) { }
(Get-CsCertificate -Type AccessEdgeExternal -ComputerFqdn edge02.contoso.net | ForEach-Object { $names[$_.Thumbprint] }) -join ', '
Remove-CsCertificate @edge -Previous
try { Remove-CsCertificate @edge -Previous } catch { $_.Exception.Message }
Remove-CsCertificate @edge
@(Get-CsCertificate -Type AccessEdgeExternal).Count
