# What is not there yet says so and names it; everything else goes on.
try { 'x' | Get-Member -Static } catch { $_.Exception.Message; $_.CategoryInfo.Category }
try { , (1, 2) | Format-List -Expand Both } catch { $_.Exception.Message }
try { Copy-Item x -FromSession 2 -ErrorAction Stop } catch { $_.Exception.Message }
class Point { $X }
'goes on'
