# .NET sorts the names of an enumeration by number; of equal ones the quick sort decides. They have what System.Enum has.
enum Season { Unknown; Spring; Summer; Autumn; Winter; Fall = 3 }
[Season].GetEnumNames() -join ' '
[Season]3, [Season]::Autumn
[Season]::IsDefined([Season], 3), [Season]::IsDefined([Season], 9), [Season]::Parse([Season], 'winter', $true)
enum Shade { White; Grey; Gray = 1; Black }
[Shade].GetEnumValues() -join ' '
$sequence = [System.Management.Automation.PSStyle]::MapColorPairToEscapeSequence('Red', 'White')
$sequence.Substring(1), [System.Management.Automation.PSStyle]::MapBackgroundColorToEscapeSequence('Black').Substring(1)
(Get-Command -Name rvpa -Syntax).Split("`n")[0, 1, 2]
