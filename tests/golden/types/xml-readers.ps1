# XmlReader walks node by node; XPathNavigator goes where XPath finds.
$text = '<a n="1"><!-- c --><b x="y">one</b><b/></a>'
$reader = [System.Xml.XmlReader]::Create([System.IO.StringReader]::new($text))
while ($reader.Read()) { "$($reader.NodeType) '$($reader.Name)' '$($reader.Value)' $($reader.Depth)" }
$reader.EOF
$reader = [System.Xml.XmlReader]::Create([System.IO.StringReader]::new($text))
$reader.ReadToFollowing('b')
$reader['x']
$reader.ReadElementContentAsString()
$reader.IsEmptyElement
$settings = [System.Xml.XmlReaderSettings]::new()
$settings.IgnoreComments = $true
$reader = [System.Xml.XmlReader]::Create([System.IO.StringReader]::new($text), $settings)
$null = $reader.MoveToContent()
$reader.AttributeCount
$reader.MoveToFirstAttribute()
"$($reader.Name)=$($reader.Value)"
$null = $reader.MoveToElement()
$reader.ReadInnerXml()
$broken = [System.Xml.XmlReader]::Create([System.IO.StringReader]::new('<a><b></a>'))
try { while ($broken.Read()) { $broken.Name } } catch { $_.Exception.InnerException.GetType().Name }
$document = [xml]::new()
$document.Load([System.Xml.XmlReader]::Create([System.IO.StringReader]::new($text)))
$document.a.n
$navigator = ([xml]$text).CreateNavigator()
$navigator.Select('//b').Count
$navigator.SelectSingleNode('//b/@x').Value
$navigator.Evaluate('count(//b) + 1')
$navigator.MoveToFirstChild()
$navigator.Name
$navigator.GetAttribute('n', '')
$navigator.MoveToParent()
$navigator.NodeType
$path = [System.Xml.XPath.XPathDocument]::new([System.IO.StringReader]::new('<r><i>1</i><i>2</i></r>')).CreateNavigator()
$path.Select('/r/i') | ForEach-Object Value
