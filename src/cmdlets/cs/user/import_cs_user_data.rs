//! `Import-CsUserData`.

use crate::cmdlet;
use crate::cmdlets::cs::state::{Refusal, change, session};
use crate::cmdlets::cs::topology::published;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::value::Value;
use crate::migration::users::{Stored, read_users, store_user};

cmdlet! {
    /// Reads users from a CSV or LDIF file. Bad rows are reported and the others are stored.
    ///
    /// # Examples
    /// ```powershell
    /// Set-Content ./users.csv 'SipAddress,DisplayName', 'sip:ann@contoso.com,Ann'
    /// Import-CsUserData -FileName ./users.csv
    /// ```
    "Import-CsUserData" as ImportCsUserData { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// The file.
        "FileName" file: String { aliases: &["Path"], position: Some(0), mandatory: true },
        /// Home pool of users that have none in the file.
        "RegistrarPool" pool: Option<String>,
    }
}

impl Cmdlet for ImportCsUserData {
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
