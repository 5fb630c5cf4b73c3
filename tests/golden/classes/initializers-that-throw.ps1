# A static initializer that throws: the class cannot be used, however often it is tried.
class Limits { static [int] $Most = 'zz'; static [int] $Least = 1; static [int] Twice([int] $n) { return 2 * $n } }
class Opened { static [string] $Name; static Opened() { throw 'no door' } }
function Show([scriptblock] $Block) {
    try { & $Block } catch { '{0}: {1}' -f $_.Exception.GetType().Name, $_.Exception.Message; $_.FullyQualifiedErrorId }
}
Show { [Limits]::Least }
Show { [Limits]::Least }
Show { [Limits]::Twice(2) }
Show { [Opened]::new() }
Show { [Opened]::Name }
