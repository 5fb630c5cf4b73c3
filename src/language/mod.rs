//! Text → tree → code. No values, no input or output.
