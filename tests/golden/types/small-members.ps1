$hash = [Security.Cryptography.SHA256]::Create()
$null = $hash.TransformBlock([byte[]](1, 2), 0, 2, $null, 0)
$null = $hash.TransformFinalBlock([byte[]](3), 0, 1)
[Convert]::ToHexString($hash.Hash) -eq [Convert]::ToHexString([Security.Cryptography.SHA256]::HashData([byte[]](1, 2, 3)))
$secret = [securestring]::new()
'ab'.ToCharArray() | ForEach-Object { $secret.AppendChar($_) }
$secret.InsertAt(1, 'x')
$secret.RemoveAt(0)
[Net.NetworkCredential]::new('', $secret).Password
[DateTimeOffset]::FromFileTime([DateTimeOffset]::UnixEpoch.ToFileTime()).ToUnixTimeSeconds()
[Random]::new(1).GetHexString(8).Length
$file = [IO.FileInfo](Join-Path ([IO.Path]::GetTempPath()) "info-$PID.txt")
$writer = $file.CreateText(); $writer.Write('text'); $writer.Dispose()
$reader = $file.OpenText(); $reader.ReadToEnd(); $reader.Dispose()
$file.Delete()
