# System.Text.Json: what documents say, and what the serializer writes.
$d = [System.Text.Json.JsonDocument]::Parse('{"name":"Ann","age":34,"tags":["a","b"],"nested":{"x":1.5},"n":null,"ok":true}')
$r = $d.RootElement; $r.ValueKind
$r.GetProperty('name').GetString(); $r.GetProperty('age').GetInt32(); $r.GetProperty('nested').GetProperty('x').GetDouble()
$r.GetProperty('tags').EnumerateArray() | % { $_.GetString() }
foreach ($p in $r.EnumerateObject()) { "$($p.Name)=$($p.Value)" }
$v = $null; $r.TryGetProperty('nope', [ref]$v); $r.TryGetProperty('ok', [ref]$v); $v.GetBoolean()
try { $r.GetProperty('nope') } catch { $_.Exception.InnerException.GetType().Name }
try { $r.GetProperty('name').GetInt32() } catch { $_.Exception.InnerException.Message }
try { [System.Text.Json.JsonDocument]::Parse('{"a":x}') } catch { $_.Exception.InnerException.Message }
[System.Text.Json.JsonSerializer]::Serialize(@{a=1})
[System.Text.Json.JsonSerializer]::Serialize([ordered]@{b="x<y>'"; c=@(1,2,$null); d=$true})
$o = [System.Text.Json.JsonSerializerOptions]::new(); $o.WriteIndented = $true
[System.Text.Json.JsonSerializer]::Serialize([ordered]@{b=1;c=@(1)}, [object], $o)
$h = [System.Text.Json.JsonSerializer]::Deserialize('{"a":1,"b":[1,2]}', [hashtable]); $h.a.GetInt32(); $h['b'].GetArrayLength()
$r.GetProperty('tags')[1].ToString(); $r.GetRawText()
[System.Text.Json.JsonSerializer]::Deserialize('[1,2,3]', [int[]]) -join '+'
