@"
a $b "q"
c
"@