//! A list of usual words: each has a code of one byte, and needs no allocation when it is read.

use std::borrow::Cow;

/// Most bytes of a word.
const LONGEST: usize = 47;

/// A list, the shorter words first, so that a word is only compared with those of its length.
pub struct Words {
    list: &'static [&'static str],
    /// How many words are shorter than so many bytes.
    shorter: [u8; LONGEST + 2],
}

impl Words {
    /// A list of at most 255 different words, the shorter first; another one does not compile.
    pub const fn new(list: &'static [&'static str]) -> Words {
        assert!(list.len() < 256, "a code is one byte");
        let mut shorter = [0; LONGEST + 2];
        let (mut length, mut index) = (0, 0);
        while length < shorter.len() {
            while index < list.len() && list[index].len() < length {
                index += 1;
            }
            shorter[length] = index as u8;
            length += 1;
        }
        assert!(index == list.len(), "too long a word, or a shorter one behind it");
        Words { list, shorter }
    }

    /// The code of a word: not 0.
    pub fn code(&self, text: &str) -> Option<u8> {
        let first = *self.shorter.get(text.len())?;
        let end = *self.shorter.get(text.len() + 1)?;
        let alike = self.list.get(usize::from(first)..usize::from(end))?;
        let position = alike.iter().position(|word| *word == text)?;
        u8::try_from(usize::from(first) + position + 1).ok()
    }

    /// The word of a code.
    pub fn word(&self, code: u8) -> Option<&'static str> {
        self.list.get(usize::from(code).checked_sub(1)?).copied()
    }

    /// The text, without an allocation when it is a word of the list.
    pub fn intern(&self, text: &str) -> Cow<'static, str> {
        match self.code(text).and_then(|code| self.word(code)) {
            Some(word) => Cow::Borrowed(word),
            None => Cow::Owned(text.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_its_code_and_others_have_none() {
        let words = Words::new(&["", "a", "b", "message"]);
        for (index, word) in ["", "a", "b", "message"].into_iter().enumerate() {
            let code = words.code(word).unwrap();
            assert_eq!((usize::from(code), words.word(code)), (index + 1, Some(word)));
            assert!(matches!(words.intern(word), Cow::Borrowed(found) if found == word));
        }
        for other in ["c", "messages", "messagf", &"x".repeat(LONGEST), &"x".repeat(1000)] {
            assert_eq!((words.code(other), words.intern(other).as_ref()), (None, other));
        }
        assert_eq!((words.word(0), words.word(5)), (None, None));
    }
}
