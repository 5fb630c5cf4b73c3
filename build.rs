//! Makes the recogniser of scripts from `grammar/powershell.pest`, and says how the program is linked.

#[path = "grammar/generator/mod.rs"]
mod generator;

use std::path::PathBuf;
use std::{env, fs};

const GRAMMAR: &str = "grammar/powershell.pest";

fn main() -> Result<(), String> {
    println!("cargo:rerun-if-changed={GRAMMAR}");
    println!("cargo:rerun-if-changed=grammar/generator");
    link_at_fixed_addresses();
    let text = fs::read_to_string(GRAMMAR).map_err(|error| format!("{GRAMMAR}: {error}"))?;
    let code = generator::recogniser(&text).map_err(|error| format!("{GRAMMAR}: {error}"))?;
    let folder = env::var("OUT_DIR").map_err(|error| format!("OUT_DIR: {error}"))?;
    let file = PathBuf::from(folder).join("recogniser.rs");
    fs::write(&file, code).map_err(|error| format!("{}: {error}", file.display()))
}

/// The tables of commands, members and help hold 177,000 addresses. In a program that may be loaded anywhere each of
/// them is written at every start, in 1,100 pages that every process then has for itself: more than half of the time
/// and of the page faults of a start. Heap, stacks and libraries stay where the system puts them at random.
fn link_at_fixed_addresses() {
    let target = |name: &str| env::var(format!("CARGO_CFG_TARGET_{name}")).unwrap_or_default();
    if target("OS") == "linux" && target("ENV") == "gnu" {
        println!("cargo:rustc-link-arg-bins=-no-pie");
    }
}
