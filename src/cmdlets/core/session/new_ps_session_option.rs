//! `New-PSSessionOption`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::types::record::{self, record_class};
use crate::engine::value::Value;

record_class!(OPTIONS "System.Management.Automation.Remoting.PSSessionOption" [
    "SkipCACheck", "SkipCNCheck",
]);

cmdlet! {
    /// Makes options for sessions on other computers. It keeps what it is given; fedsh opens no such sessions.
    ///
    /// # Examples
    /// ```powershell
    /// New-PSSessionOption -SkipCACheck
    /// New-PSSessionOption -SkipCNCheck
    /// ```
    "New-PSSessionOption" as NewPSSessionOption {
        module: "Microsoft.PowerShell.Core",
        class: "Microsoft.PowerShell.Commands.NewPSSessionOptionCommand",
        output_types: &["System.Management.Automation.Remoting.PSSessionOption"],
    }
    parameters {
        /// Kept in the options; there are no remote sessions that use it.
        "SkipCACheck" skip_ca_check: bool,
        /// Kept in the options; there are no remote sessions that use it.
        "SkipCNCheck" skip_cn_check: bool,
    }
}

impl Cmdlet for NewPSSessionOption {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let options = [
            ("SkipCACheck", Value::Bool(self.skip_ca_check)),
            ("SkipCNCheck", Value::Bool(self.skip_cn_check)),
        ];
        context.output(record::made(&OPTIONS, "", options))
    }
}
