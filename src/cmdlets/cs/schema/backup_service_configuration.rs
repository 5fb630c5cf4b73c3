//! `CsBackupServiceConfiguration`.

use crate::noun;

noun! {
    "CsBackupServiceConfiguration", "backup service configuration", "Microsoft.Rtc.Management.WritableConfig.Settings.BackupService.BackupServiceConfiguration";
    about "The backup service configuration says how paired pools copy from each other.";
    scopes [Global] {};
    properties {
        /// Local accounts that may call the service.
        "AuthorizedLocalAccounts": Kind::Text => Default::Nothing;
        /// Groups of the directory that may call the service.
        "AuthorizedUniversalGroups": Kind::Text => Default::Nothing;
        /// Most batches of the management store in one round.
        "MaxBatchesPerCmsSync": Kind::Int32 => Default::Number(100);
        /// Most batches of user data in one round.
        "MaxBatchesPerUserStoreSync": Kind::Int32 => Default::Number(1000);
        /// Most calls at once.
        "MaxConcurrentCalls": Kind::Int32 => Default::Number(1000);
        /// Largest package of meeting content, in kilobytes.
        "MaxDataConfPackageSizeKB": Kind::Int32 => Default::Number(256_000);
        /// Time between two rounds.
        "SyncInterval": Kind::TimeSpan => Default::Text("00:02:00");
        /// Share of a round that urgent changes may take, in percent.
        "MaxHighPriQueuePercentagePerUserStoreSync": Kind::Int32 => Default::Number(50);
        /// Whether response groups are copied too.
        "EnableRgsBackupService": Kind::Truth => Default::Truth(false);
    }
    GET = "Get-CsBackupServiceConfiguration", Get, "Shows the backup service configuration",
        "Get-CsBackupServiceConfiguration";
    SET = "Set-CsBackupServiceConfiguration", Set, "Changes the backup service configuration",
        "Set-CsBackupServiceConfiguration -AuthorizedLocalAccounts Redmond";
    REMOVE = "Remove-CsBackupServiceConfiguration", Remove, "Puts the backup service configuration back to its defaults",
        "Remove-CsBackupServiceConfiguration Global";
}
