foreach ($text in '*.log', 'a?c', '[a-c]x', '*', '', 'a`*b') {
    $regex = [System.Management.Automation.WildcardPattern]::new($text).ToRegex()
    "$($regex.GetType().Name) <$regex> $($regex.Options)"
}
[System.Management.Automation.WildcardPattern]::new('A*', 'IgnoreCase').ToRegex().IsMatch('abc')
$null.ForEach({ 1 }).GetType().Name
(5).PSForEach({ $_ + 1 })
(5).PSWhere({ $_ -gt 9 }).Count
$table = [System.Management.Automation.OrderedHashtable]::new(@{ a = 1 })
"$($table['a']) $($table.Count)"
"$((Get-PSProvider FileSystem).ItemSeparator)$((Get-PSProvider Alias).AltItemSeparator)"
(Select-Xml -Content '<a><b>one<c>two</c></b></a>' -XPath '//b').ToString()
1, 1 | Group-Object | ForEach-Object { $_ -is [Microsoft.PowerShell.Commands.GroupInfo] }
