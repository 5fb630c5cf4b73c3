//! Who moved where, from the log.

use crate::topology::document::escape;
use crate::topology::kinds;
use crate::topology::store::{Revision, Store, StoreError};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Most users that the page names one by one.
const NAMED: usize = 2_000;

/// A move of one user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// SIP address, else the key.
    pub user: String,
    /// Home pool before; empty for none.
    pub from: String,
    /// Home pool after; empty for none.
    pub to: String,
    /// The step in which it happened; empty outside of one.
    pub step: String,
}

/// The moves after a revision.
pub fn since(store: &dyn Store, revision: Revision) -> Result<Vec<Moved>, StoreError> {
    let mut moves = Vec::new();
    for entry in store.log(revision)? {
        for change in entry.changes.changes().iter().filter(|change| change.kind() == kinds::USER) {
            let (Some(before), Some(after)) = (change.before(), change.after()) else { continue };
            let text = |value: &Value, name: &str| {
                value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
            };
            let (from, to) = (text(&before.value, "RegistrarPool"), text(after, "RegistrarPool"));
            if !from.eq_ignore_ascii_case(&to) {
                let address = text(after, "SipAddress");
                let user = if address.is_empty() { change.identity().to_owned() } else { address };
                let step = entry.author.step.clone().unwrap_or_default();
                moves.push(Moved { user, from, to, step });
            }
        }
    }
    Ok(moves)
}

/// A table of pools with the numbers of users, and one of the users.
pub fn write(html: &mut String, moves: &[Moved]) {
    if moves.is_empty() {
        return;
    }
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for one in moves {
        *counts.entry((&one.from, &one.to)).or_default() += 1;
    }
    html.push_str("<h2>Moves</h2>\n<table><tr><th>From</th><th>To</th><th>Users</th></tr>\n");
    for ((from, to), count) in counts {
        let _ = writeln!(html, "<tr><td>{}</td><td>{}</td><td>{count}</td></tr>", escape(from), escape(to));
    }
    html.push_str("</table>\n<details><summary>User by user</summary><table>");
    html.push_str("<tr><th>User</th><th>From</th><th>To</th><th>Step</th></tr>\n");
    for one in moves.iter().take(NAMED) {
        let _ = writeln!(
            html,
            "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            escape(&one.user),
            escape(&one.from),
            escape(&one.to),
            escape(&one.step)
        );
    }
    html.push_str("</table>");
    if moves.len() > NAMED {
        let _ = write!(html, "<p>And {} more.</p>", moves.len() - NAMED);
    }
    html.push_str("</details>\n");
}
