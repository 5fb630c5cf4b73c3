//! The commands that write a message to a stream.

macro_rules! message_command {
    ($(#[doc = $help:literal])* $name:literal as $type:ident, $class:literal, $method:ident) => {
        cmdlet! {
            $(#[doc = $help])*
            $name as $type { class: $class }
            parameters {
                /// The message.
                "Message" message: String { aliases: &["Msg"], position: Some(0), mandatory: true, pipe: Pipe::ByValue, validate: &[Validation::AllowEmptyString] },
            }
        }

        impl Cmdlet for $type {
            fn process(&mut self, context: &mut Context<'_>) -> Outcome {
                let message = self.message.clone();
                context.$method(&message)
            }
        }
    };
}

pub(super) use message_command;
