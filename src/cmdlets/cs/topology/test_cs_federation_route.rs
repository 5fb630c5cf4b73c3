//! `Test-CsFederationRoute`.

use crate::cmdlet;
use crate::cmdlets::cs::state::{Refusal, session};
use crate::cmdlets::cs::user::no_user;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;
use crate::topology::model::find_users;
use crate::topology::routing::{arrival, door_of, route_for};
use crate::topology::snapshot::Snapshot;

cmdlet! {
    /// Shows which gateway carries a conversation between a user and an XMPP domain, and why: `Verdict` for what the
    /// user sends, `Inbound` for what comes from the partner, where the DNS records of the store matter too; and what
    /// the partner's users may do.
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
            let arrival = arrival(explained.decision.verdict, door_of(&snapshot, &user));
            let inbound_reason = arrival.reason().unwrap_or(explained.decision.reason);
            let partner = snapshot.partner(&self.domain).map(|partner| partner.partner_type);
            let may = |what: Option<bool>| what.map_or(Value::Null, Value::Bool);
            let fields = [
                ("User", Value::text(explained.user)),
                ("TargetDomain", Value::text(explained.domain)),
                ("Verdict", Value::text(explained.decision.verdict.to_string())),
                ("Reason", Value::text(explained.decision.reason.to_string())),
                ("Inbound", Value::text(arrival.to_string())),
                ("InboundReason", Value::text(inbound_reason)),
                ("PartnerType", partner.map_or(Value::Null, |partner| Value::text(partner.as_str()))),
                ("PartnerMayStart", may(partner.map(|partner| partner.may_start()))),
                ("PartnerSeesStatusNote", may(partner.map(|partner| partner.sees_status_note()))),
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
