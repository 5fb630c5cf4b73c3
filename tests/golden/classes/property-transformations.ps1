# Attributes of properties that transform what is assigned, before the type of the property and from the last to the first.
class Doubled : System.Management.Automation.ArgumentTransformationAttribute {
    [object] Transform([System.Management.Automation.EngineIntrinsics] $engine, [object] $data) {
        if ($data -is [string]) { return $data + $data }
        return $data
    }
}
class Marked : System.Management.Automation.ArgumentTransformationAttribute {
    [object] Transform([System.Management.Automation.EngineIntrinsics] $engine, [object] $data) {
        if ($data -is [string]) { return $data + '_' }
        return $data
    }
}
class Kept {
    [Doubled()] $Any
    [Doubled()] [int] $Number
    [Doubled()] [Marked()] $Both
}
$kept = [Kept]::new()
$kept.Any = 'foo'; $kept.Any
$kept.Any = 100; $kept.Any
$kept.Number = '12'; $kept.Number
$kept.Both = 'foo'; $kept.Both
try { $kept.Number = 'abc' } catch { $_.FullyQualifiedErrorId }
([Kept] @{ Any = 'x'; Number = '1' }).Number
