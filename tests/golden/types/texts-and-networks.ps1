# StringInfo, IPNetwork, OrderedHashtable and the edge of Int128.
$info = [System.Globalization.StringInfo]::new("ae`u{301}`u{1F468}`u{200D}`u{1F469}z")
$info.LengthInTextElements
$info.SubstringByTextElements(3)
$info.SubstringByTextElements(1, 1).Length
[System.Globalization.StringInfo]::ParseCombiningCharacters($info.String) -join ','
[System.Globalization.StringInfo]::GetNextTextElement('xyz', 1)
try { [System.Globalization.StringInfo]::GetNextTextElement('xyz', 4) } catch { $_.Exception.InnerException.GetType().Name }
$elements = [System.Globalization.StringInfo]::GetTextElementEnumerator("ae`u{301}b")
while ($elements.MoveNext()) { "$($elements.ElementIndex) $($elements.GetTextElement().Length)" }
$network = [System.Net.IPNetwork]::Parse('10.20.0.0/14')
"$network $($network.BaseAddress) $($network.PrefixLength)"
'10.20.0.0', '10.23.255.255', '10.24.0.0', '::1' | ForEach-Object { $network.Contains([ipaddress]$_) }
$found = $null
[System.Net.IPNetwork]::TryParse('10.0.0.1/8', [ref]$found)
try { [System.Net.IPNetwork]::Parse('10.0.0.0/40') } catch { $_.Exception.InnerException.Message }
[System.Net.IPNetwork]::new([ipaddress]'2001:db8::', 32).ToString()
$table = [System.Management.Automation.OrderedHashtable]@{ a = 1 }
$table.GetType().Name; $table['a']; $table.Contains('A')
try { [Int128]::Abs([Int128]::MinValue) } catch { $_.Exception.InnerException.Message }
[Int128]::Abs([Int128]-5)
