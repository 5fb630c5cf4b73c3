$o = [ordered]@{ 5 = 1 }; $o[[object]5]; foreach ($x in 1..3) { $foreach.MoveNext(); $foreach.Current; $foreach.Reset; switch ($null) { $null { $switch.Current } } }
