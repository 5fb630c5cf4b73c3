# What .NET's regular expressions have: sets with dashes beside classes, lookbehind of any length, characters by number.
'mail_x@foo-bar.example' -match '^[\w-\.]+@([\w-]+\.)+[\w-]{2,7}$'; $Matches[0]
'CONTOSO-1\jo.smith' -match '^(?<Domain>[\w-.]+)\\(?<User>[\w-.]+)$'; $Matches.Domain, $Matches.User
'a]b-c' -match '[\]\-a-c]+'; $Matches[0]
[regex]::Matches('+,-. 019 a-z', '[+--]').Value -join ' '
[regex]::Matches('bcd xyz', '[a-z-[aeiouy]]').Value -join ''
'aab' -match '(?<=a+)b'; 'xabab' -replace '(?<=x(?:ab)*)ab', '-'
'A B' -match '\101\x20\u0042'; "`u{1}x" -match '\cAx'
[regex]::Match('b', '(?<n>a)|(?<n>b)').Groups['n'].Value
'ab' -match '(?n)(a)(?<z>b)'; $Matches.Keys.Count; $Matches.z
[regex]::Replace('ab ab', '(?n:(a))(b)', '<$1>')
foreach ($wrong in '\y', '\h', '\_', '[a-\d]', '[b-\.]', '\2', '\k<q>', '\x4', '\c', '\p{Foo}', 'a\p', '(?<-d>)') {
    try { [regex]::new($wrong) } catch { $_.Exception.InnerException.Message }
}
