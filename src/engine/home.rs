//! The home folder of the user.

use super::Engine;

impl Engine {
    /// `$env:HOME`, else the home folder of the account, as .NET's `UserProfile` has it: services and `env -i` start
    /// programs without the variable.
    pub fn home(&self) -> Option<String> {
        let told = self.environment.get("HOME").filter(|home| !home.is_empty()).cloned();
        told.or_else(|| std::env::home_dir().map(|home| home.to_string_lossy().into_owned()))
            .filter(|home| !home.is_empty())
    }
}
