//! `Test-CsXmppIM`.

use super::{
    ADDRESS, AUTHENTICATIONS, CREDENTIAL, IN_BOTH, POOL, Person, account, place, pool, registrar, send,
};
use crate::cmdlet;
use crate::cmdlets::cs::lab::{is_running, result, running};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context, Membership};
use crate::engine::value::Value;
use crate::federation::probe::{Account, Probe, ProbeError};
use std::net::SocketAddr;
use std::time::Instant;

/// A user and a partner's user of the lab, by their names.
const LAB: &str = "User";
const USER: &[Membership] = &[place(LAB, Some(0), true)];
const PARTNER: &[Membership] = &[place(LAB, Some(1), true)];
const WAYS: &[Membership] =
    &[place(LAB, None, false), place(super::SERVER, None, false), place(super::CLIENT, None, false)];
const RECEIVER: &[Membership] = &[place(super::SERVER, None, true), place(super::CLIENT, None, true)];

cmdlet! {
    /// Sends a message from a SIP user to an XMPP user and says whether it arrived. In the lab it goes in both
    /// directions, and which gateway carried it is shown; elsewhere the test signs in at the pool's registrar as the
    /// user's device does, and the registrar's answer tells whether the partner has the message.
    ///
    /// # Examples
    /// ```powershell
    /// Start-CsLab | Out-Null
    /// Enable-CsUser user1@contoso.com -RegistrarPool pool01.contoso.net
    /// Test-CsXmppIM -User user1@contoso.com -Partner juliet@fabrikam.com
    /// Test-CsXmppIM -TargetFqdn pool01.contoso.net -UserSipAddress sip:user1@contoso.com -Receiver juliet@fabrikam.com
    /// Test-CsXmppIM -User user1@contoso.com -Partner juliet@fabrikam.com -Direction Out -Message 'Is anybody there?' -Authentication TrustedServer -Force -OutLoggerVariable log -OutVerboseVariable words
    /// $account = [pscredential]::new('user1@contoso.com', (ConvertTo-SecureString 'secret' -AsPlainText))
    /// Test-CsXmppIM -TargetFqdn pool01.contoso.net -UserSipAddress sip:user1@contoso.com -Receiver juliet@fabrikam.com -UserCredential $account -RegistrarPort 5061
    /// Stop-CsLab
    /// ```
    "Test-CsXmppIM" as TestCsXmppIM { module: "fedsh.Cs", default_set: "User" }
    parameters {
        /// The SIP user.
        "User" user: Option<String> { aliases: &["SenderSipAddress", "Identity"], sets: USER },
        /// The XMPP user.
        "Partner" partner: Option<String> { sets: PARTNER },
        /// The pool that is tested.
        "TargetFqdn" target: Option<String> { sets: POOL },
        /// The XMPP user.
        "Receiver" receiver: Option<String> { sets: RECEIVER },
        /// The SIP user; the first test user of the pool's health monitoring configuration when absent.
        "UserSipAddress" address: Option<String> { sets: ADDRESS },
        /// What proves who the SIP user is: the test signs in at the registrar with it, in the lab too.
        "UserCredential" credential: Option<Value> { sets: CREDENTIAL },
        /// Accepted: the server says how a device proves who it is.
        "Authentication" authentication: Option<String> { values: AUTHENTICATIONS },
        /// Another port than the pool's own: the test signs in at the registrar there, in the lab too.
        "RegistrarPort" port: Option<u16> { sets: IN_BOTH },
        /// Accepted: what is done is shown at once.
        "OutLoggerVariable" logger: Option<String>,
        /// Accepted: what is done is shown at once.
        "OutVerboseVariable" verbose: Option<String>,
        /// Accepted: no question is asked.
        "Force" force: bool,
        /// The text.
        "Message" message: Option<String>,
        /// Only one direction, in the lab.
        "Direction" direction: Option<String> { sets: WAYS, values: &["Out", "In", "Both"] },
    }
}

/// Signs in and sends a message to a partner's user; the answer comes when the partner has it.
async fn talk(registrar: SocketAddr, from: &Account, to: &str, body: &str) -> Result<(), ProbeError> {
    let sender = Probe::sign_in(registrar, from).await?;
    let sent = sender.send(to, body).await;
    sender.sign_out().await?;
    sent
}

impl TestCsXmppIM {
    fn text(&self) -> String {
        self.message.clone().unwrap_or_else(|| "Hello from fedsh".into())
    }

    /// By the lab, in both directions.
    fn in_lab(&self, context: &mut Context<'_>, user: &str, partner: &str) -> Outcome {
        let lab = running(context)?;
        let text = self.text();
        let wanted = self.direction.clone().unwrap_or_else(|| "Both".into()).to_lowercase();
        if wanted != "in" {
            let sent = context.wait(lab.send_to_partner(user, partner, &text))?;
            result(context, user, partner, sent)?;
        }
        if wanted != "out" {
            let received = context.wait(lab.receive_from_partner(partner, user, &text))?;
            result(context, partner, user, received)?;
        }
        Ok(())
    }
}

impl Cmdlet for TestCsXmppIM {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        if let (Some(user), Some(partner)) = (&self.user, &self.partner) {
            return self.in_lab(context, user.trim_start_matches("sip:"), partner);
        }
        let receiver = self.receiver.clone().unwrap_or_default();
        let sender = Person {
            address: self.address.as_ref(),
            credential: self.credential.as_ref(),
            known_as: ("FirstTestUserSipUri", "UserSipAddress"),
        };
        let pool = match pool(context, self.target.as_ref(), sender.address)? {
            Ok(pool) => pool,
            Err(refusal) => return refusal.report(context),
        };
        let from = match account(context, &pool, &sender)? {
            Ok(from) => from,
            Err(refusal) => return refusal.report(context),
        };
        if self.port.is_none() && self.credential.is_none() && is_running(context) {
            return self.in_lab(context, from.address.trim_start_matches("sip:"), &receiver);
        }
        let registrar = match registrar(context, &pool, self.port)? {
            Ok(registrar) => registrar,
            Err(refusal) => return refusal.report(context),
        };
        let start = Instant::now();
        let text = self.text();
        let talking = talk(registrar, &from, &receiver, &text);
        let outcome = match is_running(context) {
            true => {
                let lab = running(context)?;
                context.wait(lab.while_taking(talking))?
            }
            false => context.wait(talking)?,
        };
        send(context, &pool, start, outcome)
    }
}
