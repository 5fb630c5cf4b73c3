//! Arguments by position: the default set without conversion, others without, then both with it.

use super::{Binding, Loose, Sets, errors};
use crate::engine::{Fault, Outcome};

impl Binding<'_> {
    pub(super) fn positional(&mut self) -> Outcome {
        let mut valid = self.bound.sets;
        if !self.bound.loose.is_empty() && self.shares_a_place(valid) {
            return Err(errors::ambiguous_position(&self.bound.binder));
        }
        let mut places = self.places(valid);
        let loose = std::mem::take(&mut self.bound.loose);
        let (mut values, mut left) = (Vec::new(), Vec::new());
        let mut after_name = false;
        for (order, argument) in loose.into_iter().enumerate() {
            // What follows an unknown name belongs to it.
            let is_name = argument.name.is_some();
            let place = if is_name || after_name { &mut left } else { &mut values };
            place.push((order, argument));
            after_name = is_name;
        }
        values.reverse();
        while let Some(position) = places.first().copied() {
            places.remove(0);
            let candidates = self.at_position(position, valid);
            if candidates.is_empty() {
                continue;
            }
            let Some((order, argument)) = values.pop() else { break };
            if !self.try_position(position, &candidates, &argument, valid)? {
                left.push((order, argument));
            } else if valid != self.bound.sets {
                valid = self.bound.sets;
            }
        }
        left.extend(values);
        left.sort_by_key(|(order, _)| *order);
        self.bound.loose = left.into_iter().map(|(_, argument)| argument).collect();
        Ok(())
    }

    /// Whether two unbound parameters of a script have the same position in the same set.
    fn shares_a_place(&self, valid: Sets) -> bool {
        let mut taken: Vec<(usize, i32, Sets)> = Vec::new();
        let unbound = self.bound.table.parameters.iter().enumerate();
        for (index, parameter) in
            unbound.filter(|(index, found)| found.script && !self.bound.is_bound(*index))
        {
            for place in parameter.places(valid) {
                let Some(position) = place.position else { continue };
                let shared = |(other, at, sets): &(usize, i32, Sets)| {
                    *other != index && *at == position && sets & place.sets != 0
                };
                if taken.iter().any(shared) {
                    return true;
                }
                taken.push((index, position, place.sets));
            }
        }
        false
    }

    /// All positions of unbound parameters, in order.
    fn places(&self, valid: Sets) -> Vec<i32> {
        let mut found: Vec<i32> = self
            .bound
            .table
            .parameters
            .iter()
            .enumerate()
            .filter(|(index, _)| !self.bound.is_bound(*index))
            .flat_map(|(_, parameter)| parameter.places(valid))
            .filter_map(|place| place.position)
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    fn is_at(&self, index: usize, position: i32, sets: Sets) -> bool {
        let parameter = self.bound.table.parameters.get(index);
        parameter.is_some_and(|found| found.places(sets).any(|place| place.position == Some(position)))
    }

    fn at_position(&self, position: i32, valid: Sets) -> Vec<usize> {
        let all = self.bound.table.parameters.iter().enumerate();
        all.filter(|(index, parameter)| {
            !self.bound.is_bound(*index)
                && parameter
                    .places(valid)
                    .any(|place| place.position == Some(position) && !self.collects(place.remaining))
        })
        .map(|(index, _)| index)
        .collect()
    }

    /// A simple function's collector does not exist: its `$args` take what is left.
    fn collects(&self, remaining: bool) -> bool {
        remaining && self.bound.table.advanced
    }

    fn try_position(
        &mut self,
        position: i32,
        candidates: &[usize],
        argument: &Loose,
        valid: Sets,
    ) -> Outcome<bool> {
        let default = self.bound.table.default_set.filter(|set| set & valid != 0);
        for coerce in [false, true] {
            for sets in [default, Some(valid)].into_iter().flatten() {
                let placed: Vec<usize> =
                    candidates.iter().copied().filter(|index| self.is_at(*index, position, sets)).collect();
                if self.try_sets(&placed, argument, coerce)? {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// Binds every candidate of the sets that takes the value, as PowerShell does.
    fn try_sets(&mut self, candidates: &[usize], argument: &Loose, coerce: bool) -> Outcome<bool> {
        let mut bound = false;
        for index in candidates {
            let value = argument.value.clone().unwrap_or_default();
            match self.bind(*index, value, argument.value_span, coerce) {
                Ok(taken) => bound |= taken,
                Err(fault) if self.is_final(&fault) => return Err(fault),
                Err(fault) => self.bound.refusal = Some(fault),
            }
        }
        Ok(bound)
    }

    /// Validation and transformation errors end binding; a native command's conversion error does not.
    fn is_final(&self, fault: &Fault) -> bool {
        !super::assign::is_error(fault) || !errors::is_plain(fault)
    }
}
