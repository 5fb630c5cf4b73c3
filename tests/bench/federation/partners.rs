//! Time to apply a change where there are 10,000 partners.

use super::deployment::{Deployment, EDGE};
use std::time::{Duration, Instant};

const PARTNERS: usize = 10_000;

/// Measures it.
pub async fn run() {
    let mut deployment = Deployment::new("bench-partners", "127.48.3").await;
    let began = Instant::now();
    deployment.script(&format!(
        "Invoke-CsMigrationStep Partners {{ 1..{PARTNERS} | ForEach-Object {{ New-CsXmppAllowedPartner \"p$_.example\" -SupportDialbackNegotiation $false | Out-Null }} }} | Out-Null"
    ));
    println!("{PARTNERS} partners added in one step: {:.1} s", began.elapsed().as_secs_f64());
    deployment.serve(EDGE).await;
    let path = deployment.home.join("cms.db").display().to_string();
    let store = fedsh::topology::store::open(Some(&path)).unwrap();
    let mut times: Vec<Duration> = Vec::new();
    for number in 0..5 {
        // The time counts from the moment at which the command has stored the change.
        let printed = deployment.script(&format!(
            "Set-CsXmppAllowedPartner p7.example -Description 'change {number}'; [DateTimeOffset]::UtcNow.ToUnixTimeMilliseconds()"
        ));
        let stored: u128 = printed.trim().parse().unwrap();
        let wanted = store.revision().unwrap();
        while deployment.revision(EDGE) < wanted {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_millis();
        times.push(Duration::from_millis(u64::try_from(now.saturating_sub(stored)).unwrap()));
    }
    times.sort();
    println!(
        "a change with {PARTNERS} partners in force after {} ms (median of 5; the end of the shell is in it)",
        times[2].as_millis()
    );
}
