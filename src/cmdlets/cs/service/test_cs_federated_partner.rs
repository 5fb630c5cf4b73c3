//! `Test-CsFederatedPartner`.

use super::target::targets;
use crate::cmdlet;
use crate::cmdlets::cs::state::Refusal;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;
use crate::federation::runtime::control::{Answer, Question};
use std::time::Instant;

cmdlet! {
    /// Opens a stream from an Edge to a partner's domain, with the partner's settings, and closes it again: shows
    /// how it was secured, or why it failed, and how long it took.
    ///
    /// # Examples
    /// ```powershell
    /// # Test-CsFederatedPartner edge02.contoso.net fabrikam.com
    /// Start-CsLab | Out-Null
    /// Get-CsXmppAllowedPartner | ForEach-Object { Test-CsFederatedPartner -TargetFqdn edge02.contoso.net -Domain $_.Domain }
    /// Stop-CsLab
    /// Start-CsLab | Out-Null
    /// Test-CsFederatedPartner -TargetFqdn edge02.contoso.net -Domain fabrikam.com -ProxyFqdn proxy.contoso.net -Certificate $null -Force -OutLoggerVariable log -OutVerboseVariable words -ErrorAction SilentlyContinue
    /// Stop-CsLab
    /// ```
    "Test-CsFederatedPartner" as TestCsFederatedPartner { module: "fedsh.Cs" }
    parameters {
        /// The Edge computer.
        "TargetFqdn" computer: String { aliases: &["t"], position: Some(0), mandatory: true },
        /// The partner's domain.
        "Domain" domain: String { aliases: &["d"], position: Some(1), mandatory: true },
        /// Accepted: the Edge's own certificate is used.
        "Certificate" certificate: Option<Value>,
        /// Accepted: the Edge connects itself, without a proxy between.
        "ProxyFqdn" proxy: Option<String>,
        /// Accepted: what is done is shown at once.
        "OutLoggerVariable" logger: Option<String>,
        /// Accepted: what is done is shown at once.
        "OutVerboseVariable" verbose: Option<String>,
        /// Accepted: there are no further questions.
        "Force" force: bool,
    }
}

impl Cmdlet for TestCsFederatedPartner {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        for mut target in targets(context, Some(&self.computer))? {
            let started = Instant::now();
            let answer = target.ask(context, Question::Probe { domain: self.domain.clone() })?;
            let milliseconds = i32::try_from(started.elapsed().as_millis()).unwrap_or(i32::MAX);
            let (security, failure) = match answer {
                Ok(Answer::Probed { security, reason }) => (security, reason),
                Ok(_) => continue,
                Err(refusal) => return refusal.report(context),
            };
            let outcome = if failure.is_some() { "Failure" } else { "Success" };
            let shown = |text: &Option<String>| text.as_deref().map_or(Value::Null, Value::text);
            context.output(Value::custom([
                ("TargetFqdn", Value::text(self.computer.as_str())),
                ("Domain", Value::text(self.domain.as_str())),
                ("Result", Value::text(outcome)),
                ("Security", shown(&security)),
                ("Milliseconds", Value::Int(milliseconds)),
                ("Error", shown(&failure)),
            ]))?;
            if let Some(reason) = failure {
                let text = format!("No stream to {} can be opened: {reason}.", self.domain);
                Refusal::Invalid(text).report(context)?;
            }
        }
        Ok(())
    }
}
