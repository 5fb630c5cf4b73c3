# Help by a pattern also finds the session's own aliases and functions; modules of the program have PowerShell's versions.
Set-Alias fedshAlias1 Get-Date
function Get-OwnThing {
    <#
    .SYNOPSIS
    Gets a thing.
    #>
    param()
}
function Get-OtherThing { }
Get-Help fedshAlias? | ForEach-Object { "$($_.Name) $($_.Category) $($_.Synopsis)" }
Get-Help Get-OwnT* | ForEach-Object { "$($_.Name) $($_.Category) $($_.Synopsis.Trim())" }
(Get-Help Get-O*Thing -Category Function).Count
(Get-Module -ListAvailable PSReadLine).Version.ToString()
(Get-Module -ListAvailable Microsoft.PowerShell.Utility).Version.ToString()
Import-Module Microsoft.PowerShell.Security -Force
Import-Module Microsoft.PowerShell.Security -Force
@(Get-Module Microsoft.PowerShell.Security).Count
[Text.Encoding]::ASCII.GetString([Net.WebUtility]::UrlEncodeToBytes([byte[]](97, 32, 255), 0, 3))
[Web.HttpUtility]::UrlDecodeToBytes('a+%ff') -join ' '
$address = $null
[Net.Mail.MailAddress]::TryCreate('ann@example.com', [ref]$address)
"$address $([Net.Mail.MailAddress]::TryCreate('nobody', [ref]$address)) [$address]"
[semver]::Compare('1.0.0-beta', '1.0.0')
