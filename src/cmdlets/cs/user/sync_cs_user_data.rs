//! `Sync-CsUserData`.

use super::user_data::Chosen;
use crate::cmdlet;
use crate::cmdlets::cs::state::session;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};

cmdlet! {
    /// Makes sure that the data of a pool's users are where the pool looks for them. Pools of fedsh look into the
    /// management store, where the data are already; -Verbose says for how many users.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond | Out-Null
    /// Sync-CsUserData -PoolFqdn pool02.contoso.net
    /// Sync-CsUserData -PoolFqdn pool02.contoso.net -LocalStore
    /// Sync-CsUserData -PoolFqdn pool02.contoso.net -RoutingGroup none -Target
    /// ```
    "Sync-CsUserData" as SyncCsUserData { module: "fedsh.Cs" }
    parameters {
        /// The pool.
        "PoolFqdn" pool: String { mandatory: true },
        /// Accepted: the store here is the local one.
        "LocalStore" local: bool,
        /// Accepted: there are no routing groups here.
        "RoutingGroup" group: Option<String>,
        /// Accepted: both pools of a pair look into one store.
        "Target" target: bool,
    }
}

impl Cmdlet for SyncCsUserData {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let session = session(context)?;
        let chosen = Chosen { identity: None, pool: Some(self.pool.clone()), filter: None };
        match chosen.users(&*session) {
            Ok(users) => context.verbose(&format!(
                "The data of {} users of '{}' are in the store.",
                users.len(),
                self.pool
            )),
            Err(refusal) => refusal.report(context),
        }
    }
}
