//! From a place in the input to the question that is asked there.

use super::infer::Inference;
use super::invocation::{Invocation, is_command};
use super::scan::{FrameKind, Kind, Mode, Scan, Token};
use super::values::{self, Place};
use super::words::{self, begins};
use super::{
    commands, hash_keys, labels, lines, members, operators, parameters, paths, type_names, variables,
};
use crate::engine::Engine;
use crate::engine::completion::{Completion, CompletionKind, CompletionResult};
use crate::engine::types::enumeration;

/// What may stand at a byte of an input.
pub fn complete(engine: &mut Engine, text: &str, cursor: usize) -> Completion {
    let mut cursor = cursor.min(text.len());
    while !text.is_char_boundary(cursor) {
        cursor -= 1;
    }
    let (before, rest) = text.split_at(cursor);
    let mut scan = Scan::of(before);
    // PowerShell completes the whole word that the cursor stands in.
    let (before, rest) = match whole_word(&scan, rest) {
        0 => (before, rest),
        length => text.split_at(cursor + length),
    };
    if scan.text.len() < before.len() {
        scan = Scan::of(before);
    }
    let mut found = at_end(engine, &scan, rest);
    let behind_link = matches!(scan.tokens.last(), Some(Token { kind: Kind::Dot | Kind::Colons, .. }));
    if (found.length > 0 || behind_link) && !found.results.is_empty() {
        found.length += rest_of_word(before.get(found.start..).unwrap_or_default(), rest);
    }
    found
}

/// Bytes behind the cursor that belong to the command, parameter or variable that it stands in.
fn whole_word(scan: &Scan<'_>, rest: &str) -> usize {
    let Some(token) = scan.touching() else { return 0 };
    let name = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-'))).unwrap_or(rest.len());
    match token.kind {
        Kind::Parameter if scan.of_token(&token).ends_with(':') => 0,
        Kind::Command | Kind::Parameter => name,
        Kind::Variable
            if scan.of_token(&token).starts_with("${") && !scan.of_token(&token).ends_with('}') =>
        {
            let line = rest.lines().next().unwrap_or_default();
            line.find('}').map_or(0, |end| end + 1)
        }
        Kind::Variable => rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len()),
        _ => 0,
    }
}

/// Bytes of a word that stand behind the cursor: it is replaced as a whole, a text up to its closing quote.
fn rest_of_word(typed: &str, rest: &str) -> usize {
    if let Some(quote) = typed.chars().next().filter(|first| matches!(first, '\'' | '"'))
        && typed.matches(quote).count() % 2 == 1
    {
        let line = rest.lines().next().unwrap_or_default();
        return line.find(quote).map_or(0, |end| end + 1);
    }
    rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-'))).unwrap_or(rest.len())
}

fn nothing(scan: &Scan<'_>) -> Completion {
    Completion { start: scan.text.len(), length: 0, results: Vec::new() }
}

fn replacing(scan: &Scan<'_>, start: usize, results: Vec<CompletionResult>) -> Completion {
    Completion { start, length: scan.text.len() - start, results }
}

fn at_end(engine: &mut Engine, scan: &Scan<'_>, rest: &str) -> Completion {
    if let Some(found) = labels::complete(scan, rest) {
        return found;
    }
    let Some(token) = scan.touching() else { return at_blank(engine, scan, rest) };
    let text = scan.of_token(&token);
    match token.kind {
        Kind::Comment { closed: false } => lines::comment(engine, scan.text, token.start, rest),
        _ if scan.mode() == Mode::Using && token.kind != Kind::Separator => lines::using(engine, scan),
        Kind::TypeWord => type_word(scan, token.start, text),
        Kind::Open(frame) if scan.frames.get(frame).is_some_and(|open| open.kind == FrameKind::Type) => {
            type_word(scan, token.end, "")
        }
        Kind::Dot | Kind::Colons | Kind::Member => member(engine, scan, &token),
        Kind::Variable | Kind::Splat => variable(engine, scan, &token, text),
        Kind::Parameter => parameter(engine, scan, &token, text),
        Kind::Operator => {
            if scan.mode() == Mode::Command {
                return parameter(engine, scan, &token, text);
            }
            replacing(scan, token.start, operators::complete(text))
        }
        Kind::Command | Kind::Keyword => {
            let mut results = commands::complete(engine, text, false);
            call_quoted(scan, &mut results);
            functions_of_text(scan, text, &mut results);
            if token.kind == Kind::Keyword || results.is_empty() {
                results.extend(keywords(text));
            }
            replacing(scan, token.start, results)
        }
        Kind::Key => replacing(scan, token.start, hash_keys::complete(engine, scan, rest, text)),
        Kind::Word | Kind::Number | Kind::Text { .. } => word(engine, scan, rest),
        _ => at_blank(engine, scan, rest),
    }
}

