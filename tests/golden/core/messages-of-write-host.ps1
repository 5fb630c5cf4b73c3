# What Write-Host hands to the information stream.
function Say { [CmdletBinding()] param() Write-Host 'red' -ForegroundColor Red -NoNewline; Write-Host; Write-Information 'plain' }
Say -InformationVariable said 6> $null
$said | ForEach-Object { "<$_> $($_.MessageData.GetType().FullName)" }
$data = $said[0].MessageData
"$data $($data.Message) $($data.NoNewLine) $($data.ForegroundColor) [$($data.BackgroundColor)]"
"joined: $($said -join '|')"
$all = Say 6>&1
"merged: $($all[0].MessageData.Message) $($all[0].Tags)"
"$([System.Collections.ArrayList] @(1) -is [System.Collections.ReadOnlyCollectionBase])"

# Import-Module of a name with a wildcard.
$folder = Join-Path ([IO.Path]::GetTempPath()) "wild-$PID"
$null = New-Item -ItemType Directory $folder
Set-Content (Join-Path $folder 'Wild.psm1') 'function Get-Wild { "wild" }'
Import-Module (Join-Path $folder '*.psm1')
Get-Wild
Set-Content (Join-Path $folder 'Other.psm1') ''
try { Import-Module (Join-Path $folder '*.psm1') -Force -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
Remove-Item -Recurse $folder
