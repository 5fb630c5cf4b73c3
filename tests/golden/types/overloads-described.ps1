# Methods and constructors as reflection describes them, by flags and by types; the parse overloads of days and times.
[datetime].GetConstructors()[0].ToString()
[string].GetMethod('Substring', [type[]]([int])).ToString()
[string].GetMethod('Substring', [type[]]([int], [int])).GetParameters() | ForEach-Object { "$($_.Name) $($_.Position) $_" }
[string].GetMethod('Substring', [type[]]([int])).Invoke('hello', @(2))
[timespan].GetConstructor([type[]]([int], [int], [int])).Invoke(@(1, 2, 3)).ToString()
[string].GetMethods([Reflection.BindingFlags]'Public, Static').Where({ -not $_.IsStatic }).Count
[DateOnly]::ParseExact('03.02.2024', [string[]]('dd.MM.yyyy', 'yyyy'), $null, 'None').ToString('o')
$moment = [DateTimeOffset]::MinValue
[DateTimeOffset]::TryParse('2024-01-02 03:04 +02:00', [cultureinfo]::InvariantCulture, 'None', [ref]$moment)
$moment.ToString('o')
$hour = $minute = 0
[TimeOnly]::new(5, 6).Deconstruct([ref]$hour, [ref]$minute)
"$hour $minute"
$items = 1, 2, 3
$items.SetValue(9, [long]1)
"$items $($items.GetValue([long]1))"
[System.Web.HttpUtility]::UrlEncode([char]0xFC, [Text.Encoding]::Latin1)
[System.Web.HttpUtility]::UrlDecode('%fc', [Text.Encoding]::Latin1) -eq [char]0xFC
([bigint]5).CompareTo([long]7)
$bytes = [byte[]]::new(4)
[Text.Encoding]::UTF8.GetBytes('hello', 1, 2, $bytes, 1)
"$bytes"
