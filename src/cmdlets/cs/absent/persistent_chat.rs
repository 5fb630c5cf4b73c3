//! Commands of Persistent Chat, which fedsh does not run.

absent! {
    "Persistent Chat";
    "Clear-CsPersistentChatRoom" by "Identity" {
        "Identity": "string" in { ["Identity" => (Some(0), true, No)] };
        "EndDate": "datetime" in { all (None, true, No) };
        "Instance": "ChatRoom" in { ["Instance" => (Some(0), true, ByValue)] };
    }
    "Export-CsPersistentChatData" by "AsBytes" {
        "DBInstance": "string" in { all (None, true, No) };
        "AsBytes": "switch" in { ["AsBytes" => (None, false, No)] };
        "DBName": "string" in { all (None, false, No) };
        "DisableExportedNodes": "switch" in { all (None, false, No) };
        "Level": "ExportLevel" in { all (None, false, No) };
        "Report": "string" in { all (None, false, No) };
        "Scope": "List[String]" in { all (None, false, No) };
        "StartDate": "datetime" in { all (None, false, No) };
        "FileName": "string" in { ["FileName" => (None, false, No)] };
    }
    "Get-CsPersistentChatAddin" by "Pool" {
        "Identity": "string" in { ["Identity" => (Some(0), true, No)] };
        "PersistentChatPoolFqdn": "string" in { ["Pool" => (None, false, No)] };
    }
    "Get-CsPersistentChatCategory" by "Pool" {
        "Identity": "string" in { ["Identity" => (Some(0), true, No)] };
        "AsObject": "switch" in { all (None, false, No) };
        "PersistentChatPoolFqdn": "string" in { ["Pool" => (None, false, No)] };
    }
    "Get-CsPersistentChatEligiblePrincipal" by "Category" {
        "Category": "string" in { ["Category" => (None, true, No)] };
        "Filter": "string" in { all (None, false, No) };
        "PersistentChatPoolFqdn": "string" in { all (None, false, No) };
        "ResultSize": "int" in { all (None, false, No) };
        "Room": "string" in { ["Room" => (None, true, No)] };
        "Presenters": "switch" in { ["Room" => (None, false, No)] };
    }
    "Get-CsPersistentChatEndpoint" by "" {
        "Identity": "UserIdParameter" in { all (Some(0), false, Both) };
        "Credential": "PSCredential" in { all (None, false, No) };
        "DomainController": "Fqdn" in { all (None, false, No) };
        "Filter": "string" in { all (None, false, No) };
        "LdapFilter": "string" in { all (None, false, No) };
        "OU": "OUIdParameter" in { all (None, false, No) };
        "PersistentChatPoolFqdn": "Fqdn" in { all (None, false, No) };
        "ResultSize": "Unlimited[UInt32]" in { all (None, false, No) };
    }
    "Get-CsPersistentChatRoom" by "Identity" {
        "Addin": "string" in { ["All" => (None, false, No)] };
        "AsObject": "switch" in { all (None, false, No) };
        "Category": "string" in { ["All" => (None, false, No)] };
        "ChatContentExceedsMB": "int" in { ["All" => (None, false, No)] };
        "Disabled": "bool" in { ["All" => (None, false, No)] };
        "Filter": "string" in { ["All" => (None, false, No)] };
        "Invitations": "ChatRoomInvitations" in { ["All" => (None, false, No)] };
        "Manager": "string" in { ["All" => (None, false, No)] };
        "Member": "string" in { ["All" => (None, false, No)] };
        "PersistentChatPoolFqdn": "string" in { ["All" => (None, false, No)] };
        "Privacy": "ChatRoomPrivacy" in { ["All" => (None, false, No)] };
        "ResultSize": "int" in { ["All" => (None, false, No)] };
        "SearchDescription": "switch" in { ["All" => (None, false, No)] };
        "Type": "ChatRoomType" in { ["All" => (None, false, No)] };
        "Identity": "string" in { ["Identity" => (Some(0), false, No)] };
    }
    "Import-CsPersistentChatData" by "ByteInput" {
        "ByteInput": "Byte[]" in { ["ByteInput" => (None, true, ByValue)] };
        "DBInstance": "string" in { all (None, true, No) };
        "Report": "string" in { all (None, false, No) };
        "FileName": "string" in { ["FileName" => (None, true, No)] };
    }
    "New-CsPersistentChatAddin" by "" {
        "Name": "string" in { all (None, true, No) };
        "Url": "string" in { all (None, true, No) };
        "PersistentChatPoolFqdn": "string" in { all (None, false, No) };
    }
    "New-CsPersistentChatCategory" by "" {
        "Name": "string" in { all (None, true, No) };
        "Description": "string" in { all (None, false, No) };
        "EnableFileUpload": "switch" in { all (None, false, No) };
        "EnableInvitations": "switch" in { all (None, false, No) };
        "PersistentChatPoolFqdn": "string" in { all (None, false, No) };
        "RemoveChatHistory": "switch" in { all (None, false, No) };
    }
    "New-CsPersistentChatEndpoint" by "" {
        "PersistentChatPoolFqdn": "Fqdn" in { all (None, true, No) };
        "SipAddress": "string" in { all (None, true, No) };
        "DisplayName": "string" in { all (None, false, No) };
        "PassThru": "switch" in { all (None, false, No) };
    }
    "New-CsPersistentChatRoom" by "" {
        "Category": "string" in { all (None, true, No) };
        "Name": "string" in { all (None, true, No) };
        "Addin": "string" in { all (None, false, No) };
        "Description": "string" in { all (None, false, No) };
        "Disabled": "bool" in { all (None, false, No) };
        "Invitations": "ChatRoomInvitations" in { all (None, false, No) };
        "PersistentChatPoolFqdn": "string" in { all (None, false, No) };
        "Privacy": "ChatRoomPrivacy" in { all (None, false, No) };
        "Type": "ChatRoomType" in { all (None, false, No) };
    }
    "Remove-CsPersistentChatAddin" by "Identity" {
        "Identity": "string" in { ["Identity" => (Some(0), true, No)] };
        "Force": "switch" in { all (None, false, No) };
        "Instance": "Addin" in { ["Instance" => (Some(0), true, ByValue)] };
    }
    "Remove-CsPersistentChatCategory" by "Identity" {
        "Identity": "string" in { ["Identity" => (Some(0), true, No)] };
        "Instance": "Category" in { ["Instance" => (Some(0), true, ByValue)] };
    }
    "Remove-CsPersistentChatEndpoint" by "" {
        "Identity": "UserIdParameter" in { all (Some(0), true, Both) };
        "Force": "switch" in { all (None, false, No) };
    }
    "Remove-CsPersistentChatMessage" by "Remove" {
        "Identity": "string" in { all (None, true, No) };
        "Remove": "switch" in { ["Remove" => (None, false, No)] };
        "CaseSensitive": "bool" in { all (None, false, No) };
        "EndDate": "datetime" in { all (None, false, No) };
        "Filter": "string" in { all (None, false, No) };
        "MatchClause": "AndOr" in { all (None, false, No) };
        "StartDate": "datetime" in { all (None, false, No) };
        "UserUri": "string" in { all (None, false, No) };
        "ReplaceMessage": "string" in { ["Replace" => (None, true, No)] };
    }
    "Remove-CsPersistentChatRoom" by "Identity" {
        "Identity": "string" in { ["Identity" => (Some(0), true, No)] };
        "Force": "switch" in { all (None, false, No) };
        "Instance": "ChatRoom" in { ["Instance" => (Some(0), true, ByValue)] };
    }
    "Set-CsPersistentChatActiveServer" by "Explicit" {
        "Identity": "XdsGlobalRelativeIdentity" in { all (Some(0), false, No) };
        "ActiveServers": "PSListModifier[Fqdn]" in { ["Explicit" => (None, true, No)] };
        "Force": "switch" in { all (None, false, No) };
        "Swap": "switch" in { ["Swap" => (None, false, No)] };
    }
    "Set-CsPersistentChatAddin" by "Identity" {
        "Identity": "string" in { ["Identity" => (Some(0), true, ByValue)] };
        "Name": "string" in { all (None, false, No) };
        "Url": "string" in { all (None, false, No) };
        "Instance": "Addin" in { ["Instance" => (Some(0), true, ByValue)] };
    }
    "Set-CsPersistentChatCategory" by "Identity" {
        "Identity": "string" in { ["Identity" => (Some(0), true, No)] };
        "AllowedMembers": "PSListModifier[String]" in { all (None, false, No) };
        "AsObject": "switch" in { all (None, false, No) };
        "ChatHistory": "bool" in { all (None, false, No) };
        "Creators": "PSListModifier[String]" in { all (None, false, No) };
        "DeniedMembers": "PSListModifier[String]" in { all (None, false, No) };
        "Description": "string" in { all (None, false, No) };
        "FileUpload": "bool" in { all (None, false, No) };
        "Invitations": "bool" in { all (None, false, No) };
        "Name": "string" in { all (None, false, No) };
        "Instance": "Category" in { ["Instance" => (None, true, ByValue)] };
    }
    "Set-CsPersistentChatRoom" by "Identity" {
        "Identity": "string" in { ["Identity" => (Some(0), true, No)] };
        "Addin": "string" in { all (None, false, No) };
        "AsObject": "switch" in { all (None, false, No) };
        "Category": "string" in { all (None, false, No) };
        "Description": "string" in { all (None, false, No) };
        "Disabled": "bool" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
        "Invitations": "ChatRoomInvitations" in { all (None, false, No) };
        "Managers": "PSListModifier[String]" in { all (None, false, No) };
        "Members": "PSListModifier[String]" in { all (None, false, No) };
        "Name": "string" in { all (None, false, No) };
        "Presenters": "PSListModifier[String]" in { all (None, false, No) };
        "Privacy": "ChatRoomPrivacy" in { all (None, false, No) };
        "Type": "ChatRoomType" in { all (None, false, No) };
        "Instance": "ChatRoom" in { ["Instance" => (Some(0), true, ByValue)] };
    }
    "Test-CsPersistentChatMessage" by "ServerPlatform" with TEST {
        "TargetFqdn": "string" in { ["ClientPlatform" => (Some(0), false, No), "ServerPlatform" => (Some(0), true, No)] };
        "ReceiverCredential": "PSCredential" in { ["ClientPlatform" => (None, true, No)] };
        "SenderCredential": "PSCredential" in { ["ClientPlatform" => (None, true, No)] };
        "Authentication": "AuthenticationMechanism" in { all (None, false, No) };
        "ChatRoomUri": "string" in { all (None, false, No) };
        "ReceiverSipAddress": "string" in { ["ClientPlatform" => (None, true, No), "ServerPlatform" => (None, false, No)] };
        "SenderSipAddress": "string" in { ["ClientPlatform" => (None, true, No), "ServerPlatform" => (None, false, No)] };
        "Setup": "bool" in { all (None, false, No) };
        "TestUser1SipAddress": "string" in { all (None, false, No) };
        "TestUser2SipAddress": "string" in { all (None, false, No) };
    }
}
