# What a clause gives $_ is what the clauses behind it look at.
switch ('Alice', 'Charlie') {
    Alice { "$PSItem says 'Hello!'"; $PSItem = 'Bob' }
    Bob { "$PSItem says 'Goodbye.'"; $PSItem = 'Charlie'; break }
    Charlie { "$PSItem says 'How are you?'" }
}
function Show-Number { switch (1, 2) { 1 { $_ += 1 } 2 { "two: $_" } { $_ -gt 5 } { 'many' } default { 'none' } } }
Show-Number
switch (7) { 7 { "seven $_" } { $_ -eq 7 } { 'again' } }
