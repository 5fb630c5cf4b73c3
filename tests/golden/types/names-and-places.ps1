# Readers and navigators take a namespace into account; what is closed, cancelled or held stays so.
$xml = '<?xml version="1.0"?><a xmlns:p="urn:p" p:id="2" id="1"><b/><p:c>true</p:c><c>foo</c><!--x--></a>'
$reader = [System.Xml.XmlReader]::Create([System.IO.StringReader]::new($xml))
$reader.ReadToFollowing('c', 'urn:p'), $reader.Name
$reader.ReadElementContentAsBoolean()
try { $reader.ReadElementContentAsBoolean() } catch { $_.Exception.InnerException.Message }
$other = [System.Xml.XmlReader]::Create([System.IO.StringReader]::new('<a>x</a>'))
try { $other.ReadElementString('zzz') } catch { $_.Exception.InnerException.GetType().Name }
$document = [xml]$xml
$at = $document.CreateNavigator()
$at.MoveToFirstChild(), $at.Name
$at.GetAttribute('id', 'urn:p'), $at.GetAttribute('id', '')
@($at.SelectChildren('Element')).Count, @($at.SelectDescendants('c', 'urn:p', $false)).Count, @($at.SelectDescendants('c', 'urn:other', $false)).Count
$null = $at.MoveToFirstChild()
$at.MoveToNext('c', ''), $at.Name, $at.Value
$found = $document.CreateNavigator().Select('/a')
$null = $found.MoveNext()
$null = $found.Current.MoveToFirstChild()
$found.Current.Name
$made = $false
$one = [System.Threading.Mutex]::new($true, "fedsh-names-and-places-$PID", [ref]$made)
$again = $null
$two = [System.Threading.Mutex]::new($false, "fedsh-names-and-places-$PID", [ref]$again)
$made, $again, $two.WaitOne(200)
$two.ReleaseMutex()
$two.Dispose()
try { $two.WaitOne(0) } catch { $_.Exception.InnerException.GetType().Name }
$one.ReleaseMutex()
$one.Dispose()
$source = [System.Threading.CancellationTokenSource]::new()
$source.Cancel()
$source.CancelAfter(-1)
$source.IsCancellationRequested
'{ "at": "/Date(0+0530)/" }' | ConvertFrom-Json | ForEach-Object { $_.at.ToUniversalTime().ToString('o') }
foreach ($text in '1_000', '+-5', '-5') { try { "$([int128]::Parse($text))" } catch { 'no number' } }
$bytes = [int[]](1, 2, 3)
[System.Buffer]::SetByte($bytes, 5, 1)
[System.Buffer]::BlockCopy($bytes, 4, $bytes, 2, 4)
"$bytes $([System.Buffer]::GetByte($bytes, 4)) $([System.Buffer]::ByteLength($bytes))"
$cookies = [System.Net.CookieContainer]::new()
$cookies.SetCookies('http://a.example/', 'x=1; Expires=Wed, 21 Oct 2099 07:28:00 GMT, y=2')
$cookies.Count
