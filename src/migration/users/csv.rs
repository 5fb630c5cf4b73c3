//! Users from CSV, as `Get-CsUser | Export-Csv` writes it.

use super::validate::{TEXTS, Validator, name_of, readable, truth};
use super::{ImportedUser, ReadError, RowError, Rows};
use csv::{ReaderBuilder, StringRecord, StringRecordsIntoIter};
use serde_json::{Map, Value, json};
use std::io::Cursor;

/// What a column is.
enum Column {
    /// A text attribute, by Lync's name.
    Text(&'static str),
    /// `Identity`: a distinguished name, if it looks like one.
    Identity,
    /// `Enabled`.
    Enabled,
    /// `Contacts`: addresses between semicolons.
    Contacts,
    /// Nothing for us: keys and secrets are not taken from files.
    Ignored,
    /// Kept under its own name.
    Other(String),
}

/// Reads users from CSV text. Columns may come in any order and case; separators may be commas,
/// semicolons or tabs; a `#TYPE` line in front is skipped.
/// Errors: `Empty`, `NoAddressColumn`, `ColumnTwice`. Rows that are wrong are errors among the rows.
pub fn read_csv(text: String) -> Result<Rows, ReadError> {
    let (skipped, body) = without_type_line(&text);
    let heading = body.lines().next().filter(|line| !line.trim().is_empty()).ok_or(ReadError::Empty)?;
    let delimiter = delimiter(heading);
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter).from_reader(Cursor::new(body.to_owned().into_bytes()));
    let headers = reader.headers().map_err(|_| ReadError::Empty)?.clone();
    let columns: Vec<Column> = headers.iter().map(column).collect();
    let addresses = ["SipAddress", "UserPrincipalName"];
    if !columns.iter().any(|column| matches!(column, Column::Text(name) if addresses.contains(name))) {
        return Err(ReadError::NoAddressColumn { found: headers.iter().collect::<Vec<_>>().join(", ") });
    }
    let names: Vec<String> = headers.iter().map(|name| name.trim().to_lowercase()).collect();
    let again = names
        .iter()
        .enumerate()
        .find(|(at, name)| !name.is_empty() && names.iter().take(*at).any(|own| own == *name));
    if let Some((at, _)) = again {
        return Err(ReadError::ColumnTwice { name: headers.get(at).unwrap_or_default().trim().to_owned() });
    }
    if let Some(line) = open_quotes(body, delimiter) {
        return Err(ReadError::OpenQuotes { line: line + usize::try_from(skipped).unwrap_or(0) });
    }
    Ok(Box::new(CsvRows {
        columns,
        records: reader.into_records(),
        validator: Validator::default(),
        row: 0,
        skipped,
    }))
}

/// The line, from 1, of quotes that are never closed: all rows after it would be one field.
fn open_quotes(text: &str, delimiter: u8) -> Option<usize> {
    let (mut line, mut opened, mut at_start) = (1, None, true);
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        match (byte, opened) {
            (b'"', Some(_)) if bytes.peek() == Some(&b'"') => {
                bytes.next();
            }
            (b'"', Some(_)) => opened = None,
            (b'"', None) if at_start => opened = Some(line),
            _ => {}
        }
        at_start = opened.is_none() && (byte == delimiter || byte == b'\n');
        if byte == b'\n' {
            line += 1;
        }
    }
    opened
}

struct CsvRows {
    columns: Vec<Column>,
    records: StringRecordsIntoIter<Cursor<Vec<u8>>>,
    validator: Validator,
    row: usize,
    /// Lines in front of the heading.
    skipped: u64,
}

impl Iterator for CsvRows {
    type Item = Result<ImportedUser, RowError>;

    fn next(&mut self) -> Option<Self::Item> {
        let record = self.records.next()?;
        self.row += 1;
        let row = self.row;
        let line = |position: Option<&csv::Position>| position.map_or(0, csv::Position::line) + self.skipped;
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = line(error.position());
                return Some(Err(RowError { row, line, name: None, reason: reason(&error) }));
            }
        };
        let line = line(record.position());
        let properties = self.properties(&record);
        let name = properties.as_ref().ok().and_then(name_of);
        let checked = properties.and_then(|properties| {
            let checked = self.validator.check(row, properties)?;
            readable(&checked).map(|()| checked)
        });
        let user = checked.map(|properties| ImportedUser { row, properties });
        Some(user.map_err(|reason| RowError { row, line, name, reason }))
    }
}

impl CsvRows {
    fn properties(&self, record: &StringRecord) -> Result<Map<String, Value>, String> {
        let mut properties = Map::new();
        for (column, text) in self.columns.iter().zip(record) {
            match column {
                _ if text.trim().is_empty() => {}
                Column::Ignored => {}
                Column::Text(name) => {
                    properties.insert((*name).to_owned(), json!(text));
                }
                Column::Identity if text.contains('=') => {
                    properties.entry("DistinguishedName").or_insert(json!(text));
                }
                Column::Identity => {}
                Column::Enabled => {
                    let enabled = truth(text).ok_or(format!("Enabled '{text}' is neither True nor False"))?;
                    properties.insert("Enabled".to_owned(), json!(enabled));
                }
                Column::Contacts => {
                    properties.insert("Contacts".to_owned(), contacts(text));
                }
                Column::Other(name) => {
                    properties.insert(name.clone(), json!(text));
                }
            }
        }
        if !properties.contains_key("Enabled") {
            let homed = properties.contains_key("RegistrarPool");
            properties.insert("Enabled".to_owned(), json!(homed));
        }
        Ok(properties)
    }
}

