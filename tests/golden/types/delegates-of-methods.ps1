# A method without parentheses serves as a delegate when an overload has the delegate's types.
[Func[int, int]]$absolute = [math]::Abs
$absolute.Invoke(-3)
$absolute.Invoke('-4')
[Func[string, bool]]$empty = [string]::IsNullOrEmpty
$empty.Invoke(''), $empty.Invoke('x')
class Calculator {
    [int]$Factor = 3
    [int] Scale([int]$value) { return $value * $this.Factor }
    static [int] Add([int]$a, [int]$b) { return $a + $b }
    [void] Raise([int]$by) { $this.Factor += $by }
}
$calculator = [Calculator]::new()
[Func[int, int]]$scale = $calculator.Scale
$scale.Invoke(5)
[Func[int, int, int]]$add = [Calculator]::Add
$add.Invoke(2, 3)
[Action[int]]$raise = $calculator.Raise
$raise.Invoke(7)
$scale.Invoke(5)
try { [Func[string, int]]$wrong = $calculator.Scale } catch { $_.FullyQualifiedErrorId }
# Arguments of a delegate have its types, also when it is a script block.
[Func[int, string]]$kind = { param($value) $value.GetType().Name }
$kind.Invoke('12')
