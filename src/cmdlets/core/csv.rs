//! `Import-Csv`, `Export-Csv`, `ConvertFrom-Csv`, `ConvertTo-Csv`.

use super::files;
use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::object::{Members, Object, ObjectKind};
use crate::engine::types::encoding;
use crate::engine::value::Value;
use crate::engine::{Outcome, convert, member};
use std::cell::RefCell;
use std::fs::OpenOptions;
use std::io::Write;
use std::rc::Rc;

/// The delimiter of an argument; a comma without one.
fn delimiter(given: &Option<String>) -> u8 {
    given.as_deref().and_then(|text| text.bytes().next()).unwrap_or(b',')
}

/// Rows of text as objects. The first row names the columns unless `header` does.
fn objects(context: &mut Context<'_>, text: &str, separator: u8, header: &[String]) -> Outcome<Vec<Value>> {
    let body: String = text
        .lines()
        .skip_while(|line| line.starts_with("#TYPE") || line.trim().is_empty())
        .fold(String::new(), |all, line| all + line + "\n");
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(body.as_bytes());
    let mut names: Vec<Rc<str>> = header.iter().map(|name| name.as_str().into()).collect();
    let mut made = Vec::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                context.fail(
                    "System.IO.InvalidDataException",
                    format!("The CSV text cannot be read: {error}"),
                    "CsvInvalid",
                    Category::InvalidData,
                    Value::Null,
                )?;
                break;
            }
        };
        if names.is_empty() {
            names = record
                .iter()
                .enumerate()
                .map(
                    |(index, name)| {
                        if name.is_empty() { format!("H{}", index + 1).into() } else { name.into() }
                    },
                )
                .collect();
            continue;
        }
        let mut members = Members::default();
        for (index, name) in names.iter().enumerate() {
            members.set(name.clone(), record.get(index).map_or(Value::Null, Value::from));
        }
        made.push(Value::object(Object::new(ObjectKind::Custom(RefCell::new(members)))));
    }
    Ok(made)
}

cmdlet! {
    /// Reads the rows of CSV files as objects.
    ///
    /// # Examples
    /// ```powershell
    /// Set-Content ./users.csv 'Name,Age', 'Ann,34'
    /// Import-Csv ./users.csv
    /// ```
    "Import-Csv" as ImportCsv { aliases: &["ipcsv"], class: "Microsoft.PowerShell.Commands.ImportCsvCommand" }
    parameters {
        /// The files.
        "Path" path: Vec<String> { position: Some(0), pipe: Pipe::ByValue, wildcards: true },
        /// What separates the columns.
        "Delimiter" delimiter: Option<String> { position: Some(1) },
        /// The files, without wildcards.
        "LiteralPath" literal: Vec<String> { aliases: &["PSPath", "LP"], pipe: Pipe::ByName },
        /// The columns' names, when the file has no header.
        "Header" header: Vec<String>,
        /// The encoding; marks at the start win.
        "Encoding" encoding: Option<String> { values: encoding::NAMES },
        /// Accepted; the comma is the list separator here.
        "UseCulture" culture: bool,
    }
}

impl Cmdlet for ImportCsv {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        for name in self.path.clone().into_iter().chain(self.literal.clone()) {
            let path = context.engine.resolve_path(&name);
            let bytes = match std::fs::read(&path) {
                Ok(bytes) => bytes,
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                    let shown = path.display().to_string();
                    let message = format!("Could not find file '{shown}'.");
                    context.fail(
                        "System.IO.FileNotFoundException",
                        message,
                        "FileOpenFailure",
                        Category::OpenError,
                        Value::text(shown),
                    )?;
                    continue;
                }
                Err(error) => {
                    files::failed(context, &path, &error, "FileOpenFailure")?;
                    continue;
                }
            };
            let text = encoding::decode_as(&bytes, self.encoding.as_deref());
            for object in objects(context, &text, delimiter(&self.delimiter), &self.header)? {
                context.output(object)?;
            }
        }
        Ok(())
    }
}

