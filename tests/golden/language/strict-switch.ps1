# A switch where nothing has set $_, in strict mode.
Set-StrictMode -Version Latest
class Part {
    $Number
    Part([hashtable] $from) { switch ($from.Keys) { 'Number' { $this.Number = $from.Number } default { throw "what is $_" } } }
}
[Part]::new(@{ Number = 4 }).Number
function Test-Words { switch ('one', 'two') { 'one' { "first $_" } default { "other $_" } } }
Test-Words
switch -Regex ('abc') { 'b' { "found $($Matches[0]) in $_" } }
5 | ForEach-Object { switch ($_ * 2) { 10 { "ten is $_" } }; "still $_" }
