//! Dialback as the receiving server: asking the authority of a domain about a key. Source: XEP-0220, 2.2.
//!
//! Each question has a stream of its own, to a server found by DNS and never by the address that the
//! request came from.

use super::dialback::{self, DialbackAnswer, DialbackStream};
use super::failure::StreamFailure;
use super::outbound::{self, Pair, expect};
use crate::federation::xmpp::core::Core;
use crate::federation::xmpp::namespace;
use crate::federation::xmpp::settings::Settings;
use tokio::time::timeout;

/// Whether the authority of `stream.originating` confirms the key. Errors: it could not be asked.
pub(in crate::federation::xmpp) async fn verify(
    core: &Core,
    settings: &Settings,
    stream: &DialbackStream,
    key: &str,
) -> Result<bool, StreamFailure> {
    let limit = settings.limits.establishment;
    let what = "dialback verification";
    let question = ask(core, settings, stream, key);
    timeout(limit, question).await.map_err(|_| StreamFailure::TimedOut { what, limit })?
}

async fn ask(
    core: &Core,
    settings: &Settings,
    stream: &DialbackStream,
    key: &str,
) -> Result<bool, StreamFailure> {
    let remote = stream.originating.clone();
    let rule =
        settings.partner(&remote).ok_or_else(|| StreamFailure::NotAllowed { domain: remote.clone() })?;
    let pair = Pair { local: stream.receiving.clone(), remote, rule };
    let _permit = core.verifications.acquire().await.map_err(|_| StreamFailure::Stopping)?;
    let opened = outbound::open_any(core, settings, &pair).await?;
    let mut channel = opened.channel;
    channel.send(&dialback::verify_request(stream, key)).await?;
    let answer = loop {
        let limit = settings.limits.establishment;
        let element = expect(&mut channel, limit, "dialback verification", &pair.remote).await?;
        let about_this = element.attribute("id") == Some(stream.id.as_str())
            && dialback::addresses(&element, &stream.originating, &stream.receiving);
        if element.is("verify", namespace::DIALBACK) && about_this {
            break DialbackAnswer::of(&element);
        }
    };
    channel.close(None).await;
    match answer {
        Some(DialbackAnswer::Valid) => Ok(true),
        Some(DialbackAnswer::Error(error)) => Err(StreamFailure::Dialback {
            peer: pair.remote,
            reason: format!("its authority answered {error}"),
        }),
        Some(DialbackAnswer::Invalid) | None => Ok(false),
    }
}