fn keywords(word: &str) -> Vec<CompletionResult> {
    let fitting = words::KEYWORDS.iter().filter(|name| begins(name, word));
    fitting.map(|name| CompletionResult::plain(*name, CompletionKind::Keyword)).collect()
}

/// A file whose name needs quotes runs with `&` in front of it.
fn call_quoted(scan: &Scan<'_>, results: &mut [CompletionResult]) {
    let called = matches!(scan.tokens.iter().rev().nth(1), Some(Token { kind: Kind::Call, .. }));
    let files = results.iter_mut().filter(|result| {
        matches!(result.kind, CompletionKind::ProviderItem | CompletionKind::ProviderContainer)
    });
    for file in files.filter(|file| !called && file.text.starts_with('\'')) {
        file.text.insert_str(0, "& ");
    }
}

/// Puts the functions that the input defines in front of the commands of the session.
fn functions_of_text(scan: &Scan<'_>, word: &str, results: &mut Vec<CompletionResult>) {
    for pair in scan.tokens.windows(2) {
        let [keyword, name] = pair else { continue };
        let keyword = scan.of_token(keyword).to_ascii_lowercase();
        let defined = scan.of_token(name);
        if name.kind == Kind::Name
            && matches!(keyword.as_str(), "function" | "filter" | "workflow")
            && begins(defined, word)
            && !results.iter().any(|known| known.text.eq_ignore_ascii_case(defined))
        {
            results.insert(0, CompletionResult::plain(defined, CompletionKind::Command));
        }
    }
}

/// The namespaces that the input uses.
fn used_namespaces(scan: &Scan<'_>) -> Vec<String> {
    let named = scan.tokens.windows(3).filter(|words| {
        let is = |at: usize, text: &str| {
            words.get(at).is_some_and(|token| scan.of_token(token).eq_ignore_ascii_case(text))
        };
        is(0, "using") && is(1, "namespace")
    });
    named.filter_map(|words| words.last()).map(|token| scan.of_token(token).to_string()).collect()
}

/// A type's name, unfinished; without the namespaces that the input uses.
fn type_word(scan: &Scan<'_>, start: usize, word: &str) -> Completion {
    let defined: Vec<String> = scan
        .tokens
        .windows(2)
        .filter(|pair| {
            pair[1].kind == Kind::Name
                && matches!(scan.of_token(&pair[0]).to_ascii_lowercase().as_str(), "class" | "enum")
        })
        .map(|pair| scan.of_token(&pair[1]).trim_end_matches(':').to_string())
        .collect();
    let mut results = type_names::complete(word, &defined, false);
    let used = used_namespaces(scan);
    for result in results.iter_mut().filter(|result| result.kind == CompletionKind::Type) {
        let inside = |space: &&String| {
            result.text.get(..space.len()).is_some_and(|head| head.eq_ignore_ascii_case(space))
                && result.text.get(space.len()..).is_some_and(|rest| rest.starts_with('.'))
        };
        if let Some(longest) = used.iter().filter(inside).map(String::len).max() {
            result.text = result.text.get(longest + 1..).unwrap_or_default().to_string();
        }
    }
    replacing(scan, start, results)
}

/// Where the expression begins that ends at `end` in a frame: back over what belongs to it.
pub(super) fn target_start(scan: &Scan<'_>, end: usize, frame: usize) -> usize {
    let tokens: Vec<Token> = scan.in_frame(frame).into_iter().filter(|token| token.end <= end).collect();
    let mut start = end;
    let mut at = tokens.len();
    while let Some(token) = at.checked_sub(1).and_then(|at| tokens.get(at)) {
        let open_start = |frame: usize| scan.frames.get(frame).map_or(token.start, |frame| frame.start);
        let from = match token.kind {
            Kind::Close(frame) => open_start(frame),
            Kind::Variable
            | Kind::Text { .. }
            | Kind::Number
            | Kind::Member
            | Kind::Dot
            | Kind::Colons
            | Kind::Word => token.start,
            _ => return start,
        };
        if token.end != start {
            return start;
        }
        start = from;
        // The opening bracket is the next token back; it is covered.
        at = tokens.iter().position(|token| token.start >= from).unwrap_or(0);
        let more = matches!(
            at.checked_sub(1).and_then(|at| tokens.get(at)).map(|token| token.kind),
            Some(
                Kind::Dot | Kind::Colons | Kind::Variable | Kind::Close(_) | Kind::Member | Kind::Text { .. }
            )
        );
        if !more {
            return start;
        }
    }
    start
}

