# Topologies of Lync 2010 and Skype for Business 2015 load, and come out again with everything that is not known here. Source: migration.md E.4.
$fixtures = "$PSScriptRoot/../../fixtures"
foreach ($name in 'lync2010', 'sfb2015') {
    $name
    Publish-CsTopology -FileName "$fixtures/$name-topology.xml" -BackupFileName "$name-before.xml"
    (Get-CsSite).Identity
    Get-CsPool | ForEach-Object { '  {0}: {1}' -f $_.Identity, ($_.Services -join ', ') }
    Get-CsComputer | ForEach-Object { '  {0} of {1}' -f $_.Identity, $_.Pool }
    $first = (Get-CsTopology -AsXml).ToString()
    Publish-CsTopology -Document $first -BackupFileName "$name-again.xml"
    'the same again: {0}' -f ((Get-CsTopology -AsXml).ToString() -eq $first)
    Enable-CsTopology
}
$strange = $first.Replace('<Sites>', '<Strange xmlns="urn:strange" Colour="red"><Inner>kept</Inner></Strange><Sites>')
Publish-CsTopology -Document $strange -BackupFileName strange.xml
(Get-CsTopology -AsXml).ToString() -match '<Strange[^>]*Colour="red"' -and (Get-CsTopology -AsXml).ToString() -match '<Inner[^>]*>kept</Inner>'
Set-CsSite (Get-CsSite)[0].Identity -Description 'edited'
(Get-CsTopology -AsXml).ToString() -match 'kept'
@(Test-CsTopology | Where-Object Severity -eq Error).Count
Test-Path sfb2015-before.xml
$ErrorActionPreference = 'Stop'
foreach ($attempt in { Publish-CsTopology -FileName none.xml }, { Publish-CsTopology -Document '' }, { Publish-CsTopology -FileName x.xml -Document '<a/>' }, { Set-Content t.tbxml '<TopologyBuilder/>'; Publish-CsTopology -FileName t.tbxml }) {
    try { & $attempt; 'taken' } catch { $_.Exception.Message.Replace("$PWD/", '') }
}
