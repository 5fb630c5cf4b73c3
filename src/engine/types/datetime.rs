//! `System.DateTime`.

/// A moment: ticks of 100 ns since year 1, and whether it is local, UTC or unspecified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateTime {
    pub ticks: i64,
    pub kind: DateTimeKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateTimeKind {
    Unspecified,
    Utc,
    Local,
}
