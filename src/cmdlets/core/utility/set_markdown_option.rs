//! `Set-MarkdownOption`.

use super::convert_from_markdown::invalid_type;
use super::markdown_options;
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::types::record;
use crate::engine::value::Value;

/// A sequence without its escape character.
const SEQUENCE: &str = r"^\[*[0-9;]*?m{1}";

cmdlet! {
    /// Sets the colours that Markdown is shown in, for the rest of the session.
    ///
    /// # Examples
    /// ```powershell
    /// Set-MarkdownOption -Theme Light
    /// Set-MarkdownOption -Header1Color '[1;33m' -Header2Color '[33m' -LinkForegroundColor '[4m' -PassThru
    /// Set-MarkdownOption -Header3Color '[34m' -Header4Color '[35m' -Header5Color '[36m' -Header6Color '[37m' -Code '[32m'
    /// Set-MarkdownOption -ImageAltTextForegroundColor '[33m' -ItalicsForegroundColor '[3m' -BoldForegroundColor '[1m'
    /// Set-MarkdownOption -InputObject (Get-MarkdownOption)
    /// ```
    "Set-MarkdownOption" as SetMarkdownOption {
        module: "Microsoft.PowerShell.Utility",
        class: "Microsoft.PowerShell.Commands.SetMarkdownOptionCommand",
        default_set: "IndividualSetting",
        output_types: &["Microsoft.PowerShell.MarkdownRender.PSMarkdownOptionInfo"],
    }
    parameters {
        /// Sequence of headings of level 1, such as `[7m`.
        "Header1Color" header1: Option<String> { sets: &[Membership { set: "IndividualSetting", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::Pattern(SEQUENCE)] },
        /// Sequence of headings of level 2.
        "Header2Color" header2: Option<String> { sets: &[Membership { set: "IndividualSetting", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::Pattern(SEQUENCE)] },
        /// Sequence of headings of level 3.
        "Header3Color" header3: Option<String> { sets: &[Membership { set: "IndividualSetting", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::Pattern(SEQUENCE)] },
        /// Sequence of headings of level 4.
        "Header4Color" header4: Option<String> { sets: &[Membership { set: "IndividualSetting", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::Pattern(SEQUENCE)] },
        /// Sequence of headings of level 5.
        "Header5Color" header5: Option<String> { sets: &[Membership { set: "IndividualSetting", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::Pattern(SEQUENCE)] },
        /// Sequence of headings of level 6.
        "Header6Color" header6: Option<String> { sets: &[Membership { set: "IndividualSetting", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::Pattern(SEQUENCE)] },
        /// Sequence of code.
        "Code" code: Option<String> { sets: &[Membership { set: "IndividualSetting", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::Pattern(SEQUENCE)] },
        /// Sequence of the texts of images.
        "ImageAltTextForegroundColor" image: Option<String> { sets: &[Membership { set: "IndividualSetting", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::Pattern(SEQUENCE)] },
        /// Sequence of links.
        "LinkForegroundColor" link: Option<String> { sets: &[Membership { set: "IndividualSetting", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::Pattern(SEQUENCE)] },
        /// Sequence of text in italics.
        "ItalicsForegroundColor" italics: Option<String> { sets: &[Membership { set: "IndividualSetting", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::Pattern(SEQUENCE)] },
        /// Sequence of bold text.
        "BoldForegroundColor" bold: Option<String> { sets: &[Membership { set: "IndividualSetting", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::Pattern(SEQUENCE)] },
        /// Sends the options.
        "PassThru" pass_thru: bool,
        /// The colours for a dark or a light terminal.
        "Theme" theme: String { sets: &[Membership { set: "Theme", position: Some(0), mandatory: true, pipe: Pipe::No }], values: &["Dark", "Light"] },
        /// Options as a whole.
        "InputObject" input: Value { type_name: "psobject", sets: &[Membership { set: "InputObject", position: Some(0), mandatory: true, pipe: Pipe::ByValue }] },
    }
}

impl Cmdlet for SetMarkdownOption {
    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        let options = match context.invocation.set {
            "InputObject" if !markdown_options::are_options(&self.input) => {
                return invalid_type(context, &self.input, "InvalidObject");
            }
            "InputObject" => self.input.clone(),
            "Theme" => {
                let options = markdown_options::options();
                markdown_options::set_theme(&options, self.theme.eq_ignore_ascii_case("Light"));
                options
            }
            _ => self.changed(),
        };
        markdown_options::keep(context.engine, options.clone());
        if self.pass_thru { context.output(options) } else { Ok(()) }
    }
}

impl SetMarkdownOption {
    /// The options of a new session with what is given.
    fn changed(&self) -> Value {
        let options = markdown_options::options();
        let given = [
            ("Header1", &self.header1),
            ("Header2", &self.header2),
            ("Header3", &self.header3),
            ("Header4", &self.header4),
            ("Header5", &self.header5),
            ("Header6", &self.header6),
            ("Code", &self.code),
            ("Image", &self.image),
            ("Link", &self.link),
            ("EmphasisItalics", &self.italics),
            ("EmphasisBold", &self.bold),
        ];
        for (name, sequence) in given {
            if let Some(sequence) = sequence {
                record::set_field(&options, name, Value::text(sequence.as_str()));
            }
        }
        options
    }
}
