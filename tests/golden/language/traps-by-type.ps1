# The trap with the nearest type takes an error, wherever it stands.
function First {
    trap { 'any'; continue }
    trap [System.Management.Automation.CommandNotFoundException] { 'no command'; continue }
    Invoke-NothingOfThatName
    [int]::Parse('x')
    'end'
}
First

# What a trap sends is output of the block that it guards, also when the error was inside of "$()".
function Second {
    trap { "trapped: $($_.Exception.Message)"; continue }
    foreach ($divisor in 2, 1, 0) { "result: $(4 / $divisor)" }
    'end'
}
Second
$kept = Second
"kept $($kept.Count): $($kept[2])"

# An inner block's trap comes first, even with a type that is farther away.
function Third {
    trap [System.DivideByZeroException] { 'outer'; continue }
    & {
        trap { 'inner'; continue }
        1 / 0
        'behind'
    }
}
Third
