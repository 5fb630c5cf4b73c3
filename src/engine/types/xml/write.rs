//! A tree to text, as `OuterXml` gives it and as `Save` writes it.

use super::tree::{Kind, NodeId, Tree};

/// How text is laid out.
#[derive(Clone, Debug)]
pub struct Layout {
    /// Text of one level; `None` for everything on one line.
    pub indent: Option<String>,
    pub line_end: String,
    pub declaration: bool,
}

impl Layout {
    pub const fn plain() -> Layout {
        Layout { indent: None, line_end: String::new(), declaration: true }
    }

    pub fn indented() -> Layout {
        Layout { indent: Some("  ".into()), line_end: "\n".into(), declaration: true }
    }
}

/// Text with `&`, `<` and `>` as entities.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// As [`escaped`], for an attribute in double quotes.
pub fn escaped_attribute(text: &str) -> String {
    escaped(text).replace('"', "&quot;").replace('\n', "&#xA;").replace('\r', "&#xD;").replace('\t', "&#x9;")
}

/// A node with all below it.
pub fn outer(tree: &Tree, id: NodeId, layout: &Layout) -> String {
    let mut out = String::new();
    node(tree, id, layout, 0, &mut out);
    out
}

/// All below a node.
pub fn inner(tree: &Tree, id: NodeId) -> String {
    let mut out = String::new();
    for child in tree.children(id) {
        node(tree, child, &Layout::plain(), 0, &mut out);
    }
    out
}

fn start_line(layout: &Layout, depth: usize, out: &mut String) {
    if let Some(indent) = &layout.indent {
        if !out.is_empty() {
            out.push_str(&layout.line_end);
        }
        out.push_str(&indent.repeat(depth));
    }
}

fn node(tree: &Tree, id: NodeId, layout: &Layout, depth: usize, out: &mut String) {
    let (kind, name, value, is_empty) =
        tree.read(id, |node| (node.kind, node.name.clone(), node.value.clone(), node.is_empty));
    match kind {
        Kind::Document | Kind::Fragment => {
            for child in tree.children(id) {
                if tree.kind(child) == Kind::Declaration && !layout.declaration {
                    continue;
                }
                start_line(layout, depth, out);
                node(tree, child, layout, depth, out);
            }
        }
        Kind::Element => element(tree, id, &name, is_empty, layout, depth, out),
        Kind::Attribute => out.push_str(&format!("{name}=\"{}\"", escaped_attribute(&value))),
        Kind::Text | Kind::Whitespace => out.push_str(&escaped(&value)),
        Kind::CData => out.push_str(&format!("<![CDATA[{value}]]>")),
        Kind::Comment => out.push_str(&format!("<!--{value}-->")),
        Kind::ProcessingInstruction | Kind::Declaration if value.is_empty() => {
            out.push_str(&format!("<?{name}?>"))
        }
        Kind::ProcessingInstruction | Kind::Declaration => out.push_str(&format!("<?{name} {value}?>")),
        Kind::DocumentType => out.push_str(&format!("<!DOCTYPE {value}>")),
    }
}

fn element(
    tree: &Tree,
    id: NodeId,
    name: &str,
    is_empty: bool,
    layout: &Layout,
    depth: usize,
    out: &mut String,
) {
    out.push('<');
    out.push_str(name);
    for attribute in tree.attributes(id) {
        out.push(' ');
        node(tree, attribute, layout, depth, out);
    }
    let children = tree.children(id);
    if children.is_empty() {
        if is_empty {
            out.push_str(" />");
            return;
        }
        // An element that was emptied keeps its end tag, on a line of its own where lines are made.
        out.push('>');
        start_line(layout, depth, out);
        out.push_str(&format!("</{name}>"));
        return;
    }
    out.push('>');
    let mixed =
        children.iter().any(|child| matches!(tree.kind(*child), Kind::Text | Kind::CData | Kind::Whitespace));
    let inside = if mixed { Layout::plain() } else { layout.clone() };
    for child in &children {
        start_line(&inside, depth + 1, out);
        node(tree, *child, &inside, depth + 1, out);
    }
    if !mixed {
        start_line(layout, depth, out);
    }
    out.push_str(&format!("</{name}>"));
}
