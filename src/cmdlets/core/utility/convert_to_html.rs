//! `ConvertTo-Html`.

use crate::cmdlet;
use crate::engine::calculated::{Alignment, Calculated, Source};
use crate::engine::command::{Cmdlet, Context};
use crate::engine::types::{self, hashtable};
use crate::engine::value::Value;
use crate::engine::{Outcome, convert, member, operators};

cmdlet! {
    /// Turns objects into an HTML table or list.
    ///
    /// # Examples
    /// ```powershell
    /// [pscustomobject]@{ Name = 'Ann' } | ConvertTo-Html -Title 'Users'
    /// $users = [pscustomobject]@{ Name = 'Ann'; Town = 'Redmond' }
    /// $users | ConvertTo-Html -Property Name -As List -Fragment -PreContent '<h1>Users</h1>' -PostContent '<p>End</p>'
    /// ConvertTo-Html -InputObject $users -Head '<title>Users</title>' -Body '<h1>Users</h1>'
    /// $users | ConvertTo-Html -Title Users -CssUri style.css -Charset UTF-8 -Meta @{ author = 'Ann' } -Transitional
    /// ```
    "ConvertTo-Html" as ConvertToHtml {
        class: "Microsoft.PowerShell.Commands.ConvertToHtmlCommand",
        default_set: "Page",
        output_types: &["System.String"],
    }
    parameters {
        /// Each object.
        "InputObject" input: Value { type_name: "PSObject", pipe: Pipe::ByValue },
        /// Names, wildcards, blocks or calculated properties.
        "Property" property: Vec<Value> { position: Some(0) },
        /// What stands at the start of the body.
        "Body" body: Vec<String> { sets: &[Membership { set: "Page", position: Some(3), mandatory: false, pipe: Pipe::No }] },
        /// What stands in the head instead of the title.
        "Head" head: Vec<String> { sets: &[Membership { set: "Page", position: Some(1), mandatory: false, pipe: Pipe::No }] },
        /// The page's title.
        "Title" title: Option<String> { sets: &[Membership { set: "Page", position: Some(2), mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotNullOrEmpty] },
        /// A table, or a list of each object's properties.
        "As" shape: Option<String> { values: &["Table", "List"], validate: &[Validation::NotNullOrEmpty] },
        /// The style sheet.
        "CssUri" css: Option<String> { type_name: "System.Uri", aliases: &["cu", "uri"], sets: &[Membership { set: "Page", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotNullOrEmpty] },
        /// Only the table.
        "Fragment" fragment: bool { sets: &[Membership { set: "Fragment", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotNullOrEmpty] },
        /// What stands behind the table.
        "PostContent" post: Vec<String> { validate: &[Validation::NotNullOrEmpty] },
        /// What stands in front of the table.
        "PreContent" pre: Vec<String> { validate: &[Validation::NotNullOrEmpty] },
        /// Names and contents of `meta` elements.
        "Meta" meta: Option<Value> { type_name: "System.Collections.Hashtable", sets: &[Membership { set: "Page", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotNullOrEmpty] },
        /// The character set that the page names.
        "Charset" charset: Option<String> { sets: &[Membership { set: "Page", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotNullOrEmpty] },
        /// Says XHTML Transitional instead of Strict.
        "Transitional" transitional: bool { sets: &[Membership { set: "Page", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotNullOrEmpty] },
    }
    state { columns: Vec<Calculated>, started: bool }
}

impl Cmdlet for ConvertToHtml {
    fn begin(&mut self, context: &mut Context<'_>) -> Outcome {
        Calculated::read_all(context.engine, &self.property).map_err(|fault| context.named(fault))?;
        if !self.fragment {
            self.open_page(context)?;
        }
        for line in self.pre.clone() {
            context.output(Value::text(line))?;
        }
        Ok(())
    }

    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let object = std::mem::take(&mut self.input);
        if object.is_null() {
            return Ok(());
        }
        let list = self.shape.as_deref().is_some_and(|shape| shape.eq_ignore_ascii_case("List"));
        if !std::mem::replace(&mut self.started, true) {
            self.columns = columns(context, &self.property, &object)?;
            context.output(Value::from("<table>"))?;
            if !list {
                self.head(context)?;
            }
        } else if list {
            context.output(Value::from("<tr><td><hr></td></tr>"))?;
        }
        let mut row = String::from("<tr>");
        for column in self.columns.clone() {
            let text = encode(&cell(context, &column, &object)?);
            match list {
                true => {
                    let name = encode(&column.name);
                    context.output(Value::text(format!("<tr><td>{name}:</td><td>{text}</td></tr>")))?;
                }
                false => row.push_str(&format!("<td>{text}</td>")),
            }
        }
        if list { Ok(()) } else { context.output(Value::text(row + "</tr>")) }
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        if self.started {
            context.output(Value::from("</table>"))?;
        }
        for line in self.post.clone() {
            context.output(Value::text(line))?;
        }
        if self.fragment { Ok(()) } else { context.output(Value::from("</body></html>")) }
    }
}

impl ConvertToHtml {
    fn open_page(&self, context: &mut Context<'_>) -> Outcome {
        let (kind, file) =
            if self.transitional { ("Transitional", "transitional") } else { ("Strict", "strict") };
        let mut lines = vec![
            format!(
                "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 {kind}//EN\"  \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-{file}.dtd\">"
            ),
            "<html xmlns=\"http://www.w3.org/1999/xhtml\">".to_string(),
            "<head>".to_string(),
        ];
        if let Some(charset) = &self.charset {
            lines.push(format!("<meta charset=\"{charset}\">"));
        }
        if let Some(table) = self.meta.as_ref().and_then(hashtable::table) {
            for (name, content) in table.borrow().iter() {
                let (name, content) = (convert::display(name), convert::display(content));
                lines.push(format!("<meta name=\"{name}\" content=\"{content}\">"));
            }
        }
        match self.head.is_empty() {
            true => {
                let title = self.title.as_deref().unwrap_or("HTML TABLE");
                lines.push(format!("<title>{title}</title>"));
            }
            false => lines.extend(self.head.iter().cloned()),
        }
        if let Some(css) = &self.css {
            lines.push(format!("<link rel=\"stylesheet\" type=\"text/css\" href=\"{css}\" />"));
        }
        lines.push("</head><body>".into());
        lines.extend(self.body.iter().cloned());
        lines.into_iter().try_for_each(|line| context.output(Value::text(line)))
    }

    /// The columns' sizes and names.
    fn head(&self, context: &mut Context<'_>) -> Outcome {
        let mut sizes = String::from("<colgroup>");
        let mut names = String::from("<tr>");
        for column in &self.columns {
            sizes.push_str("<col");
            if let Some(width) = column.width {
                sizes.push_str(&format!(" width = \"{width}\""));
            }
            if let Some(side) = column.alignment {
                let side = match side {
                    Alignment::Left => "left",
                    Alignment::Right => "right",
                    Alignment::Center => "center",
                };
                sizes.push_str(&format!(" align = \"{side}\""));
            }
            sizes.push_str("/>");
            names.push_str(&format!("<th>{}</th>", encode(&column.name)));
        }
        context.output(Value::text(sizes + "</colgroup>"))?;
        context.output(Value::text(names + "</tr>"))
    }
}

/// The columns that are asked for; all properties of the first object without any.
fn columns(context: &mut Context<'_>, property: &[Value], object: &Value) -> Outcome<Vec<Calculated>> {
    let all = [Value::from("*")];
    let asked = if property.is_empty() { &all } else { property };
    let names = member::property_names(object);
    let mut found = Vec::new();
    for column in Calculated::read_all(context.engine, asked)? {
        match &column.source {
            Source::Property(name) if operators::has_wildcard(name) => {
                let fitting = names.iter().filter(|known| operators::like(known, name, true));
                found.extend(fitting.map(|known| Calculated::property(known)));
            }
            _ => found.push(column),
        }
    }
    Ok(found)
}

fn cell(context: &mut Context<'_>, column: &Calculated, object: &Value) -> Outcome<String> {
    let value = column.value(context.engine, object)?.unwrap_or_default();
    match &column.form {
        Some(form) if !value.is_null() => operators::formatted(context.engine, &value, form),
        _ => match value.unwrapped() {
            Value::DateTime(_) => operators::formatted(context.engine, &value, "G"),
            Value::Array(_) => Ok(types::type_of(&value).reflection_name()),
            _ => convert::to_text(context.engine, &value),
        },
    }
}

/// Text as HTML: what would be markup, and what Latin 1 has beyond ASCII, by reference.
fn encode(text: &str) -> String {
    let mut made = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '<' => made.push_str("&lt;"),
            '>' => made.push_str("&gt;"),
            '&' => made.push_str("&amp;"),
            '"' => made.push_str("&quot;"),
            '\'' => made.push_str("&#39;"),
            '\u{a0}'..='\u{ff}' => made.push_str(&format!("&#{};", u32::from(character))),
            other => made.push(other),
        }
    }
    made
}
