# Messages of System.Net.Mail, and a server of this test that takes one.
$message = [Net.Mail.MailMessage]::new('ann@example.com', 'bob@example.com, carol@example.com', 'Report', 'All is well.')
$message.CC.Add('dave@example.com')
$message.Priority = 'High'
$message.Headers.Add('X-Source', 'nightly')
"$($message.From) $($message.To.Count) $($message.To[1].User) $($message.CC[0].Address) $($message.Priority) $($message.IsBodyHtml)"
$message.From = 'ann@example.com'
$message.From.Host
$client = New-Object Net.Mail.SmtpClient 'localhost', 2525
"$($client.Host) $($client.Port) $($client.EnableSsl) $($client.Timeout) $($client.DeliveryMethod)"
try { [Net.Mail.SmtpClient]::new().Send($message) } catch { $_.Exception.InnerException.Message }
try { [Net.Mail.SmtpClient]::new('127.0.0.1', 1).Send($message) } catch { $_.Exception.InnerException.Message }
try { [Net.Mail.Attachment]::new('/no/such/file') } catch { $_.Exception.InnerException.Message }
$listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
$listener.Start()
$port = $listener.LocalEndpoint.Port
$job = Start-ThreadJob {
    param($port)
    $message = [Net.Mail.MailMessage]::new('ann@example.com', 'bob@example.com', 'Report', 'All is well.')
    $message.Priority = 'High'
    $message.Headers.Add('X-Source', 'nightly')
    [Net.Mail.SmtpClient]::new('127.0.0.1', $port).Send($message)
} -ArgumentList $port
$connection = $listener.AcceptTcpClient()
$stream = $connection.GetStream()
$reader = [IO.StreamReader]::new($stream)
$writer = [IO.StreamWriter]::new($stream)
$writer.AutoFlush = $true
$writer.Write("220 test`r`n")
$inside = $false
while ($null -ne ($line = $reader.ReadLine())) {
    if ($inside) {
        if ($line -eq '.') { $inside = $false; $writer.Write("250 ok`r`n"); continue }
        if ($line -match '^(Subject|X-Priority|X-Source|From|To):' -or $line -eq 'All is well.') { $line }
        continue
    }
    switch -Wildcard ($line) {
        'EHLO*' { $writer.Write("250 test`r`n") }
        'DATA' { $inside = $true; $writer.Write("354 go`r`n") }
        'QUIT' { $writer.Write("221 bye`r`n") }
        default { $line; $writer.Write("250 ok`r`n") }
    }
    if ($line -eq 'QUIT') { break }
}
$listener.Stop()
$connection.Close()
Receive-Job $job -Wait -AutoRemoveJob
