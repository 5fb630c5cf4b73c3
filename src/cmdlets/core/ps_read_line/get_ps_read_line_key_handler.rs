//! `Get-PSReadLineKeyHandler`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::editing::{self, EditorOptions, Group, Layout, default_keys};
use crate::engine::value::Value;

cmdlet! {
    /// Lists the keys of the prompt's editor.
    ///
    /// # Examples
    /// ```powershell
    /// Get-PSReadLineKeyHandler -Chord Ctrl+r
    /// Get-PSReadLineKeyHandler -Bound -Unbound | Select-Object -First 5
    /// ```
    "Get-PSReadLineKeyHandler" as GetPsReadLineKeyHandler {
        module: "PSReadLine",
        class: "Microsoft.PowerShell.GetKeyHandlerCommand",
        default_set: "FullListing",
        output_types: &["Microsoft.PowerShell.KeyHandler"],
    }
    parameters {
        /// Those that are bound.
        "Bound" bound: bool { sets: &[Membership { set: "FullListing", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Functions that have no key.
        "Unbound" unbound: bool { sets: &[Membership { set: "FullListing", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Only these keys.
        "Chord" chords: Vec<String> { aliases: &["Key"], sets: &[Membership { set: "SpecificBindings", position: Some(0), mandatory: true, pipe: Pipe::No }], validate: &[Validation::NotNullOrEmpty] },
    }
}

const TYPES: [&str; 2] = ["Microsoft.PowerShell.KeyHandler", "System.Object"];

/// One row: key, function, description, group.
type Row = (String, String, String, Group);

impl GetPsReadLineKeyHandler {
    fn bound(options: &EditorOptions) -> Vec<Row> {
        let own = options.handlers.iter().map(|known| {
            let group = editing::function(&known.function).map_or(Group::Custom, |function| function.group);
            (known.chord.clone(), known.brief_description.clone(), known.description.clone(), group)
        });
        let mut rows: Vec<Row> = own.collect();
        for (key, name) in default_keys(Layout::from(options.edit_mode)) {
            let taken = rows.iter().any(|(known, ..)| known == key)
                || options.unbound.iter().any(|known| known.eq_ignore_ascii_case(key));
            if let Some(function) = editing::function(name).filter(|_| !taken) {
                rows.push(((*key).into(), (*name).into(), function.description.into(), function.group));
            }
        }
        rows
    }
}

impl Cmdlet for GetPsReadLineKeyHandler {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let options = context.engine.extension::<EditorOptions>().clone();
        let mut rows = Self::bound(&options);
        let listed = self.chords.is_empty();
        if listed && self.unbound {
            let free = editing::FUNCTIONS
                .iter()
                .filter(|function| !rows.iter().any(|(_, name, ..)| name == function.name))
                .map(|function| {
                    ("Unbound".into(), function.name.into(), function.description.into(), function.group)
                });
            let free: Vec<Row> = free.collect();
            match (self.bound, self.unbound) {
                (true, true) => rows.extend(free),
                (false, true) => rows = free,
                _ => {}
            }
        }
        rows.retain(|(key, ..)| listed || self.chords.iter().any(|chord| chord.eq_ignore_ascii_case(key)));
        for group in Group::ALL {
            for (key, function, description, _) in rows.iter().filter(|(.., of)| *of == group) {
                let fields = [
                    ("Key", Value::text(key.as_str())),
                    ("Function", Value::text(function.as_str())),
                    ("Description", Value::text(description.as_str())),
                    ("Group", Value::text(group.title())),
                ];
                let row = Value::custom(fields);
                if let Value::Object(object) = &row {
                    *object.type_names.borrow_mut() = Some(TYPES.iter().map(|name| (*name).into()).collect());
                }
                context.output(row)?;
            }
        }
        Ok(())
    }
}
