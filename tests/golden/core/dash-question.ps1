# -? asks for help instead of running: cmdlets, advanced functions, and others that have help in a comment.
function Test-Told {
    # .SYNOPSIS
    # Told in a comment.
    param($A)
    "ran with $A"
}
function Test-Advanced { [CmdletBinding()] param($A) "ran with $A" }
function Test-Plain { "ran with $args" }
(Test-Told -?).Synopsis
(Test-Told 1 -? 2).Name
(Test-Advanced -?).Synopsis.Trim()
(Get-Item -?).Name
(gi -Path x -?).Name
Test-Plain -?
/usr/bin/printf '%s\n' -?
'# .SYNOPSIS
# Of a script.
"ran"' | Set-Content told.ps1
(./told.ps1 -?).Synopsis
