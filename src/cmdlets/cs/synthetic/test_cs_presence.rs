//! `Test-CsPresence`.

use super::{
    AUTHENTICATIONS, CLIENT, CREDENTIAL, IN_BOTH, POOL, Person, SERVER, account, patience, place, pool,
    registrar, send,
};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context, Membership};
use crate::engine::value::Value;
use crate::federation::probe::{Account, Probe, ProbeError};
use std::net::SocketAddr;
use std::time::{Duration, Instant};

const PUBLISHER: &[Membership] = super::ADDRESS;
/// The third set finds the pool by the subscriber.
const SUBSCRIBER: &[Membership] =
    &[place(SERVER, None, false), place(CLIENT, None, true), place("TargetUri", None, false)];

cmdlet! {
    /// Signs two users in at a pool, lets one watch the other's presence, publishes a presence, and says whether
    /// the watcher was told and how long that took.
    ///
    /// # Examples
    /// ```powershell
    /// Start-CsLab | Out-Null
    /// New-CsSite Redmond | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond -IPAddress 127.0.67.1 | Out-Null
    /// $certificate = Request-CsCertificate -New -Type Default -ComputerFqdn pool02.contoso.net
    /// Set-CsCertificate -Type Default -ComputerFqdn pool02.contoso.net -Thumbprint $certificate.Thumbprint
    /// Enable-CsTopology
    /// Enable-CsUser ken@contoso.com -RegistrarPool pool02.contoso.net
    /// Enable-CsUser ann@contoso.com -RegistrarPool pool02.contoso.net
    /// Start-CsWindowsService -ComputerName pool02.contoso.net
    /// Test-CsPresence pool02.contoso.net -PublisherSipAddress sip:ken@contoso.com -SubscriberSipAddress sip:ann@contoso.com
    /// Test-CsPresence -TargetFqdn pool02.contoso.net -PublisherSipAddress sip:ken@contoso.com -SubscriberSipAddress sip:ann@contoso.com -RegistrarPort 5061 -TimeoutInSeconds 10 -Authentication TrustedServer -Force -OutLoggerVariable log -OutVerboseVariable words
    /// Set-CsUser ken@contoso.com -SipPassword secret-of-ken
    /// Set-CsUser ann@contoso.com -SipPassword secret-of-ann
    /// $ken = [pscredential]::new('ken@contoso.com', (ConvertTo-SecureString 'secret-of-ken' -AsPlainText))
    /// $ann = [pscredential]::new('ann@contoso.com', (ConvertTo-SecureString 'secret-of-ann' -AsPlainText))
    /// Test-CsPresence -TargetFqdn pool02.contoso.net -PublisherSipAddress sip:ken@contoso.com -PublisherCredential $ken -SubscriberSipAddress sip:ann@contoso.com -SubscriberCredential $ann
    /// Stop-CsLab
    /// ```
    "Test-CsPresence" as TestCsPresence { module: "fedsh.Cs", default_set: "ServerPlatform" }
    parameters {
        /// The pool that is tested; the subscriber's home when absent.
        "TargetFqdn" target: Option<String> { sets: POOL },
        /// Who publishes; the first test user of the pool's health monitoring configuration when absent.
        "PublisherSipAddress" publisher: Option<String> { sets: PUBLISHER },
        /// The publisher's password.
        "PublisherCredential" publisher_credential: Option<Value> { sets: CREDENTIAL },
        /// Who watches; the second test user when absent.
        "SubscriberSipAddress" subscriber: Option<String> { sets: SUBSCRIBER },
        /// The subscriber's password.
        "SubscriberCredential" subscriber_credential: Option<Value> { sets: CREDENTIAL },
        /// Another port than the pool's own.
        "RegistrarPort" port: Option<u16> { sets: IN_BOTH },
        /// Most seconds until the watcher has to be told.
        "TimeoutInSeconds" seconds: Option<u32> { sets: IN_BOTH },
        /// Accepted: the server says how a device proves who it is.
        "Authentication" authentication: Option<String> { values: AUTHENTICATIONS },
        /// Accepted: what is done is shown at once.
        "OutLoggerVariable" logger: Option<String>,
        /// Accepted: what is done is shown at once.
        "OutVerboseVariable" verbose: Option<String>,
        /// Accepted: no question is asked.
        "Force" force: bool,
    }
}

/// One user watches another, who publishes.
async fn watch(
    registrar: SocketAddr,
    publisher: &Account,
    subscriber: &Account,
    limit: Duration,
) -> Result<(), ProbeError> {
    let mut watching = Probe::sign_in(registrar, subscriber).await?;
    watching.watch(&publisher.address).await?;
    let publishing = Probe::sign_in(registrar, publisher).await?;
    publishing.publish().await?;
    watching.see(limit).await?;
    publishing.sign_out().await?;
    watching.sign_out().await
}

impl Cmdlet for TestCsPresence {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let publisher = Person {
            address: self.publisher.as_ref(),
            credential: self.publisher_credential.as_ref(),
            known_as: ("FirstTestUserSipUri", "PublisherSipAddress"),
        };
        let subscriber = Person {
            address: self.subscriber.as_ref(),
            credential: self.subscriber_credential.as_ref(),
            known_as: ("SecondTestUserSipUri", "SubscriberSipAddress"),
        };
        let pool = match pool(context, self.target.as_ref(), subscriber.address)? {
            Ok(pool) => pool,
            Err(refusal) => return refusal.report(context),
        };
        let registrar = match registrar(context, &pool, self.port)? {
            Ok(registrar) => registrar,
            Err(refusal) => return refusal.report(context),
        };
        let (first, second) =
            match (account(context, &pool, &publisher)?, account(context, &pool, &subscriber)?) {
                (Ok(first), Ok(second)) => (first, second),
                (Err(refusal), _) | (_, Err(refusal)) => return refusal.report(context),
            };
        let start = Instant::now();
        let outcome = context.wait(watch(registrar, &first, &second, patience(self.seconds)))?;
        send(context, &pool, start, outcome)
    }
}
