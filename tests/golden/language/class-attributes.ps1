# Attributes of classes and members as reflection gives them.
[System.Management.Automation.Cmdlet('Get', 'Thing', SupportsPaging = $true, ConfirmImpact = 'High')] class Tool {
    [int] $Shown
    hidden [int] $Kept
    [Obsolete('use another')] [int] Old() { return 1 }
    hidden [void] Internal() { }
}
$cmdlet = [Tool].GetCustomAttributes($false)[0]
"$($cmdlet.GetType().Name) $($cmdlet.VerbName)-$($cmdlet.NounName) $($cmdlet.SupportsPaging) $($cmdlet.ConfirmImpact)"
$old = [Tool].GetMethod('Old').GetCustomAttributes($false)[0]
"$($old.GetType().FullName) $($old.Message)"
$library = [Tool].Assembly
"$($library.IsDynamic) $($library.GetCustomAttributes($true)[0].GetType().Name)"
"$([Tool]::new() | Get-Member -MemberType Property | ForEach-Object Name)"
"$([Tool]::new() | Get-Member -MemberType Property -Force | ForEach-Object Name)"
"$([Tool]::new() | Get-Member Internal | ForEach-Object Name)|$([Tool]::new() | Get-Member Internal -Force | ForEach-Object Name)"
