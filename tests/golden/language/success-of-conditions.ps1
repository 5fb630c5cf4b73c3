# A condition that runs a command leaves $? true, as Compiler.CaptureStatementResults says; one that runs none leaves it.
if (Get-Item /nope -ErrorAction Ignore) { 'there' } else { "if: $?" }
if (Get-Item /nope -ErrorAction Ignore) { 'there' }
"after: $?"
while (Get-Item /nope -ErrorAction Ignore) { }
"while: $?"
do { } while (Get-Item /nope -ErrorAction Ignore)
"do: $?"
Get-Item /nope -ErrorAction Ignore
if (1) { "no command: $?" }
if ((Get-Item /nope -ErrorAction Ignore) -or $?) { 'inside' } else { 'inside the condition it is false' }
