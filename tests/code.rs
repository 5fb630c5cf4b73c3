//! Register code of the scripts in `tests/code`, as it stands in the files beside them: which variables
//! have slots, what is fused, which commands and members are sites.
//!
//! `UPDATE_GOLDEN=1 cargo test --test code` rewrites the listings.

use fedsh::language::listing::listing;
use fedsh::language::lower::{Form, lower};
use fedsh::language::{Source, parse};
use std::fs;
use std::path::Path;

#[test]
fn scripts_lower_to_the_code_beside_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/code");
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|end| end != "ps1") {
            continue;
        }
        let parsed = parse(Source::inline(fs::read_to_string(&path).unwrap()));
        let made = listing(&lower(&parsed.script.unwrap(), Form::Own).unwrap());
        let golden = path.with_extension("code");
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(&golden, &made).unwrap();
        }
        assert_eq!(made, fs::read_to_string(&golden).unwrap_or_default(), "{}", path.display());
        count += 1;
    }
    assert!(count > 2);
}

#[test]
fn large_blocks_are_lowered() {
    let many = |each: fn(usize) -> String| (0..66_000).map(each).collect::<String>();
    let texts = [
        many(|number| format!("{number},")) + "1",
        many(|number| format!("$a{number} = {number}\n")),
        many(|number| format!("f -a{number}\n")),
        format!("@{{{}}}", many(|number| format!("k{number}={number};"))),
        format!("\"{}\"", many(|number| format!("$a{number} "))),
    ];
    for text in texts {
        let parsed = parse(Source::inline(text));
        lower(&parsed.script.unwrap(), Form::Own).unwrap();
    }
}

#[test]
fn statements_that_outgrow_their_registers_are_refused() {
    let parsed = parse(Source::inline(format!("f {}", "1 ".repeat(70_000))));
    let refused = lower(&parsed.script.unwrap(), Form::Own).map(|_| ()).unwrap_err();
    assert!(refused.what.contains("more than 65535"), "{refused}");
}
