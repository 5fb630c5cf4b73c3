# How a matrix writes a value: type and content, arrays and dictionaries inside out, errors by id and message.
function Show($value, $depth = 0) {
    if ($null -eq $value) { return 'null' }
    $type = $value.GetType()
    if ($depth -gt 3) { return "[$($type.Name)] ..." }
    if ($value -is [string]) { return "[String] '" + $value.Replace("`r", '\r').Replace("`n", '\n').Replace("`t", '\t') + "'" }
    if ($value -is [System.Collections.IDictionary]) {
        $pairs = foreach ($key in ($value.Keys | Sort-Object { "$_" })) { "$key=" + (Show $value[$key] ($depth + 1)) }
        return "[$($type.Name)] {" + ($pairs -join '; ') + '}'
    }
    if ($value -is [System.Management.Automation.PSCustomObject]) {
        return '[PSCustomObject] {' + (($value.psobject.Properties | ForEach-Object { $_.Name + '=' + (Show $_.Value ($depth + 1)) }) -join '; ') + '}'
    }
    if ($value -is [System.Collections.IEnumerable] -and $value -isnot [System.Xml.XmlNode]) {
        $items = foreach ($item in $value) { Show $item ($depth + 1) }
        return "[$($type.Name)] (" + ($items -join ', ') + ')'
    }
    if ($value -is [datetime]) { return '[DateTime] ' + $value.ToString('o') }
    if ($value -is [double]) { return '[Double] ' + $value.ToString('R', [cultureinfo]::InvariantCulture) }
    if ($value -is [System.IFormattable]) { return "[$($type.Name)] " + $value.ToString($null, [cultureinfo]::InvariantCulture) }
    "[$($type.Name)] $value"
}
# Only the lines of the sample are computed: their keys stand in the file that MATRIX_KEYS names.
$global:sample = [System.Collections.Generic.HashSet[string]]::new([System.IO.File]::ReadAllLines($env:MATRIX_KEYS))
function Row($key, [scriptblock]$block) {
    if (-not $global:sample.Contains($key)) { return }
    $global:Error.Clear()
    try {
        $result = . $block 2>$null
        $text = Show $result
        if ($global:Error.Count) { $text += ' ! ' + $global:Error[0].FullyQualifiedErrorId }
    } catch { $text = '! ' + $_.FullyQualifiedErrorId + ': ' + $_.Exception.Message.Replace("`r", '').Replace("`n", '\n') }
    [Console]::Out.WriteLine("$key`t$text")
}
function Rows([string[]]$expressions) {
    foreach ($e in $expressions) { if ($global:sample.Contains($e)) { Row $e ([scriptblock]::Create($e)) } }
}
