//! A network namespace: a host of its own on this machine, behind a wire that can be cut without either side being told.
//! Making one takes the rights of root.

use std::net::Ipv4Addr;
use std::process::Command;

/// A host with two wires to ours: one for federation, and one that is never cut for its own users.
pub struct Namespace {
    name: String,
    wire: String,
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
        run("ip", &format!("addr replace {}/32 dev lo", own.0));
        own
    }
}

impl Drop for OwnAddress {
    fn drop(&mut self) {
        let _ = privileged("ip").args(["addr", "del", &format!("{}/32", self.0), "dev", "lo"]).status();
    }
}

fn third() -> u8 {
    (std::process::id() % 251) as u8
}

impl Drop for Namespace {
    fn drop(&mut self) {
        let _ = privileged("ip").args(["netns", "del", &self.name]).status();
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
            near: address(1),
            far: address(2),
            desk: address(6),
            name,
        };
        run("ip", &format!("netns add {}", made.name));
        made.connect(&made.wire, made.near, made.far);
        made.connect(&format!("d{number}f{id}"), address(5), made.desk);
        made.run(&format!("route add {own}/32 via {}", made.near));
        made.run("link set lo up");
        made
    }

    fn connect(&self, wire: &str, near: Ipv4Addr, far: Ipv4Addr) {
        let inner = format!("{wire}x");
        run("ip", &format!("link add {wire} type veth peer name {inner} netns {}", self.name));
        run("ip", &format!("addr add {near}/30 dev {wire}"));
        run("ip", &format!("link set {wire} up"));
        self.run(&format!("addr add {far}/30 dev {inner}"));
        self.run(&format!("link set {inner} up"));
    }

    /// Runs `ip` inside.
    fn run(&self, arguments: &str) {
        run("ip", &format!("-n {} {arguments}", self.name));
    }

    /// Cuts the wire, or joins it again: packets vanish, nobody hangs up.
    pub fn cut(&self, cut: bool) {
        self.run(&format!("link set {}x {}", self.wire, if cut { "down" } else { "up" }));
        if !cut {
            // The route went with the wire.
            self.run(&format!("route replace {}/32 via {}", Ipv4Addr::new(198, 18, third(), 254), self.near));
        }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// A command that runs in the namespace of that name.
pub fn command_in(name: &str, program: &str) -> Command {
    let mut command = privileged("ip");
    command.args(["netns", "exec", name, program]);
    command
}

fn privileged(program: &str) -> Command {
    if rustix::process::geteuid().is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("sudo");
    command.args(["-n", program]);
    command
}

fn run(program: &str, arguments: &str) {
    let output = privileged(program).args(arguments.split(' ')).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "{program} {arguments}: {said}\nnetwork namespaces need root, or sudo without a password"
    );
}
