//! Messages a second, processor time of a message, and latency in each direction.

use super::deployment::{Deployment, EDGE, PARTNER, POOL, USER};
use super::figures::{self, text};
use super::load::Load;
use super::partner;
use super::phone::Phone;
use std::fmt::Write as _;
use std::time::Instant;
use tokio::sync::mpsc;

/// Conversations that the messages belong to.
const USERS: usize = 50;

/// Runs all of them.
pub async fn run() {
    let mut deployment = Deployment::with_partner_at("bench", "127.48.1", "6").await;
    deployment.serve(EDGE).await;
    deployment.serve(POOL).await;
    let programs = [("the pool", deployment.pid(POOL)), ("the Edge", deployment.pid(EDGE))];
    let start = Instant::now();
    let (arrived, mut partners) = mpsc::unbounded_channel();
    partner::serve(&deployment.authority, deployment.network, start, arrived).await;
    let (arrived, mut phones) = mpsc::unbounded_channel();
    let phone = Phone::sign_in(&deployment, start, arrived).await;
    let stream = partner::connect(&deployment.authority, deployment.network).await;

    let out = Load { writer: &phone.writer, end: "" };
    let to_partner = |number: usize, all: &mut String| {
        let to = format!("user{}@{PARTNER}", number % USERS);
        phone.add_message(all, &to, number, &text(start, number));
    };
    let back = Load { writer: &stream, end: "<r xmlns='urn:xmpp:sm:3'/>" };
    let to_phone = |number: usize, all: &mut String| {
        let (user, text) = (number % USERS, text(start, number));
        write!(
            all,
            "<message from='user{user}@{PARTNER}/desk' to='{USER}' type='chat' id='m{number}'><body>{text}</body></message>"
        )
        .unwrap();
    };
    // The first messages open the streams.
    out.first(to_partner).await;
    partners.recv().await;
    back.first(to_phone).await;
    phones.recv().await;
    figures::run("SIP to XMPP", &programs, &out, to_partner, &mut partners).await;
    figures::run("XMPP to SIP", &programs, &back, to_phone, &mut phones).await;
    figures::memory(&programs);
}
