//! `Get-CsUserPoolInfo`.

use super::one_user;
use crate::cmdlet;
use crate::cmdlets::cs::object;
use crate::cmdlets::cs::state::session;
use crate::cmdlets::cs::topology::published;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;
use crate::topology::model::User;

cmdlet! {
    /// Shows the home pool of a user with its computers, and the pool that stands in for it.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond | Out-Null
    /// Enable-CsUser ken@contoso.com -RegistrarPool pool02.contoso.net -DisplayName 'Ken Myer'
    /// Get-CsUserPoolInfo ken@contoso.com
    /// Get-CsUserPoolInfo -Identity ken@contoso.com -LocalStore
    /// ```
    "Get-CsUserPoolInfo" as GetCsUserPoolInfo { module: "fedsh.Cs" }
    parameters {
        /// The user.
        "Identity" identity: String { position: Some(0), mandatory: true, pipe: Pipe::Both },
        /// Accepted: the store here is the local one.
        "LocalStore" local: bool,
    }
}

impl Cmdlet for GetCsUserPoolInfo {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let session = session(context)?;
        let found = one_user(&*session, &self.identity).and_then(|user| Ok((user, published(&*session)?)));
        let (user, topology): (User, _) = match found {
            Ok(found) => found,
            Err(refusal) => return refusal.report(context),
        };
        let name = user.registrar_pool.clone().unwrap_or_default();
        let pool = topology.pool(&name);
        let computers =
            pool.map(|pool| pool.computers.iter().map(|own| Value::text(own.fqdn.as_str())).collect());
        let text = |text: &Option<String>| text.clone().map_or(Value::Null, Value::from);
        context.output(object::with_type(
            "Microsoft.Rtc.Management.Hadr.UserPoolInfo",
            vec![
                ("Identity", Value::text(user.label())),
                ("SipAddress", text(&user.sip_address)),
                ("PrimaryPoolFqdn", text(&user.registrar_pool)),
                ("PrimaryPoolMachinesInPreferredOrder", Value::array(computers.unwrap_or_default())),
                ("PrimaryPoolPrimaryRegistrar", text(&user.registrar_pool)),
                ("BackupPoolFqdn", Value::Null),
            ],
        ))
    }
}
