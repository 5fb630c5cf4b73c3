# HttpClient: requests go out on a thread of their own, so that one script can be both sides.
$listener = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
$listener.Start()
$base = "http://127.0.0.1:$($listener.LocalEndpoint.Port)"

# Takes one request, answers it and gives back what was asked.
function Answer([string]$Status, [string]$Type, [string]$Body, [string[]]$More = @()) {
    $peer = $listener.AcceptTcpClient()
    $stream = $peer.GetStream()
    $reader = [System.IO.StreamReader]::new($stream)
    $head = @(while ($line = $reader.ReadLine()) { $line })
    $length = 0
    foreach ($line in $head) { if ($line -match '^Content-Length: (\d+)') { $length = [int]$Matches[1] } }
    $text = -join $(for ($i = 0; $i -lt $length; $i++) { [char]$reader.Read() })
    $lines = @("HTTP/1.1 $Status", "Content-Type: $Type", "Content-Length: $($Body.Length)", 'Connection: close') + $More
    $bytes = [System.Text.Encoding]::Latin1.GetBytes(($lines -join "`r`n") + "`r`n`r`n" + $Body)
    $stream.Write($bytes, 0, $bytes.Length)
    $stream.Flush()
    $peer.Close()
    ($head | Where-Object { $_ -notmatch '^(Host|Accept-Encoding|Connection)' }) + $text
}

$client = [System.Net.Http.HttpClient]::new()
$client.BaseAddress = "$base/api/"
$client.DefaultRequestHeaders.Add('X-Token', 'abc')
$client.DefaultRequestHeaders.Authorization = [System.Net.Http.Headers.AuthenticationHeaderValue]::new('Bearer', 'xyz')
$client.DefaultRequestHeaders.Accept.Add([System.Net.Http.Headers.MediaTypeWithQualityHeaderValue]::new('application/json'))
$client.DefaultRequestHeaders.UserAgent.ParseAdd('report/1.0')
$client.Timeout

'--- text'
$task = $client.GetStringAsync('items')
Answer '200 OK' 'application/json' '{"a":1}' | Sort-Object { $_ -notmatch '^GET' }, { $_ }
($task.Result | ConvertFrom-Json).a
$task.Result.GetType().Name

'--- post'
$content = [System.Net.Http.StringContent]::new('{"b":2}', [System.Text.Encoding]::UTF8, 'application/json')
$task = $client.PostAsync("$base/put", $content)
$seen = Answer '201 Created' 'text/plain' 'made' 'Location: /put/1'
$seen -match '^(POST|Content-)' | Sort-Object
$seen[-1]
$reply = $task.GetAwaiter().GetResult()
$reply.StatusCode
[int]$reply.StatusCode
$reply.IsSuccessStatusCode
$reply.Headers.Location.OriginalString
$reply.Content.Headers.ContentType.MediaType
$reply.Content.ReadAsStringAsync().Result
$reply.EnsureSuccessStatusCode().ReasonPhrase

'--- errors'
$task = $client.GetStringAsync('gone')
$null = Answer '404 Not Found' 'text/plain' 'no'
try { $task.Result } catch { $_.Exception.InnerException.InnerException.GetType().FullName; $_.Exception.Message }
$task = $client.GetAsync('gone')
$null = Answer '404 Not Found' 'text/plain' 'no'
$task.Result.IsSuccessStatusCode
try { $task.Result.EnsureSuccessStatusCode() } catch { $_.Exception.InnerException.Message }
try { [System.Net.Http.HttpClient]::new().GetStringAsync('relative') } catch { $_.Exception.InnerException.Message }

'--- form, message, cookies'
$pairs = [System.Collections.Generic.Dictionary[string, string]]::new()
$pairs.Add('name', 'a b'); $pairs.Add('x', '1&2')
$request = [System.Net.Http.HttpRequestMessage]::new([System.Net.Http.HttpMethod]::Put, "$base/form")
$request.Content = [System.Net.Http.FormUrlEncodedContent]::new($pairs)
$request.Headers.Add('X-One', 'own')
$plain = [System.Net.Http.HttpClient]::new()
$task = $plain.SendAsync($request)
(Answer '200 OK' 'text/plain' 'ok' 'Set-Cookie: session=7; Path=/') -match '^(PUT|X-|Content-T|name)' | Sort-Object
$null = $task.Result
$task = $plain.GetByteArrayAsync("$base/next")
(Answer '200 OK' 'application/octet-stream' 'AB') -match '^(Cookie|User-Agent|Accept)'
$task.Result -join ' '

'--- parts'
$form = [System.Net.Http.MultipartFormDataContent]::new('edge')
$form.Add([System.Net.Http.StringContent]::new('one'), 'field')
$form.Add([System.Net.Http.ByteArrayContent]::new([byte[]](65, 66)), 'file', 'a.bin')
$form.ReadAsStringAsync().Result -replace "`r", ''

'--- cancelled'
$waiting = [System.Net.Http.HttpClient]::new()
$task = $waiting.GetStringAsync("$base/slow")
$other = $waiting.GetStringAsync("$base/slow")
$task.IsCompleted
$waiting.CancelPendingRequests()
try { $task.Result } catch { $_.Exception.InnerException.InnerException.GetType().FullName }
$other.IsCompleted
$task = $waiting.GetStringAsync("$base/slow")
$waiting.Dispose()
$task.IsCompleted
try { $waiting.GetStringAsync("$base/slow") } catch { $_.Exception.InnerException.GetType().FullName }
$strict = [System.Net.Http.HttpClientHandler]::new()
$strict.CheckCertificateRevocationList = $true
try { [System.Net.Http.HttpClient]::new($strict).GetStringAsync($base) } catch { 'refused' }
$listener.Stop()
