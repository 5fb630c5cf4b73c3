//! `Select-String`.

use super::match_info::{Around, INPUT, MatchInfo};
use super::text_lines::TextLines;
use crate::cmdlet;
use crate::cmdlets::core::files;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::encoding::TextEncoding;
use crate::engine::error::Category;
use crate::engine::types::{encoding, regex};
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome, convert, member, operators};
use std::collections::VecDeque;
use std::path::Path;

cmdlet! {
    /// Finds text in files or pipeline objects.
    ///
    /// # Examples
    /// ```powershell
    /// 'red', 'green', 'blue' | Select-String '^g' -NotMatch
    /// Set-Content ./colours.txt 'red', 'Green', 'blue green'
    /// Select-String -Path ./*.txt -Include c* -Exclude *.log -Pattern green -CaseSensitive -AllMatches -NoEmphasis
    /// Select-String -LiteralPath ./colours.txt -Pattern green -List -Encoding utf8
    /// Select-String -Path ./colours.txt -Pattern green -Context 1, 0
    /// Select-String -InputObject 'a.b' -Pattern '.' -SimpleMatch -Culture Ordinal -Raw
    /// 'red' | Select-String -Pattern e -Quiet
    /// ```
    "Select-String" as SelectString {
        aliases: &["sls"],
        class: "Microsoft.PowerShell.Commands.SelectStringCommand",
        default_set: "File",
        output_types: &["Microsoft.PowerShell.Commands.MatchInfo", "System.Boolean", "System.String"],
    }
    parameters {
        /// How text is compared with `-SimpleMatch`; accepted, comparison is ordinal.
        "Culture" culture: Option<String>,
        /// Each object.
        "InputObject" input: Value { type_name: "PSObject", sets: &[Membership { set: "Object", position: None, mandatory: true, pipe: Pipe::ByValue }, Membership { set: "ObjectRaw", position: None, mandatory: true, pipe: Pipe::ByValue }], validate: &[Validation::AllowNull, Validation::AllowEmptyString] },
        /// Regular expressions, or texts.
        "Pattern" pattern: Vec<String> { position: Some(0), mandatory: true },
        /// The files.
        "Path" path: Vec<String> { sets: &[Membership { set: "File", position: Some(1), mandatory: true, pipe: Pipe::ByName }, Membership { set: "FileRaw", position: Some(1), mandatory: true, pipe: Pipe::ByName }], wildcards: true },
        /// The files, without wildcards.
        "LiteralPath" literal: Vec<String> { aliases: &["PSPath", "LP"], sets: &[Membership { set: "LiteralFile", position: None, mandatory: true, pipe: Pipe::ByName }, Membership { set: "LiteralFileRaw", position: None, mandatory: true, pipe: Pipe::ByName }] },
        /// Sends the lines alone.
        "Raw" raw: bool { sets: &[Membership { set: "ObjectRaw", position: None, mandatory: true, pipe: Pipe::No }, Membership { set: "FileRaw", position: None, mandatory: true, pipe: Pipe::No }, Membership { set: "LiteralFileRaw", position: None, mandatory: true, pipe: Pipe::No }] },
        /// The patterns are plain text.
        "SimpleMatch" simple: bool,
        /// Compares by case.
        "CaseSensitive" case_sensitive: bool,
        /// Sends only whether there is a match.
        "Quiet" quiet: bool { sets: &[Membership { set: "Object", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "File", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "LiteralFile", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Sends the first match of each file.
        "List" list: bool,
        /// Accepted; matches are not emphasized.
        "NoEmphasis" no_emphasis: bool,
        /// Only files of these names.
        "Include" include: Vec<String> { validate: &[Validation::NotNullOrEmpty], wildcards: true },
        /// No files of these names.
        "Exclude" exclude: Vec<String> { validate: &[Validation::NotNullOrEmpty], wildcards: true },
        /// Sends the lines that do not match.
        "NotMatch" not_match: bool,
        /// Finds all matches of a line, not only the first.
        "AllMatches" all: bool,
        /// The encoding of the files.
        "Encoding" encoding: Option<TextEncoding> { suggestions: encoding::NAMES, validate: &[Validation::NotNullOrEmpty] },
        /// How many lines around a match are kept: before and after.
        "Context" context: Vec<i32> { validate: &[Validation::NotNullOrEmpty, Validation::Count(1, 2), Validation::Range(0.0, 2147483647.0)] },
    }
    state { patterns: Vec<Pattern>, search: Search, found: bool, done: bool }
}

/// A pattern as it is compared.
enum Pattern {
    Text { text: String, folded: String },
    Regex { text: String },
}

/// The state of one file, or of the pipeline.
#[derive(Default)]
struct Search {
    number: usize,
    before: VecDeque<(usize, String)>,
    open: VecDeque<(MatchInfo, usize, bool)>,
    displayed: usize,
}

impl Cmdlet for SelectString {
    fn begin(&mut self, context: &mut Context<'_>) -> Outcome {
        if context.bound("Culture") && !self.simple {
            return Err(context.terminate(
                "System.InvalidOperationException",
                "You must specify -Culture parameter only with -SimpleMatch parameter.",
                "CannotSpecifyCultureWithoutSimpleMatch",
                Category::InvalidData,
                Value::Null,
            ));
        }
        for text in self.pattern.clone() {
            self.patterns.push(match self.simple {
                true => Pattern::Text { folded: text.to_lowercase(), text },
                false => match operators::regex(&text, !self.case_sensitive) {
                    Ok(_) => Pattern::Regex { text },
                    Err(fault) => return Err(invalid(context, &text, &fault)),
                },
            });
        }
        Ok(())
    }

    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        if self.done {
            return Ok(());
        }
        let from_pipe = self.path.is_empty() && self.literal.is_empty();
        if from_pipe {
            return self.object(context);
        }
        for path in files::existing(context, &self.path, &self.literal)? {
            if path.is_dir() || !self.wanted(&path) {
                continue;
            }
            self.file(context, &path)?;
            if self.done {
                return Ok(());
            }
        }
        // Files that do not match say so, each time they are named; text from the pipeline is passed over.
        match (self.quiet, self.list) {
            (true, true) => context.output(Value::Null),
            (true, false) => context.output(Value::Bool(false)),
            (false, _) => Ok(()),
        }
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        self.close(context)
    }
}

fn invalid(context: &Context<'_>, text: &str, fault: &Fault) -> Box<Fault> {
    let why = match fault {
        Fault::Error { record, .. } => record.exception.message.clone(),
        _ => String::new(),
    };
    context.terminate(
        "System.ArgumentException",
        format!("The string {text} is not a valid regular expression: {why}"),
        "InvalidRegex",
        Category::InvalidArgument,
        Value::Null,
    )
}

impl SelectString {
    /// What comes through the pipeline: a file is searched, anything else is a line.
    fn object(&mut self, context: &mut Context<'_>) -> Outcome {
        let value = std::mem::take(&mut self.input);
        if value.is_null() {
            return Ok(());
        }
        if let Value::String(text) = &value {
            let text = text.to_string();
            return self.line(context, INPUT, text);
        }
        let is_file = member::type_names(&value).first().is_some_and(|name| name == "System.IO.FileInfo");
        if is_file {
            let name = member::get(context.engine, &value, "FullName")?.unwrap_or_default();
            let path = convert::to_text(context.engine, &name)?;
            return if self.wanted(Path::new(&path)) { self.file(context, Path::new(&path)) } else { Ok(()) };
        }
        let text = match value.as_native::<MatchInfo>() {
            Some(info) => info.line.clone(),
            None => convert::to_text(context.engine, &value)?,
        };
        self.line(context, INPUT, text)
    }

    fn wanted(&self, path: &Path) -> bool {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let fits = |patterns: &[String]| patterns.iter().any(|pattern| operators::like(&name, pattern, true));
        (self.include.is_empty() || fits(&self.include)) && !fits(&self.exclude)
    }

    fn file(&mut self, context: &mut Context<'_>, path: &Path) -> Outcome {
        self.search = Search::default();
        let mut lines = match TextLines::open(path, self.encoding) {
            Ok(lines) => lines,
            Err(error) => return files::unreadable(context, path, &error),
        };
        let shown = path.display().to_string();
        loop {
            let line = match lines.next_line() {
                Ok(Some(line)) => line,
                Ok(None) => break,
                Err(error) => return files::unreadable(context, path, &error),
            };
            context.engine.check_stop()?;
            let line = line.strip_suffix('\n').unwrap_or(&line);
            let line = line.strip_suffix('\r').unwrap_or(line).to_string();
            let before = self.found;
            self.line(context, &shown, line)?;
            if self.done || (self.list && self.found && !before) {
                break;
            }
        }
        if self.list {
            self.found = false;
        }
        self.close(context)
    }

    /// Looks at one line.
    fn line(&mut self, context: &mut Context<'_>, path: &str, line: String) -> Outcome {
        self.search.number += 1;
        let found = self.matches(&line)?;
        let hit = found.is_some() != self.not_match;
        self.continue_open(context, &line, hit)?;
        if hit {
            let (pattern, matches) = found.unwrap_or_else(|| (self.first_pattern(), Vec::new()));
            self.hit(context, path, &line, pattern, matches)?;
        }
        let keep = self.context_size(0);
        if keep > 0 {
            self.search.before.push_back((self.search.number, line));
            if self.search.before.len() > keep {
                self.search.before.pop_front();
            }
        }
        Ok(())
    }

    fn first_pattern(&self) -> String {
        self.pattern.last().cloned().unwrap_or_default()
    }

    /// The pattern that a line has, with its matches.
    fn matches(&self, line: &str) -> Outcome<Option<(String, Vec<Value>)>> {
        for pattern in &self.patterns {
            match pattern {
                Pattern::Text { text, folded } => {
                    let has = match self.case_sensitive {
                        true => line.contains(text.as_str()),
                        false => line.to_lowercase().contains(folded.as_str()),
                    };
                    if has {
                        return Ok(Some((text.clone(), Vec::new())));
                    }
                }
                Pattern::Regex { text } => {
                    let regex = &operators::regex_for(text, !self.case_sensitive, line)?;
                    if matches!(regex.is_match(line), Ok(false)) {
                        continue;
                    }
                    let most = if self.all { usize::MAX } else { 1 };
                    let found: Vec<Value> = regex
                        .captures_iter(line)
                        .take(most)
                        .flatten()
                        .map(|captures| regex::match_value(regex, &captures, line))
                        .collect();
                    if !found.is_empty() {
                        return Ok(Some((text.clone(), found)));
                    }
                }
            }
        }
        Ok(None)
    }

    /// How many lines are kept before (0) or after (1) a match.
    fn context_size(&self, side: usize) -> usize {
        let size = self.context.get(side).or(self.context.first());
        size.and_then(|size| usize::try_from(*size).ok()).unwrap_or(0)
    }

    /// Gives a line to the matches that still wait for lines behind them.
    fn continue_open(&mut self, context: &mut Context<'_>, line: &str, hit: bool) -> Outcome {
        for (info, left, shows) in &mut self.search.open {
            let Some(around) = &mut info.around else { continue };
            if *left > 0 {
                around.after.push(line.to_string());
                *left -= 1;
                if *shows && !hit {
                    around.display_after.push(line.to_string());
                    self.search.displayed = self.search.number;
                }
            }
            if hit {
                *shows = false;
            }
        }
        while self.search.open.front().is_some_and(|(_, left, _)| *left == 0) {
            if let Some((info, _, _)) = self.search.open.pop_front() {
                context.output(Value::native(info))?;
            }
        }
        Ok(())
    }

    fn hit(
        &mut self,
        context: &mut Context<'_>,
        path: &str,
        line: &str,
        pattern: String,
        matches: Vec<Value>,
    ) -> Outcome {
        self.found = true;
        if self.quiet {
            self.done = true;
            context.output(Value::Bool(true))?;
            return if path == INPUT { Err(context.stop_upstream()) } else { Ok(()) };
        }
        if self.raw {
            return context.output(Value::from(line));
        }
        let around = (!self.context.is_empty()).then(|| {
            let fresh = self.search.before.iter().filter(|(number, _)| *number > self.search.displayed);
            Around {
                before: self.search.before.iter().map(|(_, line)| line.clone()).collect(),
                display_before: fresh.map(|(_, line)| line.clone()).collect(),
                ..Around::default()
            }
        });
        self.search.displayed = self.search.number;
        let info = MatchInfo {
            changed: Default::default(),
            ignore_case: !self.case_sensitive,
            number: self.search.number,
            line: line.to_string(),
            path: path.to_string(),
            pattern,
            around,
            matches,
        };
        let after = self.context_size(1);
        if after == 0 && self.search.open.is_empty() {
            return context.output(Value::native(info));
        }
        self.search.open.push_back((info, after, true));
        Ok(())
    }

    /// Sends matches that wait for lines that do not come.
    fn close(&mut self, context: &mut Context<'_>) -> Outcome {
        for (info, _, _) in std::mem::take(&mut self.search.open) {
            context.output(Value::native(info))?;
        }
        Ok(())
    }
}
