'{0:X4} {1,-5}|' -f 255, 'a'; 'a1b2' -replace '(\d)', '[$1]'; 'a,b' -split ','; -join (1..3); [math]::Pow(2, 10); 1kb -shl 3; [int]'0x10' -band 0xff; "$(1..3)"
