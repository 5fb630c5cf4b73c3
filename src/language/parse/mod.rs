//! Text → pairs → tree.
mod grammar;