cmdlet! {
    /// Reads CSV text as objects.
    ///
    /// # Examples
    /// ```powershell
    /// 'Name,Age', 'Ann,34' | ConvertFrom-Csv
    /// ```
    "ConvertFrom-Csv" as ConvertFromCsv { class: "Microsoft.PowerShell.Commands.ConvertFromCsvCommand" }
    parameters {
        /// Lines of text.
        "InputObject" input: Vec<String> { position: Some(0), pipe: Pipe::ByValue },
        /// What separates the columns.
        "Delimiter" delimiter: Option<String> { position: Some(1) },
        /// The columns' names, when the text has no header.
        "Header" header: Vec<String>,
        /// Accepted; the comma is the list separator here.
        "UseCulture" culture: bool,
    }
    state { text: String }
}

impl Cmdlet for ConvertFromCsv {
    fn process(&mut self, _context: &mut Context<'_>) -> Outcome {
        for line in &self.input {
            self.text.push_str(line);
            self.text.push('\n');
        }
        Ok(())
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        for object in objects(context, &self.text, delimiter(&self.delimiter), &self.header)? {
            context.output(object)?;
        }
        Ok(())
    }
}

/// Which fields are quoted.
fn quotes(text: &str, separator: u8, mode: Option<&str>) -> String {
    let special = text.contains(char::from(separator)) || text.contains(['"', '\n', '\r']);
    let quoted = match mode.map(str::to_ascii_lowercase).as_deref() {
        Some("never") => false,
        Some("asneeded") => special,
        _ => true,
    };
    if quoted { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_string() }
}

/// The columns of a table of objects, taken from its first.
#[derive(Default)]
struct Writer {
    names: Option<Vec<Rc<str>>>,
}

impl Writer {
    /// The lines for an object: the header first.
    fn lines(
        &mut self,
        context: &mut Context<'_>,
        object: &Value,
        separator: u8,
        mode: Option<&str>,
    ) -> Outcome<(Option<String>, String)> {
        let joined = |cells: Vec<String>| cells.join(&char::from(separator).to_string());
        let mut head = None;
        let names = match &self.names {
            Some(names) => names.clone(),
            None => {
                let names = columns(object);
                head = Some(joined(names.iter().map(|name| quotes(name, separator, mode)).collect()));
                self.names = Some(names.clone());
                names
            }
        };
        let mut cells = Vec::with_capacity(names.len());
        for name in &names {
            let value = member::get(context.engine, object, name)?.unwrap_or_default();
            let text = match value.unwrapped() {
                Value::Array(_) => convert::display(&value),
                _ => convert::to_text(context.engine, &value)?,
            };
            cells.push(if value.is_null() { String::new() } else { quotes(&text, separator, mode) });
        }
        Ok((head, joined(cells)))
    }
}

/// Names of the columns: a hash table's keys, or the object's properties.
fn columns(object: &Value) -> Vec<Rc<str>> {
    match crate::engine::types::hashtable::table(object) {
        Some(table) => table.borrow().iter().map(|(key, _)| convert::display(key).into()).collect(),
        None => member::property_names(object),
    }
}

cmdlet! {
    /// Turns objects into CSV lines.
    ///
    /// # Examples
    /// ```powershell
    /// [pscustomobject]@{ Name = 'Ann'; Age = 34 } | ConvertTo-Csv
    /// ```
    "ConvertTo-Csv" as ConvertToCsv { class: "Microsoft.PowerShell.Commands.ConvertToCsvCommand" }
    parameters {
        /// Each object.
        "InputObject" input: Value { position: Some(0), mandatory: true, pipe: Pipe::ByValue },
        /// What separates the columns.
        "Delimiter" delimiter: Option<String> { position: Some(1) },
        /// Which fields are quoted.
        "UseQuotes" quotes: Option<String> { aliases: &["UQ"], values: &["Never", "Always", "AsNeeded"] },
        /// Fields that are quoted; the others are not.
        "QuoteFields" quote_fields: Vec<String> { aliases: &["QF"], validate: &[Validation::NotYet] },
        /// Writes no line about the type (the usual).
        "NoTypeInformation" no_type: bool { aliases: &["NTI"] },
        /// Writes a line about the type.
        "IncludeTypeInformation" with_type: bool { aliases: &["ITI"] },
        /// Writes no header.
        "NoHeader" no_header: bool,
        /// Accepted; the comma is the list separator here.
        "UseCulture" culture: bool,
    }
    state { writer: Writer }
}

