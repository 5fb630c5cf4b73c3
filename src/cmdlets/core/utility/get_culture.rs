//! `Get-Culture`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::culture;
use crate::engine::types::culture_info;

cmdlet! {
    /// Sends the session's culture, or others by name.
    ///
    /// # Examples
    /// ```powershell
    /// (Get-Culture -Name de-DE).NumberFormat.NumberDecimalSeparator
    /// Get-Culture -NoUserOverrides
    /// (Get-Culture -ListAvailable).Count -gt 10
    /// ```
    "Get-Culture" as GetCulture { class: "Microsoft.PowerShell.Commands.GetCultureCommand", default_set: "CurrentCulture" }
    parameters {
        /// Names of cultures.
        "Name" name: Option<Vec<String>> { sets: &[Membership { set: "Name", position: Some(0), mandatory: false, pipe: Pipe::ByValue }] },
        /// Without the user's own settings; there are none on Linux.
        "NoUserOverrides" plain: bool { sets: &[Membership { set: "CurrentCulture", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "Name", position: None, mandatory: false, pipe: Pipe::No }] },
        /// All cultures whose data is there.
        "ListAvailable" all: bool { sets: &[Membership { set: "ListAvailable", position: None, mandatory: false, pipe: Pipe::No }] },
    }
}

impl Cmdlet for GetCulture {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        if self.all {
            for culture in culture::names().filter_map(culture::Culture::find) {
                context.output(culture_info::value(culture))?;
            }
            return Ok(());
        }
        match self.name.take() {
            Some(names) => {
                for name in names {
                    context.output(culture_info::named(&name)?)?;
                }
                Ok(())
            }
            None => context.output(culture_info::value(culture::current())),
        }
    }
}
