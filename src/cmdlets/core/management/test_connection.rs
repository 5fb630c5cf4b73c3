//! `Test-Connection`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::{Category, ErrorRecord, Exception};
use crate::engine::types::net::echo::{self, Echo};
use crate::engine::types::record::{self, record_class};
use crate::engine::types::{enumeration, ip_address};
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};
use std::net::{IpAddr, SocketAddr, TcpStream, ToSocketAddrs};
use std::time::{Duration, Instant};

record_class!(PING "Microsoft.PowerShell.Commands.TestConnectionCommand+PingStatus" [
    "Ping", "Source", "Destination", "Address", "DisplayAddress", "Latency", "Status", "BufferSize", "Reply",
]);
record_class!(PORT "Microsoft.PowerShell.Commands.TestConnectionCommand+TcpPortStatus" [
    "Id", "Source", "Target", "TargetAddress", "Port", "Latency", "Connected", "Status",
]);

cmdlet! {
    /// Sends echo requests to computers, or connects to a port of theirs.
    ///
    /// # Examples
    /// ```powershell
    /// Test-Connection localhost -TcpPort 1 -Quiet
    /// Test-Connection -TargetName localhost -TcpPort 1 -IPv4 -Count 1 -Delay 1 -TimeoutSeconds 1 -Detailed
    /// Test-Connection -TargetName localhost -TcpPort 1 -IPv6 -ResolveDestination -Quiet
    /// Test-Connection -TargetName localhost -Ping -Count 1 -BufferSize 64 -DontFragment -MaxHops 4 -Source here -ErrorAction SilentlyContinue
    /// try { Test-Connection -TargetName localhost -Traceroute -MaxHops 2 } catch { $_.Exception.Message }
    /// try { Test-Connection -TargetName localhost -MtuSize } catch { $_.Exception.Message }
    /// Test-Connection -TargetName localhost -Repeat -ErrorAction SilentlyContinue | Select-Object -First 2
    /// ```
    "Test-Connection" as TestConnection {
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.TestConnectionCommand",
        default_set: "DefaultPing",
        output_types: &["Microsoft.PowerShell.Commands.TestConnectionCommand+PingStatus", "Microsoft.PowerShell.Commands.TestConnectionCommand+PingStatus", "System.Boolean", "Microsoft.PowerShell.Commands.TestConnectionCommand+PingMtuStatus", "System.Int32", "Microsoft.PowerShell.Commands.TestConnectionCommand+TraceStatus", "Microsoft.PowerShell.Commands.TestConnectionCommand+TcpPortStatus"],
    }
    parameters {
        /// Sends echo requests, which is usual.
        "Ping" ping: bool { sets: &[Membership { set: "DefaultPing", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "RepeatPing", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Uses IPv4 alone.
        "IPv4" i_pv4: bool { sets: &[Membership { set: "DefaultPing", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "RepeatPing", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "TraceRoute", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "MtuSizeDetect", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "TcpPort", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Uses IPv6 alone.
        "IPv6" i_pv6: bool { sets: &[Membership { set: "DefaultPing", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "RepeatPing", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "TraceRoute", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "MtuSizeDetect", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "TcpPort", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Looks up the name of the address.
        "ResolveDestination" resolve_destination: bool { sets: &[Membership { set: "DefaultPing", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "RepeatPing", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "TraceRoute", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "MtuSizeDetect", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "TcpPort", position: None, mandatory: false, pipe: Pipe::No }] },
        /// The name that is shown as the source.
        "Source" source: Option<String> { sets: &[Membership { set: "DefaultPing", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "RepeatPing", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "TraceRoute", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "TcpPort", position: None, mandatory: false, pipe: Pipe::No }] },
        /// How many routers a request may pass.
        "MaxHops" max_hops: Option<i32> { aliases: &["Ttl", "TimeToLive", "Hops"], validate: &[Validation::Range(1.0, 128.0)], sets: &[Membership { set: "DefaultPing", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "RepeatPing", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "TraceRoute", position: None, mandatory: false, pipe: Pipe::No }] },
        /// How many requests.
        "Count" count: Option<i32> { validate: &[Validation::Range(1.0, 2147483647.0)], sets: &[Membership { set: "DefaultPing", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "TcpPort", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Seconds between requests.
        "Delay" delay: Option<i32> { validate: &[Validation::Range(1.0, 2147483647.0)], sets: &[Membership { set: "DefaultPing", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "RepeatPing", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "TcpPort", position: None, mandatory: false, pipe: Pipe::No }] },
        /// How many bytes a request carries.
        "BufferSize" buffer_size: Option<i32> { aliases: &["Size", "Bytes", "BS"], validate: &[Validation::Range(0.0, 65500.0)], sets: &[Membership { set: "DefaultPing", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "RepeatPing", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Lets no router split requests.
        "DontFragment" dont_fragment: bool { sets: &[Membership { set: "DefaultPing", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "RepeatPing", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Goes on until it is stopped.
        "Repeat" repeat: bool { aliases: &["Continuous"], sets: &[Membership { set: "RepeatPing", position: None, mandatory: true, pipe: Pipe::No }, Membership { set: "TcpPort", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Tells only whether all went well.
        "Quiet" quiet: bool,
        /// How long to wait for an answer.
        "TimeoutSeconds" timeout_seconds: Option<i32> { validate: &[Validation::Range(1.0, 2147483647.0)] },
        /// The computers, by name or address.
        "TargetName" target_name: Vec<String> { aliases: &["ComputerName"], position: Some(0), mandatory: true, pipe: Pipe::Both, validate: &[Validation::NotNullOrEmpty] },
        /// Finds the largest packet that passes.
        "MtuSize" mtu_size: bool { aliases: &["MtuSizeDetect"], sets: &[Membership { set: "MtuSizeDetect", position: None, mandatory: true, pipe: Pipe::No }] },
        /// Finds the routers on the way.
        "Traceroute" traceroute: bool { sets: &[Membership { set: "TraceRoute", position: None, mandatory: true, pipe: Pipe::No }] },
        /// The port to connect to.
        "TcpPort" tcp_port: Option<i32> { validate: &[Validation::Range(0.0, 65535.0)], sets: &[Membership { set: "TcpPort", position: None, mandatory: true, pipe: Pipe::No }] },
        /// Tells more about connections than whether they were made.
        "Detailed" detailed: bool { sets: &[Membership { set: "TcpPort", position: None, mandatory: false, pipe: Pipe::No }] },
    }
}

const IP_STATUS: &str = "System.Net.NetworkInformation.IPStatus";

impl Cmdlet for TestConnection {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        if self.traceroute || self.mtu_size {
            return Err(Fault::not_supported("Test-Connection -Traceroute and -MtuSize"));
        }
        for target in std::mem::take(&mut self.target_name) {
            let address = match self.resolve(&target) {
                Ok(address) => address,
                Err(error) => {
                    self.unresolved(context, &target, &error.to_string())?;
                    continue;
                }
            };
            match self.tcp_port {
                Some(port) => self.connect(context, &target, address, port)?,
                None => self.ping(context, &target, address)?,
            }
        }
        Ok(())
    }
}

impl TestConnection {
    fn resolve(&self, target: &str) -> std::io::Result<IpAddr> {
        let fits = |address: &IpAddr| match address {
            IpAddr::V4(_) => !self.i_pv6,
            IpAddr::V6(_) => !self.i_pv4,
        };
        let found: Vec<IpAddr> = (target, 0).to_socket_addrs()?.map(|address| address.ip()).collect();
        let first = found.iter().copied().find(|address| fits(address) && address.is_ipv4());
        first.or_else(|| found.into_iter().find(fits)).ok_or_else(|| std::io::Error::other("no such address"))
    }

    fn timeout(&self) -> Duration {
        Duration::from_secs(u64::try_from(self.timeout_seconds.unwrap_or(5)).unwrap_or(5).max(1))
    }

    fn source(&self) -> String {
        self.source
            .clone()
            .unwrap_or_else(|| rustix::system::uname().nodename().to_string_lossy().into_owned())
    }

    /// How many requests: as many as wanted, or without end.
    fn rounds(&self) -> std::ops::Range<u32> {
        let count = self.count.and_then(|count| u32::try_from(count).ok()).unwrap_or(4);
        0..if self.repeat { u32::MAX } else { count }
    }

    fn pause(&self, context: &mut Context<'_>) -> Outcome {
        let seconds = self.delay.and_then(|delay| u64::try_from(delay).ok()).unwrap_or(1);
        context.wait(async move { tokio::time::sleep(Duration::from_secs(seconds)).await })
    }

    fn unresolved(&self, context: &mut Context<'_>, target: &str, why: &str) -> Outcome {
        if self.quiet {
            return context.output(Value::Bool(false));
        }
        let inner = Exception::new("System.Net.Sockets.SocketException", why.to_string());
        let message =
            format!("Testing connection to computer '{target}' failed: Cannot resolve the target name.");
        let exception =
            Exception::new("System.Net.NetworkInformation.PingException", message).with_inner(inner);
        let target = Value::text(target);
        context.error(ErrorRecord::new(
            exception,
            "TestConnectionException",
            Category::ResourceUnavailable,
            target,
        ))
    }

    fn ping(&self, context: &mut Context<'_>, target: &str, address: IpAddr) -> Outcome {
        let size = self.buffer_size.and_then(|size| usize::try_from(size).ok()).unwrap_or(32);
        let mut all = true;
        for round in self.rounds() {
            if round > 0 {
                self.pause(context)?;
            }
            context.engine.check_stop()?;
            let request = Echo {
                address,
                sequence: (round & 0xFFFF) as u16,
                size,
                timeout: self.timeout(),
                hops: self.max_hops.and_then(|hops| u32::try_from(hops).ok()),
            };
            let (status, latency) = match echo::send(&request) {
                Ok(Some(latency)) => (0, latency.as_millis()),
                Ok(None) => (11010, 0),
                Err(error) => return self.failed(context, target, &error.to_string()),
            };
            all &= status == 0;
            if !self.quiet {
                let shown = if status == 0 { Value::text(address.to_string()) } else { Value::text("*") };
                let sent = if status == 0 {
                    Value::Int(i32::try_from(size).unwrap_or(i32::MAX))
                } else {
                    Value::Int(0)
                };
                let fields = [
                    ("Ping", Value::UInt(round + 1)),
                    ("Source", Value::text(self.source())),
                    ("Destination", Value::text(target)),
                    ("Address", ip_address::value(address)),
                    ("DisplayAddress", shown),
                    ("Latency", Value::Long(i64::try_from(latency).unwrap_or(i64::MAX))),
                    ("Status", enumeration::value(IP_STATUS, status)),
                    ("BufferSize", sent),
                ];
                context.output(record::made(&PING, "", fields))?;
            }
        }
        if self.quiet { context.output(Value::Bool(all)) } else { Ok(()) }
    }

    fn failed(&self, context: &mut Context<'_>, target: &str, why: &str) -> Outcome {
        if self.quiet {
            return context.output(Value::Bool(false));
        }
        context.fail(
            "System.Net.NetworkInformation.PingException",
            format!("Testing connection to computer '{target}' failed: {why}"),
            "TestConnectionException",
            Category::ResourceUnavailable,
            Value::text(target),
        )
    }

    fn connect(&self, context: &mut Context<'_>, target: &str, address: IpAddr, port: i32) -> Outcome {
        let Ok(number) = u16::try_from(port) else {
            return self.failed(context, target, &format!("{port} is no port"));
        };
        let rounds = if self.detailed { self.rounds() } else { 0..1 };
        for round in rounds {
            if round > 0 {
                self.pause(context)?;
            }
            context.engine.check_stop()?;
            let started = Instant::now();
            let result = TcpStream::connect_timeout(&SocketAddr::new(address, number), self.timeout());
            if !self.detailed || self.quiet {
                context.output(Value::Bool(result.is_ok()))?;
                continue;
            }
            let status = match &result {
                Ok(_) => "Success".to_string(),
                Err(error) => format!("{:?}", error.kind()),
            };
            let latency = i64::try_from(started.elapsed().as_millis()).unwrap_or(i64::MAX);
            let fields = [
                ("Id", Value::UInt(round + 1)),
                ("Source", Value::text(self.source())),
                ("Target", Value::text(target)),
                ("TargetAddress", ip_address::value(address)),
                ("Port", Value::Int(port)),
                ("Latency", Value::Long(latency)),
                ("Connected", Value::Bool(result.is_ok())),
                ("Status", Value::text(status)),
            ];
            context.output(record::made(&PORT, "", fields))?;
        }
        Ok(())
    }
}
