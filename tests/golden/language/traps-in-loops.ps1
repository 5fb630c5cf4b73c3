# `break` in a trap hands the error on, out of the loop and to the trap around it.
function Test-Inner {
    trap { "outer: $($_.Exception.Message)"; continue }
    foreach ($number in 1..2) {
        trap { "inner: $($_.Exception.Message)"; break }
        "number $number"
        1 / 0
        'not here'
    }
    'behind the loop'
}
Test-Inner
# `continue` goes on behind the statement, in the loop.
foreach ($number in 1..2) {
    trap { 'trapped'; continue }
    throw $number
    "then $number"
}
# A `try` between them comes first.
function Test-Between {
    trap { 'not reached'; continue }
    try {
        while ($true) {
            trap { break }
            throw 'thrown'
        }
    } catch { "caught: $_" }
    'end'
}
Test-Between
