//! `CsClientPolicy`.

use crate::engine::command::{Membership, Pipe};
use crate::noun;

noun! {
    "CsClientPolicy", "client policy", "Microsoft.Rtc.Management.WritableConfig.Policy.Client.ClientPolicy";
    about "A client policy says what the clients of users show and do.";
    scopes [Global, Site, Tag] {
        grant_needs_policy: true,
        extras: &[Extra::tenant(Verb::New), Extra::tenant(Verb::Get), Extra::tenant(Verb::Set), Extra::tenant(Verb::Remove), Extra::domain_controller(Verb::Grant), Extra::tenant(Verb::Grant), Extra::global()],
        grant_identity: &[Membership { set: "Identity", position: Some(0), mandatory: false, pipe: Pipe::Both }],
    };
    properties {
        /// Further settings, made by New-CsClientPolicyEntry.
        "PolicyEntry": Kind::Objects => Default::List(&[]), { example: "(New-CsClientPolicyEntry -Name OnlineFeedbackURL -Value https://www.contoso.com)" };
        /// Free text.
        "Description": Kind::Text => Default::Nothing;
        /// How clients search the address book.
        "AddressBookAvailability": Kind::Choice("AddressBookAvailability", &["WebSearchAndFileDownload", "WebSearchOnly", "FileDownloadOnly"]) => Default::Text("WebSearchAndFileDownload");
        /// Whether an attendant's transferred call comes back when nobody answers.
        "AttendantSafeTransfer": Kind::Truth => Default::Truth(false);
        /// Time after which clients look for their server again.
        "AutoDiscoveryRetryInterval": Kind::TimeSpan => Default::Nothing;
        /// Whether people outside cannot start a conversation.
        "BlockConversationFromFederatedContacts": Kind::Truth => Default::Truth(false);
        /// Seconds between two readings of the calendar.
        "CalendarStatePublicationInterval": Kind::UInt32 => Default::Nothing;
        /// Web address of an own help.
        "CustomizedHelpUrl": Kind::Text => Default::Nothing;
        /// Web address that stands in error messages.
        "CustomLinkInErrorMessages": Kind::Text => Default::Nothing;
        /// Web address of a file with own presence states.
        "CustomStateUrl": Kind::Text => Default::Nothing;
        /// Time after which distribution groups are read again.
        "DGRefreshInterval": Kind::TimeSpan => Default::Text("08:00:00");
        /// Whether presence does not follow the calendar.
        "DisableCalendarPresence": Kind::Truth => Default::Nothing;
        /// Whether the contact card shows no organisation.
        "DisableContactCardOrganizationTab": Kind::Truth => Default::Nothing;
        /// Whether the mail address is not compared with Outlook's.
        "DisableEmailComparisonCheck": Kind::Truth => Default::Nothing;
        /// Whether emoticons are shown as text.
        "DisableEmoticons": Kind::Truth => Default::Nothing;
        /// Whether there is no activity feed.
        "DisableFeedsTab": Kind::Truth => Default::Nothing;
        /// Whether invitations from outside show no display name.
        "DisableFederatedPromptDisplayName": Kind::Truth => Default::Nothing;
        /// Whether free and busy times are not shown.
        "DisableFreeBusyInfo": Kind::Truth => Default::Nothing;
        /// Whether the handset is off while the computer is locked.
        "DisableHandsetOnLockedMachine": Kind::Truth => Default::Nothing;
        /// Whether subject and place of meetings are hidden.
        "DisableMeetingSubjectAndLocation": Kind::Truth => Default::Nothing;
        /// Whether messages cannot be formatted with HTML.
        "DisableHtmlIm": Kind::Truth => Default::Nothing;
        /// Whether messages cannot be handwritten.
        "DisableInkIM": Kind::Truth => Default::Nothing;
        /// Whether OneNote is not offered.
        "DisableOneNote12Integration": Kind::Truth => Default::Nothing;
        /// Whether clients do not search for related text.
        "DisableOnlineContextualSearch": Kind::Truth => Default::Nothing;
        /// Whether calls do not change presence.
        "DisablePhonePresence": Kind::Truth => Default::Nothing;
        /// Whether invitations from public providers show no display name.
        "DisablePICPromptDisplayName": Kind::Truth => Default::Truth(true);
        /// Whether there are no warnings about bad devices.
        "DisablePoorDeviceWarnings": Kind::Truth => Default::Nothing;
        /// Whether there are no warnings about a bad network.
        "DisablePoorNetworkWarnings": Kind::Truth => Default::Nothing;
        /// Whether out-of-office notes are not shown as presence note.
        "DisablePresenceNote": Kind::Truth => Default::Truth(true);
        /// Whether messages cannot be formatted with rich text.
        "DisableRTFIM": Kind::Truth => Default::Nothing;
        /// Whether users cannot save conversations.
        "DisableSavingIM": Kind::Truth => Default::Nothing;
        /// Which photos are shown.
        "DisplayPhoto": Kind::Choice("DisplayPhoto", &["NoPhoto", "PhotosFromADOnly", "AllPhotos"]) => Default::Text("AllPhotos");
        /// Whether users may appear offline.
        "EnableAppearOffline": Kind::Truth => Default::Nothing;
        /// Whether calls are saved in Outlook.
        "EnableCallLogAutoArchiving": Kind::Truth => Default::Nothing;
        /// Whether new users start with their team as contacts.
        "EnableClientAutoPopulateWithTeam": Kind::Truth => Default::Nothing;
        /// Whether callers on hold hear music.
        "EnableClientMusicOnHold": Kind::Truth => Default::Truth(false);
        /// Whether conversations can carry own web pages.
        "EnableConversationWindowTabs": Kind::Truth => Default::Nothing;
        /// Whether the own help replaces the product's.
        "EnableEnterpriseCustomizedHelp": Kind::Truth => Default::Truth(false);
        /// Whether clients write to the system's log.
        "EnableEventLogging": Kind::Truth => Default::Nothing;
        /// Whether contacts are copied to Outlook.
        "EnableExchangeContactSync": Kind::Truth => Default::Truth(true);
        /// Whether Exchange's delegates may schedule meetings.
        "EnableExchangeDelegateSync": Kind::Truth => Default::Truth(false);
        /// Whether contacts are kept in a folder of Exchange.
        "EnableExchangeContactsFolder": Kind::Truth => Default::Nothing;
        /// Whether video may fill the screen.
        "EnableFullScreenVideo": Kind::Truth => Default::Nothing;
        /// Whether sharing in meetings may use more frames a second.
        "EnableHighPerformanceConferencingAppSharing": Kind::Truth => Default::Truth(false);
        /// Whether users may sign in at shared telephones.
        "EnableHotdesking": Kind::Truth => Default::Nothing;
        /// Whether conversations are saved in Outlook.
        "EnableIMAutoArchiving": Kind::Truth => Default::Nothing;
        /// Whether a virtual desktop leaves audio and video to the computer before the user.
        "EnableMediaRedirection": Kind::Truth => Default::Nothing;
        /// Whether meetings are evaluated.
        "EnableMeetingEngagement": Kind::Truth => Default::Nothing;
        /// Whether users hear of people who add them.
        "EnableNotificationForNewSubscribers": Kind::Truth => Default::Truth(true);
        /// Whether the server saves conversations.
        "EnableServerConversationHistory": Kind::Truth => Default::Truth(false);
        /// Whether the client has the look of Skype.
        "EnableSkypeUI": Kind::Truth => Default::Truth(true);
        /// Whether clients send data on their use.
        "EnableSQMData": Kind::Truth => Default::Nothing;
        /// Whether clients write traces.
        "EnableTracing": Kind::Truth => Default::Nothing;
        /// Whether web addresses in messages are links.
        "EnableURL": Kind::Truth => Default::Nothing;
        /// Whether files may be sent without encryption.
        "EnableUnencryptedFileTransfer": Kind::Truth => Default::Truth(false);
        /// Whether a click on a contact calls by the network and not by telephone.
        "EnableVOIPCallDefault": Kind::Truth => Default::Truth(false);
        /// Folders of Outlook that are not searched.
        "ExcludedContactFolders": Kind::Text => Default::Nothing;
        /// Time after which a shared telephone signs users out.
        "HotdeskingTimeout": Kind::TimeSpan => Default::Text("00:05:00");
        /// Text above every conversation.
        "IMWarning": Kind::Text => Default::Nothing;
        /// Time between two readings of Outlook's calendar.
        "MAPIPollInterval": Kind::TimeSpan => Default::Nothing;
        /// Most distribution groups in a contact list.
        "MaximumDGsAllowedInContactList": Kind::UInt32 => Default::Number(10);
        /// Most contacts in a contact list.
        "MaximumNumberOfContacts": Kind::UInt16 => Default::Nothing;
        /// Largest photo, in kilobytes.
        "MaxPhotoSizeKB": Kind::UInt32 => Default::Number(10);
        /// File with the music on hold.
        "MusicOnHoldAudioFile": Kind::Text => Default::Nothing;
        /// Whether sharing between two users is encrypted.
        "P2PAppSharingEncryption": Kind::Choice("P2PAppSharingEncryption", &["Supported", "Enforced", "NotSupported"]) => Default::Nothing;
        /// Whether sharing between two users may use more frames a second.
        "EnableHighPerformanceP2PAppSharing": Kind::Truth => Default::Truth(false);
        /// Whether telephones play a short dial tone.
        "PlayAbbreviatedDialTone": Kind::Truth => Default::Truth(false);
        /// Whether meetings need a PIN before content is shown.
        "RequireContentPin": Kind::Text => Default::Nothing;
        /// What a search compares beginnings with, as a bit mask.
        "SearchPrefixFlags": Kind::UInt16 => Default::Nothing;
        /// Whether recent contacts are shown.
        "ShowRecentContacts": Kind::Truth => Default::Truth(true);
        /// Whether contacts can be shown by relationship.
        "ShowManagePrivacyRelationships": Kind::Truth => Default::Truth(false);
        /// Whether users are sent to SharePoint to change their photo.
        "ShowSharepointPhotoEditLink": Kind::Truth => Default::Truth(false);
        /// Web address of SharePoint's search inside.
        "SPSearchInternalURL": Kind::Text => Default::Nothing;
        /// Web address of SharePoint's search outside.
        "SPSearchExternalURL": Kind::Text => Default::Nothing;
        /// Web address of SharePoint's search page inside.
        "SPSearchCenterInternalURL": Kind::Text => Default::Nothing;
        /// Web address of SharePoint's search page outside.
        "SPSearchCenterExternalURL": Kind::Text => Default::Nothing;
        /// Web address of a file with own tabs.
        "TabURL": Kind::Text => Default::Nothing;
        /// How much clients trace.
        "TracingLevel": Kind::Choice("TracingLevel", &["Off", "Light", "Full"]) => Default::Text("Light");
        /// How much clients report on their use.
        "TelemetryTier": Kind::Text => Default::Nothing;
        /// Seconds for which changes of presence are gathered.
        "PublicationBatchDelay": Kind::UInt32 => Default::Nothing;
        /// Whether clients watch only contacts that are on the screen.
        "EnableViewBasedSubscriptionMode": Kind::Truth => Default::Truth(false);
        /// Time between two questions to the web service.
        "WebServicePollInterval": Kind::TimeSpan => Default::Nothing;
        /// Which help clients open.
        "HelpEnvironment": Kind::Text => Default::Nothing;
        /// Share of calls after which users are asked for a rating, in percent.
        "RateMyCallDisplayPercentage": Kind::UInt16 => Default::Number(10);
        /// Whether a rating may have text.
        "RateMyCallAllowCustomUserFeedback": Kind::Truth => Default::Truth(false);
        /// Milliseconds after which a message is shown as waiting.
        "IMLatencySpinnerDelay": Kind::UInt32 => Default::Nothing;
        /// Milliseconds after which a message is shown as failed.
        "IMLatencyErrorThreshold": Kind::UInt32 => Default::Nothing;
        /// Whether files are picked from cloud folders too.
        "SupportModernFilePicker": Kind::Truth => Default::Truth(false);
        /// Whether users may send feedback.
        "EnableOnlineFeedback": Kind::Truth => Default::Truth(false);
        /// Whether feedback may have pictures of the screen.
        "EnableOnlineFeedbackScreenshots": Kind::Truth => Default::Truth(false);
        /// Time after which an idle conversation of several people ends.
        "ConferenceIMIdleTimeout": Kind::TimeSpan => Default::Nothing;
        /// Whether clients look for no path for media.
        "DisableICE": Kind::Truth => Default::Truth(false);
    }
    NEW = "New-CsClientPolicy", New, "Makes a client policy",
        "New-CsClientPolicy Sales -Description 'For Redmond'";
    GET = "Get-CsClientPolicy", Get, "Shows client policies",
        "Get-CsClientPolicy";
    SET = "Set-CsClientPolicy", Set, "Changes a client policy: the global one without -Identity",
        "Set-CsClientPolicy -Description 'For Redmond'";
    REMOVE = "Remove-CsClientPolicy", Remove, "Removes a client policy; the global one goes back to its defaults",
        "New-CsClientPolicy Sales -Description 'For Redmond' | Out-Null\nRemove-CsClientPolicy Sales";
    GRANT = "Grant-CsClientPolicy", Grant, "Gives users a client policy",
        "New-CsClientPolicy Sales -Description 'For Redmond' | Out-Null\nGet-CsUser | Grant-CsClientPolicy -PolicyName Sales";
}
