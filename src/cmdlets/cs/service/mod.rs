//! The services of computers: `CsWindowsService`, streams, subscriptions, probes. They speak with the session's lab, or over
//! the control socket with `fedsh serve`.

mod get_cs_windows_service;
mod get_cs_xmpp_stream;
mod get_cs_xmpp_subscription;
mod start_cs_windows_service;
mod stop_cs_windows_service;
mod target;
mod test_cs_federated_partner;

use crate::engine::command::CommandInfo;

/// The commands of this family, by name.
pub static COMMANDS: &[CommandInfo] = &[
    get_cs_windows_service::GetCsWindowsService::INFO,
    get_cs_xmpp_stream::GetCsXmppStream::INFO,
    get_cs_xmpp_subscription::GetCsXmppSubscription::INFO,
    start_cs_windows_service::StartCsWindowsService::INFO,
    stop_cs_windows_service::StopCsWindowsService::INFO,
    test_cs_federated_partner::TestCsFederatedPartner::INFO,
];
