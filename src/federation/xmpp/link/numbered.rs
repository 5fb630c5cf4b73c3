//! Values by their numbers, which ascend: new ones come last, and go from anywhere, mostly from the front.

use std::collections::VecDeque;

/// Places that are kept when nothing is there.
const KEPT: usize = 1024;

/// The values, in the order of their numbers.
#[derive(Debug)]
pub struct Numbered<T> {
    /// Those in the middle that are gone leave an empty place.
    places: VecDeque<(u64, Option<T>)>,
    empty: usize,
}

impl<T> Default for Numbered<T> {
    fn default() -> Numbered<T> {
        Numbered { places: VecDeque::new(), empty: 0 }
    }
}

impl<T> Numbered<T> {
    /// How many values there are.
    pub fn len(&self) -> usize {
        self.places.len() - self.empty
    }

    /// Adds a value; its number is higher than all before.
    pub fn push(&mut self, number: u64, value: T) {
        self.places.push_back((number, Some(value)));
    }

    /// Takes out the value of a number, if it is there.
    pub fn remove(&mut self, number: u64) -> Option<T> {
        let at = match self.places.front() {
            Some((first, _)) if *first == number => 0,
            _ => self.places.binary_search_by_key(&number, |(number, _)| *number).ok()?,
        };
        let value = self.places.get_mut(at)?.1.take()?;
        self.empty += 1;
        self.tidy();
        Some(value)
    }

    /// No empty place is first, and no more than half of them are empty.
    fn tidy(&mut self) {
        while let Some((_, None)) = self.places.front() {
            self.places.pop_front();
            self.empty -= 1;
        }
        if self.empty > KEPT && self.empty > self.places.len() / 2 {
            self.places.retain(|(_, value)| value.is_some());
            self.empty = 0;
        }
        if self.places.is_empty() && self.places.capacity() > KEPT {
            self.places = VecDeque::new();
        }
    }

    /// Numbers and values, in order.
    pub fn iter(&self) -> impl Iterator<Item = (u64, &T)> {
        self.places.iter().filter_map(|(number, value)| Some((*number, value.as_ref()?)))
    }

    /// The values, in order.
    pub fn into_values(self) -> impl Iterator<Item = T> {
        self.places.into_iter().filter_map(|(_, value)| value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_go_from_anywhere_and_leave_no_more_than_half_of_the_places_empty() {
        let mut values = Numbered::default();
        (1..=10_000).for_each(|number| values.push(number, number));
        assert_eq!((values.remove(0), values.remove(10_001)), (None, None));
        for number in (2..=10_000).rev() {
            assert_eq!((values.remove(number), values.remove(number)), (Some(number), None));
            assert_eq!(values.len() as u64, number - 1);
            assert!(values.places.len() <= 2 * values.len() + KEPT + 1);
        }
        values.push(10_001, 7);
        assert_eq!(values.iter().collect::<Vec<_>>(), [(1, &1), (10_001, &7)]);
        assert_eq!(values.remove(1), Some(1));
        assert_eq!(values.places.len(), 1);
        assert_eq!(values.into_values().collect::<Vec<_>>(), [7]);
    }

    #[test]
    fn memory_is_given_back_when_all_are_gone() {
        let mut values = Numbered::default();
        (1..=5000).for_each(|number| values.push(number, ()));
        assert!((1..=5000).all(|number| values.remove(number).is_some()));
        assert_eq!((values.len(), values.places.capacity()), (0, 0));
    }
}
