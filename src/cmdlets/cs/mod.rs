//! Lync's commands: the one place where the shell and the gateway meet.
