//! Parameter sets: which stay possible, which one is meant, and what is missing in it.

use super::{ALL, Binding, Membership, Sets, errors};
use crate::engine::Outcome;

impl Binding<'_> {
    /// How many sets are possible, narrowed as far as can be told now. `before_input`: pipeline objects
    /// may still decide; `settle`: the default set is taken for good. Errors: no set, or too many.
    pub(super) fn narrow(&mut self, before_input: bool, settle: bool) -> Outcome<u32> {
        let sets = self.bound.sets;
        if sets == 0 {
            return Err(errors::ambiguous_set(&self.bound.binder));
        }
        let default = self.bound.table.default_set.unwrap_or(0);
        if sets == ALL {
            return self.narrow_all(before_input, settle, default);
        }
        let mut count = sets.count_ones();
        if count > 1 {
            if default & sets != 0 {
                self.bound.set = self.bound.table.set_name(default);
                if settle {
                    self.bound.sets = default;
                    count = 1;
                }
                return Ok(count);
            }
            if before_input && self.input_may_decide(sets) {
                return Ok(count);
            }
            count = self.by_mandatory()?;
        }
        self.bound.set = self.bound.table.set_name(self.bound.sets);
        Ok(count)
    }

    fn narrow_all(&mut self, before_input: bool, settle: bool, default: Sets) -> Outcome<u32> {
        let mut count = (self.bound.table.sets.len() as u32).max(1);
        if before_input && self.input_may_decide(ALL) {
            // Pipeline objects choose.
        } else if default != 0 {
            if settle {
                self.bound.sets = default;
                count = 1;
            }
        } else if count > 1 {
            count = self.by_mandatory()?;
        }
        self.bound.set = self.bound.table.set_name(self.bound.sets);
        Ok(count)
    }

    /// The one set in which nothing mandatory is missing.
    fn by_mandatory(&mut self) -> Outcome<u32> {
        let mut left = self.bound.sets & self.bound.table.all_sets();
        for (index, parameter) in self.bound.table.parameters.iter().enumerate() {
            if self.bound.is_bound(index) {
                continue;
            }
            for place in parameter.memberships.iter().filter(|place| place.mandatory) {
                left &= !place.sets;
            }
        }
        if left.count_ones() != 1 {
            return Err(errors::ambiguous_set(&self.bound.binder));
        }
        self.bound.sets = left;
        Ok(1)
    }

    /// Whether an unbound parameter of the sets takes pipeline objects.
    fn input_may_decide(&self, sets: Sets) -> bool {
        self.bound.table.parameters.iter().enumerate().any(|(index, parameter)| {
            !self.bound.is_bound(index) && parameter.places(sets).any(|place| place.by_value || place.by_name)
        })
    }

    /// Leaves out sets that pipeline objects can no longer fill; true when that changed something.
    pub(super) fn keep_sets_with_input(&mut self) -> bool {
        let mut keep: Sets = 0;
        let mut all = false;
        for (index, parameter) in self.bound.table.parameters.iter().enumerate() {
            let delayed = self.bound.delayed.iter().any(|(found, _, _)| *found == index);
            if self.bound.is_bound(index) && !delayed {
                continue;
            }
            for place in parameter.memberships.iter().filter(|place| place.by_value || place.by_name) {
                all |= place.sets == ALL;
                keep |= place.sets;
            }
        }
        let kept = if all || keep == 0 { self.bound.sets } else { self.bound.sets & keep };
        let changed = kept != self.bound.sets && kept != 0;
        if changed {
            self.bound.sets = kept;
        }
        changed
    }

    /// Asks for mandatory values that nothing can give any more.
    pub(super) fn ask_missing(&mut self, count: u32) -> Outcome {
        let missing = self.missing(count)?;
        if missing.is_empty() {
            return Ok(());
        }
        let binder = self.bound.binder.clone();
        let table = self.bound.table.clone();
        for (index, value) in
            self.engine.prompt_mandatory(&binder, &table, &missing, self.bound.pipeline_position)?
        {
            self.bind(index, value, Default::default(), true)?;
        }
        Ok(())
    }

    /// Mandatory parameters without a value; with pipeline input, those that it cannot fill.
    pub(super) fn missing(&mut self, count: u32) -> Outcome<Vec<usize>> {
        let expects = self.bound.expects_input;
        let sets = self.sets_for_missing(count, expects);
        let mut missing = Vec::new();
        for (index, parameter) in self.bound.table.parameters.iter().enumerate() {
            if self.bound.is_bound(index) {
                continue;
            }
            let wanted = parameter
                .places(sets)
                .any(|place| place.mandatory && !(expects && (place.by_value || place.by_name)));
            if wanted {
                missing.push(index);
            }
        }
        Ok(missing)
    }

    /// The sets whose mandatory parameters count. With several sets open, the default one decides when it
    /// is complete or no other can be filled by the pipeline.
    fn sets_for_missing(&mut self, count: u32, expects: bool) -> Sets {
        let default = self.bound.table.default_set.unwrap_or(0);
        if !expects || count <= 1 {
            return self.bound.sets;
        }
        let open = self.bound.sets & self.bound.table.all_sets();
        if default & open == 0 {
            return if open.count_ones() == 1 { open } else { self.common_sets(open) };
        }
        let others = open & !default;
        let filled_by_input = self.bound.table.parameters.iter().enumerate().any(|(index, parameter)| {
            !self.bound.is_bound(index)
                && parameter.memberships.iter().any(|place| {
                    place.sets != ALL
                        && place.sets & others != 0
                        && place.mandatory
                        && (place.by_value || place.by_name)
                })
        });
        if filled_by_input {
            if !self.is_incomplete(default) {
                self.bound.first_set = default;
                return 0;
            }
            // A set of which a mandatory parameter is missing, too, has no right of way: what fits
            // an object without conversion decides.
            let by_name = |sets: Sets| self.mandatory_by_name(sets);
            if !by_name(default) || by_name(others) {
                return 0;
            }
        }
        self.bound.sets = default;
        self.bound.set = self.bound.table.set_name(default);
        default
    }

    /// Whether a mandatory parameter of just these sets has no value yet.
    fn is_incomplete(&self, sets: Sets) -> bool {
        self.missing_places(sets).next().is_some()
    }

    /// Whether a property of an object can fill a mandatory parameter of just these sets.
    fn mandatory_by_name(&self, sets: Sets) -> bool {
        self.missing_places(sets).any(|place| place.by_name)
    }

    fn missing_places(&self, sets: Sets) -> impl Iterator<Item = &Membership> {
        let unbound = self.bound.table.parameters.iter().enumerate();
        unbound
            .filter(|(index, _)| !self.bound.is_bound(*index))
            .flat_map(|(_, parameter)| parameter.memberships.iter())
            .filter(move |place| place.mandatory && place.sets != ALL && place.sets & sets != 0)
    }

    /// Nothing but parameters of all sets is missing for sure.
    fn common_sets(&self, _open: Sets) -> Sets {
        0
    }
}
