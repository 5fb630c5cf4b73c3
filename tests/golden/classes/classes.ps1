# Types exist before the line that defines them; bases, statics, overloads, casts, operators, interfaces.
"early $([Later]::new().Text)"
class Later { [string]$Text = 'later' }
class Shape : System.IComparable {
    [string]$Name; hidden [double]$size; static [int]$Made
    Shape([string]$name, [double]$size) { $this.Name = $name; $this.size = $size; [Shape]::Made++ }
    [double] Area() { return $this.size }
    [int] CompareTo([object]$other) { return $this.Area().CompareTo($other.Area()) }
    [string] ToString() { return "$($this.Name)=$($this.Area())" }
    static [Shape] op_Addition([Shape]$a, [Shape]$b) { return [Shape]::new("$($a.Name)+$($b.Name)", $a.Area() + $b.Area()) }
}
class Square : Shape {
    Square([double]$side) : base('square', $side * $side) { }
    [double] Area() { 'dropped'; return ([Shape]$this).Area() * 2 }
}
$shapes = [Square]::new(3), [Shape]::new('dot', 1)
($shapes | Sort-Object) -join ' '
"$($shapes[0] + $shapes[1]) made=$([Shape]::Made)"
$shapes[0] -is [Shape]; $shapes[0] -is [System.IComparable]
class Point { [ValidateRange(0, 9)][int]$X; [nullable[int]]$Y }
$point = [Point]@{ X = '4' }
"$($point.X) $($null -eq $point.Y)"
try { $point.X = 10 } catch { $_.Exception.Message }
try { [Point]@{ Z = 1 } } catch { $_.FullyQualifiedErrorId }
class Missing : System.Exception { Missing([string]$key) : base("no '$key'") { } }
class Store { [object] Get([string]$key) { throw [Missing]::new($key) } }
try { [Store]::new().Get('a') } catch [Missing] { "$($_.Exception.GetType().Name): $_" }
[Shape]::op_Addition.OverloadDefinitions
"list $([int], [string])"
