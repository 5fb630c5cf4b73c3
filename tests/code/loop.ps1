$sum = 0
for ($i = 0; $i -lt 10; $i++) { $sum += $i % 7 }
$sum
