# Every operator of -Filter, in both forms, and what a filter cannot say.
New-CsSite Redmond -SipDomain contoso.com | Out-Null
New-CsPool pool02.contoso.net -Site Redmond | Out-Null
New-CsPool pool03.contoso.net -Site Redmond | Out-Null
Set-Content users.csv @'
SipAddress,DisplayName,RegistrarPool,Enabled,LineURI,WhenCreated,Number
sip:ann@contoso.com,Ann O'Hara,pool02.contoso.net,TRUE,tel:+1,2012-03-01T10:00:00,5
sip:bob@contoso.com,Bob (Sales),pool03.contoso.net,TRUE,,2013-07-15T08:30:00,10
sip:carl@contoso.com,Carl 100%,pool03.contoso.net,FALSE,tel:+3,2014-01-01T00:00:00,7
'@
Import-CsUserData users.csv | Out-Null
$pool = 'pool03.contoso.net'
$person = @{ Name = "Ann O'Hara" }
$when = [datetime]'2013-01-01'
$filters = "RegistrarPool -eq 'POOL02.CONTOSO.NET'", "RegistrarPool -ne 'pool02.contoso.net'", "DisplayName -like 'B*'", "DisplayName -notlike 'B*'",
    "DisplayName -gt 'B'", "DisplayName -ge 'Carl 100%'", "DisplayName -lt 'B'", "DisplayName -le 'Bob (Sales)'", "Enabled -eq `$true", "Enabled -eq `$false", "Enabled -ne `$true",
    "LineURI -eq `$null", "LineURI -ne `$null", "VoicePolicy -eq `$null", "DisplayName -eq 'Ann O''Hara'", 'DisplayName -eq "Ann O''Hara"', "DisplayName -eq 'Bob (Sales)'",
    "Enabled -eq `$true -and RegistrarPool -eq 'pool03.contoso.net'", "DisplayName -like 'A*' -or DisplayName -like 'C*'",
    "DisplayName -like 'A*' -or DisplayName -like '*' -and Enabled -eq `$false", "(DisplayName -like 'A*' -or DisplayName -like '*') -and Enabled -eq `$false",
    "-not (RegistrarPool -eq 'pool03.contoso.net')", "-not(LineURI -like '*') -and -not (Enabled -eq `$false)", '!(Enabled -eq $true)', "((DisplayName -like 'A*'))",
    "WhenCreated -gt '2013-01-01'", "WhenCreated -le '2013-07-15T08:30:00'", 'WhenCreated -lt $when', 'RegistrarPool -eq $pool', 'DisplayName -eq $person.Name', "Number -gt 6", "Number -lt 10",
    'DisplayName -like "$($person.Name[0])*"', "SipAddress -eq 'sip:carl@contoso.com'", "SipAddress -like '*@contoso.com'", 'Enabled -eq "True"', "{DisplayName -eq 'Carl 100%'}", "LineURI -like '*'"
foreach ($filter in $filters) { '{0} => {1}' -f $filter, ((Get-CsUser -Filter $filter | ForEach-Object { $_.SipAddress -replace 'sip:|@.*' }) -join ' ') }
'block => {0}' -f ((Get-CsUser -Filter { $_.RegistrarPool -eq $pool -and $_.Enabled }).DisplayName -join ' ')
'member => {0}' -f ((Get-CsUser -Filter { DisplayName -eq $person.Name }).SipAddress -join ' ')
$ErrorActionPreference = 'Stop'
foreach ($filter in '', 'RegistrarPool', "RegistrarPool -eq", "RegistrarPool -match 'x'", "(RegistrarPool -eq 'x'", "RegistrarPool -eq 'x", "-and RegistrarPool -eq 'x'", 'RegistrarPool -eq $nothing') {
    try { Get-CsUser -Filter $filter | Out-Null; "taken: $filter" } catch { $_.Exception.Message }
}
