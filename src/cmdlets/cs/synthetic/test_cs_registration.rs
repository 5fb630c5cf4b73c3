//! `Test-CsRegistration`.

use super::{ADDRESS, AUTHENTICATIONS, CREDENTIAL, IN_BOTH, POOL, Person, account, pool, registrar, send};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;
use crate::federation::probe::Probe;
use std::time::Instant;

cmdlet! {
    /// Signs a user in at a pool and out again, and says whether that works and how long it took.
    ///
    /// # Examples
    /// ```powershell
    /// Start-CsLab | Out-Null
    /// New-CsSite Redmond | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond -IPAddress 127.0.65.1 | Out-Null
    /// $certificate = Request-CsCertificate -New -Type Default -ComputerFqdn pool02.contoso.net
    /// Set-CsCertificate -Type Default -ComputerFqdn pool02.contoso.net -Thumbprint $certificate.Thumbprint
    /// Enable-CsTopology
    /// Enable-CsUser ken@contoso.com -RegistrarPool pool02.contoso.net
    /// Start-CsWindowsService -ComputerName pool02.contoso.net
    /// Test-CsRegistration pool02.contoso.net -UserSipAddress sip:ken@contoso.com
    /// Test-CsRegistration -TargetFqdn pool02.contoso.net -UserSipAddress sip:ken@contoso.com -RegistrarPort 5061 -Authentication TrustedServer -Force -OutLoggerVariable log -OutVerboseVariable words
    /// Set-CsUser ken@contoso.com -SipPassword secret-of-ken
    /// $ken = [pscredential]::new('ken@contoso.com', (ConvertTo-SecureString 'secret-of-ken' -AsPlainText))
    /// Test-CsRegistration -TargetFqdn pool02.contoso.net -UserSipAddress sip:ken@contoso.com -UserCredential $ken
    /// Stop-CsLab
    /// ```
    "Test-CsRegistration" as TestCsRegistration { module: "fedsh.Cs", default_set: "ServerPlatform" }
    parameters {
        /// The pool that is tested; the user's home when absent.
        "TargetFqdn" target: Option<String> { sets: POOL },
        /// The user; the first test user of the pool's health monitoring configuration when absent.
        "UserSipAddress" address: Option<String> { sets: ADDRESS },
        /// The user's password.
        "UserCredential" credential: Option<Value> { sets: CREDENTIAL },
        /// Another port than the pool's own.
        "RegistrarPort" port: Option<u16> { sets: IN_BOTH },
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

impl Cmdlet for TestCsRegistration {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let person = Person {
            address: self.address.as_ref(),
            credential: self.credential.as_ref(),
            known_as: ("FirstTestUserSipUri", "UserSipAddress"),
        };
        let pool = match pool(context, self.target.as_ref(), person.address)? {
            Ok(pool) => pool,
            Err(refusal) => return refusal.report(context),
        };
        let (registrar, account) =
            match (registrar(context, &pool, self.port)?, account(context, &pool, &person)?) {
                (Ok(registrar), Ok(account)) => (registrar, account),
                (Err(refusal), _) | (_, Err(refusal)) => return refusal.report(context),
            };
        let start = Instant::now();
        let outcome = context.wait(async { Probe::sign_in(registrar, &account).await?.sign_out().await })?;
        send(context, &pool, start, outcome)
    }
}
