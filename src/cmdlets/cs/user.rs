//! Users: import, enable, change, move.

use super::object::{self, Truth};
use super::site::published;
use super::state::{Refusal, change, session};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::value::Value;
use crate::migration::users::{Stored, read_users, store_user};
use crate::topology::model::{HomeKind, User, find_users, list, save, with_scheme};

/// A user as an object; the credential is not shown.
pub fn shown(user: &User) -> Value {
    let identity = user.distinguished_name.clone().unwrap_or_else(|| user.id.clone());
    let public = User { sip_digest_secret: None, ..user.clone() };
    object::typed("CsUser", Some(&identity), &public)
}

/// How an object or text names a user: its SIP address, sign-in name or identity.
fn no_user(identity: &str) -> Refusal {
    Refusal::NotFound(format!("There is no user '{identity}'. Get-CsUser lists those that there are."))
}

cmdlet! {
    /// Lists users.
    ///
    /// # Examples
    /// ```powershell
    /// Get-CsUser | Group-Object RegistrarPool
    /// ```
    "Get-CsUser" as GetUser { module: "fedsh.Cs" }
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

impl Cmdlet for GetUser {
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

impl GetUser {
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

cmdlet! {
    /// Reads users from a CSV or LDIF file. Bad rows are reported and the others are stored.
    ///
    /// # Examples
    /// ```powershell
    /// Set-Content ./users.csv 'SipAddress,DisplayName', 'sip:ann@contoso.com,Ann'
    /// Import-CsUserData -FileName ./users.csv
    /// ```
    "Import-CsUserData" as ImportUserData { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// The file.
        "FileName" file: String { aliases: &["Path"], position: Some(0), mandatory: true },
        /// Home pool of users that have none in the file.
        "RegistrarPool" pool: Option<String>,
    }
}

impl Cmdlet for ImportUserData {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let path = context.engine.resolve_path(&self.file);
        let shown = path.display().to_string();
        let topology = match published(&*session(context)?) {
            Ok(topology) => topology,
            Err(refusal) => return refusal.report(context),
        };
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) => {
                return Refusal::NotFound(format!("'{shown}' cannot be read: {error}.")).report(context);
            }
        };
        let rows = match read_users(&bytes, &topology) {
            Ok(rows) => rows,
            Err(error) => return Refusal::Invalid(format!("'{shown}': {error}")).report(context),
        };
        let mut good = Vec::new();
        for row in rows {
            match row {
                Ok(mut row) => {
                    if let Some(pool) = &self.pool {
                        row.properties.entry("RegistrarPool").or_insert_with(|| pool.as_str().into());
                    }
                    good.push(row);
                }
                Err(error) => {
                    let message = format!("'{shown}': {error}");
                    context.fail(
                        "System.IO.InvalidDataException",
                        message,
                        "BadRow",
                        Category::InvalidData,
                        Value::text(shown.as_str()),
                    )?;
                }
            }
        }
        let counted = change(context, &shown, |transaction| {
            let (mut created, mut updated, mut unchanged) = (0, 0, 0);
            for row in &good {
                match store_user(transaction, row)? {
                    Stored::Created => created += 1,
                    Stored::Updated => updated += 1,
                    Stored::Unchanged => unchanged += 1,
                }
            }
            Ok((created, updated, unchanged))
        })?;
        match counted {
            Some((created, updated, unchanged)) => {
                let fields = [
                    ("Created", Value::Int(created)),
                    ("Updated", Value::Int(updated)),
                    ("Unchanged", Value::Int(unchanged)),
                ];
                context.output(Value::custom(fields))
            }
            None => Ok(()),
        }
    }
}

cmdlet! {
    /// Enables a user: address and home pool.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond | Out-Null
    /// Enable-CsUser ann@contoso.com -RegistrarPool pool02.contoso.net -SipAddress sip:ann@contoso.com
    /// ```
    "Enable-CsUser" as EnableUser { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// The user; one that is not in the directory yet is made.
        "Identity" identity: String { position: Some(0), mandatory: true, pipe: Pipe::Both },
        /// The home pool.
        "RegistrarPool" pool: String { mandatory: true },
        /// The SIP address.
        "SipAddress" address: Option<String>,
        /// How to make the SIP address from the sign-in name.
        "SipAddressType" address_type: Option<String> { values: &["EmailAddress", "UserPrincipalName", "FirstLastName", "SAMAccountName"], validate: &[Validation::NotYet] },
        /// The full name of a new user.
        "DisplayName" display_name: Option<String>,
        /// Sends the user on.
        "PassThru" pass_thru: bool,
    }
}

impl Cmdlet for EnableUser {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let identity = self.identity.clone();
        let enabled = change(context, &identity, |transaction| {
            let topology = published(transaction)?;
            if topology.pool(&self.pool).is_none() {
                return Err(Refusal::NotFound(format!("There is no pool '{}'.", self.pool)));
            }
            let mut user = match find_users(transaction, &identity)?.into_iter().next() {
                Some(user) => user,
                None => User {
                    user_principal_name: identity
                        .contains('@')
                        .then(|| identity.trim_start_matches("sip:").to_string()),
                    ..User::default()
                },
            };
            let address = self
                .address
                .clone()
                .or_else(|| user.sip_address.clone())
                .or_else(|| user.user_principal_name.clone());
            let Some(address) = address.filter(|address| address.contains('@')) else {
                return Err(Refusal::Invalid(format!(
                    "'{identity}' has no SIP address; -SipAddress gives one."
                )));
            };
            user.sip_address = Some(with_scheme(&address));
            user.registrar_pool = Some(self.pool.clone());
            user.display_name = self.display_name.clone().or(user.display_name);
            user.enabled = true;
            if user.id.is_empty() {
                user.id = user.key().unwrap_or_default();
            }
            save(transaction, &user)?;
            Ok(user)
        })?;
        match enabled {
            Some(user) if self.pass_thru => context.output(shown(&user)),
            _ => Ok(()),
        }
    }
}

