//! `Get-PSSubsystem`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::convert;
use crate::engine::types::record::{self, record_class};
use crate::engine::value::Value;

record_class!(SUBSYSTEM "System.Management.Automation.Subsystem.SubsystemInfo" [
    "Kind", "SubsystemType", "AllowUnregistration", "AllowMultipleRegistration", "IsRegistered", "Implementations",
]);

cmdlet! {
    /// Lists what plug-ins can be registered for. This shell loads none.
    ///
    /// # Examples
    /// ```powershell
    /// Get-PSSubsystem
    /// Get-PSSubsystem -Kind CommandPredictor
    /// try { Get-PSSubsystem -SubsystemType ([timespan]) } catch { $_.Exception.Message }
    /// ```
    "Get-PSSubsystem" as GetPSSubsystem {
        module: "Microsoft.PowerShell.Core",
        class: "Microsoft.PowerShell.Commands.GetPSSubsystemCommand",
        default_set: "GetAllSet",
        output_types: &["System.Management.Automation.Subsystem.SubsystemInfo"],
    }
    parameters {
        /// One kind of plug-in.
        "Kind" kind: Option<String> { type_name: "System.Management.Automation.Subsystem.SubsystemKind", sets: &[Membership { set: "GetByKindSet", position: None, mandatory: true, pipe: Pipe::ByValue }], values: &["CommandPredictor", "CrossPlatformDsc", "FeedbackProvider"] },
        /// One type of plug-in.
        "SubsystemType" subsystem_type: Option<Value> { type_name: "System.Type", sets: &[Membership { set: "GetByTypeSet", position: None, mandatory: true, pipe: Pipe::ByValue }] },
    }
}

/// Kinds, their types, and whether several may be there at once.
const KINDS: &[(&str, &str, bool)] = &[
    ("CommandPredictor", "System.Management.Automation.Subsystem.Prediction.ICommandPredictor", true),
    ("CrossPlatformDsc", "System.Management.Automation.Subsystem.DSC.ICrossPlatformDsc", false),
    ("FeedbackProvider", "System.Management.Automation.Subsystem.Feedback.IFeedbackProvider", true),
];

impl Cmdlet for GetPSSubsystem {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let wanted_type = self.subsystem_type.as_ref().map(convert::display);
        for (kind, of, several) in KINDS {
            let wanted = self.kind.as_deref().is_none_or(|wanted| wanted.eq_ignore_ascii_case(kind))
                && wanted_type.as_deref().is_none_or(|wanted| of.ends_with(wanted));
            if wanted {
                let fields = [
                    ("Kind", Value::text(*kind)),
                    ("SubsystemType", Value::text(*of)),
                    ("AllowUnregistration", Value::Bool(true)),
                    ("AllowMultipleRegistration", Value::Bool(*several)),
                    ("IsRegistered", Value::Bool(false)),
                    ("Implementations", Value::array(Vec::new())),
                ];
                context.output(record::made(&SUBSYSTEM, "", fields))?;
            }
        }
        Ok(())
    }
}
