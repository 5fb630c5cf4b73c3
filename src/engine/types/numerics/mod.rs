//! `System.Numerics` and the numbers that are no PowerShell number: `Int128`, `UInt128`, `Complex`.

mod bit_operations;
mod complex;
mod wide;

use super::Class;

pub(super) const CLASSES: &[&[&Class]] = &[wide::CLASSES, complex::CLASSES, bit_operations::CLASSES];
