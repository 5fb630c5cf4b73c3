//! `Test-CsIM`.

use super::{
    ADDRESS, AUTHENTICATIONS, CREDENTIAL, IN_BOTH, POOL, Person, account, patience, pool, registrar, send,
};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;
use crate::federation::probe::{Account, Probe, ProbeError};
use std::net::SocketAddr;
use std::time::{Duration, Instant};

cmdlet! {
    /// Signs two users in at a pool, sends a message from one to the other, and says whether it arrived and how
    /// long that took.
    ///
    /// # Examples
    /// ```powershell
    /// Start-CsLab | Out-Null
    /// New-CsSite Redmond | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond -IPAddress 127.0.66.1 | Out-Null
    /// $certificate = Request-CsCertificate -New -Type Default -ComputerFqdn pool02.contoso.net
    /// Set-CsCertificate -Type Default -ComputerFqdn pool02.contoso.net -Thumbprint $certificate.Thumbprint
    /// Enable-CsTopology
    /// Enable-CsUser ken@contoso.com -RegistrarPool pool02.contoso.net
    /// Enable-CsUser ann@contoso.com -RegistrarPool pool02.contoso.net
    /// Start-CsWindowsService -ComputerName pool02.contoso.net
    /// Test-CsIM pool02.contoso.net -SenderSipAddress sip:ken@contoso.com -ReceiverSipAddress sip:ann@contoso.com
    /// Test-CsIM -TargetFqdn pool02.contoso.net -SenderSipAddress sip:ken@contoso.com -ReceiverSipAddress sip:ann@contoso.com -RegistrarPort 5061 -WaitSeconds 10 -Authentication TrustedServer -Force -OutLoggerVariable log -OutVerboseVariable words
    /// Set-CsUser ken@contoso.com -SipPassword secret-of-ken
    /// Set-CsUser ann@contoso.com -SipPassword secret-of-ann
    /// $ken = [pscredential]::new('ken@contoso.com', (ConvertTo-SecureString 'secret-of-ken' -AsPlainText))
    /// $ann = [pscredential]::new('ann@contoso.com', (ConvertTo-SecureString 'secret-of-ann' -AsPlainText))
    /// Test-CsIM -TargetFqdn pool02.contoso.net -SenderSipAddress sip:ken@contoso.com -SenderCredential $ken -ReceiverSipAddress sip:ann@contoso.com -ReceiverCredential $ann
    /// # Nothing here keeps messages for courts, which this form says.
    /// try { Test-CsIM -TargetFqdn pool02.contoso.net -TestLegalIntercept -EmailHost mail.contoso.com -IsSsl -Port 993 -Username archive -Password secret -ErrorAction Stop } catch { $_.Exception.Message }
    /// Stop-CsLab
    /// ```
    "Test-CsIM" as TestCsIM { module: "fedsh.Cs", default_set: "ServerPlatform" }
    parameters {
        /// The pool that is tested; the sender's home when absent.
        "TargetFqdn" target: Option<String> { sets: POOL },
        /// Who sends; the first test user of the pool's health monitoring configuration when absent.
        "SenderSipAddress" sender: Option<String> { sets: ADDRESS },
        /// The sender's password.
        "SenderCredential" sender_credential: Option<Value> { sets: CREDENTIAL },
        /// Who is written to; the second test user when absent.
        "ReceiverSipAddress" receiver: Option<String> { sets: ADDRESS },
        /// The receiver's password.
        "ReceiverCredential" receiver_credential: Option<Value> { sets: CREDENTIAL },
        /// Another port than the pool's own.
        "RegistrarPort" port: Option<u16> { sets: IN_BOTH },
        /// Most seconds until the message has to arrive.
        "WaitSeconds" seconds: Option<u32>,
        /// Accepted: the server says how a device proves who it is.
        "Authentication" authentication: Option<String> { values: AUTHENTICATIONS },
        /// Nothing here keeps messages for courts.
        "TestLegalIntercept" intercept: bool { validate: &[Validation::NotYet] },
        /// Nothing here keeps messages for courts.
        "EmailHost" mail_host: Option<String> { validate: &[Validation::NotYet] },
        /// Nothing here keeps messages for courts.
        "IsSsl" mail_ssl: bool { validate: &[Validation::NotYet] },
        /// Nothing here keeps messages for courts.
        "Port" mail_port: Option<i32> { validate: &[Validation::NotYet] },
        /// Nothing here keeps messages for courts.
        "Username" mail_user: Option<String> { validate: &[Validation::NotYet] },
        /// Nothing here keeps messages for courts.
        "Password" mail_password: Option<String> { validate: &[Validation::NotYet] },
        /// Accepted: what is done is shown at once.
        "OutLoggerVariable" logger: Option<String>,
        /// Accepted: what is done is shown at once.
        "OutVerboseVariable" verbose: Option<String>,
        /// Accepted: no question is asked.
        "Force" force: bool,
    }
}

/// A message from one user to another.
async fn talk(
    registrar: SocketAddr,
    from: &Account,
    to: &Account,
    limit: Duration,
) -> Result<(), ProbeError> {
    let body = format!("Test message {}", uuid::Uuid::new_v4());
    let mut receiver = Probe::sign_in(registrar, to).await?;
    let sender = Probe::sign_in(registrar, from).await?;
    sender.send(&to.address, &body).await?;
    receiver.receive(&body, limit).await?;
    sender.sign_out().await?;
    receiver.sign_out().await
}

impl Cmdlet for TestCsIM {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let sender = Person {
            address: self.sender.as_ref(),
            credential: self.sender_credential.as_ref(),
            known_as: ("FirstTestUserSipUri", "SenderSipAddress"),
        };
        let receiver = Person {
            address: self.receiver.as_ref(),
            credential: self.receiver_credential.as_ref(),
            known_as: ("SecondTestUserSipUri", "ReceiverSipAddress"),
        };
        let pool = match pool(context, self.target.as_ref(), sender.address)? {
            Ok(pool) => pool,
            Err(refusal) => return refusal.report(context),
        };
        let registrar = match registrar(context, &pool, self.port)? {
            Ok(registrar) => registrar,
            Err(refusal) => return refusal.report(context),
        };
        let (from, to) = match (account(context, &pool, &sender)?, account(context, &pool, &receiver)?) {
            (Ok(from), Ok(to)) => (from, to),
            (Err(refusal), _) | (_, Err(refusal)) => return refusal.report(context),
        };
        let start = Instant::now();
        let outcome = context.wait(talk(registrar, &from, &to, patience(self.seconds)))?;
        send(context, &pool, start, outcome)
    }
}