fn member(engine: &mut Engine, scan: &Scan<'_>, token: &Token) -> Completion {
    let word_start = if token.kind == Kind::Member { token.start } else { token.end };
    let link = scan
        .tokens
        .iter()
        .rev()
        .find(|found| found.end <= word_start && matches!(found.kind, Kind::Dot | Kind::Colons));
    let Some(link) = link.copied() else { return nothing(scan) };
    members_behind(engine, scan, &link, word_start)
}

/// The members of what stands in front of a dot or `::`, for the word that begins at a byte.
fn members_behind(engine: &mut Engine, scan: &Scan<'_>, link: &Token, word_start: usize) -> Completion {
    let word = scan.text.get(word_start..).unwrap_or_default();
    let start = target_start(scan, link.start, link.frame);
    let target = scan.text.get(start..link.start).unwrap_or_default();
    let mut inference = Inference::new(engine, scan);
    let of = inference.text(target);
    let found =
        if link.kind == Kind::Colons { members::of_static(&of) } else { members::of_instance(engine, &of) };
    replacing(scan, word_start, found.results(word, true))
}

fn variable(engine: &mut Engine, scan: &Scan<'_>, token: &Token, text: &str) -> Completion {
    if text.contains(':') && scan.text.get(..token.start).is_some_and(|before| before.ends_with('/')) {
        return nothing(scan);
    }
    if is_declared(scan, token) {
        return nothing(scan);
    }
    let results = variables::complete(engine, scan, text, token.start);
    replacing(scan, token.start, results)
}

/// Whether a variable is the name of a new parameter, or of a property of a class.
fn is_declared(scan: &Scan<'_>, token: &Token) -> bool {
    let Some(frame) = scan.frames.get(token.frame) else { return false };
    let mine = scan.in_frame(token.frame);
    let before = mine.iter().rev().find(|other| other.end <= token.start);
    let is_value =
        before.is_some_and(|before| matches!(before.kind, Kind::Assign | Kind::Operator | Kind::Symbol));
    let owner =
        scan.tokens.iter().rev().find(|other| other.end <= frame.start && other.frame == frame.parent);
    match frame.kind {
        FrameKind::Paren if !is_value => owner.is_some_and(|owner| {
            owner.kind == Kind::Name || scan.of_token(owner).eq_ignore_ascii_case("param")
        }),
        FrameKind::Block if !is_value => {
            let words = scan.statement(frame.parent);
            let is_class = |pair: &[Token]| {
                pair[1].kind == Kind::Name
                    && pair[1].end <= frame.start
                    && scan.of_token(&pair[0]).eq_ignore_ascii_case("class")
            };
            words.windows(2).any(is_class)
        }
        _ => false,
    }
}

fn parameter(engine: &mut Engine, scan: &Scan<'_>, token: &Token, text: &str) -> Completion {
    let statement = scan.statement(token.frame);
    let switch = statement.iter().rev().find(|found| found.kind == Kind::Keyword);
    if scan.mode() == Mode::Keyword
        && switch.is_some_and(|found| scan.of_token(found).eq_ignore_ascii_case("switch"))
    {
        return replacing(scan, token.start, operators::switch_flags(text));
    }
    let Some(invocation) = Invocation::read(engine, scan, token.frame, token.start) else {
        return nothing(scan);
    };
    if text.ends_with(':') {
        let place = Invocation::read(engine, scan, token.frame, scan.text.len());
        let Some(invocation) = place else { return nothing(scan) };
        let place = Place { scan, invocation: &invocation, typed: "" };
        return replacing(scan, scan.text.len(), values::complete(engine, &place));
    }
    replacing(scan, token.start, parameters::complete(&invocation, text, token.start))
}

