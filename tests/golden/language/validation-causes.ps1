# A refused argument carries the attribute's own error, with its id.
function Show-Cause([scriptblock]$Block) {
    try { & $Block } catch {
        $inner = $_.Exception.InnerException
        "$($_.FullyQualifiedErrorId) | $($inner.GetType().Name) | $($inner.ErrorRecord.FullyQualifiedErrorId)"
    }
}
function Test-It {
    [CmdletBinding()]
    param(
        [ValidateRange(1, 5)] $Range, [ValidateRange('Positive')] $Kind, [ValidateSet('a', 'b')] $Set,
        [ValidatePattern('^x')] $Pattern, [ValidateLength(2, 3)] $Length, [ValidateCount(1, 2)] [int[]] $Count,
        [ValidateScript({ $_ -gt 1 })] $Script, [ValidateScript({ throw 'no' })] $Throws,
        [ValidateNotNull()] $NotNull, [ValidateNotNullOrEmpty()] $NotEmpty
    )
}
Show-Cause { Test-It -Range 0 }
Show-Cause { Test-It -Range 9 }
Show-Cause { Test-It -Range x }
Show-Cause { Test-It -Kind 0 }
Show-Cause { Test-It -Kind ([timespan]::FromSeconds(-1)) }
Show-Cause { Test-It -Set c }
Show-Cause { Test-It -Pattern y }
Show-Cause { Test-It -Length a }
Show-Cause { Test-It -Length long }
Show-Cause { Test-It -Length 5 }
Show-Cause { Test-It -Count 1, 2, 3 }
Show-Cause { Test-It -Script 1 }
Show-Cause { Test-It -Throws 1 }
Show-Cause { Test-It -NotNull $null }
Show-Cause { Test-It -NotEmpty '' }
Show-Cause { Test-It -NotEmpty @() }

# The attributes refuse limits that do not fit together.
foreach ($make in { [ValidateRange]::new(5, 1) }, { [ValidateRange]::new('a', 1) }, { [ValidateLength]::new(3, 1) }, { [ValidateCount]::new(-1, 1) }) {
    try { & $make } catch { $_.Exception.InnerException.GetType().Name }
}

# Attributes of a parameter can be read and changed.
$attributes = (Get-Command Test-It).Parameters['Set'].Attributes
$attributes | ForEach-Object { $_.GetType().Name }
$attributes[1].ValidValues -join ','
