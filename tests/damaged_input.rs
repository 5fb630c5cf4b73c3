//! Files of every kind of damage, and targets that cannot be written: the error is PowerShell's, and what was
//! there before stays as it was.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

use std::path::Path;
use std::process::Command;

/// Prints each error of a block as its class, id and message.
const REPORT: &str = r#"
function report([scriptblock]$block) {
    try { & $block 2>&1 | ForEach-Object { if ($_ -is [System.Management.Automation.ErrorRecord]) { show $_ } else { "$_" } } }
    catch { show $_ }
}
function show($record) { "$($record.Exception.GetType().Name) | $($record.FullyQualifiedErrorId) | $record" }
"#;

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn shell(folder: &Path, text: &str) -> Command {
    std::fs::write(folder.join("run.ps1"), format!("{REPORT}\n{text}")).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_fedsh"));
    command.args(["-NoProfile", "-NonInteractive", "-File", "run.ps1"]);
    command.current_dir(folder).env("HOME", folder).env("TZ", "UTC").env("NO_COLOR", "1");
    command
}

fn printed(command: &mut Command) -> String {
    String::from_utf8_lossy(&command.output().unwrap().stdout).trim_end().to_string()
}

/// What a script prints.
fn run(folder: &Path, text: &str) -> String {
    printed(&mut shell(folder, text))
}

/// A shell whose files end at 1,024 bytes: whoever runs it, its writes fail in the middle.
fn limited(folder: &Path, text: &str) -> String {
    shell(folder, text);
    let line = format!(
        "trap '' XFSZ; ulimit -f 2; exec '{}' -NoProfile -NonInteractive -File run.ps1",
        env!("CARGO_BIN_EXE_fedsh")
    );
    let mut command = Command::new("bash");
    command.args(["-c", &line]).current_dir(folder).env("HOME", folder).env("TZ", "UTC").env("NO_COLOR", "1");
    printed(&mut command)
}

/// A shell that gets this much address space: exit code, output, errors.
fn cramped(kilobytes: u32, text: &str) -> (Option<i32>, String, String) {
    let line = format!("ulimit -v {kilobytes}; exec '{}' -NoProfile -Command -", env!("CARGO_BIN_EXE_fedsh"));
    let folder = folder();
    std::fs::write(folder.path().join("input"), text).unwrap();
    let mut command = Command::new("bash");
    let input = std::fs::File::open(folder.path().join("input")).unwrap();
    let done = command.args(["-c", &line]).stdin(input).env("HOME", folder.path()).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim_end().to_owned();
    (done.status.code(), text(&done.stdout), text(&done.stderr))
}

#[test]
fn little_address_space_is_enough_and_too_little_is_named() {
    let deep = "function f { f }; try { f } catch { $_.FullyQualifiedErrorId }\n";
    assert_eq!(cramped(900_000, deep), (Some(0), "CallDepthOverflow".to_owned(), String::new()));
    let (code, printed, errors) = cramped(250_000, "1\n");
    assert!(code == Some(70) && printed.is_empty() && errors.contains("ulimit -v"), "{code:?} {errors}");
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name != "run.ps1" && !name.starts_with(".config") && !name.starts_with(".local"))
        .collect();
    names.sort();
    names
}

#[test]
fn json_says_where_it_is_broken() {
    let folder = folder();
    let broken = |text: &str| run(folder.path(), &format!("report {{ '{text}' | ConvertFrom-Json }}"));
    let id = "ArgumentException | System.ArgumentException,Microsoft.PowerShell.Commands.ConvertFromJsonCommand | Conversion from JSON failed with error: ";
    for (text, why) in [
        ("{", "Unexpected end when reading JSON. Path '', line 1, position 1."),
        ("[1,tru]", "Error parsing boolean value. Path '[0]', line 1, position 6."),
        ("{\"a\":1,,}", "Invalid property identifier character: ,. Path 'a', line 1, position 7."),
        (
            "[1 2]",
            "After parsing a value an unexpected character was encountered: 2. Path '[0]', line 1, position 3.",
        ),
        (
            "{\"a\" 1}",
            "Invalid character after parsing property name. Expected ':' but got: 1. Path '', line 1, position 5.",
        ),
        ("{\"a\":\"b", "Unterminated string. Expected delimiter: \". Path 'a', line 1, position 7."),
        (
            "{\"a\":1}}",
            "Additional text encountered after finished reading JSON content: }. Path '', line 1, position 7.",
        ),
    ] {
        assert_eq!(broken(text), format!("{id}{why}"), "{text}");
    }
}

