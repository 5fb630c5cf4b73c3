//! Objects as packets: which view and shape, what stands out of band, where groups change.

use super::custom;
use super::display;
use super::packet::{Entry, Packet};
use super::properties;
use super::shapes::{Group, Shaped, list_entry};
use crate::engine::error::{Category, ErrorRecord, Exception};
use crate::engine::format_data::{Control, Formats, View};
use crate::engine::host::{Expand, FormatRequest, Shape};
use crate::engine::object::ObjectKind;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, member};
use crate::host::{detailed_view, error_view};
use std::rc::Rc;

/// Properties that a table without a view may have; more make a list.
const TABLE_MOST: usize = 4;

/// Makes packets of objects, for one request or for the default views.
pub struct PacketGenerator {
    /// `None`: each run's first object decides.
    asked: bool,
    request: FormatRequest,
    open: Option<Open>,
}

/// The run of objects that is being formatted.
struct Open {
    view: Option<Rc<View>>,
    shaped: Shaped,
    group: Option<Group>,
    current: Option<String>,
}

impl PacketGenerator {
    pub fn new(request: Option<FormatRequest>) -> PacketGenerator {
        PacketGenerator { asked: request.is_some(), request: request.unwrap_or_default(), open: None }
    }

    /// Takes what comes through a pipeline: collections are shown by their elements.
    pub fn push(&mut self, engine: &mut Engine, value: Value, out: &mut Vec<Packet>) -> Outcome {
        if value.is_null() {
            return Ok(());
        }
        let Some(items) = display::elements(engine, &value)? else { return self.object(engine, value, out) };
        match self.request.expand {
            Expand::CoreOnly => self.object(engine, value, out),
            Expand::EnumOnly => self.all(engine, items, out),
            Expand::Both => {
                let text = "The following object supports IEnumerable:\n".to_string();
                out.push(Packet::OutOfBand(Entry::Text(text)));
                let columns = properties::usual(engine, &value)?;
                out.push(Packet::OutOfBand(list_entry(engine, &self.request, &columns, &value)?));
                let text = match items.len() {
                    0 => "The IEnumerable contains no objects.".to_string(),
                    1 => "The IEnumerable contains the following object:\n".to_string(),
                    count => format!("The IEnumerable contains the following {count} objects:\n"),
                };
                out.push(Packet::OutOfBand(Entry::Text(text)));
                self.all(engine, items, out)
            }
        }
    }

    fn all(&mut self, engine: &mut Engine, items: Vec<Value>, out: &mut Vec<Packet>) -> Outcome {
        items.into_iter().filter(|item| !item.is_null()).try_for_each(|item| self.object(engine, item, out))
    }

    /// Ends what is open.
    pub fn finish(&mut self, out: &mut Vec<Packet>) {
        if self.open.take().is_some() {
            out.push(Packet::GroupEnd);
            out.push(Packet::End);
        }
    }

    fn object(&mut self, engine: &mut Engine, value: Value, out: &mut Vec<Packet>) -> Outcome {
        if !self.request.force {
            let applies = match &self.open {
                Some(Open { view: Some(view), .. }) => view.applies_to(&member::type_names(&value)),
                _ => true,
            };
            if let Some(entry) = self.out_of_band(engine, &value, !applies)? {
                out.push(Packet::OutOfBand(entry));
                return Ok(());
            }
        }
        let first = self.open.is_none();
        if first {
            let open = self.start(engine, &value)?;
            let (shape, auto_size) = open.shaped.start();
            out.push(Packet::Start { shape, auto_size });
            self.open = Some(open);
        }
        let Some(open) = &mut self.open else { return Ok(()) };
        match &open.group {
            Some(group) => {
                let (key, heading) = group.of(engine, &value)?;
                if open.current.as_ref() != Some(&key) {
                    if !first {
                        out.push(Packet::GroupEnd);
                    }
                    out.push(Packet::GroupStart(Some(heading)));
                    open.current = Some(key);
                }
            }
            None if first => out.push(Packet::GroupStart(None)),
            None => {}
        }
        let entry = match (open.shaped.entry(engine, &self.request, &value)?, &open.view) {
            (Some(entry), _) => entry,
            (None, Some(view)) => match &view.control {
                Control::Custom(items) => custom::by_view(engine, items, &value)?,
                _ => custom::class_view(engine, &self.request, &value)?,
            },
            (None, None) => custom::class_view(engine, &self.request, &value)?,
        };
        out.push(Packet::Entry(entry));
        Ok(())
    }

