# Streams that compress, archives in memory and on disk, and bytes that are damaged.
$text = 'compressible ' * 40
$memory = [IO.MemoryStream]::new()
$gzip = [IO.Compression.GZipStream]::new($memory, [IO.Compression.CompressionMode]::Compress, $true)
$bytes = [Text.Encoding]::UTF8.GetBytes($text)
$gzip.Write($bytes, 0, $bytes.Length)
$gzip.CanRead, $gzip.CanWrite, $gzip.CanSeek -join ' '
$gzip.Dispose()
$memory.Length -lt $bytes.Length
$packed = $memory.ToArray()
'{0:x2}{1:x2}' -f $packed[0], $packed[1]
$memory.Position = 0
$reader = [IO.StreamReader]::new([IO.Compression.GZipStream]::new($memory, 'Decompress'))
$reader.ReadToEnd() -eq $text
$reader.Dispose()
try { $memory.ReadByte() } catch { $_.Exception.InnerException.GetType().Name }
$out = [IO.MemoryStream]::new()
$deflate = [IO.Compression.DeflateStream]::new($out, [IO.Compression.CompressionLevel]::Optimal, $true)
([IO.MemoryStream]::new($bytes)).CopyTo($deflate)
$deflate.Close()
$out.Position = 0
$back = [IO.MemoryStream]::new()
[IO.Compression.DeflateStream]::new($out, [IO.Compression.CompressionMode]::Decompress).CopyTo($back)
[Text.Encoding]::UTF8.GetString($back.ToArray()) -eq $text
try { [IO.Compression.GZipStream]::new([IO.MemoryStream]::new([byte[]](1..40)), 'Decompress').ReadByte() }
catch { $_.Exception.InnerException.GetType().FullName }

New-Item -ItemType Directory in, in/sub | Out-Null
Set-Content in/a.txt 'first'
Set-Content in/sub/b.txt 'second'
[IO.Compression.ZipFile]::CreateFromDirectory("$PWD/in", "$PWD/x.zip")
$zip = [IO.Compression.ZipFile]::OpenRead("$PWD/x.zip")
$zip.Entries | ForEach-Object { "$($_.FullName) $($_.Name) $($_.Length)" }
$zip.GetEntry('none') -eq $null
$entry = $zip.GetEntry('sub/b.txt').Open()
[IO.StreamReader]::new($entry).ReadLine()
try { $zip.CreateEntry('c') } catch { $_.Exception.InnerException.Message }
$zip.Dispose()
$zip = [IO.Compression.ZipFile]::Open("$PWD/x.zip", 'Update')
$writer = [IO.StreamWriter]::new($zip.CreateEntry('c.txt').Open())
$writer.WriteLine('third')
$writer.Dispose()
$zip.GetEntry('a.txt').Delete()
$zip.Dispose()
[IO.Compression.ZipFile]::ExtractToDirectory("$PWD/x.zip", "$PWD/out")
Get-ChildItem out -Recurse -File | ForEach-Object { "$($_.Name): $(Get-Content $_)" }
try { [IO.Compression.ZipFile]::ExtractToDirectory("$PWD/x.zip", "$PWD/out") } catch { $_.Exception.InnerException.GetType().Name }
Set-Content no.zip 'no archive'
try { [IO.Compression.ZipFile]::OpenRead("$PWD/no.zip") } catch { $_.Exception.InnerException.Message }