#[test]
fn xml_and_clixml_say_where_they_are_broken() {
    let folder = folder();
    let cast = |text: &str, why: &str| {
        let found = run(folder.path(), &format!("report {{ [xml]'{text}' }}"));
        let wanted = format!(
            "PSInvalidCastException | InvalidCastToXmlDocument | Cannot convert value \"{text}\" to type \"System.Xml.XmlDocument\". Error: \"{why}\""
        );
        // The class is the one that a caught cast has.
        assert_eq!(found.replace("RuntimeException", "PSInvalidCastException"), wanted);
    };
    cast("<a", "Unexpected end of file while parsing Name has occurred. Line 1, position 3.");
    cast(
        "<a><b></a>",
        "The 'b' start tag on line 1 position 5 does not match the end tag of 'a'. Line 1, position 9.",
    );
    cast("<a b=\"1\"c=\"2\"/>", "'c' is an unexpected token. Expecting white space. Line 1, position 9.");
    cast("<x:a/>", "'x' is an undeclared prefix. Line 1, position 2.");
    cast("<a>]]></a>", "']]>' is not allowed in character data. Line 1, position 6.");
    let id = "XmlException | System.Xml.XmlException,Microsoft.PowerShell.Commands.ImportClixmlCommand | ";
    let objs = |inside: &str| {
        format!(
            "<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">{inside}</Objs>"
        )
    };
    for (text, why) in [
        (String::new(), "Root element is missing."),
        ("text".into(), "Data at the root level is invalid. Line 1, position 1."),
        (
            "<a/>".into(),
            "Element 'Objs' with namespace name 'http://schemas.microsoft.com/powershell/2004/04' was not found. Line 1, position 2.",
        ),
        (objs("<I32>x</I32>"), "The contents of the System.Int32 primitive type are not valid."),
        (objs("<Foo>1</Foo>"), "Foo XML tag is not recognized."),
        (objs("<Ref RefId=\"7\"/>"), "No object found for referenceId 7"),
        (objs("").replace("1.1.0.1", "2.0"), "Version of incoming PSObject is 2.0. Expected value is 1."),
    ] {
        std::fs::write(folder.path().join("x.xml"), &text).unwrap();
        assert_eq!(run(folder.path(), "report { Import-Clixml x.xml }"), format!("{id}{why}"), "{text}");
        assert_eq!(std::fs::read_to_string(folder.path().join("x.xml")).unwrap(), text);
    }
}

