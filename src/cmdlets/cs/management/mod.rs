//! The management store: where it is, who follows it, which pool is its master, and everything in it as a file.

mod computers;
mod export_cs_configuration;
mod get_cs_network_interface;
mod import_cs_configuration;
mod invoke_cs_management_store_replication;
mod management_connection;
mod move_cs_management_server;
mod presence_management_state;
mod store_location;
mod test_cs_certificate_configuration;
mod tests_of_computers;
mod ui_culture;
mod versions;

use crate::engine::command::CommandInfo;

/// The commands of this family, by name.
pub static COMMANDS: &[CommandInfo] = &[
    computers::DisableCsComputer::INFO,
    computers::EnableCsComputer::INFO,
    computers::EnableCsReplica::INFO,
    export_cs_configuration::ExportCsConfiguration::INFO,
    store_location::GetCsConfigurationStoreLocation::INFO,
    management_connection::GetCsManagementConnection::INFO,
    get_cs_network_interface::GetCsNetworkInterface::INFO,
    presence_management_state::GetCsPresenceManagementState::INFO,
    versions::GetCsServerPatchVersion::INFO,
    versions::GetCsServerVersion::INFO,
    ui_culture::GetCsUICulture::INFO,
    import_cs_configuration::ImportCsConfiguration::INFO,
    invoke_cs_management_store_replication::InvokeCsManagementStoreReplication::INFO,
    move_cs_management_server::MoveCsManagementServer::INFO,
    store_location::RemoveCsConfigurationStoreLocation::INFO,
    management_connection::RemoveCsManagementConnection::INFO,
    store_location::SetCsConfigurationStoreLocation::INFO,
    management_connection::SetCsManagementConnection::INFO,
    presence_management_state::SetCsPresenceManagementState::INFO,
    ui_culture::SetCsUICulture::INFO,
    test_cs_certificate_configuration::TestCsCertificateConfiguration::INFO,
    tests_of_computers::TestCsComputer::INFO,
    tests_of_computers::TestCsManagementServer::INFO,
    tests_of_computers::TestCsReplica::INFO,
];
