# A store of a later version, damaged, of another program, or without permission: left as it is, with an error that says what to do.
$ErrorActionPreference = 'Stop'
function Use-Store { param($Name)
    try { Set-CsManagementConnection -StoreProvider FileSystem -Connection "$PWD/$Name"; @(Get-CsSite).Count } catch { '{0}: {1}' -f $Name, $_.Exception.Message.Replace("$PWD/", '') }
    Remove-CsManagementConnection
}
Set-CsManagementConnection -StoreProvider FileSystem -Connection "$PWD/good.db"
New-CsSite Redmond -SipDomain contoso.com | Out-Null
Remove-CsManagementConnection
Use-Store good.db
$good = [System.IO.File]::ReadAllBytes("$PWD/good.db")
function New-Damaged { param($Name, $At, $Values)
    $bytes = [byte[]]$good.Clone()
    foreach ($value in $Values) { $bytes[$At] = $value; $At++ }
    [System.IO.File]::WriteAllBytes("$PWD/$Name", $bytes)
}
New-Damaged later.db 60 0, 0, 0, 99
New-Damaged other.db 68 1, 2, 3, 4
New-Damaged page.db 4096 (@(0xff) * 200)
[System.IO.File]::WriteAllBytes("$PWD/cut.db", [byte[]]$good[0..5000])
Set-Content text.db 'This is no store.'
New-Item folder.db -ItemType Directory | Out-Null
foreach ($name in 'later.db', 'other.db', 'page.db', 'cut.db', 'text.db', 'folder.db') {
    $hash = if (Test-Path $name -PathType Leaf) { (Get-FileHash $name).Hash }
    Use-Store $name
    if ($hash -and (Get-FileHash $name).Hash -ne $hash) { "$name was changed" }
}
Get-Content text.db
foreach ($location in 'etcd', 'https://contoso.com/store') {
    try { Set-CsConfigurationStoreLocation -SqlServerFqdn $location; "taken: $location" } catch { $_.Exception.Message }
}
