# Sites, pools, Edges and routes as lines, SVG and HTML.
New-CsSite Redmond -SipDomain contoso.com | Out-Null
New-CsPool pool02.contoso.net -Site Redmond | Out-Null
$lines = Show-CsTopology
$lines[0]
@($lines -match '─ pool02\.contoso\.net').Count
$lines[-1]
([xml](Show-CsTopology -As Svg)).DocumentElement.LocalName
(Show-CsTopology -As Html).StartsWith('<!DOCTYPE html>')
