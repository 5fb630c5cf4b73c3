# $PID is a constant of every scope: a function's own variable cannot hide it.
function f { $PID = 1; $PID }
try { f } catch { $_.FullyQualifiedErrorId, $_.Exception.Message }
& { try { Set-Variable PID 3 -ErrorAction Stop } catch { $_.Exception.Message } }
& { try { $HOME = 'x' } catch { $_.FullyQualifiedErrorId } }
function g($name) { $name }
g 4
