//! The instructions of register code, and the operands of the fused ones.

use super::super::ast::{BinaryOperator, Comparison, UnaryOperator};
use super::{Address, Index, Register};

/// Where a fused instruction finds an operand: a register, a slot or a constant, in 16 bits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Operand(u16);

/// The kinds of operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Register(Register),
    Slot(u16),
    Constant(u16),
}

impl Operand {
    const SLOT: u16 = 1 << 14;
    const CONSTANT: u16 = 1 << 15;
    const INDEX: u16 = Self::SLOT - 1;

    /// `None`: the index does not fit, the code stays as it is.
    pub fn new(place: Place) -> Option<Operand> {
        let (kind, index) = match place {
            Place::Register(index) => (0, index),
            Place::Slot(index) => (Self::SLOT, index),
            Place::Constant(index) => (Self::CONSTANT, index),
        };
        (index <= Self::INDEX).then_some(Operand(kind | index))
    }

    #[inline]
    pub fn place(self) -> Place {
        let index = self.0 & Self::INDEX;
        if let Some(slot) = self.slot() {
            Place::Slot(slot)
        } else if self.0 & Self::CONSTANT != 0 {
            Place::Constant(index)
        } else {
            Place::Register(index)
        }
    }

    /// The index of a slot: one comparison, for the loops that are run most.
    #[inline(always)]
    pub fn slot(self) -> Option<u16> {
        let index = self.0.wrapping_sub(Self::SLOT);
        (index < Self::SLOT).then_some(index)
    }
}

impl std::fmt::Debug for Operand {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.place() {
            Place::Register(index) => write!(formatter, "r{index}"),
            Place::Slot(index) => write!(formatter, "s{index}"),
            Place::Constant(index) => write!(formatter, "c{index}"),
        }
    }
}

