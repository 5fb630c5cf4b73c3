# Test-Json says whether a text is JSON, and what a schema finds wrong and where.
function Show { param($Json, [hashtable] $More = @{})
    $problems = $null
    $valid = Test-Json -Json $Json @More -ErrorVariable problems -ErrorAction SilentlyContinue
    "$valid $($problems.Count)"
    $problems | ForEach-Object { "  $($_.FullyQualifiedErrorId): $($_.Exception.Message)" }
}
Show '{ "a": [1, 2, null] }'
Show '{ "a": }'
Show '[1, 2,]'
Show '[1, 2,]' @{ Options = 'AllowTrailingCommas' }
Show "[1, // one`n 2,]" @{ Option = 'IgnoreComments', 'AllowTrailingCommas' }
$schema = '{ "type": "object", "required": ["id"], "properties": {
    "id": { "type": "integer", "minimum": 1 }, "tags": { "type": "array", "items": { "type": "string" } }, "kind": { "enum": ["x", "y"] } },
    "additionalProperties": false }'
Show '{ "id": 7, "tags": ["a"], "kind": "y" }' @{ Schema = $schema }
Show '{ "tags": [] }' @{ Schema = $schema }
Show '{ "id": 7, "tags": ["a", 5] }' @{ Schema = $schema }
Show '{ "id": 0 }' @{ Schema = $schema }
Show '{ "id": 1, "kind": "z" }' @{ Schema = $schema }
Show '{ "id": 1, "more": true }' @{ Schema = $schema }
foreach ($type in 'string', 'number', 'integer', 'boolean', 'null', 'array', 'object') {
    "$type $(Test-Json -Json '1' -Schema "{ `"type`": `"$type`" }" -ErrorAction SilentlyContinue)"
}
try { Test-Json -Json '1' -Schema '{ "type": }' } catch { $_.FullyQualifiedErrorId }
try { Test-Json -Json '1' -SchemaFile ./no-such-schema.json } catch { $_.FullyQualifiedErrorId }
try { Test-Json -Path ./no-such-file.json -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
