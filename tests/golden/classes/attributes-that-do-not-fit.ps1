# SemanticChecks.VisitAttribute and SymbolResolver: attributes of classes are looked at before a script runs.
function Test-Text($text) {
    try { [void][scriptblock]::Create($text); "fits: $text" }
    catch { $_.Exception.InnerException.Errors | ForEach-Object { "$($_.ErrorId) at $($_.Extent.StartOffset): $($_.Message)" } }
}
Test-Text '[Flags()] class C {}'
Test-Text '[Flags()] enum E { a }'
Test-Text 'class C { [Flags()] $field }'
Test-Text 'class C { [CmdletBinding()] Run() {} }'
Test-Text 'class C { [ValidateSet("a")] $field; [Alias("b")] $other }'
Test-Text '[UnknownAttr()]class C {}'
Test-Text 'class OwnAttribute : Attribute {}; class C { [Own()] $field }'
Test-Text '[System.Management.Automation.Cmdlet("Get", "Thing", NounName="foo")]class C{}'
Test-Text '[System.Management.Automation.Cmdlet("Get", "Thing", Prop=1)]class C{}'
Test-Text 'foreach -throttlelimit 2 ($i in 1) { }'
