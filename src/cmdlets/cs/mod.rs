//! Lync's commands: the one place where the shell and the gateway meet.
//!
//! Commands over stored records are tables of [`noun`]; what *does* something has a file of its own.

mod certificate;
mod dns;
mod federation;
mod lab;
mod legacy;
mod migration;
mod noun;
mod object;
mod partner;
mod policy;
mod settings;
mod site;
mod state;
mod topology;
mod user;

use crate::engine::command::CommandInfo;

/// All of them, by name.
pub static COMMANDS: &[CommandInfo] = &[
    dns::AddRecord::INFO,
    topology::EnableTopology::INFO,
    user::EnableUser::INFO,
    settings::GetAccessEdge::INFO,
    certificate::GetCertificate::INFO,
    topology::GetComputer::INFO,
    policy::GetPolicy::INFO,
    state::GetReplicationStatus::INFO,
    migration::GetMigration::INFO,
    site::GetPool::INFO,
    topology::GetService::INFO,
    site::GetSite::INFO,
    topology::GetTopology::INFO,
    user::GetUser::INFO,
    partner::GetPartner::INFO,
    federation::GetXmppFederation::INFO,
    settings::GetGateway::INFO,
    dns::GetRecord::INFO,
    policy::GrantPolicy::INFO,
    certificate::ImportCertificate::INFO,
    user::ImportUserData::INFO,
    migration::InvokeMigrationStep::INFO,
    legacy::MergeLegacyTopology::INFO,
    user::MoveLegacyUser::INFO,
    user::MoveUser::INFO,
    policy::NewPolicy::INFO,
    site::NewPool::INFO,
    site::NewSite::INFO,
    partner::NewPartner::INFO,
    federation::NewXmppFederation::INFO,
    topology::PublishTopology::INFO,
    policy::RemovePolicy::INFO,
    partner::RemovePartner::INFO,
    federation::RemoveXmppFederation::INFO,
    dns::RemoveRecord::INFO,
    certificate::RequestCertificate::INFO,
    dns::ResolveName::INFO,
    settings::SetAccessEdge::INFO,
    certificate::SetCertificate::INFO,
    policy::SetPolicy::INFO,
    user::SetUser::INFO,
    partner::SetPartner::INFO,
    federation::SetXmppFederation::INFO,
    settings::SetGateway::INFO,
    migration::ShowMigrationPlan::INFO,
    lab::StartLab::INFO,
    lab::StopLab::INFO,
    topology::TestFederationRoute::INFO,
    topology::TestTopology::INFO,
    lab::TestXmppIM::INFO,
    migration::UndoMigrationStep::INFO,
];
