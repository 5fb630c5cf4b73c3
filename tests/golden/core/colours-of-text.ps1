# Text that no terminal shows has colours only when $PSStyle wants them everywhere; a text itself stays as it is.
$red = "$([char]27)[31mred$([char]27)[0m"
function Show($lines) { ($lines -join '|').Replace([string][char]27, 'ESC').TrimEnd('|') }
$PSStyle.OutputRendering = 'Host'
Show ([pscustomobject]@{ a = $red } | Out-String -Stream)
Show ($red | Out-String -Stream)
$PSStyle.OutputRendering = 'Ansi'
Show ([pscustomobject]@{ a = 1; bc = $red } | Format-Table | Out-String -Stream)
Show ([pscustomobject]@{ a = 1 } | Format-List | Out-String -Stream)
