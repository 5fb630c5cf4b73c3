//! Records of the zones that fedsh serves, look-ups, and the records that a topology needs.

mod add_dns_server_resource_record;
mod get_cs_dns_plan;
mod get_dns_server_resource_record;
mod plan_state;
mod publish_cs_dns_plan;
mod remove_dns_server_resource_record;
mod resolve_dns_name;
pub mod zones;

use crate::cmdlets::cs::state::Refusal;
use crate::engine::command::CommandInfo;
use crate::engine::value::Value;
use crate::topology::model::DnsRecord;
use std::net::{IpAddr, SocketAddr};

/// The commands of this family, by name.
pub static COMMANDS: &[CommandInfo] = &[
    add_dns_server_resource_record::AddDnsServerResourceRecord::INFO,
    get_cs_dns_plan::GetCsDnsPlan::INFO,
    get_dns_server_resource_record::GetDnsServerResourceRecord::INFO,
    publish_cs_dns_plan::PublishCsDnsPlan::INFO,
    remove_dns_server_resource_record::RemoveDnsServerResourceRecord::INFO,
    resolve_dns_name::ResolveDnsName::INFO,
];

/// Seconds that a record without a wish of its own lives.
const USUAL_LIFE: u32 = 3600;

fn shown(record: &DnsRecord) -> Value {
    Value::custom([
        ("ZoneName", Value::text(record.zone.as_str())),
        ("HostName", Value::text(record.name.as_str())),
        ("RecordType", Value::text(record.record_type.as_str())),
        ("TimeToLive", Value::Int(i32::try_from(record.time_to_live).unwrap_or(i32::MAX))),
        ("RecordData", Value::text(record.data.as_str())),
    ])
}

/// Addresses of name servers, port 53 unless they say another. Errors: one is none.
fn name_servers(texts: &[String]) -> Result<Vec<SocketAddr>, Refusal> {
    let read = |text: &String| {
        let address = text.parse().or_else(|_| text.parse().map(|host: IpAddr| SocketAddr::new(host, 53)));
        address.map_err(|_| Refusal::Invalid(format!("'{text}' is not the address of a name server.")))
    };
    texts.iter().map(read).collect()
}
