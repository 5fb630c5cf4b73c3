# A view may show objects of a type in another way: files and folders, and views of a script's own.
$null = New-Item -ItemType Directory ./folder/inner
Set-Content ./folder/file.txt 'x'
Get-ChildItem ./folder | Format-Wide -Column 2 -Property Name
(Get-ChildItem ./folder | Format-Wide -Column 2 | Out-String -Stream | Where-Object { $_ -match 'inner' }).Trim()
$lines = Get-Item ./folder/file.txt | Format-List | Out-String -Stream
($lines -match '^(Length|VersionInfo)') -replace ':.*'
Set-Content ./views.ps1xml @'
<Configuration><ViewDefinitions><View><Name>shape</Name><ViewSelectedBy><TypeName>Shape</TypeName></ViewSelectedBy>
<ListControl><ListEntries>
<ListEntry><EntrySelectedBy><TypeName>Circle</TypeName></EntrySelectedBy><ListItems><ListItem><PropertyName>Radius</PropertyName></ListItem></ListItems></ListEntry>
<ListEntry><ListItems><ListItem><PropertyName>Name</PropertyName></ListItem></ListItems></ListEntry>
</ListEntries></ListControl></View></ViewDefinitions></Configuration>
'@
Update-FormatData -PrependPath ./views.ps1xml
$square = [pscustomobject]@{ PSTypeName = 'Shape'; Name = 'square' }
$circle = [pscustomobject]@{ Name = 'circle'; Radius = 2 }
$circle.pstypenames.Insert(0, 'Shape')
$circle.pstypenames.Insert(0, 'Circle')
$square, $circle
