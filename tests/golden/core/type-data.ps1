# What is wrong with type data has an id of its own.
function Get-Id([scriptblock]$block) { try { & $block } catch { $_.FullyQualifiedErrorId } }
Get-Id { Update-TypeData -TypeName Own.Server }
Get-Id { Update-TypeData -TypeName Own.Server -MemberType NoteProperty -Value 1 }
Get-Id { Update-TypeData -TypeName Own.Server -MemberType NoteProperty -MemberName Port }
Get-Id { Update-TypeData -TypeName Own.Server -MemberType AliasProperty -MemberName Port -Value $null }
$folder = (New-Item -ItemType Directory ([IO.Path]::GetTempPath() + [guid]::NewGuid())).FullName
Set-Content "$folder/own.txt" '<Types/>'
Get-Id { Update-TypeData -AppendPath "$folder/own.txt" -ErrorAction Stop }
Set-Content "$folder/odd.ps1xml" '<Types><Type><Name>Own.Odd</Name><Membres/></Type></Types>'
Get-Id { Update-TypeData -AppendPath "$folder/odd.ps1xml" -ErrorAction Stop }
# A file can be taken back, and only once; what was added by hand stays.
Set-Content "$folder/own.ps1xml" '<Types><Type><Name>Own.Server</Name><Members><NoteProperty><Name>Port</Name><Value>5061</Value></NoteProperty></Members></Type></Types>'
Update-TypeData -AppendPath "$folder/own.ps1xml"
Update-TypeData -TypeName Own.Server -MemberType NoteProperty -MemberName Site -Value 'Redmond'
$server = [pscustomobject]@{ PSTypeName = 'Own.Server'; Name = 'fe01' }
"$($server.Port) $($server.Site)"
Remove-TypeData -Path "$folder/own.ps1xml"
"<$($server.Port)> $($server.Site)"
Get-Id { Remove-TypeData -Path "$folder/own.ps1xml" -ErrorAction Stop }
# Serialization follows the type data.
Update-TypeData -TypeName Own.Server -SerializationMethod SpecificProperties -PropertySerializationSet Name -SerializationDepth 1
$server.PSStandardMembers.SerializationMethod
$server.PSStandardMembers.PropertySerializationSet.ReferencedPropertyNames
$data = Get-TypeData Own.Server
"$($data.SerializationMethod) $($data.SerializationDepth)"
$back = ConvertFrom-CliXml (ConvertTo-CliXml $server)
$back.PSObject.Properties.Name -contains 'Name'
Remove-Item $folder -Recurse
