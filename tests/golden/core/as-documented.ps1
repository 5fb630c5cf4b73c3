# A case sensitive grouping gives a case sensitive table.
$groups = [pscustomobject]@{ Name = 'Bar' }, [pscustomobject]@{ Name = 'bar' } | Group-Object Name -CaseSensitive -AsHashTable
"$($groups.Count) $($groups['bar'].Count) $($groups.ContainsKey('BAR'))"

# A pipeline variable is there, and empty, before the first object.
$temp = 8
1..2 | ForEach-Object -PipelineVariable temp -Begin { "begin <$temp>" } -Process { $_ } | ForEach-Object { "$_ <$temp>" }

# What is compared is taken as one like the first.
Compare-Object ([timespan]'0:0:1') '0:0:1' -IncludeEqual | ForEach-Object SideIndicator
(Compare-Object '0:0:1' ([timespan]'0:0:2') | ForEach-Object SideIndicator) -join ' '

# A number is nearer to a character than to a text.
'a1b'.Split(1).Count
'a-b'.Split(45) -join ' '

# A subscription that only supports others is not shown.
$shown = Register-EngineEvent -SourceIdentifier Mine -SupportEvent -Action { }
$null -eq $shown
Unregister-Event -SourceIdentifier Mine -Force

# Timers
$timer = [System.Timers.Timer]::new(20)
$timer.AutoReset = $false
Register-ObjectEvent -InputObject $timer -EventName Elapsed -SourceIdentifier Ticked
$timer.Start()
$got = Wait-Event -SourceIdentifier Ticked -Timeout 20
$got.SourceIdentifier
$got.SourceEventArgs.SignalTime.GetType().Name
Unregister-Event -SourceIdentifier Ticked

(Get-Process -Id $PID).pstypenames -join ' '
Get-ExecutionPolicy -List | Format-Table
$plain = 1
(Get-Variable plain).Attributes.Count

# A block may be $null, -Skip counts in front where -First is given, and fields make an identifier.
1..2 | ForEach-Object -Begin $null -Process { "$_ a" }, { "$_ b" } -End $null
(1..20 | Select-Object -First 3 -Last 3 -Skip 4) -join ' '
(1..20 | Select-Object -Last 3 -Skip 4) -join ' '
('{0x01234567, 0x89ab, 0xcdef, {0x01,0x23,0x45,0x67,0x89,0xab,0xcd,0xef}}' | New-Guid).Guid
try { [guid]::Parse('{0x0,0x1,0x2,{0x3}}') } catch { $_.Exception.InnerException.Message }
Add-Content -Path ./as-documented.1, ./as-documented.2 -Value 5 -PassThru
Remove-Item ./as-documented.?

# In strict mode a command is not called as a method.
function Add-Two ($a, $b) { "$a and $b" }
Add-Two(3, 4)
& {
    Set-StrictMode -Version 2
    Add-Two (3, 4)
    Add-Two 3 4
    Add-Two(3)
    try { Add-Two(3, 4) } catch { $_.FullyQualifiedErrorId; $_.Exception.Message }
}
