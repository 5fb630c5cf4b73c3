//! `Test-CsFederationRoute`.

use crate::cmdlet;
use crate::cmdlets::cs::state::{Refusal, session};
use crate::cmdlets::cs::user::no_user;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;
use crate::topology::model::find_users;
use crate::topology::routing::route_for;
use crate::topology::snapshot::Snapshot;

cmdlet! {
    /// Shows which gateway carries a conversation between a user and an XMPP domain, and why.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond | Out-Null
    /// Enable-CsUser ken@contoso.com -RegistrarPool pool02.contoso.net -DisplayName 'Ken Myer'
    /// Test-CsFederationRoute -User ken@contoso.com -TargetDomain fabrikam.com
    /// ```
    "Test-CsFederationRoute" as TestCsFederationRoute { module: "fedsh.Cs" }
    parameters {
        /// The user.
        "User" user: String { aliases: &["Identity", "SipAddress"], position: Some(0), mandatory: true, pipe: Pipe::Both },
        /// The partner's domain.
        "TargetDomain" domain: String { aliases: &["Domain"], position: Some(1), mandatory: true },
    }
}

impl Cmdlet for TestCsFederationRoute {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let session = session(context)?;
        let snapshot = match Snapshot::preview(&*session, session.store().clone()) {
            Ok(snapshot) => snapshot,
            Err(error) => return Refusal::from(error).report(context),
        };
        let users = match find_users(&*session, &self.user) {
            Ok(users) if users.is_empty() => {
                return no_user(&self.user).report(context);
            }
            Ok(users) => users,
            Err(error) => return Refusal::from(error).report(context),
        };
        for user in users {
            let explained = route_for(&snapshot, &user, &self.domain);
            let inputs = explained
                .inputs
                .iter()
                .map(|input| Value::text(format!("{}: {}", input.name, input.found)))
                .collect();
            let fields = [
                ("User", Value::text(explained.user)),
                ("TargetDomain", Value::text(explained.domain)),
                ("Verdict", Value::text(explained.decision.verdict.to_string())),
                ("Reason", Value::text(explained.decision.reason.to_string())),
                ("Row", Value::Int(explained.decision.row as i32)),
                ("Edge", explained.edge.map_or(Value::Null, |edge| Value::text(edge.pool))),
                ("Revision", Value::Long(explained.revision)),
                ("Reasons", Value::array(inputs)),
            ];
            context.output(Value::custom(fields))?;
        }
        Ok(())
    }
}
