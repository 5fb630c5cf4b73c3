//! Stored records with their verbs: one file a family, as a table.

mod access_edge_configuration;
mod additional_internal_domain;
mod address_book_configuration;
mod address_book_normalization_configuration;
mod address_book_normalization_rule;
mod allowed_domain;
mod archiving_configuration;
mod archiving_policy;
mod autodiscover_configuration;
mod av_edge_configuration;
mod backup_service_configuration;
mod bandwidth_policy_service_configuration;
mod blocked_domain;
mod call_park_orbit;
mod call_via_work_policy;
mod cdr_configuration;
mod client_policy;
mod client_version_configuration;
mod client_version_policy;
mod client_version_policy_rule;
mod cloud_call_data_connector_configuration;
mod cls_configuration;
mod cls_region;
mod cls_scenario;
mod cls_search_term;
mod cls_security_group;
mod conference_disclaimer;
mod conferencing_configuration;
mod conferencing_policy;
mod conversation_history_configuration;
mod cps_configuration;
mod device_update_configuration;
mod diagnostic_configuration;
mod diagnostic_header_configuration;
mod dial_in_conferencing_configuration;
mod dial_in_conferencing_dtmf_configuration;
mod dial_in_conferencing_language_list;
mod dial_plan;
mod enhanced_emergency_service_disclaimer;
mod external_access_policy;
mod file_transfer_filter_configuration;
mod fips_configuration;
mod health_monitoring_configuration;
mod hosted_voicemail_policy;
mod hosting_provider;
mod im_configuration;
mod im_filter_configuration;
mod im_translation_configuration;
mod ip_phone_policy;
mod kerberos_account_assignment;
mod location_policy;
mod mcx_configuration;
mod media_configuration;
mod meeting_configuration;
mod mobility_policy;
mod network_bandwidth_policy_profile;
mod network_configuration;
mod network_inter_region_route;
mod network_inter_site_policy;
mod network_region;
mod network_region_link;
mod network_site;
mod network_subnet;
mod o_auth_configuration;
mod o_auth_server;
mod outbound_calling_number_translation_rule;
mod outbound_translation_rule;
mod persistent_chat_compliance_configuration;
mod persistent_chat_configuration;
mod persistent_chat_policy;
mod persistent_chat_state;
mod pin_policy;
mod platform_service_settings;
mod presence_policy;
mod presence_provider;
mod privacy_configuration;
mod proxy_configuration;
mod pstn_usage;
mod public_provider;
mod push_notification_configuration;
mod qo_e_configuration;
mod registrar_configuration;
mod reporting_configuration;
mod routing_configuration;
mod server_application;
mod simple_url_configuration;
mod sip_response_code_translation_rule;
mod static_routing_configuration;
mod storage_service_configuration;
mod teams_upgrade_configuration;
mod teams_upgrade_policy;
mod telemetry_configuration;
mod tenant_hybrid_configuration;
mod test_device;
mod third_party_video_system_policy;
mod trunk_configuration;
mod uc_phone_configuration;
mod user_replicator_configuration;
mod user_services_configuration;
mod user_services_policy;
mod user_settings_page_configuration;
mod video_interop_server_configuration;
mod video_interop_server_synthetic_transaction_configuration;
mod video_trunk_configuration;
mod voice_configuration;
mod voice_normalization_rule;
mod voice_policy;
mod voice_route;
mod voice_routing_policy;
mod voice_test_configuration;
mod voicemail_rerouting_configuration;
mod watcher_node_configuration;
mod web_service_configuration;
mod xmpp_allowed_partner;
mod xmpp_gateway_configuration;

use crate::engine::command::CommandInfo;

