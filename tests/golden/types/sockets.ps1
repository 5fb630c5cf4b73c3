# Connections and datagrams on this machine: both ends in one script.
$listener = [System.Net.Sockets.TcpListener]::new([ipaddress]'127.0.0.1', 0)
$listener.Start()
$port = $listener.LocalEndpoint.Port
$listener.Pending()
$client = [System.Net.Sockets.TcpClient]::new()
$client.Connected
$client.ConnectAsync('127.0.0.1', $port).Wait(5000)
$client.Connected
$server = $listener.AcceptTcpClient()
$writer = [System.IO.StreamWriter]::new($client.GetStream())
$writer.AutoFlush = $true
$writer.WriteLine('hello')
$reader = [System.IO.StreamReader]::new($server.GetStream())
$reader.ReadLine()
$bytes = [byte[]]@(1, 2, 3)
$server.GetStream().Write($bytes, 0, 3)
$buffer = [byte[]]::new(10)
$client.GetStream().Read($buffer, 0, 10)
$buffer[0..3] -join ','
"$($client.Client.RemoteEndPoint)" -eq "127.0.0.1:$port"
$client.Close()
$client.Connected
$reader.ReadLine() -eq $null
$listener.Stop()
$begun = [System.Net.Sockets.TcpClient]::new()
$result = $begun.BeginConnect('127.0.0.1', $port, $null, $null)
$result.AsyncWaitHandle.WaitOne(5000, $false)
$begun.Connected
try { $begun.EndConnect($result) } catch { $_.Exception.InnerException.GetType().FullName }
try { [System.Net.Sockets.TcpClient]::new('127.0.0.1', $port) } catch { $_.Exception.InnerException.Message }
$one = [System.Net.Sockets.UdpClient]::new([System.Net.IPEndPoint]::new([ipaddress]::Loopback, 0))
$other = [System.Net.Sockets.UdpClient]::new()
$sent = [Text.Encoding]::UTF8.GetBytes('datagram')
$other.Send($sent, $sent.Length, '127.0.0.1', $one.LocalEndPoint.Port)
$from = [System.Net.IPEndPoint]::new([ipaddress]::Any, 0)
[Text.Encoding]::UTF8.GetString($one.Receive([ref]$from))
"$($from.Address)"
$loopback = [System.Net.NetworkInformation.NetworkInterface]::GetAllNetworkInterfaces() | Where-Object NetworkInterfaceType -eq Loopback
$loopback.Name
"$($loopback.GetIPProperties().UnicastAddresses[0].Address)"
"[$($loopback.GetPhysicalAddress())]"
