//! A program that tests start, break in several ways and start again.

#![allow(dead_code, reason = "no test uses all of it")]

use std::os::unix::process::CommandExt;
use std::process::{Child, Command};

/// A running program with all its children; killed with the test.
pub struct Program {
    build: Box<dyn Fn() -> Command + Send>,
    child: Option<Child>,
}

impl Drop for Program {
    fn drop(&mut self) {
        self.kill();
    }
}

impl Program {
    /// Starts what is built; the same is built again for a restart. Errors: the system does not run it.
    pub fn start(build: impl Fn() -> Command + Send + 'static) -> std::io::Result<Program> {
        let mut program = Program { build: Box::new(build), child: None };
        program.restart()?;
        Ok(program)
    }

    /// Starts it again after it was killed.
    pub fn restart(&mut self) -> std::io::Result<()> {
        // A group of its own, so that its children get the same signals.
        self.child = Some((self.build)().process_group(0).spawn()?);
        Ok(())
    }

    /// Its process.
    pub fn pid(&self) -> u32 {
        self.child.as_ref().map_or(0, Child::id)
    }

    /// Sends a signal, such as `STOP`, to it and its children.
    pub fn signal(&self, signal: &str) {
        if let Some(child) = &self.child {
            let group = format!("-{}", child.id());
            let _ = Command::new("kill").args([&format!("-{signal}"), "--", &group]).status();
        }
    }

    /// Kills it, as `kill -9` does.
    pub fn kill(&mut self) {
        self.signal("KILL");
        if let Some(mut child) = self.child.take() {
            let _ = child.wait();
        }
    }

    /// Asks it to end, and waits until it has.
    pub fn end(&mut self) {
        self.signal("TERM");
        if let Some(mut child) = self.child.take() {
            let _ = child.wait();
        }
    }
}
