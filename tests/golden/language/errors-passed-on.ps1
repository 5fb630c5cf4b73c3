# Functions that report an error again name themselves.
function Inner {
    [CmdletBinding()] param($Id)
    $PSCmdlet.ThrowTerminatingError([System.Management.Automation.ErrorRecord]::new([Exception] 'm', $Id, 'InvalidArgument', $null))
}
function Outer { [CmdletBinding()] param($Id) try { Inner $Id } catch { $PSCmdlet.ThrowTerminatingError($_) } }
foreach ($id in '', 'X', 'a,b') {
    try { Inner $id } catch { "$($_.FullyQualifiedErrorId) | $($_.CategoryInfo)" }
    try { Outer $id } catch { "$($_.FullyQualifiedErrorId) | $($_.CategoryInfo) | $($_.InvocationInfo.MyCommand)" }
}
function Read-Nothing { [CmdletBinding()] param() try { Get-Item nothing -ErrorAction Stop } catch { $PSCmdlet.WriteError($_) } }
Read-Nothing -ErrorVariable seen -ErrorAction SilentlyContinue
"$($seen[-1].FullyQualifiedErrorId) | $($seen[-1].CategoryInfo.Activity)"
function Say-Thrown { [CmdletBinding()] param() try { throw 'a, b' } catch { $PSCmdlet.WriteError($_) } }
Say-Thrown -ErrorVariable seen -ErrorAction SilentlyContinue
"$($seen[-1].FullyQualifiedErrorId) | $($seen[-1].CategoryInfo.Activity)"

# A file is a command by its path.
$folder = Join-Path ([IO.Path]::GetTempPath()) "files-$PID"
$null = New-Item -ItemType Directory $folder
Set-Content (Join-Path $folder 'part.ps1') '$part = "dotted"; "part got $args"'
foreach ($file in Get-ChildItem $folder -Filter *.ps1) { & $file 1; . $file 2; $part }
Get-Item (Join-Path $folder '*.ps1') | ForEach-Object { & $_ 3 }
Remove-Item -Recurse $folder
try { & ([pscustomobject] @{ Name = 'Get-Date' }) } catch { $_.FullyQualifiedErrorId }
(& (Get-Alias gci) / | Measure-Object).Count -gt 0
