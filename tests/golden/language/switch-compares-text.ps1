# Without -Regex and -Wildcard a switch compares texts: an enumerator is its name.
switch ([System.DayOfWeek]::Thursday) {
    4 { 'number' }
    '4' { 'text of the number' }
    'thursday' { 'name' }
    { $_ -eq 4 } { 'condition' }
}
switch (1.0) { 1 { 'one' } '1.0' { 'one point zero' } }
switch ($true) { 1 { 'one' } 'True' { 'true' } }
switch ($null) { '' { 'empty' } $null { 'null' } }
switch ('') { $null { 'null' } '' { 'empty' } }
switch (@{ a = 1 }) { 'System.Collections.Hashtable' { 'table' } }
switch -CaseSensitive ('A') { 'a' { 'small' } 'A' { 'large' } }

# $PSItem is $_: what is assigned to it counts for the clauses that follow.
switch ('one', 'two') {
    'one' { "first $PSItem"; $PSItem = 'two' }
    'two' { "second $PSItem $_"; break }
}
1..2 | ForEach-Object { $PSItem = 10 * $PSItem; $_ }
