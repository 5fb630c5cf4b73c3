# PSScriptMethod.InvokeScript and PSScriptProperty wrap what their blocks throw.
$object = [pscustomobject]@{ Kept = 1 } |
    Add-Member ScriptMethod Fail { throw 'bad' } -PassThru |
    Add-Member ScriptProperty Value { throw 'worse' } { throw 'worst' } -PassThru
function Show($record) {
    "$($record.FullyQualifiedErrorId): $($record.Exception.GetType().Name): $($record.Exception.Message)"
    "  inside: $($record.Exception.InnerException.Message)"
}
try { $object.Fail(1, 2) } catch { Show $_ }
try { $object.Value } catch { Show $_ }
try { $object.Value = 3 } catch { Show $_ }
