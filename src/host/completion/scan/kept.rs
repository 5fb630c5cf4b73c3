//! The scan of an input while it is edited: what stands in front of a change is not looked at again.

use super::{Frame, FrameKind, Kind, Scan, Token};

/// The beginning of a line outside of texts. What was found in front of it depends on nothing behind it.
struct Mark {
    at: usize,
    tokens: usize,
    frames: usize,
    open: usize,
    /// The frames that are open here, as they are here.
    chain: Vec<(usize, Frame)>,
}

/// What is known of an input from the last time.
#[derive(Default)]
pub struct Kept {
    text: String,
    tokens: Vec<Token>,
    frames: Vec<Frame>,
    marks: Vec<Mark>,
}

impl Kept {
    /// Scans an input and reads what was found.
    pub fn scan<R>(&mut self, text: &str, read: impl FnOnce(&Scan<'_>) -> R) -> R {
        let mut scan = self.resumed(text);
        while scan.at < text.len() {
            scan.advance();
            let new_line = scan.text.get(..scan.at).is_some_and(|before| before.ends_with('\n'));
            // One that is not closed reaches to the end of the input, however much is added.
            let ended =
                scan.tokens.last().is_none_or(|token| token.end < scan.at || token.kind == Kind::Separator);
            if new_line && ended && scan.frame().kind != FrameKind::Text {
                self.marks.push(mark(&scan));
            }
        }
        let answer = read(&scan);
        (self.tokens, self.frames) = (scan.tokens, scan.frames);
        if self.text != text {
            self.text = text.to_string();
        }
        answer
    }

    /// A scan that goes on at the last line that begins in front of the first change.
    fn resumed<'t>(&mut self, text: &'t str) -> Scan<'t> {
        let pairs = self.text.as_bytes().iter().zip(text.as_bytes());
        let same = pairs.take_while(|(one, other)| one == other).count();
        let usable = self.marks.partition_point(|mark| mark.at <= same);
        self.marks.truncate(usable);
        let Some(mark) = self.marks.last() else { return Scan::start(text) };
        let (mut tokens, mut frames) = (std::mem::take(&mut self.tokens), std::mem::take(&mut self.frames));
        tokens.truncate(mark.tokens);
        frames.truncate(mark.frames);
        for (index, frame) in &mark.chain {
            if let Some(place) = frames.get_mut(*index) {
                *place = frame.clone();
            }
        }
        Scan { text, tokens, frames, open: mark.open, at: mark.at }
    }
}

fn mark(scan: &Scan<'_>) -> Mark {
    let mut chain = Vec::new();
    let mut index = scan.open;
    while let Some(frame) = scan.frames.get(index) {
        chain.push((index, frame.clone()));
        if index == 0 {
            break;
        }
        index = frame.parent;
    }
    Mark { at: scan.at, tokens: scan.tokens.len(), frames: scan.frames.len(), open: scan.open, chain }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(scan: &Scan<'_>) -> String {
        format!("{:?} {:?} {}", scan.tokens, scan.frames, scan.open)
    }

    #[test]
    fn an_edited_input_is_found_as_a_new_one() {
        let texts = [
            "if ($a) {\n  Get-Date -Format x\n  \"a $($b.c)\n d\"\n}\n",
            "if ($a) {\n  Get-Date -Format xy\n  \"a $($b.c)\n d\"\n}\n",
            "if ($a) {\n  Get-Date -Format xy\n  \"a $($b.c)\n d\"\n}\nGet-Item (\n1,\n2",
            "if ($a) {\n  Get-Date -Format xy\n  \"a $($b.c)\n d\"\n}\nGet-Item (\n1,\n2)\n}\n3",
            "if ($a) {\n  Get-Date -Format xy\n  \"a $($b.c)\n d\n}\nGet-Item (\n1,\n2)\n}\n3",
            "",
            "@'\nx\n'@\n[int\n$a",
            "@'\nx\n'@\n[int]\n$a",
        ];
        let mut kept = Kept::default();
        for text in texts {
            assert_eq!(kept.scan(text, told), told(&Scan::of(text)), "{text}");
        }
    }

    #[test]
    fn typed_letter_by_letter_it_is_the_same() {
        let text = "function f {\n  param($a)\n  switch ($a) {\n    1 { \"x\n$a\" }\n  }\n}\nf 1 |\n  % { $_ }\n\
            <# a\nb #>\n'a\nb'\n@'\na\n'@\n${a\nb} + 1\nGet-Item x";
        let mut kept = Kept::default();
        for end in (0..text.len()).chain((0..text.len()).rev()) {
            let part = &text[..end];
            assert_eq!(kept.scan(part, told), told(&Scan::of(part)), "{part}");
        }
    }
}
