//! Certificates in use here that end soon: a line in the log each day, and what the host says of itself.

use super::state::CertificateStatus;
use crate::topology::model::CertificateUsage;
use crate::topology::snapshot::Snapshot;
use chrono::{DateTime, TimeDelta, Utc};
use std::time::Duration;

/// It is warned of a certificate that ends within this.
pub const SOON: TimeDelta = TimeDelta::days(30);
/// Between warnings of the same certificate.
pub const DAILY: Duration = Duration::from_secs(24 * 60 * 60);

/// The certificates that this computer shows, by use.
pub fn shown(snapshot: &Snapshot, computer: &str) -> Vec<CertificateStatus> {
    let of = |usage: &CertificateUsage| {
        let found = snapshot.certificate(computer, *usage)?;
        Some(CertificateStatus {
            usage: usage.to_string(),
            thumbprint: found.thumbprint.clone(),
            not_after: found.not_after?,
        })
    };
    CertificateUsage::ALL.iter().filter_map(of).collect()
}

/// Those that have ended, or end soon, each with what to say of it.
pub fn ending(shown: &[CertificateStatus], now: DateTime<Utc>) -> Vec<(&CertificateStatus, String)> {
    let soon = shown.iter().filter(|one| one.not_after <= now + SOON);
    soon.map(|one| (one, left(one.not_after, now))).collect()
}

fn left(end: DateTime<Utc>, now: DateTime<Utc>) -> String {
    match (end - now).num_days() {
        _ if end <= now => "has ended".to_owned(),
        0 => "ends within a day".to_owned(),
        1 => "ends in 1 day".to_owned(),
        days => format!("ends in {days} days"),
    }
}

/// Writes a warning for each that ends soon.
pub fn warn(shown: &[CertificateStatus]) {
    for (one, left) in ending(shown, Utc::now()) {
        let (usage, thumbprint, not_after) = (&one.usage, &one.thumbprint, one.not_after);
        tracing::warn!(%usage, %thumbprint, %not_after, "a certificate {left}; Request-CsCertificate gets another");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_within_a_month_is_warned_of() {
        let now = Utc::now();
        let certificate = |days: i64| CertificateStatus {
            usage: "Default".to_owned(),
            thumbprint: days.to_string(),
            not_after: now + TimeDelta::days(days) + TimeDelta::hours(1),
        };
        let shown: Vec<CertificateStatus> = [-2, 0, 1, 29, 31].map(certificate).into();
        let said: Vec<String> = ending(&shown, now).into_iter().map(|(_, left)| left).collect();
        assert_eq!(said, ["has ended", "ends within a day", "ends in 1 day", "ends in 29 days"]);
    }
}
