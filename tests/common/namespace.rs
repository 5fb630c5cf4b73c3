//! A network namespace: a host of its own on this machine, behind a wire that can be cut without either side being told.
//! Making one takes the rights of root.

use std::net::Ipv4Addr;
use std::process::Command;

/// A host with two wires to ours: one for federation, and one that is never cut for its own users.
pub struct Namespace {
    name: String,
    wire: String,
    /// Our address that it has a route to.
    own: Ipv4Addr,
    /// Our end of the wire.
    pub near: Ipv4Addr,
    /// Its own address, at the wire.
    pub far: Ipv4Addr,
    /// Its address for its users.
    pub desk: Ipv4Addr,
}

/// An address of this machine outside loopback, which hosts in namespaces reach as well. It goes with the value.
pub struct OwnAddress(pub Ipv4Addr);

impl OwnAddress {
    /// The last address of a network for tests (RFC 2544) that no other process takes.
    pub fn take() -> OwnAddress {
        let own = OwnAddress(Ipv4Addr::new(198, 18, third(), 254));
        run(&format!("addr replace {}/32 dev lo", own.0));
        own
    }
}

impl Drop for OwnAddress {
    fn drop(&mut self) {
        let _ = Command::new("ip").args(["addr", "del", &format!("{}/32", self.0), "dev", "lo"]).status();
    }
}

fn third() -> u8 {
    (std::process::id() % 251) as u8
}

impl Drop for Namespace {
    fn drop(&mut self) {
        let _ = Command::new("ip").args(["netns", "del", &self.name]).status();
    }
}

impl Namespace {
    /// Makes the host of this number, from 0 on, with a route to an address of ours.
    pub fn new(number: u8, own: Ipv4Addr) -> Namespace {
        let id = std::process::id();
        let address = |last: u8| Ipv4Addr::new(198, 18, third(), number * 8 + last);
        let name = format!("fedsh-{id}-{number}");
        let made = Namespace {
            wire: format!("w{number}f{id}"),
            own,
            near: address(1),
            far: address(2),
            desk: address(6),
            name,
        };
        run(&format!("netns add {}", made.name));
        made.connect(&made.wire, made.near, made.far);
        made.connect(&format!("d{number}f{id}"), address(5), made.desk);
        made.route();
        made.run("link set lo up");
        made
    }

    fn connect(&self, wire: &str, near: Ipv4Addr, far: Ipv4Addr) {
        let inner = format!("{wire}x");
        run(&format!("link add {wire} type veth peer name {inner} netns {}", self.name));
        run(&format!("addr add {near}/30 dev {wire}"));
        run(&format!("link set {wire} up"));
        self.run(&format!("addr add {far}/30 dev {inner}"));
        self.run(&format!("link set {inner} up"));
    }

    /// Runs `ip` inside.
    fn run(&self, arguments: &str) {
        run(&format!("-n {} {arguments}", self.name));
    }

    /// Cuts the wire, or joins it again: packets vanish, nobody hangs up.
    pub fn cut(&self, cut: bool) {
        self.run(&format!("link set {}x {}", self.wire, if cut { "down" } else { "up" }));
        if !cut {
            // It went with the wire.
            self.route();
        }
    }

    fn route(&self) {
        self.run(&format!("route replace {}/32 via {}", self.own, self.near));
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// A command that runs in the namespace of that name.
pub fn command_in(name: &str, program: &str) -> Command {
    let mut command = Command::new("ip");
    command.args(["netns", "exec", name, program]);
    command
}

fn run(arguments: &str) {
    let output = Command::new("ip").args(arguments.split(' ')).output();
    let output = output.expect("ip is not installed: scripts/test installs it, or apt-get install iproute2");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "ip {arguments}: {said}\nnetwork namespaces take root");
}
