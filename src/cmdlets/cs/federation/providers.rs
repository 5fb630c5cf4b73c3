//! `Enable-` and `Disable-CsHostingProvider` and `-CsPublicProvider`: whether users may talk to a provider's users.

use crate::cmdlet;
use crate::cmdlets::cs::noun::{Noun, identity, record};
use crate::cmdlets::cs::schema::{hosting_provider, public_provider};
use crate::cmdlets::cs::state::{Refusal, change};
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;
use crate::engine::{Outcome, convert, member};
use crate::topology::store::Transaction;
use serde_json::Value as Json;

/// Writes whether a provider is in use.
fn switch(transaction: &mut Transaction, noun: &Noun, given: &str, on: bool) -> Result<(), Refusal> {
    let identity = identity::canonical(noun, given)?;
    let Some(mut fields) = record::stored(noun, transaction, &identity)? else {
        return Err(Refusal::NotFound(format!(
            "There is no {} '{given}'. Get-{} lists those that there are.",
            noun.words, noun.name
        )));
    };
    fields.insert("Enabled".to_owned(), Json::Bool(on));
    Ok(transaction.put(noun.kind, &identity, Json::Object(fields))?)
}

macro_rules! switching {
    ($(#[doc = $help:literal])* $name:literal as $type:ident, $noun:expr, $on:literal) => {
        cmdlet! {
            $(#[doc = $help])*
            $name as $type { module: "fedsh.Cs", default_set: "Identity", should_process: Some(Impact::Medium) }
            parameters {
                /// The provider.
                "Identity" identity: Option<String> { sets: &[Membership { set: "Identity", position: Some(0), mandatory: false, pipe: Pipe::No }] },
                /// The provider as an object.
                "Instance" instance: Option<Value> { sets: &[Membership { set: "Instance", position: None, mandatory: false, pipe: Pipe::ByValue }] },
                /// Asks no questions.
                "Force" force: bool,
            }
        }

        impl Cmdlet for $type {
            fn process(&mut self, context: &mut Context<'_>) -> Outcome {
                let identity = match (&self.identity, &self.instance) {
                    (Some(identity), _) => identity.clone(),
                    (None, Some(instance)) => {
                        let named = member::property(context.engine, instance, "Identity")?;
                        let named = named.unwrap_or_else(|| instance.clone());
                        convert::to_text(context.engine, &named)?
                    }
                    (None, None) => {
                        let message = concat!($name, " needs the provider: -Identity, or an object by pipeline.");
                        return Refusal::Invalid(message.to_owned()).report(context);
                    }
                };
                change(context, &identity, |transaction| switch(transaction, $noun, &identity, $on))?;
                Ok(())
            }
        }
    };
}

switching! {
    /// Lets users talk to nobody of a hosting provider.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsHostingProvider Fabrikam -ProxyFqdn proxy.fabrikam.com -Enabled $true -EnabledSharedAddressSpace $false -HostsOCSUsers $true | Out-Null
    /// Disable-CsHostingProvider Fabrikam
    /// Disable-CsHostingProvider -Identity Fabrikam -Force
    /// Disable-CsHostingProvider -Instance (Get-CsHostingProvider Fabrikam)
    /// ```
    "Disable-CsHostingProvider" as DisableCsHostingProvider, &hosting_provider::NOUN, false
}

switching! {
    /// Lets users talk to nobody of a public provider.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsPublicProvider Fabrikam -ProxyFqdn proxy.fabrikam.com -Enabled $true | Out-Null
    /// Disable-CsPublicProvider Fabrikam
    /// Disable-CsPublicProvider -Identity Fabrikam -Force
    /// Disable-CsPublicProvider -Instance (Get-CsPublicProvider Fabrikam)
    /// ```
    "Disable-CsPublicProvider" as DisableCsPublicProvider, &public_provider::NOUN, false
}

switching! {
    /// Lets users talk to those of a hosting provider.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsHostingProvider Fabrikam -ProxyFqdn proxy.fabrikam.com -Enabled $false -EnabledSharedAddressSpace $false -HostsOCSUsers $true | Out-Null
    /// Get-CsHostingProvider | Enable-CsHostingProvider
    /// Enable-CsHostingProvider -Identity Fabrikam -Force
    /// Enable-CsHostingProvider -Instance (Get-CsHostingProvider Fabrikam)
    /// ```
    "Enable-CsHostingProvider" as EnableCsHostingProvider, &hosting_provider::NOUN, true
}

switching! {
    /// Lets users talk to those of a public provider.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsPublicProvider Fabrikam -ProxyFqdn proxy.fabrikam.com -Enabled $false | Out-Null
    /// Get-CsPublicProvider | Enable-CsPublicProvider
    /// Enable-CsPublicProvider -Identity Fabrikam -Force
    /// Enable-CsPublicProvider -Instance (Get-CsPublicProvider Fabrikam)
    /// ```
    "Enable-CsPublicProvider" as EnableCsPublicProvider, &public_provider::NOUN, true
}
