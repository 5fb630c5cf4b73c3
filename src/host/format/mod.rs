//! Objects as lines: a generator makes packets of objects, a writer lines of packets. `Format-`
//! commands send the packets, so whoever writes them decides how wide the window is.

mod cells;
mod custom;
mod display;
mod generator;
mod packet;
mod properties;
mod shapes;
mod table;
mod writer;

pub use cells::{cut, width};

use crate::engine::host::{Accents, FormatRequest, Formatter, Generator};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};
use generator::PacketGenerator;
use packet::Packet;
use writer::Writer;

/// Formats one run of objects by default views, and writes what `Format-` commands send.
pub struct ViewFormatter {
    generator: PacketGenerator,
    writer: Writer,
}

impl ViewFormatter {
    /// Formats for a width; where that is unlimited, tables keep to the window's.
    pub fn new(width: usize, window: usize) -> ViewFormatter {
        ViewFormatter { generator: PacketGenerator::new(None), writer: Writer::new(width.max(2), window) }
    }
}

impl ViewFormatter {
    /// With headers and labels that stand out.
    pub fn accented(mut self, accents: Accents) -> ViewFormatter {
        self.writer.accent(accents);
        self
    }
}

impl Formatter for ViewFormatter {
    fn push(&mut self, engine: &mut Engine, value: Value, lines: &mut Vec<String>) -> Outcome {
        let mut packets = Vec::new();
        let result = match Packet::of(&value) {
            Some(packet) => {
                self.generator.finish(&mut packets);
                packets.push(packet.clone());
                Ok(())
            }
            None => self.generator.push(engine, value, &mut packets),
        };
        packets.into_iter().for_each(|packet| self.writer.accept(packet, lines));
        result
    }

    fn finish(&mut self, _engine: &mut Engine, lines: &mut Vec<String>) -> Outcome {
        let mut packets = Vec::new();
        self.generator.finish(&mut packets);
        packets.into_iter().for_each(|packet| self.writer.accept(packet, lines));
        self.writer.finish(lines);
        Ok(())
    }
}

/// Makes the packets of one `Format-` command.
pub struct ViewGenerator(PacketGenerator);

impl ViewGenerator {
    pub fn new(request: FormatRequest) -> ViewGenerator {
        ViewGenerator(PacketGenerator::new(Some(request)))
    }
}

impl Generator for ViewGenerator {
    fn push(&mut self, engine: &mut Engine, value: Value, out: &mut Vec<Value>) -> Outcome {
        let mut packets = Vec::new();
        let result = self.0.push(engine, value, &mut packets);
        out.extend(packets.into_iter().map(Value::native));
        result
    }

    fn finish(&mut self, out: &mut Vec<Value>) {
        let mut packets = Vec::new();
        self.0.finish(&mut packets);
        out.extend(packets.into_iter().map(Value::native));
    }
}
