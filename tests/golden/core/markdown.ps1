# Markdown as HTML and as text with escape sequences (ESC here).
function Html($text) { ($text | ConvertFrom-Markdown).Html }
function Coloured($text) { ($text | ConvertFrom-Markdown -AsVT100EncodedString).VT100EncodedString.Replace("`e", 'ESC') }
Html "# Header 1`n`nSome **bold**, *italics* and ``code``.`n`n- one`n- two"
Html "[GitHub](https://www.github.com) ![alt](a.svg)"
Html "``````powershell`nGet-Date`n``````"
Html "| a | b |`n|---|--:|`n| 1 | 2 |"
Coloured "# Header 1`n`n## Header 2"
Coloured 'Some **bold**, *italics* and `code`.'
Coloured "[GitHub](https://www.github.com)"
Coloured "![alt](a.svg) ![](b.svg)"
Coloured "``````yaml`na: 1`n`nb: 2`n``````"
Coloured "* one`n* two`n  * three`n`n1. a`n2. b"
Coloured "> quoted`n> text"
(Get-MarkdownOption).AsEscapeSequence('Header1').Replace("`e", 'ESC')
(Set-MarkdownOption -Header1Color '[1m' -PassThru).Header1
Coloured '# Header 1'
$options = Get-MarkdownOption
$options.EnableVT100Encoding = $false
$options | Set-MarkdownOption
Coloured '# Header 1'
Set-MarkdownOption -Theme Light
(Get-MarkdownOption).Header6
try { ConvertFrom-Markdown -InputObject 1 -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
try { ConvertFrom-Markdown -Path DoesNotExist -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
try { ConvertFrom-Markdown -Path Env:PATH -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
'**shown**' | Show-Markdown
