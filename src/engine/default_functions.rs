//! The functions that every session of PowerShell starts with, where no command of ours is in their place.

use super::Engine;

/// Name and body. Source: `InitialSessionState` of PowerShell.
const FUNCTIONS: &[(&str, &str)] = &[
    (
        "prompt",
        "\n\"PS $($executionContext.SessionState.Path.CurrentLocation)$('>' * ($nestedPromptLevel + 1)) \";\n",
    ),
    ("cd..", "Set-Location .."),
    ("cd\\", "Set-Location \\"),
    ("cd~", "Set-Location ~"),
    ("exec", "\nSwitch-Process -WithCommand $args\n"),
    ("Pause", "$null = Read-Host 'Press Enter to continue...'"),
];

impl Engine {
    /// Defines them in the global scope. A text that does not compile is a mistake in the table above,
    /// which its test finds.
    pub(super) fn define_functions(&mut self) {
        for (name, body) in FUNCTIONS {
            if let Ok(block) = self.compile_block(body) {
                self.add_function(name, block, false);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Source, parse};

    #[test]
    fn every_body_parses() {
        for (name, body) in FUNCTIONS {
            assert!(parse(Source::inline(*body)).errors.is_empty(), "{name}");
        }
    }
}
