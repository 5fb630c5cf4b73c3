//! Objects as entries of a table, list or wide list: by a view, or by properties.

use super::display;
use super::packet::{Alignment, ColumnInfo, Entry, Shape};
use super::properties;
use crate::engine::calculated::{Calculated, Source};
use crate::engine::error::{Category, ErrorRecord, Exception};
use crate::engine::format_data::{ByType, Control, Item, View};
use crate::engine::host::FormatRequest;
use crate::engine::types::ps_style;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert};

/// A shape that is decided for a run of objects.
pub enum Shaped {
    Table {
        columns: Vec<Calculated>,
        sides: Vec<Alignment>,
        hide: bool,
        wrap: bool,
        auto_size: bool,
        /// Fractions have as many digits as the culture says; those of views have what they need.
        fixed_digits: bool,
        /// Rows after which the header comes again.
        repeat: Option<usize>,
    },
    /// `None` shows each object's own properties.
    List(Option<ByType<Vec<Calculated>>>),
    Wide {
        source: Option<ByType<Option<Calculated>>>,
        columns: usize,
        auto_size: bool,
    },
    Custom,
}

/// The value behind a cell. What fails is blank, or `#ERR` when errors are to be shown.
pub fn cell(
    engine: &mut Engine,
    request: &FormatRequest,
    column: &Calculated,
    object: &Value,
    table: bool,
) -> Outcome<String> {
    let value = match column.source.evaluate(engine, object) {
        Ok(value) => value.unwrap_or_default(),
        Err(fault) if matches!(*fault, Fault::Error { .. }) => {
            if request.show_error {
                report(engine, column, object)?;
            }
            return Ok(if request.display_error { "#ERR".into() } else { String::new() });
        }
        Err(fault) => return Err(fault),
    };
    let text = display::text(engine, &value, column.form.as_deref(), table && column.form.is_none())?;
    // Names of files bring their colours, which only a terminal gets.
    if matches!(&column.source, Source::Property(name) | Source::Member(name) if name.as_ref() == "NameString")
        && !ps_style::keeps_sequences(engine, engine.host.has_colours())
    {
        return Ok(ps_style::plain(&text));
    }
    Ok(text)
}

/// `-ShowError`: what failed is an error of its own.
fn report(engine: &mut Engine, column: &Calculated, object: &Value) -> Outcome {
    let message = format!("Failed to evaluate expression \"{}\".", column.name);
    let exception = Exception::new("System.Management.Automation.RuntimeException", message);
    let record = ErrorRecord::new(exception, "mshExpressionError", Category::InvalidArgument, object.clone());
    engine.report_error(None, record)
}

impl Shaped {
    /// The shape of a view.
    pub fn of_view(
        engine: &mut Engine,
        view: &View,
        request: &FormatRequest,
        first: &Value,
    ) -> Outcome<Shaped> {
        Ok(match &view.control {
            Control::Table { columns, auto_size, hide_headers, wrap } => {
                let columns: Vec<Calculated> = columns
                    .iter()
                    .map(|column| Calculated {
                        name: column.label.to_string(),
                        source: column.source.clone(),
                        descending: None,
                        width: (column.width > 0).then_some(column.width),
                        // A view's columns stand at the left unless it says otherwise.
                        alignment: Some(column.alignment.unwrap_or(Alignment::Left)),
                        form: column.form.as_deref().map(str::to_string),
                    })
                    .collect();
                Shaped::Table {
                    sides: sides(engine, &columns, first)?,
                    columns,
                    hide: *hide_headers || request.hide_headers,
                    wrap: *wrap || request.wrap,
                    auto_size: *auto_size || request.auto_size,
                    fixed_digits: false,
                    repeat: repeat(engine, request),
                }
            }
            Control::List(items) => {
                let line = |item: &Item| Calculated {
                    source: item.source.clone(),
                    form: item.form.as_deref().map(str::to_string),
                    ..Calculated::property(&item.label)
                };
                Shaped::List(Some(items.map(|items| items.iter().map(line).collect())))
            }
            Control::Wide { shown, columns, auto_size } => Shaped::Wide {
                source: Some(shown.map(|item| {
                    let form = item.form.as_deref().map(str::to_string);
                    item.source.clone().map(|source| Calculated { source, form, ..Calculated::property("") })
                })),
                columns: request.columns.unwrap_or(*columns),
                auto_size: *auto_size || request.auto_size,
            },
            Control::Custom(_) => Shaped::Custom,
        })
    }

    /// A table of the properties that are asked for, or of the object's own.
    pub fn table(engine: &mut Engine, request: &FormatRequest, first: &Value) -> Outcome<Shaped> {
        let columns = properties::columns(engine, &request.properties, first)?;
        Ok(Shaped::Table {
            sides: sides(engine, &columns, first)?,
            columns,
            hide: request.hide_headers,
            wrap: request.wrap,
            auto_size: request.auto_size,
            fixed_digits: true,
            repeat: repeat(engine, request),
        })
    }

