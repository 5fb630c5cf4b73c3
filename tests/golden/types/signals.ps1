# Signals, counters, cancellation and named mutexes.
$event = [System.Threading.ManualResetEvent]::new($false)
$event.WaitOne(0)
$event.Set()
$event.WaitOne(0)
$event.WaitOne(0)
$automatic = [System.Threading.AutoResetEvent]::new($true)
$automatic.WaitOne(0)
$automatic.WaitOne(0)
$places = [System.Threading.SemaphoreSlim]::new(1, 2)
$places.Wait(0)
$places.Wait(0)
$places.Release()
try { $places.Release(2) } catch { $_.Exception.InnerException.GetType().Name }
$source = [System.Threading.CancellationTokenSource]::new()
$token = $source.Token
$token.IsCancellationRequested
$source.Cancel()
$token.IsCancellationRequested
try { $token.ThrowIfCancellationRequested() } catch { $_.Exception.InnerException.Message }
$name = "fedsh-test-$PID"
$mutex = [System.Threading.Mutex]::new($false, $name)
$mutex.WaitOne(0)
$other = [System.Threading.Mutex]::new($false, $name)
# The thread that has it may take it again; another has to wait.
$other.WaitOne(0)
$ask = { param($name) [System.Threading.Mutex]::new($false, $name).WaitOne(0) }
Start-ThreadJob $ask -ArgumentList $name | Receive-Job -Wait
$mutex.ReleaseMutex()
Start-ThreadJob $ask -ArgumentList $name | Receive-Job -Wait
$other.ReleaseMutex()
Start-ThreadJob $ask -ArgumentList $name | Receive-Job -Wait
try { $other.ReleaseMutex() } catch { $_.Exception.InnerException.GetType().Name }
$other.Dispose()
$mutex.Dispose()
$lazy = [System.Lazy[int]]::new([System.Func[int]] { 42 })
$lazy.IsValueCreated
$lazy.Value
$lazy.IsValueCreated
