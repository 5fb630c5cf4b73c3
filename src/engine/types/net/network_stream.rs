//! `NetworkStream`: the bytes of a connection.

use crate::engine::convert;
use crate::engine::types::Class;
use crate::engine::types::stream::{self, Source};
use crate::engine::types::table::properties;
use crate::engine::value::Value;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

#[derive(Debug)]
struct NetworkStream(TcpStream);

impl Source for NetworkStream {
    fn class(&self) -> &'static Class {
        &NETWORK_STREAM
    }

    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.0.read(buffer)
    }

    fn reads_what_is_there(&self) -> bool {
        true
    }

    fn waiting(&mut self) -> usize {
        available(&self.0)
    }

    fn limit(&mut self, limit: Option<Duration>) -> std::io::Result<()> {
        self.0.set_read_timeout(limit)
    }

    fn write(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.0.write_all(bytes)
    }

    fn close(&mut self) -> std::io::Result<()> {
        // A partner that closed first is no error of the one that closes now.
        let _ = self.0.shutdown(Shutdown::Both);
        Ok(())
    }
}

pub fn value(stream: TcpStream) -> Value {
    stream::over(NetworkStream(stream))
}

/// How many bytes wait to be read.
pub fn available(stream: &TcpStream) -> usize {
    rustix::io::ioctl_fionread(stream).map_or(0, |waits| usize::try_from(waits).unwrap_or(0))
}

static NETWORK_STREAM: Class = Class {
    name: "System.Net.Sockets.NetworkStream",
    base: Some(&stream::STREAM),
    properties: properties! {
        "bool" DataAvailable => |_, this| stream::with(this, |source| Ok(source.waiting() > 0)).map(Value::Bool);
        "int" ReadTimeout => |_, _| Ok(Value::Int(-1)), |_, this, value| {
            let limit = u64::try_from(convert::to_long(&value)?).ok().filter(|limit| *limit > 0);
            stream::with(this, |source| source.limit(limit.map(Duration::from_millis)))
        };
    },
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&NETWORK_STREAM];
