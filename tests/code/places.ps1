param($Text, [int]$Count = 2)
$Text += 'x'
$outer
$_ + 1
$env:HOME
if ($Count -gt 1 -and $Text) { $Count-- }