/// Where the word begins that ends at the cursor, with all parts that touch.
fn word_start(scan: &Scan<'_>) -> usize {
    let mut start = scan.text.len();
    for token in scan.tokens.iter().rev().filter(|token| token.frame == scan.open) {
        let part = matches!(
            token.kind,
            Kind::Word | Kind::Number | Kind::Variable | Kind::Text { .. } | Kind::Splat
        );
        if !part || token.end != start {
            break;
        }
        start = token.start;
    }
    start
}

fn word(engine: &mut Engine, scan: &Scan<'_>, rest: &str) -> Completion {
    let start = word_start(scan);
    let typed = scan.text.get(start..).unwrap_or_default();
    let redirected = scan
        .tokens
        .iter()
        .rev()
        .find(|token| token.start < start)
        .is_some_and(|token| token.kind == Kind::Redirect);
    if redirected {
        return replacing(scan, start, paths::complete(engine, typed, &paths::Wanted::default()));
    }
    let before = scan.tokens.iter().rev().find(|token| token.end <= start);
    if before.is_some_and(|token| token.kind == Kind::Call) {
        return replacing(scan, start, commands::quoted(engine, typed));
    }
    match scan.frame().kind {
        FrameKind::AttributeArguments => return attribute_argument(scan, start, typed),
        FrameKind::Index => {
            let keys = hash_keys::of_index(engine, scan, typed);
            // `$x.Name[` may begin the type arguments of a generic method.
            if keys.is_empty() && behind_member(scan) {
                return type_word(scan, start, typed);
            }
            return replacing(scan, start, keys);
        }
        _ => {}
    }
    if is_command(scan)
        && let Some(invocation) = Invocation::read(engine, scan, scan.open, scan.text.len())
    {
        let place = Place { scan, invocation: &invocation, typed };
        return replacing(scan, start, values::complete(engine, &place));
    }
    if let Some(found) = compared(engine, scan, scan.open, start, typed) {
        return found;
    }
    let is_text = typed.starts_with(['\'', '"']);
    let results = if is_text {
        paths::complete(engine, typed, &paths::Wanted::default())
    } else {
        keywords_in(scan, typed)
    };
    let _ = rest;
    replacing(scan, start, results)
}

/// Whether the open bracket stands right behind a member's name.
fn behind_member(scan: &Scan<'_>) -> bool {
    let start = scan.frame().start;
    scan.tokens.iter().rev().any(|token| token.end == start && token.kind == Kind::Member)
}

/// Words of an expression: `in` of `foreach`, `else` behind a block.
fn keywords_in(scan: &Scan<'_>, typed: &str) -> Vec<CompletionResult> {
    if scan.mode() == Mode::Keyword { keywords(typed) } else { Vec::new() }
}

/// The name of the attribute whose arguments are open.
fn attribute_name<'t>(scan: &Scan<'t>) -> &'t str {
    let frame = scan.frame();
    let name =
        scan.tokens.iter().rev().find(|token| token.kind == Kind::TypeWord && token.end <= frame.start);
    name.map_or("", |token| scan.of_token(token))
}

fn attribute_argument(scan: &Scan<'_>, start: usize, typed: &str) -> Completion {
    let attribute = attribute_name(scan);
    let tokens = scan.in_frame(scan.open);
    let before: Vec<&Token> = tokens.iter().filter(|token| token.end <= start).collect();
    if let [.., name, assign] = before.as_slice()
        && assign.kind == Kind::Assign
    {
        let names = type_names::attribute_values(attribute, scan.of_token(name)).unwrap_or_default();
        let (plain, _) = words::unquoted(typed);
        let fitting = names.iter().filter(|name| begins(name, &plain));
        let results = fitting.map(|name| CompletionResult {
            text: format!("'{name}'"),
            ..CompletionResult::plain(*name, CompletionKind::ParameterValue)
        });
        return replacing(scan, start, results.collect());
    }
    let mut results = type_names::attribute_arguments(attribute, typed);
    results
        .retain(|result| !before.iter().any(|name| scan.of_token(name).eq_ignore_ascii_case(&result.item)));
    replacing(scan, start, results)
}

