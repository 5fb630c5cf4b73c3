//! `Start-CsLab`.

use super::{Running, before, failed, plan_only, readdress};
use crate::cmdlet;
use crate::cmdlets::cs::state::{Refusal, author, session};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;
use crate::federation::lab::{DOMAIN, Lab, LabError, PARTNER_DOMAIN};
use crate::topology::kinds;
use crate::topology::store::Reader;
use std::sync::Arc;

cmdlet! {
    /// Starts a deployment on loopback: a legacy pool with its XMPP gateway, an XMPP partner and a name
    /// server. A store that has no topology yet gets that of the legacy deployment.
    ///
    /// # Examples
    /// ```powershell
    /// Start-CsLab
    /// Stop-CsLab
    /// ```
    "Start-CsLab" as StartCsLab { module: "fedsh.Cs" }
    parameters {}
}

impl Cmdlet for StartCsLab {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let session = session(context)?;
        if context.engine.extension::<Running>().0.is_some() {
            return Refusal::Exists("A lab is running already. Stop-CsLab stops it.".into()).report(context);
        }
        if session.is_planning() {
            return plan_only(context, &session);
        }
        let store = session.store().clone();
        let authority = match crate::cmdlets::cs::certificate::authority(context.engine) {
            Ok(authority) => authority,
            Err(error) => return Err(failed(&LabError::from(error)).terminate(context)),
        };
        let lab = match context.wait(Lab::start(store, authority))? {
            Ok(lab) => Arc::new(lab),
            Err(error) => return Err(failed(&error).terminate(context)),
        };
        let author = author(context);
        let address = lab.legacy_address();
        let prepared = session.change::<_, Refusal>(&author, |transaction| {
            if transaction.get(kinds::TOPOLOGY, kinds::PUBLISHED)?.is_none() {
                before(transaction, address)?;
                return Ok(());
            }
            // Addresses of the lab differ from run to run; the zone has to name those of this one.
            readdress(transaction, "xmpp-legacy", address)?;
            Ok(readdress(transaction, "xmpp", lab.edge_address())?)
        });
        if let Err(refusal) = prepared {
            return Err(refusal.terminate(context));
        }
        if let Err(error) = context.wait(lab.follow())? {
            return Err(failed(&error).terminate(context));
        }
        let fields = [
            ("Domain", Value::text(DOMAIN)),
            ("PartnerDomain", Value::text(PARTNER_DOMAIN)),
            ("LegacyAddress", Value::text(lab.legacy_address().to_string())),
            ("EdgeAddress", Value::text(lab.edge_address().to_string())),
            ("EdgeInternalAddress", Value::text(lab.edge_internal_address().to_string())),
            ("PoolAddress", Value::text(lab.pool_address().to_string())),
            ("NameServer", Value::text(lab.name_server().to_string())),
        ];
        context.engine.extension::<Running>().0 = Some(lab);
        context.output(Value::custom(fields))
    }
}
