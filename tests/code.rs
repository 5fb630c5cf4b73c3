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
fn blocks_that_outgrow_their_indexes_are_refused() {
    for text in [vec!["$true"; 70_000].join(","), (0..70_000).map(|number| format!("{number}\n")).collect()] {
        let parsed = parse(Source::inline(text));
        let refused = lower(&parsed.script.unwrap(), Form::Own).map(|_| ()).unwrap_err();
        assert!(refused.what.contains("more than 65535"), "{refused}");
    }
}
