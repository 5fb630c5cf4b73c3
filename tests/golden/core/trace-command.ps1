$log = Join-Path ([IO.Path]::GetTempPath()) "trace-$PID.log"
Trace-Command -Name ParameterBinding -Expression { 1 | Select-Object -First 1 } -FilePath $log
Get-Content $log
Remove-Item $log
Trace-Command MethodInvocation { 'abc'.Substring(1) } -FilePath $log
Get-Content $log
Remove-Item $log
(Get-TraceSource ParameterBinding).Options