/// The commands of these families, by family.
pub static COMMANDS: &[CommandInfo] = &[
    access_edge_configuration::GET,
    access_edge_configuration::SET,
    additional_internal_domain::GET,
    additional_internal_domain::NEW,
    additional_internal_domain::REMOVE,
    address_book_configuration::GET,
    address_book_configuration::NEW,
    address_book_configuration::REMOVE,
    address_book_configuration::SET,
    address_book_normalization_configuration::GET,
    address_book_normalization_configuration::NEW,
    address_book_normalization_configuration::REMOVE,
    address_book_normalization_configuration::SET,
    address_book_normalization_rule::GET,
    address_book_normalization_rule::NEW,
    address_book_normalization_rule::REMOVE,
    address_book_normalization_rule::SET,
    allowed_domain::GET,
    allowed_domain::NEW,
    allowed_domain::REMOVE,
    allowed_domain::SET,
    archiving_configuration::GET,
    archiving_configuration::NEW,
    archiving_configuration::REMOVE,
    archiving_configuration::SET,
    archiving_policy::GET,
    archiving_policy::GRANT,
    archiving_policy::NEW,
    archiving_policy::REMOVE,
    archiving_policy::SET,
    autodiscover_configuration::GET,
    autodiscover_configuration::NEW,
    autodiscover_configuration::REMOVE,
    autodiscover_configuration::SET,
    av_edge_configuration::GET,
    av_edge_configuration::NEW,
    av_edge_configuration::REMOVE,
    av_edge_configuration::SET,
    backup_service_configuration::GET,
    backup_service_configuration::REMOVE,
    backup_service_configuration::SET,
    bandwidth_policy_service_configuration::GET,
    bandwidth_policy_service_configuration::NEW,
    bandwidth_policy_service_configuration::REMOVE,
    bandwidth_policy_service_configuration::SET,
    blocked_domain::GET,
    blocked_domain::NEW,
    blocked_domain::REMOVE,
    blocked_domain::SET,
    call_park_orbit::NEW,
    call_park_orbit::REMOVE,
    call_park_orbit::SET,
    call_via_work_policy::GET,
    call_via_work_policy::GRANT,
    call_via_work_policy::NEW,
    call_via_work_policy::REMOVE,
    call_via_work_policy::SET,
    cdr_configuration::GET,
    cdr_configuration::NEW,
    cdr_configuration::REMOVE,
    cdr_configuration::SET,
    client_policy::GET,
    client_policy::GRANT,
    client_policy::NEW,
    client_policy::REMOVE,
    client_policy::SET,
    client_version_configuration::GET,
    client_version_configuration::NEW,
    client_version_configuration::REMOVE,
    client_version_configuration::SET,
    client_version_policy::GET,
    client_version_policy::GRANT,
    client_version_policy::NEW,
    client_version_policy::REMOVE,
    client_version_policy::SET,
    client_version_policy_rule::GET,
    client_version_policy_rule::NEW,
    client_version_policy_rule::REMOVE,
    client_version_policy_rule::SET,
    cloud_call_data_connector_configuration::GET,
    cloud_call_data_connector_configuration::NEW,
    cls_configuration::GET,
    cls_configuration::NEW,
    cls_configuration::REMOVE,
    cls_configuration::SET,
    cls_region::GET,
    cls_region::NEW,
    cls_region::REMOVE,
    cls_region::SET,
    cls_scenario::GET,
    cls_scenario::NEW,
    cls_scenario::REMOVE,
    cls_scenario::SET,
    cls_search_term::GET,
    cls_search_term::SET,
    cls_security_group::GET,
    cls_security_group::NEW,
    cls_security_group::REMOVE,
    cls_security_group::SET,
    conference_disclaimer::GET,
    conference_disclaimer::REMOVE,
    conference_disclaimer::SET,
    conferencing_configuration::GET,
    conferencing_configuration::NEW,
    conferencing_configuration::REMOVE,
    conferencing_configuration::SET,
    conferencing_policy::GET,
    conferencing_policy::GRANT,
    conferencing_policy::NEW,
    conferencing_policy::REMOVE,
    conferencing_policy::SET,
    conversation_history_configuration::GET,
    conversation_history_configuration::REMOVE,
    conversation_history_configuration::SET,
    cps_configuration::GET,
    cps_configuration::NEW,
    cps_configuration::REMOVE,
    cps_configuration::SET,
    device_update_configuration::GET,
    device_update_configuration::NEW,
    device_update_configuration::REMOVE,
    device_update_configuration::SET,
    diagnostic_configuration::GET,
    diagnostic_configuration::NEW,
    diagnostic_configuration::REMOVE,
    diagnostic_configuration::SET,
    diagnostic_header_configuration::GET,
    diagnostic_header_configuration::NEW,
    diagnostic_header_configuration::REMOVE,
    diagnostic_header_configuration::SET,
    dial_in_conferencing_configuration::GET,
    dial_in_conferencing_configuration::NEW,
    dial_in_conferencing_configuration::REMOVE,
    dial_in_conferencing_configuration::SET,
    dial_in_conferencing_dtmf_configuration::GET,
    dial_in_conferencing_dtmf_configuration::NEW,
    dial_in_conferencing_dtmf_configuration::REMOVE,
    dial_in_conferencing_dtmf_configuration::SET,
    dial_in_conferencing_language_list::GET,
    dial_plan::GET,
    dial_plan::GRANT,
    dial_plan::NEW,
    dial_plan::REMOVE,
    dial_plan::SET,
    enhanced_emergency_service_disclaimer::GET,
    enhanced_emergency_service_disclaimer::REMOVE,
    enhanced_emergency_service_disclaimer::SET,
    external_access_policy::GET,
    external_access_policy::GRANT,
    external_access_policy::NEW,
    external_access_policy::REMOVE,
    external_access_policy::SET,
    file_transfer_filter_configuration::GET,
    file_transfer_filter_configuration::NEW,
    file_transfer_filter_configuration::REMOVE,
    file_transfer_filter_configuration::SET,
    fips_configuration::GET,
    fips_configuration::NEW,
    fips_configuration::REMOVE,
    fips_configuration::SET,
    health_monitoring_configuration::GET,
    health_monitoring_configuration::NEW,
    health_monitoring_configuration::REMOVE,
    health_monitoring_configuration::SET,
    hosted_voicemail_policy::GET,
    hosted_voicemail_policy::GRANT,
    hosted_voicemail_policy::NEW,
    hosted_voicemail_policy::REMOVE,
    hosted_voicemail_policy::SET,
    hosting_provider::GET,
    hosting_provider::NEW,
    hosting_provider::REMOVE,
    hosting_provider::SET,
    im_configuration::GET,
    im_configuration::NEW,
    im_configuration::REMOVE,
    im_configuration::SET,
    im_filter_configuration::GET,
    im_filter_configuration::NEW,
    im_filter_configuration::REMOVE,
    im_filter_configuration::SET,
    im_translation_configuration::GET,
    im_translation_configuration::NEW,
    im_translation_configuration::REMOVE,
    im_translation_configuration::SET,
    ip_phone_policy::GET,
    ip_phone_policy::GRANT,
    ip_phone_policy::SET,
    kerberos_account_assignment::GET,
    kerberos_account_assignment::NEW,
    kerberos_account_assignment::REMOVE,
    kerberos_account_assignment::SET,
    location_policy::GET,
    location_policy::GRANT,
    location_policy::NEW,
    location_policy::REMOVE,
    location_policy::SET,
    mcx_configuration::GET,
    mcx_configuration::NEW,
    mcx_configuration::REMOVE,
    mcx_configuration::SET,
    media_configuration::GET,
    media_configuration::NEW,
    media_configuration::REMOVE,
    media_configuration::SET,
    meeting_configuration::GET,
    meeting_configuration::NEW,
    meeting_configuration::REMOVE,
    meeting_configuration::SET,
    mobility_policy::GET,
    mobility_policy::GRANT,
    mobility_policy::NEW,
    mobility_policy::REMOVE,
    mobility_policy::SET,
    network_bandwidth_policy_profile::GET,
    network_bandwidth_policy_profile::NEW,
    network_bandwidth_policy_profile::REMOVE,
    network_bandwidth_policy_profile::SET,
    network_configuration::GET,
    network_configuration::REMOVE,
    network_configuration::SET,
    network_inter_region_route::GET,
    network_inter_region_route::NEW,
    network_inter_region_route::REMOVE,
    network_inter_region_route::SET,
    network_inter_site_policy::GET,
    network_inter_site_policy::NEW,
    network_inter_site_policy::REMOVE,
    network_inter_site_policy::SET,
    network_region::GET,
    network_region::NEW,
    network_region::REMOVE,
    network_region::SET,
    network_region_link::GET,
    network_region_link::NEW,
    network_region_link::REMOVE,
    network_region_link::SET,
    network_site::GET,
    network_site::NEW,
    network_site::REMOVE,
    network_site::SET,
    network_subnet::GET,
    network_subnet::NEW,
    network_subnet::REMOVE,
    network_subnet::SET,
    o_auth_configuration::GET,
    o_auth_configuration::SET,
    o_auth_server::GET,
    o_auth_server::NEW,
    o_auth_server::REMOVE,
    outbound_calling_number_translation_rule::GET,
    outbound_calling_number_translation_rule::NEW,
    outbound_calling_number_translation_rule::REMOVE,
    outbound_calling_number_translation_rule::SET,
    outbound_translation_rule::GET,
    outbound_translation_rule::NEW,
    outbound_translation_rule::REMOVE,
    outbound_translation_rule::SET,
    persistent_chat_compliance_configuration::GET,
    persistent_chat_compliance_configuration::NEW,
    persistent_chat_compliance_configuration::REMOVE,
    persistent_chat_compliance_configuration::SET,
    persistent_chat_configuration::GET,
    persistent_chat_configuration::NEW,
    persistent_chat_configuration::REMOVE,
    persistent_chat_configuration::SET,
    persistent_chat_policy::GET,
    persistent_chat_policy::GRANT,
    persistent_chat_policy::NEW,
    persistent_chat_policy::REMOVE,
    persistent_chat_policy::SET,
    persistent_chat_state::GET,
    persistent_chat_state::SET,
    pin_policy::GET,
    pin_policy::GRANT,
    pin_policy::NEW,
    pin_policy::REMOVE,
    pin_policy::SET,
    platform_service_settings::GET,
    platform_service_settings::NEW,
    platform_service_settings::REMOVE,
    platform_service_settings::SET,
    presence_policy::GET,
    presence_policy::GRANT,
    presence_policy::NEW,
    presence_policy::REMOVE,
    presence_policy::SET,
    presence_provider::GET,
    presence_provider::NEW,
    presence_provider::REMOVE,
    presence_provider::SET,
    privacy_configuration::GET,
    privacy_configuration::NEW,
    privacy_configuration::REMOVE,
    privacy_configuration::SET,
    proxy_configuration::GET,
    proxy_configuration::NEW,
    proxy_configuration::REMOVE,
    proxy_configuration::SET,
    pstn_usage::GET,
    pstn_usage::SET,
    public_provider::GET,
    public_provider::NEW,
    public_provider::REMOVE,
    public_provider::SET,
    push_notification_configuration::GET,
    push_notification_configuration::NEW,
    push_notification_configuration::REMOVE,
    push_notification_configuration::SET,
    qo_e_configuration::GET,
    qo_e_configuration::NEW,
    qo_e_configuration::REMOVE,
    qo_e_configuration::SET,
    registrar_configuration::GET,
    registrar_configuration::NEW,
    registrar_configuration::REMOVE,
    registrar_configuration::SET,
    reporting_configuration::GET,
    reporting_configuration::NEW,
    reporting_configuration::REMOVE,
    reporting_configuration::SET,
    routing_configuration::GET,
    routing_configuration::NEW,
    routing_configuration::REMOVE,
    routing_configuration::SET,
    server_application::GET,
    server_application::NEW,
    server_application::REMOVE,
    server_application::SET,
    simple_url_configuration::GET,
    simple_url_configuration::NEW,
    simple_url_configuration::REMOVE,
    simple_url_configuration::SET,
    sip_response_code_translation_rule::GET,
    sip_response_code_translation_rule::NEW,
    sip_response_code_translation_rule::REMOVE,
    sip_response_code_translation_rule::SET,
    static_routing_configuration::GET,
    static_routing_configuration::NEW,
    static_routing_configuration::REMOVE,
    static_routing_configuration::SET,
    storage_service_configuration::GET,
    storage_service_configuration::NEW,
    storage_service_configuration::REMOVE,
    storage_service_configuration::SET,
    teams_upgrade_configuration::GET,
    teams_upgrade_configuration::SET,
    teams_upgrade_policy::GET,
    teams_upgrade_policy::GRANT,
    teams_upgrade_policy::SET,
    telemetry_configuration::GET,
    telemetry_configuration::NEW,
    telemetry_configuration::REMOVE,
    telemetry_configuration::SET,
    tenant_hybrid_configuration::GET,
    tenant_hybrid_configuration::SET,
    test_device::GET,
    test_device::NEW,
    test_device::REMOVE,
    test_device::SET,
    third_party_video_system_policy::GET,
    third_party_video_system_policy::GRANT,
    third_party_video_system_policy::NEW,
    third_party_video_system_policy::REMOVE,
    third_party_video_system_policy::SET,
    trunk_configuration::GET,
    trunk_configuration::NEW,
    trunk_configuration::REMOVE,
    trunk_configuration::SET,
    uc_phone_configuration::GET,
    uc_phone_configuration::NEW,
    uc_phone_configuration::REMOVE,
    uc_phone_configuration::SET,
    user_replicator_configuration::GET,
    user_replicator_configuration::NEW,
    user_replicator_configuration::REMOVE,
    user_replicator_configuration::SET,
    user_services_configuration::GET,
    user_services_configuration::NEW,
    user_services_configuration::REMOVE,
    user_services_configuration::SET,
    user_services_policy::GET,
    user_services_policy::GRANT,
    user_services_policy::NEW,
    user_services_policy::REMOVE,
    user_services_policy::SET,
    user_settings_page_configuration::GET,
    video_interop_server_configuration::GET,
    video_interop_server_configuration::NEW,
    video_interop_server_configuration::REMOVE,
    video_interop_server_configuration::SET,
    video_interop_server_synthetic_transaction_configuration::GET,
    video_interop_server_synthetic_transaction_configuration::NEW,
    video_interop_server_synthetic_transaction_configuration::REMOVE,
    video_interop_server_synthetic_transaction_configuration::SET,
    video_trunk_configuration::GET,
    video_trunk_configuration::NEW,
    video_trunk_configuration::REMOVE,
    video_trunk_configuration::SET,
    voice_configuration::GET,
    voice_configuration::REMOVE,
    voice_configuration::SET,
    voice_normalization_rule::GET,
    voice_normalization_rule::NEW,
    voice_normalization_rule::REMOVE,
    voice_normalization_rule::SET,
    voice_policy::GET,
    voice_policy::GRANT,
    voice_policy::NEW,
    voice_policy::REMOVE,
    voice_policy::SET,
    voice_route::GET,
    voice_route::NEW,
    voice_route::REMOVE,
    voice_route::SET,
    voice_routing_policy::GET,
    voice_routing_policy::GRANT,
    voice_routing_policy::NEW,
    voice_routing_policy::REMOVE,
    voice_routing_policy::SET,
    voice_test_configuration::GET,
    voice_test_configuration::NEW,
    voice_test_configuration::REMOVE,
    voice_test_configuration::SET,
    voicemail_rerouting_configuration::GET,
    voicemail_rerouting_configuration::NEW,
    voicemail_rerouting_configuration::REMOVE,
    voicemail_rerouting_configuration::SET,
    watcher_node_configuration::GET,
    watcher_node_configuration::NEW,
    watcher_node_configuration::REMOVE,
    watcher_node_configuration::SET,
    web_service_configuration::GET,
    web_service_configuration::NEW,
    web_service_configuration::REMOVE,
    web_service_configuration::SET,
    xmpp_allowed_partner::GET,
    xmpp_allowed_partner::NEW,
    xmpp_allowed_partner::REMOVE,
    xmpp_allowed_partner::SET,
    xmpp_gateway_configuration::GET,
    xmpp_gateway_configuration::SET,
];