    /// What stands between other objects: text, numbers, errors; with `fallback` any object as a list.
    fn out_of_band(&self, engine: &mut Engine, value: &Value, fallback: bool) -> Outcome<Option<Entry>> {
        if display::is_scalar(value) {
            return display::plain(engine, value).map(|text| Some(Entry::Text(text)));
        }
        if member::type_names(value).first().is_some_and(|name| name.ends_with("#PSExtendedError")) {
            let text = detailed_view::text(engine, value);
            return Ok(Some(Entry::Text(format!("\n{}", text.trim_end_matches('\n')))));
        }
        if let Value::Object(object) = value
            && let ObjectKind::Error(record) = &object.kind
        {
            let text = engine.error_text(record);
            let end = if error_view::ends_with_break(engine, record) { "\n" } else { "" };
            return Ok(Some(Entry::Text(text.trim_end_matches('\n').to_string() + end)));
        }
        let is_custom = matches!(value, Value::Object(object) if matches!(object.kind, ObjectKind::Custom(_)))
            && member::type_names(value).len() <= 2;
        let view = if is_custom { None } else { out_of_band_view(engine, value) };
        if let Some(view) = view
            && let Control::Custom(items) = &view.control
        {
            return custom::by_view(engine, items, value).map(Some);
        }
        if member::property_names(value).is_empty() {
            return display::plain(engine, value).map(|text| Some(Entry::Text(text)));
        }
        if !fallback {
            return Ok(None);
        }
        let columns = properties::usual(engine, value)?;
        list_entry(engine, &FormatRequest::default(), &columns, value).map(Some)
    }

    fn start(&self, engine: &mut Engine, value: &Value) -> Outcome<Open> {
        let view = self.view(engine, value)?;
        let shaped = match &view {
            Some(view) => Shaped::of_view(engine, view, &self.request, value)?,
            None => match self.shape(engine, value)? {
                Shape::Table => Shaped::table(engine, &self.request, value)?,
                Shape::List => Shaped::List(None),
                Shape::Wide => Shaped::wide(&self.request),
                Shape::Custom => Shaped::Custom,
            },
        };
        let group = match (&self.request.group_by, &view) {
            (Some(by), _) => Some(Group::by(engine, by)?),
            (None, Some(view)) => view.group.as_ref().map(|group| Group {
                source: group.source.clone(),
                heading: group.label.to_string(),
                form: None,
            }),
            (None, None) => None,
        };
        Ok(Open { view, shaped, group, current: None })
    }

    fn shape(&self, engine: &mut Engine, value: &Value) -> Outcome<Shape> {
        if self.asked {
            return Ok(self.request.shape);
        }
        let names = member::display_properties(engine, value)?;
        Ok(if names.len() > TABLE_MOST { Shape::List } else { Shape::Table })
    }

    /// The registered view for an object under this request. Errors: the view that is named does not exist.
    fn view(&self, engine: &mut Engine, value: &Value) -> Outcome<Option<Rc<View>>> {
        if !self.request.properties.is_empty() {
            return Ok(None);
        }
        let views = engine.extension::<Formats>().of(&member::type_names(value));
        let fits = |view: &Rc<View>| !self.asked || is_shape(view, self.request.shape);
        match &self.request.view {
            None => Ok(views.into_iter().find(fits)),
            Some(name) => {
                let found =
                    views.iter().find(|view| fits(view) && view.name.eq_ignore_ascii_case(name)).cloned();
                match found {
                    Some(view) => Ok(Some(view)),
                    None => Err(unknown_view(name)),
                }
            }
        }
    }
}

fn is_shape(view: &View, shape: Shape) -> bool {
    matches!(
        (&view.control, shape),
        (Control::Table { .. }, Shape::Table)
            | (Control::List(_), Shape::List)
            | (Control::Wide { .. }, Shape::Wide)
            | (Control::Custom(_), Shape::Custom)
    )
}

fn out_of_band_view(engine: &mut Engine, value: &Value) -> Option<Rc<View>> {
    let views = engine.extension::<Formats>().of(&member::type_names(value));
    views.into_iter().find(|view| view.out_of_band)
}

fn unknown_view(name: &str) -> Box<crate::engine::Fault> {
    let exception = Exception::new(
        "System.Management.Automation.PipelineStoppedException",
        "The pipeline has been stopped.",
    );
    let mut record =
        ErrorRecord::new(exception, "FormatViewNotFound", Category::ObjectNotFound, Value::text(name));
    record.details = Some(format!("The view name {name} cannot be found."));
    record.into()
}
