//! `Get-CsXmppSubscription`.

use super::target::targets;
use crate::cmdlet;
use crate::cmdlets::cs::object;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::operators::like;
use crate::federation::runtime::control::{Answer, Question};

cmdlet! {
    /// Shows the presence subscriptions between SIP users and XMPP users that gateways keep: who watches whom, and
    /// how far it has come.
    ///
    /// # Examples
    /// ```powershell
    /// Start-CsLab | Out-Null
    /// Get-CsXmppSubscription *@contoso.com
    /// Stop-CsLab
    /// Get-CsXmppSubscription -User *@contoso.com -ComputerName pool02.contoso.net -ErrorAction SilentlyContinue
    /// ```
    "Get-CsXmppSubscription" as GetCsXmppSubscription { module: "fedsh.Cs" }
    parameters {
        /// The SIP user or the XMPP user, with wildcards.
        "User" user: Option<String> { aliases: &["Identity"], position: Some(0) },
        /// The pool's computer; those whose services run on this machine when absent.
        "ComputerName" computer: Option<String> { aliases: &["Fqdn"] },
    }
}

impl Cmdlet for GetCsXmppSubscription {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        for mut target in targets(context, self.computer.as_ref())? {
            if !target.is_running() && self.computer.is_none() {
                continue;
            }
            match target.ask(context, Question::Subscriptions)? {
                Ok(Answer::Subscriptions(subscriptions)) => {
                    for one in subscriptions {
                        let fits = |pattern: &String| {
                            like(&one.sip_user, pattern, true) || like(&one.xmpp_user, pattern, true)
                        };
                        if self.user.as_ref().is_none_or(fits) {
                            let mut value = serde_json::to_value(&one).unwrap_or_default();
                            value["ComputerName"] = target.computer.as_str().into();
                            context.output(object::typed("CsXmppSubscription", None, &value))?;
                        }
                    }
                }
                Ok(_) => {}
                Err(refusal) => refusal.report(context)?,
            }
        }
        Ok(())
    }
}
