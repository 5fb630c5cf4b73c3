//! An HTML page of the migration: its steps, and the deployment before and after.
//!
//! The page stands by itself: no scripts, no files beside it.

mod drawing;
mod moves;
mod past;

pub use drawing::svg;
pub use moves::Moved;
pub use past::{Deployment, now as deployed};

use super::journal;
use crate::topology::document::escape;
use crate::topology::model::{MigrationStep, StepState};
use crate::topology::store::{Store, StoreError};
use chrono::{DateTime, Utc};
use std::fmt::Write as _;

/// What the page shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// When it was made.
    pub time: DateTime<Utc>,
    /// The journal.
    pub steps: Vec<MigrationStep>,
    /// Who moved from which pool to which, in the order of the moves.
    pub moves: Vec<Moved>,
    /// The deployment before the first step.
    pub before: Deployment,
    /// The deployment now.
    pub after: Deployment,
}

const STYLE: &str = "body{font:15px system-ui,sans-serif;margin:2em;color:#222}table{border-collapse:collapse}\
td,th{border:1px solid #bbb;padding:.3em .7em;text-align:left}.Completed{background:#e3f4e3}\
.Failed{background:#fbe3e3}.Undone{background:#f4f0dc}svg{border:1px solid #ddd;margin:.5em 0}";

/// Gathers the report from a store. Reads the whole log since the first step.
pub fn gather(store: &dyn Store) -> Result<Report, StoreError> {
    let steps = journal::steps(store)?;
    let after = past::now(store)?;
    let first = steps.iter().filter_map(|step| step.revision_before).min();
    let before = match first {
        Some(revision) => past::at(store, revision)?,
        None => after.clone(),
    };
    let moves = match first {
        Some(revision) => moves::since(store, revision)?,
        None => Vec::new(),
    };
    Ok(Report { time: Utc::now(), steps, moves, before, after })
}

/// An HTML page of one drawing.
pub fn page(title: &str, drawing: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title>\
         <style>{STYLE}</style></head><body>\n<h1>{title}</h1>\n{drawing}</body></html>\n",
        title = escape(title)
    )
}

impl Report {
    /// The page.
    pub fn to_html(&self) -> String {
        let mut html = String::new();
        let time = self.time.format("%Y-%m-%d %H:%M:%S UTC");
        let _ = write!(
            html,
            "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>XMPP federation migration\
             </title><style>{STYLE}</style></head><body>\n<h1>XMPP federation migration</h1>\n<p>{time}. {}</p>\n",
            escape(&self.summary())
        );
        html.push_str("<h2>Steps</h2>\n<table><tr><th>No.</th><th>Step</th><th>State</th><th>Started</th>");
        html.push_str("<th>Finished</th><th>Duration</th><th>Records changed</th><th>Revision</th><th>Error</th></tr>\n");
        self.steps.iter().for_each(|step| row(&mut html, step));
        html.push_str("</table>\n");
        self.failures(&mut html);
        moves::write(&mut html, &self.moves);
        for (title, deployment) in [("Before", &self.before), ("After", &self.after)] {
            let _ = write!(html, "<h2>{title}</h2>\n{}", drawing::svg(deployment));
        }
        html.push_str("</body></html>\n");
        html
    }

    /// What failed, and why, in words.
    fn failures(&self, html: &mut String) {
        let failed = self.steps.iter().filter(|step| step.state == StepState::Failed);
        for step in failed {
            let _ = writeln!(
                html,
                "<p class=\"Failed\">Step {} '{}' failed, and nothing of it was kept: {}</p>",
                step.number,
                escape(&step.name),
                escape(step.error.as_deref().unwrap_or_default())
            );
        }
    }

    fn summary(&self) -> String {
        let count = |state: StepState| self.steps.iter().filter(|step| step.state == state).count();
        let (completed, failed) = (count(StepState::Completed), count(StepState::Failed));
        format!("{completed} of {} steps completed, {failed} failed.", self.steps.len())
    }
}

/// How long a step took.
fn duration(step: &MigrationStep) -> String {
    match (step.started, step.finished) {
        (Some(started), Some(finished)) => {
            let millis = (finished - started).num_milliseconds().max(0);
            format!("{}.{:03} s", millis / 1000, millis % 1000)
        }
        _ => String::new(),
    }
}

fn row(html: &mut String, step: &MigrationStep) {
    let time = |time: Option<DateTime<Utc>>| {
        time.map(|time| time.format("%Y-%m-%d %H:%M:%S").to_string()).unwrap_or_default()
    };
    let revision = step.revision_after.map(|revision| revision.to_string()).unwrap_or_default();
    let _ = writeln!(
        html,
        "<tr class=\"{state}\"><td>{}</td><td>{}</td><td>{state}</td><td>{}</td><td>{}</td><td>{}</td>\
         <td>{}</td><td>{revision}</td><td>{}</td></tr>",
        step.number,
        escape(&step.name),
        time(step.started),
        time(step.finished),
        duration(step),
        step.changes,
        escape(step.error.as_deref().unwrap_or_default()),
        state = step.state,
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::topology::model::{User, XmppAllowedPartner, load, save};
    use crate::topology::sample;
    use crate::topology::store::{Author, MemoryStore, Session};
    use std::sync::Arc;

    #[test]
    fn before_and_after_are_told_apart() {
        let session = Session::new(Arc::new(MemoryStore::new()));
        let author = Author::default();
        session.change(&author, sample::contoso).unwrap();
        journal::begin(&session, &author, "Move <users>").unwrap();
        session
            .change::<_, StoreError>(&author, |transaction| {
                let mut user: User = load(transaction, "legacy@contoso.com")?.unwrap_or_default();
                user.registrar_pool = Some("pool02.contoso.net".into());
                save(transaction, &user)?;
                save(transaction, &XmppAllowedPartner { domain: "fabrikam.com".into(), ..Default::default() })
            })
            .unwrap();
        journal::complete(&session, &author).unwrap();
        let report = gather(&**session.store()).unwrap();
        let homes = |deployment: &Deployment, pool: &str| deployment.homes.get(pool).copied().unwrap_or(0);
        assert_eq!(homes(&report.before, "pool01.contoso.net"), 1);
        assert_eq!(homes(&report.after, "pool01.contoso.net"), 0);
        assert_eq!(homes(&report.after, "pool02.contoso.net"), 2);
        assert!(report.before.partners.is_empty());
        assert_eq!(report.after.partners, ["fabrikam.com"]);
        let html = report.to_html();
        assert_eq!(report.moves.len(), 1);
        assert!(html.contains("<td>pool01.contoso.net</td><td>pool02.contoso.net</td><td>1</td>"), "{html}");
        assert!(html.contains("Move &lt;users&gt;") && html.contains("1 of 1 steps completed"));
        assert_eq!(html.matches("<svg").count(), 2);
        let drawing = html.split("<h2>After").nth(1).unwrap().replace("</body></html>", "");
        let svg = drawing.split_once("</h2>").unwrap().1.trim();
        roxmltree::Document::parse(svg).unwrap();
    }

    #[test]
    fn an_empty_store_gives_a_page() {
        let report = gather(&MemoryStore::new()).unwrap();
        assert!(report.to_html().contains("0 of 0 steps"));
    }
}
