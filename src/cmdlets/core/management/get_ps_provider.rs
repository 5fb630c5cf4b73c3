//! `Get-PSProvider`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::provider::{faults, provider_value, reported};
use crate::engine::{Outcome, operators};

cmdlet! {
    /// Lists providers: what drives can show.
    ///
    /// # Examples
    /// ```powershell
    /// Get-PSProvider FileSystem
    /// Get-PSProvider -PSProvider F*
    /// ```
    "Get-PSProvider" as GetPSProvider {
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.GetPSProviderCommand",
        output_types: &["System.Management.Automation.ProviderInfo"],
    }
    parameters {
        /// Names, with wildcards.
        "PSProvider" ps_provider: Vec<String> { position: Some(0), pipe: Pipe::ByName, validate: &[Validation::NotNullOrEmpty] },
    }
}

impl Cmdlet for GetPSProvider {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let names = if self.ps_provider.is_empty() { vec!["*".into()] } else { self.ps_provider.clone() };
        for name in names {
            let bare = name.rsplit('\\').next().unwrap_or(&name);
            let mut found = context.engine.drives.providers().to_vec();
            found.retain(|provider| operators::like(provider.name(), bare, true));
            if found.is_empty() && !operators::has_wildcard(&name) {
                reported(context, Err::<(), _>(faults::provider_not_found(&name)))?;
            }
            for provider in found {
                context.output(provider_value(&provider))?;
            }
        }
        Ok(())
    }
}
