# Readers and writers take and give bytes as they are asked for.
[IO.File]::WriteAllText("$PWD/a.txt", "one`r`ntwo`rthree`n`u{1F600}x")
$reader = [IO.StreamReader]::new("$PWD/a.txt")
$reader.ReadLine()
$reader.Peek()
[char]$reader.Read()
$reader.ReadLine(); $reader.ReadLine()
$reader.Read(), $reader.Read(), $reader.Read(), $reader.Read() -join ' '
$reader.EndOfStream
$reader.ReadLine() -eq $null
$reader.Dispose()
try { $reader.ReadLine() } catch { $_.Exception.InnerException.GetType().Name }
[IO.File]::WriteAllText("$PWD/wide.txt", "ab`ncd", [Text.Encoding]::Unicode)
[IO.StreamReader]::new("$PWD/wide.txt").ReadToEnd()
[IO.File]::WriteAllBytes("$PWD/bad.txt", [byte[]](65, 255, 10, 66))
$n = 0; switch -File bad.txt { default { $n++; $_.Length } }; $n
$lines = [IO.File]::ReadLines("$PWD/a.txt")
foreach ($line in $lines) { $line.Length }
@($lines).Count
$lines | Select-Object -First 1
([IO.File]::ReadLines("$PWD/a.txt") | Measure-Object).Count
try { [IO.File]::ReadLines("$PWD/none.txt") } catch { $_.Exception.InnerException.GetType().Name }

$memory = [IO.MemoryStream]::new()
$writer = [IO.BinaryWriter]::new($memory)
$writer.Write([int]258); $writer.Write([byte]7); $writer.Write('text'); $writer.Write([double]1.5); $writer.Write($true)
$writer.Write([byte[]](9, 8)); $writer.Write([char]'z'); $writer.Write([long]-2)
$writer.Flush()
$memory.Length
$memory.ToArray()[0..3] -join ','
$memory.Position = 0
$reader = [IO.BinaryReader]::new($memory)
$reader.ReadInt32(), $reader.ReadByte(), $reader.ReadString(), $reader.ReadDouble(), $reader.ReadBoolean() -join ' '
$reader.ReadBytes(2) -join ' '
$reader.PeekChar()
$reader.ReadChar()
$reader.ReadInt64()
$reader.PeekChar()
try { $reader.ReadInt16() } catch { $_.Exception.InnerException.GetType().Name }
$buffer = [byte[]]::new(3)
$memory.Position = 1
$memory.ReadExactly($buffer, 0, 3); $buffer -join ' '
[GC]::GetTotalMemory($false) -gt 0
[GC]::Collect()