/// One instruction.
///
/// The *fused* ones stand before the general code for the same work: on operands of the common kinds
/// they do all of it and go on `skip` instructions further, on others they do nothing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Instruction {
    /// Fused: arithmetic or a comparison of two numbers.
    BinaryFused {
        operator: BinaryOperator,
        skip: u8,
        to: Register,
        left: Operand,
        right: Operand,
    },
    /// Fused: a comparison of two numbers; jumps when it does not hold.
    BranchFused {
        operator: Comparison,
        skip: u8,
        left: Operand,
        right: Operand,
        to: Address,
    },
    /// Fused: `++` and `--` of a number in a slot.
    StepFused {
        skip: u8,
        up: bool,
        postfix: bool,
        slot: u16,
        to: Register,
    },
    /// Fused: `+=` on a number, or in place on the only owner of a text or array in a slot.
    AppendFused {
        skip: u8,
        slot: u16,
        from: Register,
    },
    /// `$_`
    LoadItem {
        to: Register,
    },
    /// `$_` as a statement finds it, to be put back when it ends: unset, it is null in strict mode too.
    KeepItem {
        to: Register,
    },
    StoreItem {
        from: Register,
    },
    /// `StoreSlot` of a value that nothing else reads.
    MoveToSlot {
        slot: u16,
        from: Register,
    },
    Constant {
        to: Register,
        index: Index,
    },
    Null {
        to: Register,
    },
    Bool {
        to: Register,
        value: bool,
    },
    Move {
        to: Register,
        from: Register,
    },
    Type {
        to: Register,
        index: Index,
    },
    Block {
        to: Register,
        index: Index,
    },
    LoadSlot {
        to: Register,
        slot: u16,
    },
    /// Like `LoadSlot`, but an unset slot is `$null`: `$x += 1` does not look outward.
    LoadOwn {
        to: Register,
        slot: u16,
    },
    StoreSlot {
        slot: u16,
        from: Register,
    },
    LoadVariable {
        to: Register,
        index: Index,
    },
    StoreVariable {
        index: Index,
        from: Register,
    },
    /// Like `StoreVariable` for a variable with a type or attributes in front.
    Declare {
        index: Index,
        from: Register,
    },
    Using {
        to: Register,
        index: Index,
    },
    Reference {
        to: Register,
        index: Index,
    },
    Binary {
        operator: BinaryOperator,
        to: Register,
        left: Register,
        right: Register,
    },
    /// `..` whose elements are only walked: numbers are made one by one.
    Range {
        to: Register,
        left: Register,
        right: Register,
    },
    Unary {
        operator: UnaryOperator,
        to: Register,
        from: Register,
    },
    ToBool {
        to: Register,
        from: Register,
    },
    Convert {
        to: Register,
        from: Register,
        index: Index,
    },
    Expand {
        to: Register,
        first: Register,
        count: u16,
    },
    Array {
        to: Register,
        first: Register,
        count: u16,
    },
    /// Puts a value into the innermost collector as it is.
    Keep {
        from: Register,
    },
    /// More pairs for the table in a register.
    Extend {
        table: Register,
        first: Register,
        pairs: u16,
    },
    Hashtable {
        to: Register,
        first: Register,
        pairs: u16,
        ordered: bool,
    },
    Member {
        to: Register,
        target: Register,
        name: Index,
        is_static: bool,
    },
    DynamicMember {
        to: Register,
        target: Register,
        name: Register,
        is_static: bool,
    },
    SetMember {
        target: Register,
        name: Index,
        from: Register,
        is_static: bool,
    },
    SetDynamicMember {
        target: Register,
        name: Register,
        from: Register,
        is_static: bool,
    },
    Index {
        to: Register,
        target: Register,
        index: Register,
    },
    /// A number in a register is a key, not a place: `$table[[object]5]`.
    AsKey {
        register: Register,
    },
    SetIndex {
        target: Register,
        index: Register,
        from: Register,
    },
    Invoke {
        to: Register,
        call: Index,
    },
    /// Spreads a value over `count` registers for `$a, $b = …`; the last takes the rest.
    Spread {
        from: Register,
        first: Register,
        count: u16,
    },
    Jump {
        to: Address,
    },
    JumpIf {
        register: Register,
        to: Address,
    },
    JumpUnless {
        register: Register,
        to: Address,
    },
    JumpIfNull {
        register: Register,
        to: Address,
    },
    JumpUnlessNull {
        register: Register,
        to: Address,
    },
    /// Jumps when the last pipeline failed (`&&`) or succeeded (`||`).
    JumpIfFailed {
        to: Address,
    },
    JumpIfSucceeded {
        to: Address,
    },
    /// Sends a value on, unrolled once.
    Emit {
        from: Register,
    },
    /// `$?` becomes true after an expression.
    Succeed,
    Collect,
    /// Ends collecting: none, one, or an array; always an array when `array`.
    Collected {
        to: Register,
        array: bool,
    },
    Pipeline {
        index: Index,
    },
    Redirect {
        index: Index,
    },
    /// `$null` is walked as one element when `null_counts`.
    Iterate {
        iterator: u16,
        from: Register,
        null_counts: bool,
    },
    /// The body reads `$foreach` or `$switch`: sets it, and keeps what it was in `to`.
    Expose {
        iterator: u16,
        to: Register,
        switch: bool,
    },
    /// Ends that.
    Conceal {
        from: Register,
        switch: bool,
    },
    /// Lines of a file, for `switch -File`.
    IterateFile {
        iterator: u16,
        from: Register,
    },
    Next {
        iterator: u16,
        to: Register,
        exit: Address,
    },
    Match {
        to: Register,
        value: Register,
        pattern: Register,
        index: Index,
    },
    Function {
        index: Index,
    },
    Try {
        index: Index,
    },
    /// What `return` in a method gives.
    Result {
        from: Register,
    },
    Return,
    Exit {
        from: Register,
    },
    Throw {
        from: Register,
    },
    /// A command written as a method, `f(1, 2)`: an error in strict mode.
    CalledAsMethod,
    /// `throw` alone, in a `catch`.
    Rethrow,
    /// `break` and `continue` that leave this code.
    Break {
        label: Register,
    },
    Continue {
        label: Register,
    },
}

const _: () = assert!(std::mem::size_of::<Instruction>() <= 12);
