# A property that a derived class declares again hides that of its base.
class Base {
    [string] $Name = 'base'
    [int] $Size = 1
}
class Plain : Base { }
class Empty : Base { [string] $Name }
class Other : Base { [string] $Name = 'other'; [int] $Size = 2 }
class Last : Other { [int] $Size = 3 }
foreach ($type in [Base], [Plain], [Empty], [Other], [Last]) {
    $made = $type::new()
    "$type : <$($made.Name)> $($made.Size)"
}
# The numbers under an enumeration have its type.
enum Small : byte { One = 1; Two = 2 }
$numbers = [Small].GetEnumValuesAsUnderlyingType()
"$numbers $($numbers[0].GetType().Name) $($numbers.GetType().Name)"
