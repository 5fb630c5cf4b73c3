# Attributes of a script's classes and members, as reflection gives them. An attribute's class is there before
# the script that uses it is parsed.
Invoke-Expression @'
class NoteAttribute : Attribute {
    [string]$Text
    [int]$Level = 1
    NoteAttribute([string]$text) { $this.Text = $text }
}
'@
Invoke-Expression @'
[Note('a class')]
class Base { }
[Note('derived', Level = 3)]
class Derived : Base {
    [ValidateSet('red', 'blue')][string]$Colour = 'red'
    [Note('twice')][ValidateNotNullOrEmpty()][string]$Name = 'x'
    [int]$Plain
    [Note('a method')][int] Count() { return 1 }
}
class Heir : Base { }
'@
[Derived].GetCustomAttributes($false) | ForEach-Object { "$($_.GetType().Name) $($_.Text) $($_.Level)" }
"$([Derived].GetCustomAttributes([NoteAttribute], $true).Count) $([Heir].GetCustomAttributes($true).Text) $([Heir].GetCustomAttributes($false).Count)"
[Derived].IsDefined([NoteAttribute], $false), [string].IsDefined([NoteAttribute], $false)
$colour = [Derived].GetProperty('Colour').GetCustomAttributes($false)
"$($colour.Count) $($colour[0].ValidValues -join ',')"
foreach ($property in [Derived].GetProperties()) {
    $names = $property.GetCustomAttributes($true) | ForEach-Object { $_.GetType().Name } | Sort-Object
    "$($property.Name): $($names -join ' ')."
}
$note = [Derived].GetMethod('Count').GetCustomAttributes([NoteAttribute], $false)
$note[0].Text
[Derived].GetProperty('Plain').IsDefined([NoteAttribute], $false)
