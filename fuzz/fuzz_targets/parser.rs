//! Any text parses to a tree or to errors that point into it.

#![no_main]

use fedsh::language::{Source, dump, parse};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let parsed = parse(Source::inline(text));
    for error in &parsed.errors {
        let range = error.span.start as usize..error.span.end as usize;
        assert!(text.get(range).is_some(), "{error:?}");
    }
    assert!(parsed.script.is_some() || !parsed.errors.is_empty());
    parsed.script.as_ref().map(|script| dump::script(script));
});