    pub fn wide(request: &FormatRequest) -> Shaped {
        Shaped::Wide { source: None, columns: request.columns.unwrap_or(0), auto_size: request.auto_size }
    }

    /// How the run starts.
    pub fn start(&self) -> (Shape, bool) {
        match self {
            Shaped::Table { columns, sides, hide, auto_size, repeat, .. } => {
                let columns = columns
                    .iter()
                    .zip(sides)
                    .map(|(column, alignment)| ColumnInfo {
                        label: column.name.clone(),
                        width: column.width.unwrap_or(0),
                        alignment: *alignment,
                    })
                    .collect();
                (Shape::Table { columns, hide_headers: *hide, repeat: *repeat }, *auto_size)
            }
            Shaped::List(_) => (Shape::List, false),
            Shaped::Wide { columns, auto_size, .. } => (Shape::Wide { columns: *columns }, *auto_size),
            Shaped::Custom => (Shape::Custom, false),
        }
    }

    /// An object as an entry. `None`: the custom view, which is written elsewhere.
    pub fn entry(
        &self,
        engine: &mut Engine,
        request: &FormatRequest,
        object: &Value,
    ) -> Outcome<Option<Entry>> {
        match self {
            Shaped::Table { columns, wrap, fixed_digits, .. } => {
                let mut cells = Vec::with_capacity(columns.len());
                for column in columns {
                    cells.push(cell(engine, request, column, object, *fixed_digits)?);
                }
                Ok(Some(Entry::Row { cells, wrap: *wrap }))
            }
            Shaped::List(Some(items)) => list_entry(engine, request, items.of(object), object).map(Some),
            Shaped::List(None) => {
                let items = match request.properties.is_empty() {
                    true => properties::usual(engine, object)?,
                    false => properties::named(engine, &request.properties, object, false)?,
                };
                list_entry(engine, request, &items, object).map(Some)
            }
            Shaped::Wide { source, .. } => {
                let column = match source {
                    Some(shown) => shown.of(object).clone(),
                    None => wide_property(engine, request, object)?,
                };
                let text = match column {
                    Some(column) => cell(engine, request, &column, object, false)?,
                    None => String::new(),
                };
                Ok(Some(Entry::Wide(text)))
            }
            Shaped::Custom => Ok(None),
        }
    }
}

/// `-RepeatHeader`: as many rows as a screen shows below a header, with room for the pager's line.
fn repeat(engine: &Engine, request: &FormatRequest) -> Option<usize> {
    request.repeat_header.then(|| engine.host.height().saturating_sub(2)).filter(|rows| *rows > 0)
}

/// The object's properties as a list.
pub fn list_entry(
    engine: &mut Engine,
    request: &FormatRequest,
    items: &[Calculated],
    object: &Value,
) -> Outcome<Entry> {
    let mut lines = Vec::with_capacity(items.len());
    for item in items {
        lines.push((item.name.clone(), cell(engine, request, item, object, false)?));
    }
    Ok(Entry::List(lines))
}

/// What is asked for, what names the object, or its first property.
fn wide_property(
    engine: &mut Engine,
    request: &FormatRequest,
    object: &Value,
) -> Outcome<Option<Calculated>> {
    if !request.properties.is_empty() {
        let found = properties::named(engine, &request.properties, object, false)?;
        return Ok(found.into_iter().next());
    }
    if let Some(name) = display::display_name(object) {
        return Ok(Some(Calculated::property(&name)));
    }
    Ok(properties::usual(engine, object)?.into_iter().next())
}

/// Sides of columns: what is asked for, or what the first object's values are.
fn sides(engine: &mut Engine, columns: &[Calculated], first: &Value) -> Outcome<Vec<Alignment>> {
    let mut sides = Vec::with_capacity(columns.len());
    for column in columns {
        sides.push(match column.alignment {
            Some(side) => side,
            None => {
                let value = column.source.value(engine, first)?.unwrap_or_default();
                if display::is_right(&value) { Alignment::Right } else { Alignment::Left }
            }
        });
    }
    Ok(sides)
}

/// A group's value with the words in front of it.
#[derive(Clone)]
pub struct Group {
    pub source: Source,
    pub heading: String,
    pub form: Option<String>,
}

impl Group {
    /// A group by a property's name, a block or a calculated property.
    pub fn by(engine: &mut Engine, by: &Value) -> Outcome<Group> {
        let read = Calculated::read(engine, by)?;
        Ok(Group { heading: format!("   {}: ", read.name), source: read.source, form: read.form })
    }

    /// The group of an object, and its heading.
    pub fn of(&self, engine: &mut Engine, object: &Value) -> Outcome<(String, String)> {
        let value = self.source.value(engine, object)?.unwrap_or_default();
        let shown = display::text(engine, &value, self.form.as_deref(), false)?;
        Ok((convert::to_text(engine, &value)?.to_lowercase(), format!("{}{shown}", self.heading)))
    }
}
