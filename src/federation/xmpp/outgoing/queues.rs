//! The queues of an edge, one for each pair of domains.

use super::sender::Sender;
use crate::federation::xmpp::core::Core;
use crate::federation::xmpp::stanza::Stanza;
use crate::federation::xmpp::stanza_error::{Condition, StanzaError};
use crate::federation::xmpp::stream::StreamFailure;
use std::collections::HashMap;
use std::sync::Arc;
use tokio::sync::mpsc;

/// The queues of an edge, by local and remote domain.
#[derive(Default)]
pub(in crate::federation::xmpp) struct Outgoing {
    queues: HashMap<(String, String), mpsc::Sender<Stanza>>,
}

impl Outgoing {
    /// Takes a stanza for its pair of domains, or bounces it.
    pub fn take(&mut self, core: &Arc<Core>, stanza: Stanza) {
        let settings = core.current();
        let key = (stanza.from_domain(), stanza.to_domain());
        if !settings.is_local(&key.0) {
            let text = format!("{} is not a domain of this deployment", key.0);
            return core.bounce(&stanza, &StanzaError::new(Condition::NotAllowed, text));
        }
        if settings.partner(&key.1).is_none() {
            let failure = StreamFailure::NotAllowed { domain: key.1 };
            return core.bounce(&stanza, &failure.to_stanza_error());
        }
        let queue = match self.queues.get(&key).filter(|queue| !queue.is_closed()) {
            Some(queue) => queue.clone(),
            None => {
                let (sender, receiver) = mpsc::channel(settings.limits.queue.max(1));
                let (local, remote) = key.clone();
                core.tasks.spawn(Sender::new(core.clone(), local, remote, receiver).run());
                self.queues.insert(key.clone(), sender.clone());
                sender
            }
        };
        if let Err(error) = queue.try_send(stanza) {
            let (mpsc::error::TrySendError::Full(stanza) | mpsc::error::TrySendError::Closed(stanza)) = error;
            let text = format!("too many stanzas wait for {}", key.1);
            core.bounce(&stanza, &StanzaError::new(Condition::ResourceConstraint, text));
        }
    }
}
