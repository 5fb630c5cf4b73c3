//! `Move-CsUser`.

use super::{move_users, shown};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};

mover! {
    /// Moves users to another pool.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond | Out-Null
    /// New-CsPool pool03.contoso.net -Site Redmond | Out-Null
    /// Enable-CsUser ken@contoso.com -RegistrarPool pool02.contoso.net -DisplayName 'Ken Myer'
    /// Get-CsUser 'Ken*' | Move-CsUser -Target pool03.contoso.net
    /// ```
    "Move-CsUser" as MoveCsUser, false
}
