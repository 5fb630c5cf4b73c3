//! Memory of an Edge for partners' streams on which nothing happens.

use super::deployment::{Deployment, EDGE};
use super::{partner, process};
use fedsh::federation::certificates::CertificateAuthority;
use fedsh::federation::runtime::control::ControlClient;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;

const NETWORK: &str = "127.48.2";
const STEPS: [usize; 2] = [1_000, 9_000];
/// Domains of partners that open streams; each opens several.
const DOMAINS: usize = 100;
const OPENED_AT_ONCE: usize = 32;

/// Measures it.
pub async fn run() {
    let most: usize = STEPS.iter().sum();
    let mut deployment = Deployment::new("bench-idle", NETWORK).await;
    deployment.script(&format!(
        "Set-CsXmppGatewayConfiguration -ConnectionLimit 20000 -PartnerConnectionLimit 1000 -StreamInactivityTimeout 3600
Invoke-CsMigrationStep Partners {{ 1..{DOMAINS} | ForEach-Object {{ New-CsXmppAllowedPartner \"p$_.example\" -SupportDialbackNegotiation $false | Out-Null }} }} | Out-Null"
    ));
    deployment.serve(EDGE).await;
    let pid = deployment.pid(EDGE);
    let folder = deployment.home.join(".local/share/fedsh/certificates");
    let authority = CertificateAuthority::open_or_create(&folder, "CA").unwrap();
    let configs: Vec<Arc<rustls::ClientConfig>> =
        (1..=DOMAINS).map(|number| partner::opening(&authority, &format!("p{number}.example"))).collect();
    let (empty, _) = process::memory(pid);
    let mut streams = Vec::with_capacity(most);
    for step in STEPS {
        let mut opening = JoinSet::new();
        let wanted = streams.len() + step;
        let mut next = streams.len();
        while streams.len() < wanted {
            while opening.len() < OPENED_AT_ONCE && next < wanted {
                let index = next % DOMAINS;
                let config = configs[index].clone();
                // Several addresses, for an Edge bounds the strangers of one.
                let from = (100 + next % 100).to_string();
                let domain = format!("p{}.example", index + 1);
                opening.spawn(async move { partner::open(config, &domain, NETWORK, &from).await });
                next += 1;
            }
            streams.push(opening.join_next().await.unwrap().unwrap());
        }
        let all = || {
            let mut host = ControlClient::connect(&deployment.socket(EDGE)).unwrap();
            host.streams().unwrap().iter().map(|stream| stream.incoming).sum::<usize>()
        };
        while all() < wanted {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let (now, _) = process::memory(pid);
        println!(
            "{wanted} idle streams of partners: {:.1} MB, {:.1} KB each",
            now as f64 / 1024.0,
            now.saturating_sub(empty) as f64 / wanted as f64
        );
    }
}
