# Processes that a script starts by .NET's class: redirected output, errors and input, exit codes.
$info = [System.Diagnostics.ProcessStartInfo]::new()
$info.FileName = '/bin/sh'
$info.Arguments = '-c "echo out; echo problem >&2; exit 3"'
$info.RedirectStandardOutput = $true
$info.RedirectStandardError = $true
$info.UseShellExecute = $false
$process = New-Object System.Diagnostics.Process
$process.StartInfo = $info
$process.Start()
$process.StandardOutput.ReadToEnd().Trim()
$process.StandardError.ReadToEnd().Trim()
$process.WaitForExit()
$process.ExitCode
$process.HasExited
try { $process.StandardInput } catch { $_.Exception.Message }
$info = [System.Diagnostics.ProcessStartInfo]@{ FileName = 'cat'; RedirectStandardInput = $true; RedirectStandardOutput = $true }
$cat = [System.Diagnostics.Process]::Start($info)
$cat.StandardInput.WriteLine('one')
$cat.StandardOutput.ReadLine()
$cat.StandardInput.WriteLine('two')
$cat.StandardInput.Close()
$cat.StandardOutput.ReadToEnd().Trim()
$cat.WaitForExit(5000)
$info = [System.Diagnostics.ProcessStartInfo]::new('printenv', 'MARK')
$info.RedirectStandardOutput = $true
$info.Environment['MARK'] = 'set'
[System.Diagnostics.Process]::Start($info).StandardOutput.ReadToEnd().Trim()
$info = [System.Diagnostics.ProcessStartInfo]::new('echo')
$info.ArgumentList.Add('a  b')
$info.ArgumentList.Add('"c"')
$info.RedirectStandardOutput = $true
$info.WorkingDirectory = '/'
[System.Diagnostics.Process]::Start($info).StandardOutput.ReadToEnd().Trim()
try { [System.Diagnostics.Process]::Start('/nosuch/program') } catch { $_.Exception.InnerException.GetType().FullName }
try { [System.Diagnostics.Process]::new().Start() } catch { $_.Exception.InnerException.Message }
