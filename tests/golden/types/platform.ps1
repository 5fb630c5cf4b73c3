# What scripts ask of the machine, and what only Windows has.
[System.Runtime.InteropServices.RuntimeInformation]::IsOSPlatform([System.Runtime.InteropServices.OSPlatform]::Linux)
[System.Runtime.InteropServices.RuntimeInformation]::OSDescription -eq $PSVersionTable.OS
"$([System.Runtime.InteropServices.OSPlatform]::OSX)"
[System.Management.Automation.Platform]::IsLinux
try { [Security.Principal.WindowsIdentity]::GetCurrent() } catch { $_.Exception.Message }
[int][Security.Principal.WindowsBuiltInRole]::Administrator
[Net.ServicePointManager]::SecurityProtocol
[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12 -bor [Net.SecurityProtocolType]::Tls13
[Net.ServicePointManager]::SecurityProtocol
try { [Microsoft.Win32.RegistryKey]::OpenBaseKey('LocalMachine', 'Default') } catch { $_.Exception.Message }
([System.IO.DriveInfo]::GetDrives() | Where-Object Name -eq '/').IsReady
[System.IO.DriveInfo]::new('/').TotalSize -gt 0
[System.Convert]::ToHexString([System.Security.Cryptography.Rfc2898DeriveBytes]::Pbkdf2('password', [System.Text.Encoding]::UTF8.GetBytes('salt'), 1, 'SHA1', 20))
$key = [System.Security.Cryptography.Rfc2898DeriveBytes]::new('password', [System.Text.Encoding]::UTF8.GetBytes('saltsalt'), 1000, 'SHA256')
$first = $key.GetBytes(4) + $key.GetBytes(4)
$key.Reset()
"$first" -eq "$($key.GetBytes(8))"
$from, $to = [int[]](1, 2), [int[]](0, 0)
[System.Buffer]::BlockCopy($from, 4, $to, 0, 4)
"$to"
[System.Index]::FromEnd(1).GetOffset(5)
