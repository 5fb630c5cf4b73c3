# Sets and dictionaries ask the class which of its instances are the same.
class State {
    [int] $Left; [int] $Right
    State([int] $left, [int] $right) { $this.Left = $left; $this.Right = $right }
    [bool] hidden Equals($other) { return $this.Left -eq $other.Left -and $this.Right -eq $other.Right }
    [int] hidden GetHashCode() { return 17 * $this.Left + 53 * $this.Right }
    [string] ToString() { return "$($this.Left)/$($this.Right)" }
}
$set = [System.Collections.Generic.HashSet[State]]::new()
$set.Add([State]::new(1, 2)); $set.Add([State]::new(1, 2)); $set.Add([State]::new(2, 1))
"set: $($set.Count) $($set.Contains([State]::new(2, 1))) $($set.Contains([State]::new(3, 1)))"
"removed: $($set.Remove([State]::new(1, 2))) $($set.Contains([State]::new(1, 2))) $($set.Count)"
$set.UnionWith([State[]]@([State]::new(2, 1), [State]::new(9, 9)))
"union: $($set -join ' ')"
$set.IntersectWith([State[]]@([State]::new(9, 9)))
"intersection: $($set -join ' ')"
$from = [System.Collections.Generic.HashSet[State]]::new([State[]]@([State]::new(4, 4), [State]::new(4, 4)))
"made of a list: $($from.Count)"

$steps = [System.Collections.Generic.Dictionary[State, int]]::new()
$steps[[State]::new(0, 5)] = 1
$steps[[State]::new(0, 5)] += 1
"dictionary: $($steps.Count) $($steps[[State]::new(0, 5)]) $($steps.ContainsKey([State]::new(5, 0)))"
try { $steps.Add([State]::new(0, 5), 3) } catch { $_.Exception.Message }
"tried: $($steps.TryAdd([State]::new(0, 5), 4)) $($steps.TryAdd([State]::new(0, 6), 4))"

$table = @{ ([State]::new(7, 7)) = 'first' }
$table[[State]::new(7, 7)] = 'second'
"table: $($table.Count) $($table[[State]::new(7, 7)]) $($table.ContainsKey([State]::new(7, 7)))"
$table.Remove([State]::new(7, 7))
"empty: $($table.Count)"

# Without GetHashCode each instance is one of its own.
class Plain { [int] $Id; Plain([int] $id) { $this.Id = $id } }
$one = [Plain]::new(1)
$plain = @{ $one = 1 }
"own: $($plain.ContainsKey($one)) $($plain.ContainsKey([Plain]::new(1)))"
