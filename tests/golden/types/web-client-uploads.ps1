# WebClient: files go as parts of a form, texts in the client's encoding; answers without a character set, too.
$place = Join-Path ([System.IO.Path]::GetTempPath()) "fedsh-uploads-$PID"
$null = New-Item -ItemType Directory $place
$server = Start-ThreadJob -ArgumentList "$place/port" -ScriptBlock {
    param($portFile)
    $listener = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
    $listener.Start()
    [System.IO.File]::WriteAllText("$portFile.new", "$($listener.LocalEndpoint.Port)")
    [System.IO.File]::Move("$portFile.new", $portFile)
    foreach ($round in 1..3) {
        $peer = $listener.AcceptTcpClient()
        $stream = $peer.GetStream()
        $reader = [System.IO.StreamReader]::new($stream, [System.Text.Encoding]::Latin1)
        $length = 0
        while ($line = $reader.ReadLine()) {
            if ($line -match '^Content-Length: (\d+)') { $length = [int]$Matches[1] }
            if ($line -match '^Content-Type') { $line }
        }
        -join $(for ($i = 0; $i -lt $length; $i++) { [char]$reader.Read() })
        $body = [byte[]](0xE4, 0x21)
        $head = "HTTP/1.1 200 OK`r`nContent-Type: text/plain`r`nContent-Length: 2`r`nConnection: close`r`n`r`n"
        $bytes = [System.Text.Encoding]::ASCII.GetBytes($head) + $body
        $stream.Write($bytes, 0, $bytes.Length)
        $peer.Close()
    }
    $listener.Stop()
}
while (-not (Test-Path "$place/port")) { Start-Sleep -Milliseconds 20 }
$address = "http://127.0.0.1:$(Get-Content "$place/port")/"
[System.IO.File]::WriteAllText("$place/report.txt", 'content of the file')

$client = [System.Net.WebClient]::new()
$client.Proxy = $null
$client.UploadFile($address, "$place/report.txt") -join ' '
$client = [System.Net.WebClient]::new()
$client.Encoding = [System.Text.Encoding]::Latin1
$client.UploadString($address, "$([char]0xFC)ber")
$client.DownloadString($address)
$seen = $server | Receive-Job -Wait -AutoRemoveJob
$seen -replace '-+[0-9a-f]{10,}', 'EDGE' -replace "`r", ''
try { $client.Headers.Add('Content-Type', 'multipart/mixed'); $client.UploadFile($address, "$place/report.txt") } catch {
    $_.Exception.InnerException.Message
}
Remove-Item $place -Recurse
