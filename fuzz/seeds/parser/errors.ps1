if (1 { 'a' }
foreach (x in 1) { }
$y = 