fn contacts(text: &str) -> Value {
    let addresses = text.split(';').map(str::trim).filter(|address| address.contains('@'));
    addresses.map(|address| json!({"Address": address})).collect()
}

fn column(header: &str) -> Column {
    let header = header.trim();
    let is = |name: &str| header.eq_ignore_ascii_case(name);
    match TEXTS.iter().find(|name| is(name)) {
        Some(name) => Column::Text(name),
        None if is("Identity") => Column::Identity,
        None if is("Enabled") => Column::Enabled,
        None if is("Contacts") => Column::Contacts,
        None if is("Id") || is("SipDigestSecret") || header.is_empty() => Column::Ignored,
        None => Column::Other(header.to_owned()),
    }
}

/// Windows PowerShell writes `#TYPE …` first.
fn without_type_line(text: &str) -> (u64, &str) {
    match text.strip_prefix("#TYPE").and_then(|rest| rest.split_once('\n')) {
        Some((_, body)) => (1, body),
        None => (0, text),
    }
}

fn delimiter(heading: &str) -> u8 {
    let count = |delimiter: char| heading.matches(delimiter).count();
    [(b',', count(',')), (b';', count(';')), (b'\t', count('\t'))]
        .into_iter()
        .rev()
        .max_by_key(|(_, count)| *count)
        .map_or(b',', |(delimiter, _)| delimiter)
}

fn reason(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("it has {len} fields, and the heading has {expected_len}")
        }
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Result<ImportedUser, RowError>> {
        read_csv(text.to_owned()).unwrap().collect()
    }

    #[test]
    fn quotes_that_are_never_closed_are_found() {
        assert_eq!(open_quotes("a,b\n\"x\"\"y\nz\",2\n", b','), None);
        assert_eq!(open_quotes("a,b\n1,\"x\n2,y\n", b','), Some(2));
        assert_eq!(open_quotes("a,b\n1,5\" disk\n", b','), None);
        let text = "SipAddress,DisplayName\nsip:ann@contoso.com,\"Ann";
        assert_eq!(read_csv(text.to_owned()).err(), Some(ReadError::OpenQuotes { line: 2 }));
    }

    #[test]
    fn a_column_that_stands_twice_is_refused() {
        let text = "SipAddress,Fax, sipaddress\na@x.com,1,b@x.com\n";
        assert_eq!(
            read_csv(text.to_owned()).err(),
            Some(ReadError::ColumnTwice { name: "sipaddress".into() })
        );
        assert_eq!(rows("SipAddress,,\na@x.com,,\n").len(), 1);
    }

    #[test]
    fn columns_are_read_by_name() {
        let text = "#TYPE Selected.User\r\n\"registrarpool\",\"DisplayName\",\"SipAddress\",\"Identity\",\"LineURI\"\r\n\
            \"pool01.contoso.net\",\"Myer, Ken\",\"kenmyer@contoso.com\",\"CN=Ken,DC=x\",\"tel:+1\"\r\n";
        let user = rows(text).remove(0).unwrap();
        assert_eq!(user.properties["LineURI"], "tel:+1");
        let typed = user.user();
        assert_eq!(typed.sip_address.as_deref(), Some("sip:kenmyer@contoso.com"));
        assert_eq!(typed.display_name.as_deref(), Some("Myer, Ken"));
        assert_eq!(typed.distinguished_name.as_deref(), Some("CN=Ken,DC=x"));
        assert_eq!((typed.id.as_str(), typed.enabled), ("kenmyer@contoso.com", true));
    }

    #[test]
    fn a_bad_row_does_not_stop_the_others() {
        let text = "DisplayName;SipAddress;RegistrarPool;Enabled\n\
            A;sip:a@x.com;pool01;True\n\
            B;nonsense;pool01;True\n\
            C;c@x.com\n\
            D;;pool01;\n\
            E;e@x.com;pool01;perhaps\n\
            F;SIP:A@x.com;pool01;\n\
            G;g@x.com;po ol;\n\
            H;h@x.com;pool01;false\n";
        let rows = rows(text);
        let errors: Vec<String> =
            rows.iter().filter_map(|row| Some(row.as_ref().err()?.to_string())).collect();
        assert_eq!(
            errors,
            [
                "Row 2 (line 3, B): SipAddress 'sip:nonsense' has no @.",
                "Row 3 (line 4): it has 2 fields, and the heading has 4.",
                "Row 4 (line 5, D): it has neither a SipAddress nor a UserPrincipalName.",
                "Row 5 (line 6): Enabled 'perhaps' is neither True nor False.",
                "Row 6 (line 7, F): row 1 has the same SipAddress 'sip:A@x.com'.",
                "Row 7 (line 8, G): RegistrarPool 'po ol' is not a host name.",
            ]
        );
        let good: Vec<usize> = rows.iter().filter_map(|row| Some(row.as_ref().ok()?.row)).collect();
        assert_eq!(good, [1, 8]);
    }

    #[test]
    fn a_file_of_something_else_is_refused() {
        assert!(matches!(read_csv(String::new()), Err(ReadError::Empty)));
        assert!(
            matches!(read_csv("Name,Mail\nx,y\n".into()), Err(ReadError::NoAddressColumn { found }) if found == "Name, Mail")
        );
    }

    #[test]
    fn contacts_are_addresses_between_semicolons() {
        let row = rows("SipAddress,Contacts\na@x.com,b@y.com;c@z.com\n").remove(0).unwrap();
        assert_eq!(row.user().contacts.len(), 2);
    }
}
