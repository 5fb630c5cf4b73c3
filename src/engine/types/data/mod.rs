//! `System.Data`: tables of rows and columns in memory, views on them, and sets of tables.

mod column;
mod column_collection;
mod expression;
mod model;
mod query;
mod row;
mod row_collection;
mod set;
mod storage;
mod table;
mod view;
mod xml;

use super::Class;

pub(super) const CLASSES: &[&[&Class]] = &[
    column::CLASSES,
    column_collection::CLASSES,
    row::CLASSES,
    row_collection::CLASSES,
    set::CLASSES,
    table::CLASSES,
    view::CLASSES,
];
