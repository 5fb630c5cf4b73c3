//! Sets as bits of a few shared tables, 64 sets a table: they stay in the fastest cache.

/// A set's place: which table, which bit.
#[derive(Clone, Copy)]
pub struct Place {
    pub table: usize,
    pub bit: usize,
}

/// Sets of numbers below `SIZE`, each kept once.
pub struct Tables<const SIZE: usize> {
    sets: Vec<[bool; SIZE]>,
}

impl<const SIZE: usize> Tables<SIZE> {
    pub fn new() -> Self {
        Tables { sets: Vec::new() }
    }

    /// Where a set is, from now on.
    pub fn place(&mut self, set: [bool; SIZE]) -> Place {
        let known = self.sets.iter().position(|other| *other == set);
        let index = known.unwrap_or_else(|| {
            self.sets.push(set);
            self.sets.len() - 1
        });
        Place { table: index / 64, bit: index % 64 }
    }

    /// The tables as a Rust constant.
    pub fn code(&self, name: &str) -> String {
        let tables = self.sets.chunks(64).map(|sets| {
            let words = (0..SIZE).map(|index| {
                let bits = sets.iter().enumerate().filter(|(_, set)| set[index]);
                format!("{:#x}", bits.fold(0u64, |word, (bit, _)| word | 1 << bit))
            });
            format!("[{}]", words.collect::<Vec<_>>().join(", "))
        });
        let tables: Vec<String> = tables.collect();
        format!("pub static {name}: [[u64; {SIZE}]; {}] = [{}];\n", tables.len(), tables.join(", "))
    }
}
