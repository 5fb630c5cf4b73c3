//! `System.Net.Sockets` and `System.Net.NetworkInformation`: connections, datagrams, echo requests, interfaces.

pub mod cookies;
pub mod echo;
pub(super) mod end_point;
mod ip_network;
mod mail_message;
mod network_interface;
mod network_stream;
mod pending;
mod ping;
mod smtp_client;
mod tcp_client;
mod tcp_listener;
mod udp_client;
mod web_proxy;

use super::Class;

pub(super) const CLASSES: &[&[&Class]] = &[
    cookies::CLASSES,
    end_point::CLASSES,
    ip_network::CLASSES,
    mail_message::CLASSES,
    network_interface::CLASSES,
    network_stream::CLASSES,
    pending::CLASSES,
    ping::CLASSES,
    smtp_client::CLASSES,
    tcp_client::CLASSES,
    tcp_listener::CLASSES,
    udp_client::CLASSES,
    web_proxy::CLASSES,
];
