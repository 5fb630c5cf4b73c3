//! Views: how objects of a type are shown. The formatter reads them; `Update-FormatData` adds to them.

mod built_in;
mod command_views;
mod read;
mod style_views;
mod system_views;

pub use read::views_of_xml;

use super::calculated::{Alignment, Source};
use super::value::Value;
use super::{Engine, Outcome};
use std::rc::Rc;

/// One view of some types.
#[derive(Clone, Debug)]
pub struct View {
    pub name: Rc<str>,
    pub types: Vec<Rc<str>>,
    /// Shown between other objects without ending what is open.
    pub out_of_band: bool,
    pub group: Option<GroupBy>,
    pub control: Control,
}

/// What starts a new group, and the words in front of it.
#[derive(Clone, Debug)]
pub struct GroupBy {
    pub source: Source,
    pub label: Rc<str>,
    /// `true` writes the label as it is in front of the value.
    pub plain: bool,
}

#[derive(Clone, Debug)]
pub enum Control {
    Table { columns: Vec<Column>, auto_size: bool, hide_headers: bool, wrap: bool },
    List(ByType<Vec<Item>>),
    Wide { shown: ByType<WideItem>, columns: usize, auto_size: bool },
    Custom(Vec<CustomItem>),
}

/// What a view shows, which may be something else for objects of some types.
#[derive(Clone, Debug)]
pub struct ByType<T> {
    pub usual: T,
    /// Names of types, and what is shown of objects that are of one of them.
    pub special: Vec<(Vec<Rc<str>>, T)>,
}

impl<T> ByType<T> {
    pub fn same(usual: T) -> ByType<T> {
        ByType { usual, special: Vec::new() }
    }

    /// What is shown of an object: that of its nearest type.
    pub fn of(&self, object: &Value) -> &T {
        if self.special.is_empty() {
            return &self.usual;
        }
        let names = crate::engine::member::type_names(object);
        let distance = |wanted: &[Rc<str>]| {
            names.iter().position(|own| wanted.iter().any(|name| name.eq_ignore_ascii_case(own)))
        };
        let nearest = self.special.iter().filter_map(|(types, shown)| Some((distance(types)?, shown)));
        nearest.min_by_key(|(distance, _)| *distance).map_or(&self.usual, |(_, shown)| shown)
    }

    /// Everything that may be shown, with the types that it is for; none for what is usual.
    pub fn all(&self) -> impl Iterator<Item = (&[Rc<str>], &T)> {
        let special = self.special.iter().map(|(types, shown)| (types.as_slice(), shown));
        special.chain(std::iter::once((&[] as &[Rc<str>], &self.usual)))
    }

    pub fn map<U>(&self, how: impl Fn(&T) -> U) -> ByType<U> {
        let special = self.special.iter().map(|(types, shown)| (types.clone(), how(shown)));
        ByType { usual: how(&self.usual), special: special.collect() }
    }
}

/// What a wide view shows of an object.
#[derive(Clone, Debug, Default)]
pub struct WideItem {
    pub source: Option<Source>,
    pub form: Option<Rc<str>>,
}

/// One column of a table view.
#[derive(Clone, Debug)]
pub struct Column {
    /// The header.
    pub label: Rc<str>,
    /// 0 fits.
    pub width: usize,
    pub alignment: Option<Alignment>,
    pub source: Source,
    pub form: Option<Rc<str>>,
}

/// One line of a list view.
#[derive(Clone, Debug)]
pub struct Item {
    pub label: Rc<str>,
    pub source: Source,
    pub form: Option<Rc<str>>,
}

/// A piece of a custom view.
#[derive(Clone, Debug)]
pub enum CustomItem {
    Text(Rc<str>),
    NewLine,
    Expression { source: Source, form: Option<Rc<str>>, enumerate: bool },
    Frame { indent: usize, items: Vec<CustomItem> },
}

/// What computes a value of an object natively.
pub type Compute = fn(&mut Engine, &Value) -> Outcome<Value>;

/// The views of a session, the most recently prepended first.
pub struct Formats {
    pub views: Vec<Rc<View>>,
}

impl Default for Formats {
    fn default() -> Self {
        Formats { views: built_in::views().into_iter().map(Rc::new).collect() }
    }
}

impl Formats {
    /// The views that fit one of the type names, the most derived type's first.
    pub fn of(&self, type_names: &[String]) -> Vec<Rc<View>> {
        let mut found = Vec::new();
        for name in type_names {
            let fits = |view: &&Rc<View>| view.types.iter().any(|known| known.eq_ignore_ascii_case(name));
            found.extend(self.views.iter().filter(fits).cloned());
        }
        found
    }
}

impl View {
    /// Whether objects of these type names may follow in this view.
    pub fn applies_to(&self, type_names: &[String]) -> bool {
        type_names.iter().any(|name| self.types.iter().any(|known| known.eq_ignore_ascii_case(name)))
    }

    /// `TableControl`, `ListControl` …
    pub fn control_name(&self) -> &'static str {
        match self.control {
            Control::Table { .. } => "TableControl",
            Control::List(_) => "ListControl",
            Control::Wide { .. } => "WideControl",
            Control::Custom(_) => "CustomControl",
        }
    }
}
