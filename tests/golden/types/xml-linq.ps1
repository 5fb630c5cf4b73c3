# LINQ to XML: items are built, searched, changed and written.
using namespace System.Xml.Linq
$document = [XDocument]::Parse('<staff site="main"><person id="1"><name>Ann</name></person><person id="2"><name>Bob</name></person></staff>')
$document.Root.Name.LocalName
$document.Root.Attribute('site').Value
$document.Descendants('name').Value -join ','
$document.Root.Elements('person') | Where-Object { $_.Attribute('id').Value -eq '2' } | ForEach-Object { $_.Element('name').Value }
$new = [XElement]::new('person', [XAttribute]::new('id', 3), [XElement]::new('name', 'Cid'))
$document.Root.Add($new)
$new.Parent.Name.ToString()
$new.SetAttributeValue('id', 4)
$new.SetElementValue('mail', 'cid@contoso.com')
$document.Root.FirstNode.Remove()
$document.ToString()
$space = [XNamespace]::Get('urn:a')
$root = [XElement]::new($space + 'root', [XElement]::new($space + 'inner', 'text'), [XElement]::new('plain'))
"$root"
[XElement]::Parse('<a xmlns:p="urn:p"><p:b/></a>').Element([XName]::Get('b', 'urn:p')).Name.NamespaceName
[XElement]::new('e', $true, 1.5, $null, @('x', 'y')).Value
$mixed = [XElement]::Parse('<a>one<b/>two</a>')
"$mixed"
$mixed.Nodes().NodeType -join ','
try { [XElement]::new('a b') } catch { $_.Exception.InnerException.Message }
try { [XDocument]::Parse('<a><b></a>') } catch { $_.Exception.InnerException.GetType().FullName }
