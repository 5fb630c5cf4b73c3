//! `Get-Random`.

use super::random_choice::{Choice, between};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::types::random::Source;
use crate::engine::value::Value;

cmdlet! {
    /// Sends a random number, or random objects of those given.
    ///
    /// # Examples
    /// ```powershell
    /// Get-Random -Minimum 1 -Maximum 7 -SetSeed 5
    /// Get-Random -InputObject 'red', 'green', 'blue' -Count 2
    /// 1..5 | Get-Random -Shuffle
    /// ```
    "Get-Random" as GetRandom { class: "Microsoft.PowerShell.Commands.GetRandomCommand", default_set: "RandomNumberParameterSet" }
    parameters {
        /// Starts the session's generator anew: the same seed gives the same numbers.
        "SetSeed" seed: Option<i32>,
        /// The numbers stay below it.
        "Maximum" maximum: Option<Value> { sets: &[Membership { set: "RandomNumberParameterSet", position: Some(0), mandatory: false, pipe: Pipe::No }] },
        /// The least number.
        "Minimum" minimum: Option<Value> { sets: &[Membership { set: "RandomNumberParameterSet", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Objects to choose from.
        "InputObject" input: Option<Vec<Value>> { sets: &[Membership { set: "RandomListItemParameterSet", position: Some(0), mandatory: true, pipe: Pipe::ByValue }, Membership { set: "ShuffleParameterSet", position: Some(0), mandatory: true, pipe: Pipe::ByValue }], validate: &[Validation::AllowNull] },
        /// How many numbers or objects.
        "Count" count: Option<i32> { sets: &[Membership { set: "RandomNumberParameterSet", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "RandomListItemParameterSet", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::Range(1.0, 2147483647.0)] },
        /// All objects in another order.
        "Shuffle" shuffle: bool { sets: &[Membership { set: "ShuffleParameterSet", position: None, mandatory: true, pipe: Pipe::No }] },
    }
    state { choice: Choice }
}

/// The session's generator, which `-SetSeed` starts anew.
#[derive(Default)]
struct Generator(Source);

impl Cmdlet for GetRandom {
    fn begin(&mut self, context: &mut Context<'_>) -> Outcome {
        if let Some(seed) = self.seed {
            context.engine.extension::<Generator>().0 = Source::seeded(seed);
        }
        self.choice.count = match (self.shuffle, self.count) {
            (true, _) => usize::MAX,
            (false, count) => usize::try_from(count.unwrap_or(1)).unwrap_or(1),
        };
        Ok(())
    }

    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        if let Some(items) = self.input.take() {
            let source = &mut context.engine.extension::<Generator>().0;
            self.choice.take(source, items);
        }
        Ok(())
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        if self.choice.seen > 0 {
            let chosen = self.choice.finish(&mut context.engine.extension::<Generator>().0);
            for item in chosen {
                context.output(item)?;
            }
            return Ok(());
        }
        for _ in 0..self.count.unwrap_or(1) {
            let source = &mut context.engine.extension::<Generator>().0;
            let number = between(source, self.minimum.as_ref(), self.maximum.as_ref())
                .map_err(|fault| context.named(fault))?;
            context.output(number)?;
        }
        Ok(())
    }
}