#[test]
fn data_files_and_archives_are_refused_as_powershell_refuses_them() {
    let folder = folder();
    let path = folder.path();
    let data = |text: &str| {
        std::fs::write(path.join("x.psd1"), text).unwrap();
        run(path, "report { Import-PowerShellDataFile x.psd1 }").replace(&path.display().to_string(), "~")
    };
    let could_not = "could not be parsed as a PowerShell Data File.";
    let id = "Microsoft.PowerShell.Commands.ImportPowerShellDataFileCommand";
    assert_eq!(
        data("@{"),
        format!(
            "InvalidOperationException | CouldNotParseAsPowerShellDataFile,{id} | The file '~/x.psd1' {could_not}"
        )
    );
    assert_eq!(
        data("1"),
        format!(
            "InvalidOperationException | CouldNotParseAsPowerShellDataFileNoHashtableRoot,{id} | The file '~/x.psd1' {could_not}"
        )
    );
    assert_eq!(
        data("@{ a = Get-Date }"),
        format!(
            "InvalidOperationException | System.InvalidOperationException,{id} | Cannot generate a PowerShell object for a ScriptBlock evaluating dynamic expressions. Dynamic expression: @{{ a = Get-Date }}."
        )
    );
    std::fs::write(path.join("bad.zip"), "no archive").unwrap();
    let no_archive = "MethodInvocationException | ConstructorInvokedThrowException,Microsoft.PowerShell.Commands.NewObjectCommand | Exception calling \".ctor\" with \"3\" argument(s): \"End of Central Directory record could not be found.\"";
    assert_eq!(run(path, "report { Expand-Archive bad.zip out }"), no_archive);
    assert_eq!(run(path, "'x' > a.txt; report { Compress-Archive a.txt bad.zip -Update }"), no_archive);
    assert_eq!(std::fs::read_to_string(path.join("bad.zip")).unwrap(), "no archive");
    assert!(!path.join("out").exists());
    let damaged = run(
        path,
        "'x' * 500 > a.txt; Compress-Archive a.txt good.zip
$bytes = [IO.File]::ReadAllBytes(\"$PWD/good.zip\"); $bytes[38] = 255; $bytes[39] = 255; [IO.File]::WriteAllBytes(\"$PWD/flip.zip\", $bytes)
mkdir out | Out-Null; 'old' > out/a.txt; report { Expand-Archive flip.zip out -Force }; Get-Content out/a.txt",
    );
    assert_eq!(
        damaged,
        "MethodInvocationException | InvalidDataException | Exception calling \"ExtractToFile\" with \"3\" argument(s): \"The archive entry was compressed using an unsupported compression method.\"\nold"
    );
}

#[test]
fn a_full_disk_is_told_and_leaves_the_target() {
    let folder = folder();
    let path = folder.path();
    for (command, class, id, message) in [
        (
            "'x' | Out-File /dev/full",
            "IOException",
            "System.IO.IOException,Microsoft.PowerShell.Commands.OutFileCommand",
            "No space left on device : '/dev/full'",
        ),
        (
            "'x' > /dev/full",
            "IOException",
            "System.IO.IOException,Microsoft.PowerShell.Commands.OutFileCommand",
            "No space left on device : '/dev/full'",
        ),
        (
            "1 | Export-Clixml /dev/full",
            "IOException",
            "System.IO.IOException,Microsoft.PowerShell.Commands.ExportClixmlCommand",
            "No space left on device : '/dev/full'",
        ),
        (
            "[pscustomobject]@{ a = 1 } | Export-Csv /dev/full",
            "IOException",
            "System.IO.IOException,Microsoft.PowerShell.Commands.ExportCsvCommand",
            "No space left on device : '/dev/full'",
        ),
        (
            "'x' | Set-Content /dev/full",
            "ProviderInvocationException",
            "ProviderContentCloseError,Microsoft.PowerShell.Commands.SetContentCommand",
            "The invocation of Close on the 'FileSystem' provider's content reader or writer failed for path '/dev/full'. No space left on device : '/dev/full'",
        ),
    ] {
        let found = run(path, &format!("report {{ {command} }}"));
        assert_eq!(found, format!("{class} | {id} | {message}"), "{command}");
    }
    std::fs::write(path.join("source.txt"), "x".repeat(5000)).unwrap();
    let long = "$long = 'x' * 5000";
    for write in [
        "$long | Out-File target.txt",
        "$long | Set-Content target.txt",
        "[pscustomobject]@{ a = $long } | Export-Csv target.txt",
        "$long | Export-Clixml target.txt",
        "$long | Tee-Object target.txt",
        "[IO.File]::WriteAllText(\"$PWD/target.txt\", $long)",
        "([xml]\"<a>$long</a>\").Save(\"$PWD/target.txt\")",
        "Copy-Item source.txt target.txt",
    ] {
        std::fs::write(path.join("target.txt"), "old").unwrap();
        let found = limited(path, &format!("{long}; report {{ {write} }}"));
        assert!(found.contains("File too large"), "{write}: {found}");
        assert_eq!(std::fs::read_to_string(path.join("target.txt")).unwrap(), "old", "{write}");
        assert_eq!(names(path), ["source.txt", "target.txt"], "{write} leaves files behind");
    }
}

#[test]
fn an_archive_without_room_leaves_the_old_one() {
    let folder = folder();
    let path = folder.path();
    std::fs::write(path.join("source.txt"), "x".repeat(5000)).unwrap();
    std::fs::write(path.join("target.zip"), "old").unwrap();
    let write = "Compress-Archive source.txt target.zip -Force -CompressionLevel NoCompression";
    let found = limited(path, &format!("report {{ {write} }}"));
    assert!(found.contains("File too large"), "{found}");
    assert_eq!(std::fs::read_to_string(path.join("target.zip")).unwrap(), "old");
    assert_eq!(names(path), ["source.txt", "target.zip"]);
}

#[test]
fn targets_that_cannot_be_opened_end_the_command() {
    let folder = folder();
    let path = folder.path();
    let missing = |command: &str| {
        format!(
            "DirectoryNotFoundException | FileOpenFailure,Microsoft.PowerShell.Commands.{command} | Could not find a part of the path '{}/no/x'.",
            path.display()
        )
    };
    let denied = |command: &str| {
        format!(
            "UnauthorizedAccessException | FileOpenFailure,Microsoft.PowerShell.Commands.{command} | Access to the path '{}/folder' is denied.",
            path.display()
        )
    };
    std::fs::create_dir(path.join("folder")).unwrap();
    for (write, command) in [
        ("'x' | Out-File", "OutFileCommand"),
        ("1 | Export-Clixml", "ExportClixmlCommand"),
        ("1 | Export-Csv", "ExportCsvCommand"),
        ("Export-Alias", "ExportAliasCommand"),
    ] {
        assert_eq!(run(path, &format!("report {{ {write} no/x; 'goes on' }}")), missing(command));
        assert_eq!(run(path, &format!("report {{ {write} folder }}")), denied(command));
    }
    assert_eq!(run(path, "report { Import-Csv folder }"), denied("ImportCsvCommand"));
}

/// Only users other than root are kept from files: the shell runs as one.
#[test]
fn a_read_only_target_is_told_and_stays() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    let folder = folder();
    let path = folder.path();
    let shell_file = path.join("fedsh");
    std::fs::copy(env!("CARGO_BIN_EXE_fedsh"), &shell_file).unwrap();
    let target = path.join("target.txt");
    std::fs::write(&target, "old").unwrap();
    std::fs::set_permissions(&target, std::fs::Permissions::from_mode(0o444)).unwrap();
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o777)).unwrap();
    let is_root = is_root();
    for (write, id) in [
        ("'x' | Out-File target.txt", "FileOpenFailure,Microsoft.PowerShell.Commands.OutFileCommand"),
        ("1 | Export-Clixml target.txt", "FileOpenFailure,Microsoft.PowerShell.Commands.ExportClixmlCommand"),
        (
            "'x' | Set-Content target.txt",
            "GetContentWriterUnauthorizedAccessError,Microsoft.PowerShell.Commands.SetContentCommand",
        ),
    ] {
        shell(path, &format!("report {{ {write} }}"));
        let mut command = Command::new(&shell_file);
        command.args(["-NoProfile", "-NonInteractive", "-File", "run.ps1"]);
        command.current_dir(path).env("HOME", path).env("NO_COLOR", "1");
        if is_root {
            command.uid(65534).gid(65534);
        }
        let wanted = format!(
            "UnauthorizedAccessException | {id} | Access to the path '{}' is denied.",
            target.display()
        );
        assert_eq!(printed(&mut command), wanted, "{write}");
        assert_eq!(std::fs::read_to_string(&target).unwrap(), "old");
    }
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").unwrap().uid() == 0
}
