//! `System.GC`: memory is freed when its last user lets go; there is nothing to collect.

use super::table::{static_properties, statics};
use super::{Class, object};
use crate::engine::value::Value;

/// Bytes of the process in memory.
fn resident() -> i64 {
    let known = procfs::process::Process::myself().and_then(|process| process.statm());
    known.map_or(0, |found| i64::try_from(found.resident * procfs::page_size()).unwrap_or(i64::MAX))
}

static GC: Class = Class {
    name: "System.GC",
    base: Some(&object::OBJECT),
    static_properties: static_properties! {
        "int" MaxGeneration => |_| Ok(Value::Int(2));
    },
    static_methods: statics! {
        Collect "static void Collect()" "static void Collect(int generation)" "static void Collect(int generation, System.GCCollectionMode mode)" => |_, _| Ok(Value::Empty);
        CollectionCount "static int CollectionCount(int generation)" => |_, _| Ok(Value::Int(0));
        GetGeneration "static int GetGeneration(System.Object obj)" => |_, _| Ok(Value::Int(0));
        GetTotalAllocatedBytes "static long GetTotalAllocatedBytes(bool precise = False)" => |_, _| Ok(Value::Long(resident()));
        GetTotalMemory "static long GetTotalMemory(bool forceFullCollection)" => |_, _| Ok(Value::Long(resident()));
        KeepAlive "static void KeepAlive(System.Object obj)" => |_, _| Ok(Value::Empty);
        ReRegisterForFinalize "static void ReRegisterForFinalize(System.Object obj)" => |_, _| Ok(Value::Empty);
        SuppressFinalize "static void SuppressFinalize(System.Object obj)" => |_, _| Ok(Value::Empty);
        WaitForPendingFinalizers "static void WaitForPendingFinalizers()" => |_, _| Ok(Value::Empty);
    },
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&GC];
