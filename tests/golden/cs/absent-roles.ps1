# Commands of roles that fedsh does not run check their arguments and name the role.
$ErrorActionPreference = 'Stop'
foreach ($attempt in { Get-CsRgsQueue }, { New-CsPersistentChatCategory -Identity x -PersistentChatPoolFqdn y },
    { Test-CsAVConference -TargetFqdn pool02.contoso.net }, { Get-CsRgsQueue -Colour red }) {
    try { & $attempt } catch { $_.Exception.Message; $_.FullyQualifiedErrorId; $_.CategoryInfo.Category }
}
