//! What `Get-Help` knows of a command: read from its declaration or from the comment of a function.

mod comment;
mod object;
mod render;
mod source;
mod topics;

pub use object::{parameter, value};
pub use render::View;
pub use source::of;
pub use topics::{topic, topics};

/// What stands in front of an example that has no prompt of its own.
const PROMPT: &str = "PS > ";

/// The help of one command.
#[derive(Clone, Debug, Default)]
pub struct Help {
    pub name: String,
    /// `Cmdlet`, `Function`, `ExternalScript`, `HelpFile`.
    pub category: &'static str,
    pub module: String,
    pub synopsis: String,
    pub syntax: Vec<String>,
    pub description: String,
    pub parameters: Vec<HelpParameter>,
    pub aliases: Vec<String>,
    pub inputs: Vec<String>,
    pub outputs: Vec<String>,
    pub notes: Vec<String>,
    pub examples: Vec<Example>,
    pub links: Vec<String>,
    pub component: String,
    pub role: String,
    pub functionality: String,
    /// Takes the common parameters.
    pub advanced: bool,
}

#[derive(Clone, Debug, Default)]
pub struct HelpParameter {
    pub name: String,
    pub type_name: String,
    pub is_switch: bool,
    pub description: String,
    pub required: bool,
    /// A number, or `named`.
    pub position: String,
    pub default: String,
    pub pipeline: String,
    pub aliases: Vec<String>,
    pub wildcards: bool,
}

/// One example: the command, and what is said of it.
#[derive(Clone, Debug, Default)]
pub struct Example {
    /// What stands in front of the code.
    pub prompt: String,
    pub code: String,
    pub remarks: String,
}
