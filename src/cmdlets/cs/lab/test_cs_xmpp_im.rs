//! `Test-CsXmppIM`.

use super::{result, running};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};

cmdlet! {
    /// Sends a message between a SIP user and an XMPP user in both directions, and shows which gateway
    /// carried it.
    ///
    /// # Examples
    /// ```powershell
    /// Start-CsLab | Out-Null
    /// Enable-CsUser user1@contoso.com -RegistrarPool pool01.contoso.net
    /// Test-CsXmppIM -User user1@contoso.com -Partner juliet@fabrikam.com
    /// Stop-CsLab
    /// ```
    "Test-CsXmppIM" as TestCsXmppIM { module: "fedsh.Cs" }
    parameters {
        /// The SIP user.
        "User" user: String { aliases: &["SenderSipAddress", "Identity"], position: Some(0), mandatory: true },
        /// The XMPP user.
        "Partner" partner: String { aliases: &["Receiver"], position: Some(1), mandatory: true },
        /// The text.
        "Message" message: Option<String>,
        /// Only one direction.
        "Direction" direction: Option<String> { values: &["Out", "In", "Both"] },
    }
}

impl Cmdlet for TestCsXmppIM {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let lab = running(context)?;
        let user = self.user.trim_start_matches("sip:").to_string();
        let text = self.message.clone().unwrap_or_else(|| "Hello from fedsh".into());
        let wanted = self.direction.clone().unwrap_or_else(|| "Both".into()).to_lowercase();
        if wanted != "in" {
            let sent = context.wait(lab.send_to_partner(&user, &self.partner, &text))?;
            result(context, &user, &self.partner, sent)?;
        }
        if wanted != "out" {
            let received = context.wait(lab.receive_from_partner(&self.partner, &user, &text))?;
            result(context, &self.partner, &user, received)?;
        }
        Ok(())
    }
}