impl Cmdlet for ConvertToCsv {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let object = self.input.clone();
        let (head, row) =
            self.writer.lines(context, &object, delimiter(&self.delimiter), self.quotes.as_deref())?;
        if let Some(head) = head {
            if self.with_type {
                let kind = member::type_names(&object).first().cloned().unwrap_or_default();
                context.output(Value::text(format!("#TYPE {kind}")))?;
            }
            if !self.no_header {
                context.output(Value::text(head))?;
            }
        }
        context.output(Value::text(row))
    }
}

cmdlet! {
    /// Writes objects to a CSV file.
    ///
    /// # Examples
    /// ```powershell
    /// [pscustomobject]@{ Name = 'Ann' } | Export-Csv ./users.csv
    /// ```
    "Export-Csv" as ExportCsv {
        aliases: &["epcsv"],
        class: "Microsoft.PowerShell.Commands.ExportCsvCommand",
        should_process: Some(Impact::Medium),
    }
    parameters {
        /// Each object.
        "InputObject" input: Value { mandatory: true, pipe: Pipe::ByValue },
        /// The file.
        "Path" path: Option<String> { position: Some(0) },
        /// The file, without wildcards.
        "LiteralPath" literal: Option<String> { aliases: &["PSPath", "LP"] },
        /// What separates the columns.
        "Delimiter" delimiter: Option<String> { position: Some(1) },
        /// Which fields are quoted.
        "UseQuotes" quotes: Option<String> { aliases: &["UQ"], values: &["Never", "Always", "AsNeeded"] },
        /// Adds rows to an existing file.
        "Append" append: bool,
        /// Does not replace an existing file.
        "NoClobber" no_clobber: bool { aliases: &["NoOverwrite"] },
        /// Writes to read-only files too, and appends rows without all columns.
        "Force" force: bool,
        /// The encoding of the file.
        "Encoding" encoding: Option<String> { values: encoding::NAMES },
        /// Writes no line about the type (the usual).
        "NoTypeInformation" no_type: bool { aliases: &["NTI"] },
        /// Writes a line about the type.
        "IncludeTypeInformation" with_type: bool { aliases: &["ITI"] },
        /// Writes no header.
        "NoHeader" no_header: bool,
        /// Accepted; the comma is the list separator here.
        "UseCulture" culture: bool,
    }
    state { writer: Writer, text: String }
}

impl Cmdlet for ExportCsv {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let object = self.input.clone();
        let (head, row) =
            self.writer.lines(context, &object, delimiter(&self.delimiter), self.quotes.as_deref())?;
        if let Some(head) = head {
            if self.with_type {
                let kind = member::type_names(&object).first().cloned().unwrap_or_default();
                self.text.push_str(&format!("#TYPE {kind}\n"));
            }
            let name = self.path.clone().or(self.literal.clone()).unwrap_or_default();
            let exists = context.engine.resolve_path(&name).metadata().is_ok_and(|found| found.len() > 0);
            let continues = self.append && exists;
            if !(self.no_header || continues) {
                self.text.push_str(&head);
                self.text.push('\n');
            }
        }
        self.text.push_str(&row);
        self.text.push('\n');
        Ok(())
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        let Some(name) = self.path.clone().or(self.literal.clone()) else {
            let message = "You must specify either the -Path or -LiteralPath parameters, but not both.";
            return Err(context.terminate(
                "System.InvalidOperationException",
                message,
                "CannotSpecifyPathAndLiteralPath",
                Category::InvalidData,
                Value::Null,
            ));
        };
        let path = context.engine.resolve_path(&name);
        if !context.should_process(&path.display().to_string(), "Export-Csv")? {
            return Ok(());
        }
        if self.no_clobber && path.exists() {
            let message = format!("The file '{}' already exists.", path.display());
            return context.fail(
                "System.IO.IOException",
                message,
                "NoClobber",
                Category::ResourceExists,
                Value::text(name),
            );
        }
        let opened = OpenOptions::new()
            .create(true)
            .write(true)
            .truncate(!self.append)
            .append(self.append)
            .open(&path);
        let mark: &[u8] = if self.append { &[] } else { encoding::mark(self.encoding.as_deref()) };
        let bytes = [mark, &encoding::encode(&self.text, self.encoding.as_deref())].concat();
        match opened.and_then(|mut file| file.write_all(&bytes)) {
            Ok(()) => Ok(()),
            Err(error) => files::failed(context, &path, &error, "FileOpenFailure"),
        }
    }
}
