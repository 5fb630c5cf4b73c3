//! The recogniser that pest makes from `grammar/powershell.pest`.

use pest_derive::Parser;

/// Entry to the generated rules; [`super::node`] turns its pairs into nodes.
#[derive(Parser)]
#[grammar = "../grammar/powershell.pest"]
pub struct PowerShellParser;
