//! `Get-CsUICulture` and `Set-CsUICulture`.

use crate::cmdlet;
use crate::cmdlets::cs::state::Refusal;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::convert;
use crate::engine::culture;
use crate::engine::types::{self, culture_info};
use crate::engine::value::Value;

/// The culture that was set in this session.
#[derive(Default)]
struct Chosen(Option<Value>);

cmdlet! {
    /// Shows the culture in which Cs commands answer.
    ///
    /// # Examples
    /// ```powershell
    /// (Get-CsUICulture).GetType().Name
    /// ```
    "Get-CsUICulture" as GetCsUICulture { module: "fedsh.Cs" }
    parameters {}
}

impl Cmdlet for GetCsUICulture {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let chosen = context.engine.extension::<Chosen>().0.clone();
        context.output(chosen.unwrap_or_else(|| culture_info::value(culture::language())))
    }
}

cmdlet! {
    /// Notes the culture in which Cs commands are to answer in this session. They know English only; with
    /// another one they say so.
    ///
    /// # Examples
    /// ```powershell
    /// Set-CsUICulture en-US
    /// Set-CsUICulture -Culture de-DE
    /// ```
    "Set-CsUICulture" as SetCsUICulture { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// Its name: `en-US`.
        "Culture" culture: String { position: Some(0), mandatory: true },
    }
}

impl Cmdlet for SetCsUICulture {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let class = types::named("System.Globalization.CultureInfo");
        let Ok(found) = convert::to_type(context.engine, Value::text(self.culture.as_str()), &class) else {
            let reason = format!("'{}' is not the name of a culture.", self.culture);
            return Refusal::NotFound(reason).report(context);
        };
        if !context.should_process(&self.culture, "Set-CsUICulture")? {
            return Ok(());
        }
        context.engine.extension::<Chosen>().0 = Some(found);
        match self.culture.get(..2) {
            Some(language) if language.eq_ignore_ascii_case("en") => Ok(()),
            _ => context.warning("Cs commands answer in English."),
        }
    }
}
