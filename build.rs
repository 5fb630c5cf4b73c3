//! Makes the recogniser of scripts from `grammar/powershell.pest`.

#[path = "grammar/generator/mod.rs"]
mod generator;

use std::path::PathBuf;
use std::{env, fs};

const GRAMMAR: &str = "grammar/powershell.pest";

fn main() -> Result<(), String> {
    println!("cargo:rerun-if-changed={GRAMMAR}");
    println!("cargo:rerun-if-changed=grammar/generator");
    let text = fs::read_to_string(GRAMMAR).map_err(|error| format!("{GRAMMAR}: {error}"))?;
    let code = generator::recogniser(&text).map_err(|error| format!("{GRAMMAR}: {error}"))?;
    let folder = env::var("OUT_DIR").map_err(|error| format!("OUT_DIR: {error}"))?;
    let file = PathBuf::from(folder).join("recogniser.rs");
    fs::write(&file, code).map_err(|error| format!("{}: {error}", file.display()))
}
