//! `Move-CsLegacyUser`.

use super::{move_users, shown};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};

mover! {
    /// Moves users from a legacy pool to a new one.
    ///
    /// # Examples
    /// ```powershell
    /// Start-CsLab | Out-Null
    /// Enable-CsUser ken@contoso.com -RegistrarPool pool01.contoso.net
    /// New-CsSite Redmond | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond | Out-Null
    /// Get-CsUser | Move-CsLegacyUser -Target pool02.contoso.net
    /// Stop-CsLab
    /// ```
    "Move-CsLegacyUser" as MoveCsLegacyUser, true
}
