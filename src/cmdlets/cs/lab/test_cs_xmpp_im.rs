//! `Test-CsXmppIM`.

use super::{result, running};
use crate::cmdlet;
use crate::cmdlets::cs::state::{Refusal, session};
use crate::cmdlets::cs::topology::{missing, published};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context, Membership, Pipe};
use crate::engine::value::Value;
use crate::topology::store::Reader;

const fn place(set: &'static str, position: Option<u16>, mandatory: bool) -> Membership {
    Membership { set, position, mandatory, pipe: Pipe::No }
}

const SERVER: &str = "ServerPlatform";
const CLIENT: &str = "ClientPlatform";
const USER: &[Membership] = &[place("User", Some(0), true)];
const PARTNER: &[Membership] = &[place("User", Some(1), true)];
const TARGET: &[Membership] = &[place(SERVER, Some(0), true), place(CLIENT, Some(0), false)];
const RECEIVER: &[Membership] = &[place(SERVER, None, true), place(CLIENT, None, true)];
const ADDRESS: &[Membership] = &[place(SERVER, None, false), place(CLIENT, None, true)];
const CREDENTIAL: &[Membership] = &[place(CLIENT, None, true)];

cmdlet! {
    /// Sends a message between a SIP user and an XMPP user in both directions, and shows which gateway
    /// carried it.
    ///
    /// # Examples
    /// ```powershell
    /// Start-CsLab | Out-Null
    /// Enable-CsUser user1@contoso.com -RegistrarPool pool01.contoso.net
    /// Test-CsXmppIM -User user1@contoso.com -Partner juliet@fabrikam.com
    /// Test-CsXmppIM -TargetFqdn pool01.contoso.net -UserSipAddress sip:user1@contoso.com -Receiver juliet@fabrikam.com
    /// Stop-CsLab
    /// ```
    "Test-CsXmppIM" as TestCsXmppIM { module: "fedsh.Cs", default_set: "User" }
    parameters {
        /// The SIP user.
        "User" user: Option<String> { aliases: &["SenderSipAddress", "Identity"], sets: USER },
        /// The XMPP user.
        "Partner" partner: Option<String> { sets: PARTNER },
        /// The pool that is tested.
        "TargetFqdn" target: Option<String> { sets: TARGET },
        /// The XMPP user.
        "Receiver" receiver: Option<String> { sets: RECEIVER },
        /// The SIP user; the first test user of the pool's health monitoring configuration when absent.
        "UserSipAddress" address: Option<String> { sets: ADDRESS },
        /// Accepted: the users of the lab need none.
        "UserCredential" credential: Option<Value> { sets: CREDENTIAL },
        /// Accepted: the users of the lab need none.
        "Authentication" authentication: Option<String>,
        /// Accepted: the port of the pool's registrar is known.
        "RegistrarPort" port: Option<i32>,
        /// Accepted: what is done is shown at once.
        "OutLoggerVariable" logger: Option<String>,
        /// Accepted: what is done is shown at once.
        "OutVerboseVariable" verbose: Option<String>,
        /// Accepted: no question is asked.
        "Force" force: bool,
        /// The text.
        "Message" message: Option<String>,
        /// Only one direction.
        "Direction" direction: Option<String> { values: &["Out", "In", "Both"] },
    }
}

impl TestCsXmppIM {
    /// The SIP user that is meant. Errors: no such pool, or nobody is named.
    fn sender(&self, context: &mut Context<'_>) -> Outcome<Result<String, Refusal>> {
        if let Some(user) = self.user.as_ref().or(self.address.as_ref()) {
            return Ok(Ok(user.clone()));
        }
        let session = session(context)?;
        let target = self.target.clone().unwrap_or_default();
        let topology = match published(&*session) {
            Ok(topology) => topology,
            Err(refusal) => return Ok(Err(refusal)),
        };
        if topology.pool(&target).is_none() {
            return Ok(Err(missing("pool", &target, "Get-CsPool")));
        }
        let record = match session.get("HealthMonitoringConfiguration", &target) {
            Ok(record) => record,
            Err(error) => return Ok(Err(error.into())),
        };
        let user = record.as_ref().and_then(|record| record.value.get("FirstTestUserSipUri")?.as_str());
        Ok(user.map(str::to_owned).ok_or_else(|| {
            Refusal::NotFound(format!(
                "'{target}' has no test users. New-CsHealthMonitoringConfiguration names them; -UserSipAddress names one for this test."
            ))
        }))
    }
}

impl Cmdlet for TestCsXmppIM {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let user = match self.sender(context)? {
            Ok(user) => user.trim_start_matches("sip:").to_string(),
            Err(refusal) => return refusal.report(context),
        };
        let partner = self.partner.clone().or_else(|| self.receiver.clone()).unwrap_or_default();
        let lab = running(context)?;
        let text = self.message.clone().unwrap_or_else(|| "Hello from fedsh".into());
        let wanted = self.direction.clone().unwrap_or_else(|| "Both".into()).to_lowercase();
        if wanted != "in" {
            let sent = context.wait(lab.send_to_partner(&user, &partner, &text))?;
            result(context, &user, &partner, sent)?;
        }
        if wanted != "out" {
            let received = context.wait(lab.receive_from_partner(&partner, &user, &text))?;
            result(context, &partner, &user, received)?;
        }
        Ok(())
    }
}
