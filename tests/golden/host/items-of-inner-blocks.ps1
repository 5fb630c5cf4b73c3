# $_ in a block is what flows into it, and in front of it what flows into the block outside.
foreach ($text in 'Get-Date | % { switch ($_) { 1 { $_.Ye', 'Get-Date | % { $_ | % { $_.Ye', 'Get-Date | % { @($_).Where({ $_.Ye') {
    (TabExpansion2 $text $text.Length).CompletionMatches.CompletionText -join ' '
}