cmdlet! {
    /// Changes a user.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond | Out-Null
    /// Enable-CsUser ken@contoso.com -RegistrarPool pool02.contoso.net -DisplayName 'Ken Myer'
    /// Set-CsUser ken@contoso.com -Enabled $false
    /// ```
    "Set-CsUser" as SetUser { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// The user.
        "Identity" identity: String { position: Some(0), mandatory: true, pipe: Pipe::Both },
        /// Whether the account may sign in.
        "Enabled" enabled: Option<Truth>,
        /// Another SIP address.
        "SipAddress" address: Option<String>,
        /// Another full name.
        "DisplayName" display_name: Option<String>,
        /// Sends the user on.
        "PassThru" pass_thru: bool,
    }
}

impl Cmdlet for SetUser {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let identity = self.identity.clone();
        let changed = change(context, &identity, |transaction| {
            let users = find_users(transaction, &identity)?;
            let [user] = users.as_slice() else {
                return Err(if users.is_empty() {
                    no_user(&identity)
                } else {
                    Refusal::Invalid(format!("'{identity}' means {} users.", users.len()))
                });
            };
            let mut user = user.clone();
            if let Some(enabled) = self.enabled {
                user.enabled = enabled.0;
            }
            if let Some(address) = &self.address {
                user.sip_address = Some(with_scheme(address));
            }
            user.display_name = self.display_name.clone().or(user.display_name);
            save(transaction, &user)?;
            Ok(user)
        })?;
        match changed {
            Some(user) if self.pass_thru => context.output(shown(&user)),
            _ => Ok(()),
        }
    }
}

/// Moves the users that an identity means to a pool.
fn move_users(
    context: &mut Context<'_>,
    identity: &str,
    target: &str,
    from_legacy: bool,
    force: bool,
) -> Outcome<Vec<User>> {
    let moved = change(context, identity, |transaction| {
        let topology = published(transaction)?;
        match topology.home_kind(target) {
            None => {
                return Err(Refusal::NotFound(format!(
                    "There is no pool '{target}'. Get-CsPool lists those that there are."
                )));
            }
            Some(HomeKind::Legacy) if from_legacy => {
                return Err(Refusal::Invalid(format!(
                    "'{target}' is a legacy pool; Move-CsLegacyUser moves users to a new one."
                )));
            }
            Some(_) => {}
        }
        let users = find_users(transaction, identity)?;
        if users.is_empty() {
            return Err(no_user(identity));
        }
        let mut moved = Vec::new();
        for mut user in users {
            let home = user.registrar_pool.clone().unwrap_or_default();
            if home.is_empty() && !force {
                return Err(Refusal::Invalid(format!(
                    "'{}' has no home pool. Enable-CsUser gives one.",
                    user.label()
                )));
            }
            if from_legacy
                && topology.home_kind(&home) == Some(HomeKind::New)
                && !home.eq_ignore_ascii_case(target)
            {
                return Err(Refusal::Invalid(format!(
                    "'{}' is not on a legacy pool but on '{home}'. Move-CsUser moves between new pools.",
                    user.label()
                )));
            }
            if !home.eq_ignore_ascii_case(target) {
                user.registrar_pool = Some(target.to_string());
                save(transaction, &user)?;
            }
            moved.push(user);
        }
        Ok(moved)
    })?;
    Ok(moved.unwrap_or_default())
}

macro_rules! mover {
    ($(#[doc = $help:literal])* $name:literal as $type:ident, $legacy:literal) => {
        cmdlet! {
            $(#[doc = $help])*
            $name as $type { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
            parameters {
                /// The user.
                "Identity" identity: String { position: Some(0), mandatory: true, pipe: Pipe::Both },
                /// The pool to move to.
                "Target" target: String { position: Some(1), mandatory: true },
                /// Moves users without a home pool too.
                "Force" force: bool,
                /// Accepted: contacts are in the same store.
                "MoveConferenceData" conference: bool,
                /// Accepted: policies are in the same store.
                "ExcludeArchivingPolicy" archiving: bool,
                /// Sends the user on.
                "PassThru" pass_thru: bool,
            }
        }

        impl Cmdlet for $type {
            fn process(&mut self, context: &mut Context<'_>) -> Outcome {
                let (identity, target) = (self.identity.clone(), self.target.clone());
                let moved = move_users(context, &identity, &target, $legacy, self.force)?;
                if self.pass_thru {
                    for user in &moved {
                        context.output(shown(user))?;
                    }
                }
                Ok(())
            }
        }
    };
}

mover! {
    /// Moves users from a legacy pool to a new one.
    ///
    /// # Examples
    /// ```powershell
    /// Start-CsLab | Out-Null
    /// Enable-CsUser ken@contoso.com -RegistrarPool pool01.contoso.net
    /// New-CsSite Redmond | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond | Out-Null
    /// Get-CsUser | Move-CsLegacyUser -Target pool02.contoso.net
    /// Stop-CsLab
    /// ```
    "Move-CsLegacyUser" as MoveLegacyUser, true
}

mover! {
    /// Moves users to another pool.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond | Out-Null
    /// New-CsPool pool03.contoso.net -Site Redmond | Out-Null
    /// Enable-CsUser ken@contoso.com -RegistrarPool pool02.contoso.net -DisplayName 'Ken Myer'
    /// Get-CsUser 'Ken*' | Move-CsUser -Target pool03.contoso.net
    /// ```
    "Move-CsUser" as MoveUser, false
}
