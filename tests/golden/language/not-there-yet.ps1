# What is not there yet says so and names it; everything else goes on.
try { Copy-Item x -FromSession 2 -ErrorAction Stop } catch { $_.Exception.Message }
class Point { $X }
'goes on'
