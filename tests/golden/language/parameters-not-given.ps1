# Numbers, Booleans and text have their zero; dates, enumerations and the rest are nothing.
enum Size { Small; Large }
function Show-Unset {
    param([int]$Int, [double]$Double, [decimal]$Decimal, [bool]$Bool, [switch]$Switch, [string]$Text,
        [datetime]$Date, [timespan]$Span, [guid]$Guid, [char]$Char, [bigint]$Big, [System.DayOfWeek]$Day, [Size]$Size)
    foreach ($name in $MyInvocation.MyCommand.Parameters.Keys) {
        $value = Get-Variable $name -ValueOnly
        "$name $(if ($null -eq $value) { 'null' } else { $value.GetType().Name })"
    }
}
Show-Unset
function Get-Since { [CmdletBinding()] param([datetime]$Since) if ($Since) { 'since' } else { 'ever' } }
Get-Since

# A list of Booleans takes no text in an advanced function.
function Test-Advanced { [CmdletBinding()] param([bool[]]$Flag) "$Flag" }
function Test-Simple { param([bool[]]$Flag) "$Flag" }
try { Test-Advanced 'a', 'b' } catch { $_.FullyQualifiedErrorId }
Test-Advanced 1, $false
Test-Simple 'a', 'b'

# Preferences: nothing is none, and the beginning of a name is enough.
try { Test-Path x -ErrorAction $null } catch {
    $_.FullyQualifiedErrorId
    $_.Exception.InnerException.InnerException.GetType().Name
}
$count = $Error.Count
Get-Process -Name no-such-process -ErrorAction Ig
$Error.Count - $count

# Under Stop the variable has the exception that ended the command, and nothing else.
try { Get-Item no-such-item -ErrorAction Stop -ErrorVariable found } catch { }
"$($found.Count) $($found[0].GetType().Name)"
