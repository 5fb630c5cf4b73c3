$bp = Set-PSBreakpoint -Variable total -Mode Write -Action { Write-Host 'written' }
"$($bp.GetType().Name) $($bp.Variable) $($bp.AccessMode) $($bp.Enabled)"
"$bp"
$total = 1
$total = 2
Disable-PSBreakpoint -Id $bp.Id
$total = 3
(Get-PSBreakpoint).HitCount
Get-PSBreakpoint | Remove-PSBreakpoint
@(Get-PSBreakpoint).Count
