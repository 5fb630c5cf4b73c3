//! The program and the machine that it runs on: `RuntimeInformation`, `AppContext`, `DriveInfo`, and small helpers of
//! .NET's runtime.

mod app_context;
pub mod buffer;
mod diagnostics;
mod drive_info;
mod index;
mod lazy;
mod platform;
mod runtime_information;
mod service_point_manager;
mod weak_reference;

use super::Class;

pub(super) const CLASSES: &[&[&Class]] = &[
    app_context::CLASSES,
    buffer::CLASSES,
    diagnostics::CLASSES,
    drive_info::CLASSES,
    index::CLASSES,
    lazy::CLASSES,
    platform::CLASSES,
    runtime_information::CLASSES,
    service_point_manager::CLASSES,
    weak_reference::CLASSES,
];