/// The other side of a comparison or an assignment with a known enumeration or set.
fn compared(
    engine: &mut Engine,
    scan: &Scan<'_>,
    frame: usize,
    start: usize,
    typed: &str,
) -> Option<Completion> {
    let tokens: Vec<Token> = scan.in_frame(frame).into_iter().filter(|token| token.end <= start).collect();
    let link = tokens.last().filter(|token| matches!(token.kind, Kind::Operator | Kind::Assign))?;
    let from = target_start(scan, tokens.iter().rev().nth(1)?.end, frame);
    let target = scan.text.get(from..link.start)?.trim_end();
    let (plain, quote) = words::unquoted(typed);
    if link.kind == Kind::Assign
        && let Some((names, numbers)) = variables::set_of(engine, scan, target, from)
    {
        let quote = (!numbers).then_some(quote.unwrap_or('\''));
        let results = names.into_iter().filter(|name| begins(name, &plain)).map(|name| CompletionResult {
            text: words::quoted(&name, quote),
            ..CompletionResult::plain(name, CompletionKind::ParameterValue)
        });
        return Some(replacing(scan, start, results.collect()));
    }
    let mut inference = Inference::new(engine, scan);
    let of = inference.text(target);
    let mut names: Vec<String> = match of.class {
        Some(class) => members::enumeration_names(&class),
        None => enumeration::names(of.types.first()?).iter().map(|(name, _)| name.to_string()).collect(),
    };
    if names.is_empty() {
        return None;
    }
    names.sort_by_key(|name| name.to_lowercase());
    let results = names.into_iter().filter(|name| begins(name, &plain)).map(|name| CompletionResult {
        text: words::quoted(&name, Some(quote.unwrap_or('\''))),
        ..CompletionResult::plain(name, CompletionKind::ParameterValue)
    });
    Some(replacing(scan, start, results.collect()))
}

/// Nothing is typed yet.
fn at_blank(engine: &mut Engine, scan: &Scan<'_>, rest: &str) -> Completion {
    let end = scan.text.len();
    let frame = scan.frame();
    match (frame.kind, scan.mode()) {
        (_, Mode::Using) => lines::using(engine, scan),
        (FrameKind::Text | FrameKind::Type, _) => in_text(engine, scan),
        (FrameKind::AttributeArguments, Mode::Start) => attribute_argument(scan, end, ""),
        (FrameKind::AttributeArguments, Mode::Operand) => attribute_argument(scan, end, ""),
        (FrameKind::Index, _) => replacing(scan, end, hash_keys::of_index(engine, scan, "")),
        (FrameKind::Hashtable, Mode::Start)
            if scan.in_frame(scan.open).last().is_none_or(|token| token.kind != Kind::Assign) =>
        {
            replacing(scan, end, hash_keys::complete(engine, scan, rest, ""))
        }
        (_, Mode::Redirect { .. }) => {
            replacing(scan, end, paths::complete(engine, "", &paths::Wanted::default()))
        }
        (_, Mode::Command) => match Invocation::read(engine, scan, scan.open, end) {
            Some(invocation) => {
                let place = Place { scan, invocation: &invocation, typed: "" };
                replacing(scan, end, values::complete(engine, &place))
            }
            None => nothing(scan),
        },
        (_, Mode::Operand | Mode::Start) => {
            compared(engine, scan, scan.open, end, "").unwrap_or_else(|| nothing(scan))
        }
        (_, Mode::Member) => match scan.tokens.last() {
            Some(token) if matches!(token.kind, Kind::Dot | Kind::Colons) => {
                let link = *token;
                members_behind(engine, scan, &link, end)
            }
            _ => nothing(scan),
        },
        _ => nothing(scan),
    }
}

/// Inside of a double-quoted text: a path, when it is a command's argument.
fn in_text(engine: &mut Engine, scan: &Scan<'_>) -> Completion {
    let frame = scan.frame();
    if frame.kind != FrameKind::Text {
        return nothing(scan);
    }
    let (start, parent) = (frame.start, frame.parent);
    let typed = scan.text.get(start..).unwrap_or_default();
    let results = match Invocation::read(engine, scan, parent, start) {
        Some(invocation) => {
            let place = Place { scan, invocation: &invocation, typed };
            values::complete(engine, &place)
        }
        None => {
            if let Some(found) = compared(engine, scan, parent, start, typed) {
                return found;
            }
            paths::complete(engine, typed, &paths::Wanted::default())
        }
    };
    replacing(scan, start, results)
}
