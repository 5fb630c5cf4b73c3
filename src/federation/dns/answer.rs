//! Records as an answer carries them, free of the DNS library's types.

use hickory_proto::rr::{RData, Record};
use std::net::IpAddr;

/// Part of a DNS message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DnsSection {
    /// What was asked for.
    Answer,
    /// Who is responsible.
    Authority,
    /// What may help.
    Additional,
}

/// One record of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DnsAnswer {
    /// Owner name, without a final dot.
    pub name: String,
    /// Type: `A`, `SRV`, ….
    pub record_type: String,
    /// Time to live, in seconds.
    pub ttl: u32,
    /// Where it stood.
    pub section: DnsSection,
    /// Its data.
    pub data: DnsData,
}

impl std::fmt::Display for DnsData {
    /// As a zone file has it, without final dots.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            DnsData::Address(address) => write!(f, "{address}"),
            DnsData::Srv { priority, weight, port, target } => {
                write!(f, "{priority} {weight} {port} {target}")
            }
            DnsData::Host(host) => f.write_str(host),
            DnsData::Mx { preference, exchange } => write!(f, "{preference} {exchange}"),
            DnsData::Txt(parts) => f.write_str(&parts.concat()),
            other => write!(f, "{other:?}"),
        }
    }
}

/// Data of a record. Names have no final dot, except the root, which is `.`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DnsData {
    /// A and AAAA.
    Address(IpAddr),
    /// SRV.
    Srv {
        /// Lower comes first.
        priority: u16,
        /// Share among the same priority.
        weight: u16,
        /// Port.
        port: u16,
        /// Host; `.` says that there is no such service.
        target: String,
    },
    /// CNAME, NS and PTR.
    Host(String),
    /// MX.
    Mx {
        /// Lower comes first.
        preference: u16,
        /// Host.
        exchange: String,
    },
    /// TXT.
    Txt(Vec<String>),
    /// SOA.
    Soa {
        /// Primary server.
        primary: String,
        /// Mail address of the administrator, as a name.
        administrator: String,
        /// Serial number.
        serial: u32,
        /// Seconds between refreshes.
        refresh: i32,
        /// Seconds between retries.
        retry: i32,
        /// Seconds until a copy expires.
        expire: i32,
        /// Seconds that "no such name" is remembered.
        minimum: u32,
    },
    /// Any other type, as in a zone file.
    Other(String),
}

impl DnsAnswer {
    pub(super) fn from_record(record: &Record, section: DnsSection) -> DnsAnswer {
        DnsAnswer {
            name: host(&record.name),
            record_type: record.record_type().to_string(),
            ttl: record.ttl,
            section,
            data: DnsData::from_rdata(&record.data),
        }
    }
}

impl DnsData {
    fn from_rdata(data: &RData) -> DnsData {
        match data {
            RData::A(address) => DnsData::Address(IpAddr::V4(address.0)),
            RData::AAAA(address) => DnsData::Address(IpAddr::V6(address.0)),
            RData::SRV(srv) => DnsData::Srv {
                priority: srv.priority,
                weight: srv.weight,
                port: srv.port,
                target: host(&srv.target),
            },
            RData::CNAME(name) => DnsData::Host(host(&name.0)),
            RData::NS(name) => DnsData::Host(host(&name.0)),
            RData::PTR(name) => DnsData::Host(host(&name.0)),
            RData::MX(mx) => DnsData::Mx { preference: mx.preference, exchange: host(&mx.exchange) },
            RData::TXT(txt) => DnsData::Txt(
                txt.txt_data.iter().map(|part| String::from_utf8_lossy(part).into_owned()).collect(),
            ),
            RData::SOA(soa) => DnsData::Soa {
                primary: host(&soa.mname),
                administrator: host(&soa.rname),
                serial: soa.serial,
                refresh: soa.refresh,
                retry: soa.retry,
                expire: soa.expire,
                minimum: soa.minimum,
            },
            other => DnsData::Other(other.to_string()),
        }
    }
}

fn host(name: &hickory_proto::rr::Name) -> String {
    let text = name.to_string();
    match text.strip_suffix('.') {
        Some("") | None => text,
        Some(bare) => bare.to_owned(),
    }
}
