//! `Get-CsUser`.

use super::{no_user, shown};
use crate::cmdlet;
use crate::cmdlets::cs::state::{Refusal, session};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;
use crate::topology::model::{User, find_users, list};

cmdlet! {
    /// Lists users.
    ///
    /// # Examples
    /// ```powershell
    /// Get-CsUser | Group-Object RegistrarPool
    /// ```
    "Get-CsUser" as GetCsUser { module: "fedsh.Cs" }
    parameters {
        /// SIP address, sign-in name, distinguished name or display name, which may have `*`.
        "Identity" identity: Option<String> { position: Some(0), pipe: Pipe::Both },
        /// A condition over the user's properties.
        "Filter" filter: Option<std::rc::Rc<crate::engine::script_block::ScriptBlockValue>>,
        /// Only so many.
        "ResultSize" most: Option<i32>,
    }
    state { sent: i32 }
}

impl Cmdlet for GetCsUser {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let session = session(context)?;
        let found = match &self.identity {
            Some(identity) => find_users(&*session, identity),
            None => list::<User>(&*session),
        };
        let users = match found {
            Ok(users) => users,
            Err(error) => return Refusal::from(error).report(context),
        };
        if let Some(identity) =
            self.identity.as_ref().filter(|identity| users.is_empty() && !identity.contains('*'))
        {
            return no_user(identity).report(context);
        }
        for user in users {
            if self.most.is_some_and(|most| self.sent >= most) {
                return Ok(());
            }
            let value = shown(&user);
            if self.holds(context, &value)? {
                self.sent += 1;
                context.output(value)?;
            }
        }
        Ok(())
    }
}

impl GetCsUser {
    /// Whether the filter holds: properties stand in it by their bare names.
    fn holds(&self, context: &mut Context<'_>, user: &Value) -> Outcome<bool> {
        let Some(filter) = &self.filter else { return Ok(true) };
        let mut text = filter.text().to_string();
        for name in crate::engine::member::property_names(user) {
            if let Ok(pattern) = fancy_regex::Regex::new(&format!(r"(?i)(?<![\w$.'\x22-]){name}(?=\s+-)")) {
                text = pattern.replace_all(&text, format!("$$_.{name}").as_str()).into_owned();
            }
        }
        let block = context.engine.compile_block(&text)?;
        let items = context.engine.invoke_with_item(&block, user.clone())?;
        Ok(crate::engine::convert::to_bool(&Value::from_output(items)))
    }
}
