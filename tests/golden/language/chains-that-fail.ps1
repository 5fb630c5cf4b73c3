# A pipeline of a chain that fails is one command that failed: the operator behind it decides.
filter Send-Some { [CmdletBinding()] param([Parameter(ValueFromPipeline)][int]$number)
    if ($number -ne 4) { return $number }
    $record = [System.Management.Automation.ErrorRecord]::new([Exception]::new('four'), 'Four', 'NotSpecified', $null)
    $PSCmdlet.ThrowTerminatingError($record) }
function Stop-All { throw 'stopped' }
1, 3, 4, 5 | Send-Some || 'instead'
"x: $(1, 4 | Send-Some && 'not here')"
$kept = 1, 3, 4, 5 | Send-Some || 'instead'; $kept -join ','
try { 1, 4 | Send-Some || 'not here' } catch { "caught $_" }
& { trap { continue } Stop-All || 'goes on' }
& { trap { continue } Stop-All && 'not here'; 'next' }
& { trap { continue } $kept = 1, 4 | Send-Some || 'two'; $kept -join ',' }
try { Stop-All || 'not here' } catch { "caught $_" }
