//! `Get-CsEffectivePolicy`.

use super::one_user;
use crate::cmdlet;
use crate::cmdlets::cs::noun::{Noun, Scope};
use crate::cmdlets::cs::object;
use crate::cmdlets::cs::schema::NOUNS;
use crate::cmdlets::cs::state::{Refusal, session};
use crate::cmdlets::cs::topology::published;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;
use crate::topology::kinds;
use crate::topology::model::{Entity, User};
use crate::topology::store::Reader;
use serde_json::Value as Json;

cmdlet! {
    /// Shows which policies hold for a user: the user's own, else that of the site, else the global one.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond | Out-Null
    /// Enable-CsUser ken@contoso.com -RegistrarPool pool02.contoso.net -DisplayName 'Ken Myer'
    /// Get-CsEffectivePolicy ken@contoso.com
    /// Get-CsEffectivePolicy -Identity ken@contoso.com -DomainController dc01.contoso.net
    /// $account = [pscredential]::new('ann', (ConvertTo-SecureString 'secret' -AsPlainText))
    /// Get-CsEffectivePolicy -Identity ken@contoso.com -Credential $account -ResultSize 1
    /// ```
    "Get-CsEffectivePolicy" as GetCsEffectivePolicy { module: "fedsh.Cs" }
    parameters {
        /// The user.
        "Identity" identity: String { position: Some(0), mandatory: true, pipe: Pipe::Both },
        /// Accepted: users are in this store.
        "Credential" credential: Option<Value>,
        /// Accepted: users are in this store.
        "DomainController" controller: Option<String>,
        /// Accepted: one identity means one user here.
        "ResultSize" size: Option<String>,
    }
}

impl Cmdlet for GetCsEffectivePolicy {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let session = session(context)?;
        let found = one_user(&*session, &self.identity).and_then(|user| {
            let policies = effective(&*session, &user)?;
            Ok((user, policies))
        });
        let (user, policies) = match found {
            Ok(found) => found,
            Err(refusal) => return refusal.report(context),
        };
        let identity = user.distinguished_name.clone().unwrap_or_else(|| user.id.clone());
        let mut properties = vec![("Identity", Value::text(identity))];
        properties.extend(policies.into_iter().map(|(kind, policy)| (kind, Value::text(policy))));
        context.output(object::with_type("CsEffectivePolicy", properties))
    }
}

/// Kind and identity of the record that holds, for each family that is given to users.
fn effective(reader: &dyn Reader, user: &User) -> Result<Vec<(&'static str, String)>, Refusal> {
    let record = reader.get(kinds::USER, &user.identity())?;
    let topology = published(reader)?;
    let site = user.registrar_pool.as_deref().and_then(|pool| topology.site_of_pool(pool));
    let site = site.map(|site| format!("Site:{}", site.name));
    NOUNS
        .iter()
        .filter(|noun| noun.has(Scope::Tag))
        .map(|noun| {
            let own = record.as_ref().and_then(|record| assigned(noun, &record.value));
            for candidate in own.into_iter().chain(site.clone().filter(|_| noun.has(Scope::Site))) {
                if let Some(found) = reader.get(noun.kind, &candidate)? {
                    return Ok((noun.kind, found.identity));
                }
            }
            Ok((noun.kind, "Global".to_owned()))
        })
        .collect()
}

/// The identity of the record that a user has been given.
fn assigned(noun: &Noun, user: &Json) -> Option<String> {
    let name = user.get(noun.kind)?.as_str().filter(|name| !name.is_empty())?;
    let bare = name.strip_prefix("Tag:").unwrap_or(name);
    Some(format!("Tag:{bare}"))
}
