# The overloads of TextWriter: values, parts of character arrays, builders, formats; constructors of StringWriter and StreamWriter.
$builder = [Text.StringBuilder]::new('start:')
$writer = [IO.StringWriter]::new($builder)
$writer.Write('{0}-{1}', 1, 'b')
$writer.Write([char[]]'hello', 1, 3)
$writer.Write([char[]]' chars ')
$writer.Write([Text.StringBuilder]::new('built '))
$writer.Write($true)
$writer.WriteLine([decimal]1.5)
$writer.WriteLine('{0}{1}{2}{3}', 1, 2, 3, 4)
$writer.WriteLine('only')
$builder.ToString()
[object]::ReferenceEquals($builder, $writer.GetStringBuilder())
$memory = [IO.MemoryStream]::new()
$open = [IO.StreamWriter]::new($memory, [Text.UTF8Encoding]::new($false), 1024, $true)
$open.Write('{0:x}', 255)
$open.Dispose()
$memory.CanWrite
$memory.Position = 0
$reader = [IO.StreamReader]::new($memory, [Text.Encoding]::UTF8, $false, 64, $true)
$reader.ReadToEnd()
$reader.Dispose()
$memory.CanRead
try { [IO.StreamWriter]::new($memory, [Text.Encoding]::UTF8, 0) } catch { $_.Exception.InnerException.GetType().Name }
