# A method's variables must have a value on every path that leads to where they are read.
function Show-Errors([string]$Body) {
    $tokens = $errors = $null
    $text = "class C { [void] Run() { $Body } }"
    $null = [System.Management.Automation.Language.Parser]::ParseInput($text, [ref]$tokens, [ref]$errors)
    $found = $errors | ForEach-Object { "$($_.ErrorId) $($_.Extent.Text)" }
    "$Body -> $($found -join ', ')"
}
Show-Errors 'try { $a = 1 } finally { } $a'
Show-Errors 'try { $a = 1 } catch { } $a'
Show-Errors 'try { $a = 1 } catch { $a = 2 } $a'
Show-Errors 'try { $a = 1 } catch { return } $a'
Show-Errors 'switch (1) { default { $a = 1 } } $a'
Show-Errors 'if (1) { $a = 1 } $a'
Show-Errors 'if (1) { $a = 1 } else { $a = 2 } $a'
Show-Errors 'if (1) { $a = 1 } else { throw 2 } $a'
Show-Errors 'foreach ($i in 1) { $a = $i; continue } $a'
Show-Errors 'foreach ($i in 1) { } $i'
Show-Errors 'do { $a = 1 } while ($a -lt 1); $a'
Show-Errors 'for ($i = 0; $i -lt 1; $i++) { $a = 1 } "$i $a"'
Show-Errors '$true -and ($a = 1); $a'
Show-Errors '($a, $b) = 1, 2; $a + $b + $c'
Show-Errors '$a = $a + 1'
Show-Errors '$a += 1; $a'
Show-Errors 'Get-Item / -OutVariable a; $a'
