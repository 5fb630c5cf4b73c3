# An error in what a method calls ends that too: nothing behind it runs.
class Caller {
    [void] Run() { Step; $script:steps += 'method went on' }
    static [void] RunStatic() { Step }
}
function Step {
    $script:steps += 'before'
    1 / 0
    $script:steps += 'after'
}
$steps = @()
try { [Caller]::new().Run() } catch { "caught: $($_.Exception.Message)" }
try { [Caller]::RunStatic() } catch { "caught: $($_.Exception.Message)" }
"$steps"

# Outside of methods the function goes on.
$steps = @()
Step 2>$null
"$steps"

# What a class's own values raise says what it was.
class Broken { static [int] $Number = 'zz' }
try { [Broken]::Number } catch {
    $inner = $_.Exception.InnerException
    $_.Exception.GetType().Name
    "$($inner.GetType().Name) $($inner.ErrorRecord.FullyQualifiedErrorId)"
    "$($inner.InnerException.GetType().Name) $($inner.InnerException.ErrorRecord.InvocationInfo.Line.Trim())"
}
try { [hashtable][pscustomobject]@{ one = 1 } } catch { $_.Exception.InnerException.ErrorRecord.FullyQualifiedErrorId }
