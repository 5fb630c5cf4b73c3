# What a program gets: a list that the script spells out is one text, split at blanks; a collection is one argument an element.
function Show { /usr/bin/printf '<%s>' @args; '' }
/usr/bin/printf '<%s>' ro,noexec,size=1; ''
/usr/bin/printf '<%s>' 1, 2; ''
/usr/bin/printf '<%s>' 1 ,2,3; ''
/usr/bin/printf '<%s>' 1 , 2,3; ''
/usr/bin/printf '<%s>' -k com:port=\\devbox\pipe\debug,pipe,resets=0; ''
$pair = 'a', 'b'
/usr/bin/printf '<%s>' $pair; ''
$one = 'v'
# 7.3 and later pass the text, not the values (PowerShell issue 18502).
/usr/bin/printf '<%s>' x=$one,y; ''
# An element with blanks, and an empty one, go on their own before the text does.
/usr/bin/printf '<%s>' 'a b','c d'; ''
/usr/bin/printf '<%s>' '','c'; ''
/usr/bin/printf '<%s>' awk -F: '{print $1}'; ''
/usr/bin/printf '<%s>' awk -F:'{print $1}' -x:1,2 -y: 3; ''
/usr/bin/printf '<%s>' -x:$pair -n:$null; ''
/usr/bin/printf '<%s>' '~' "~" -h:'~'; ''
Show 1 'b c' $pair
