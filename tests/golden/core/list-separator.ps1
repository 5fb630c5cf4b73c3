# A culture of its own can have any list separator, which -UseCulture takes.
$culture = [cultureinfo]::new('en-US')
$culture.TextInfo.ListSeparator = '|'
[cultureinfo]::CurrentCulture = $culture
$lines = [pscustomobject]@{ a = 1; b = 'x|y' } | ConvertTo-Csv -UseCulture
$lines
($lines | ConvertFrom-Csv -UseCulture).b
[cultureinfo]::GetCultureInfo('de-DE').TextInfo.ListSeparator
