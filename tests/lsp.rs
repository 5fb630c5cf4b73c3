//! A client against `fedsh --lsp`: it opens the scripts of this repository and asks as an editor does.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

struct Client {
    server: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    next: u64,
}

impl Client {
    fn start() -> Client {
        let mut server = Command::new(env!("CARGO_BIN_EXE_fedsh"))
            .arg("--lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (to, from) = (server.stdin.take().unwrap(), BufReader::new(server.stdout.take().unwrap()));
        let mut client = Client { server, to, from, next: 0 };
        let root = format!("file://{}", env!("CARGO_MANIFEST_DIR"));
        let answer = client.ask("initialize", json!({ "capabilities": {}, "rootUri": root }));
        assert_eq!(answer["capabilities"]["hoverProvider"], json!(true));
        client.tell("initialized", json!({}));
        client
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        write!(self.to, "Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
        self.to.flush().unwrap();
    }

    fn receive(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            assert!(self.from.read_line(&mut line).unwrap() > 0, "the server went away");
            match line.trim() {
                "" => break,
                header => {
                    if let Some(number) = header.strip_prefix("Content-Length: ") {
                        length = number.parse().unwrap();
                    }
                }
            }
        }
        let mut bytes = vec![0; length];
        self.from.read_exact(&mut bytes).unwrap();
        serde_json::from_slice(&bytes).unwrap()
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.next += 1;
        let id = self.next;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        loop {
            let message = self.receive();
            if message["id"] == json!(id) {
                assert!(message.get("error").is_none(), "{message}");
                return message["result"].clone();
            }
        }
    }

    /// Opens a text and gives what is wrong in it.
    fn open(&mut self, uri: &str, text: &str) -> Vec<Value> {
        let document = json!({ "uri": uri, "languageId": "powershell", "version": 1, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
        // Answers to what was damaged may come before.
        loop {
            let message = self.receive();
            if message["method"] == json!("textDocument/publishDiagnostics")
                && message["params"]["uri"] == json!(uri)
            {
                return message["params"]["diagnostics"].as_array().unwrap().clone();
            }
            assert!(message.get("id").is_some() || message["method"].is_string(), "{message}");
        }
    }

    fn at(&mut self, method: &str, line: u64, character: u64) -> Value {
        let params = json!({
            "textDocument": { "uri": "file:///a.ps1" },
            "position": { "line": line, "character": character },
            "newName": "renamed",
        });
        self.ask(method, params)
    }

    fn stop(mut self) {
        self.ask("shutdown", Value::Null);
        self.tell("exit", Value::Null);
        assert!(self.server.wait().unwrap().success());
    }
}

#[test]
fn an_editor_gets_its_answers() {
    let mut client = Client::start();
    let text = "function Get-Thing { param($Name) $Name }\nclass Lab { [int]$Size }\n$total = 5\nGet-Thing $total\nGet-ChildI\n";
    assert!(client.open("file:///a.ps1", text).is_empty());
    let found = client.at("textDocument/completion", 4, 10);
    assert_eq!(found[0]["label"], json!("Get-ChildItem"));
    let hover = client.at("textDocument/hover", 3, 3);
    assert!(hover["contents"]["value"].as_str().unwrap().contains("Get-Thing"));
    let place = client.at("textDocument/definition", 3, 3);
    assert_eq!(place["range"]["start"], json!({ "line": 0, "character": 9 }));
    let symbols = client.at("textDocument/documentSymbol", 0, 0);
    assert_eq!(symbols.as_array().unwrap().len(), 2);
    assert_eq!(symbols[1]["children"][0]["name"], json!("Size"));
    let renamed = client.at("textDocument/prepareRename", 2, 2);
    assert_eq!(renamed["placeholder"], json!("total"));
    assert!(client.at("textDocument/prepareRename", 2, 9).is_null());
    let renamed = client.at("textDocument/rename", 2, 2);
    assert_eq!(renamed["changes"]["file:///a.ps1"].as_array().unwrap().len(), 2);
    client.stop();
}

#[test]
fn names_are_known_by_their_scope() {
    let mut client = Client::start();
    let text = "$total = 1\nfunction Add-One($total) { $total + 1 }\nAdd-One -Total $total\n";
    client.open("file:///a.ps1", text);
    let renamed = client.at("textDocument/rename", 1, 19);
    let edits = renamed["changes"]["file:///a.ps1"].as_array().unwrap().clone();
    let places: Vec<(u64, &str)> = edits
        .iter()
        .map(|edit| (edit["range"]["start"]["line"].as_u64().unwrap(), edit["newText"].as_str().unwrap()))
        .collect();
    assert_eq!(places, [(1, "$renamed"), (1, "$renamed"), (2, "-renamed")]);
    let found = client.at("textDocument/references", 0, 2);
    assert_eq!(found.as_array().unwrap().len(), 2);
    let marked = client.at("textDocument/documentHighlight", 0, 2);
    assert_eq!((&marked[0]["kind"], &marked[1]["kind"]), (&json!(3), &json!(2)));
    let hover = client.at("textDocument/hover", 2, 17);
    assert!(hover["contents"]["value"].as_str().unwrap().contains("$total = 1"), "{hover}");
    client.stop();
}

#[test]
fn the_workspace_is_searched_and_coloured() {
    let mut client = Client::start();
    let text = "Get-ChildItem -Recurse\nif ($true) {\n1\n}\n2  \nWrite-MigrationStep\n";
    client.open("file:///a.ps1", text);
    let found = client.ask("workspace/symbol", json!({ "query": "mign" }));
    let found = found.as_array().unwrap();
    assert!(!found.is_empty() && found.iter().all(|symbol| symbol["location"]["uri"].is_string()));
    let hover = client.at("textDocument/hover", 0, 18);
    assert!(hover["contents"]["value"].as_str().unwrap().contains("-Recurse <switch>"), "{hover}");
    let tokens = client.at("textDocument/semanticTokens/full", 0, 0);
    let data: Vec<u64> = tokens["data"].as_array().unwrap().iter().filter_map(Value::as_u64).collect();
    assert_eq!(data[..10], [0, 0, 13, 1, 0, 0, 14, 8, 3, 0]);
    let range = json!({ "start": { "line": 1, "character": 0 }, "end": { "line": 3, "character": 1 } });
    let document = json!({ "uri": "file:///a.ps1" });
    let edits =
        client.ask("textDocument/rangeFormatting", json!({ "textDocument": document, "range": range }));
    assert_eq!(edits.as_array().unwrap().len(), 1, "the line behind the range stays: {edits}");
    client.stop();
}

#[test]
fn a_large_script_is_changed_in_places() {
    let mut client = Client::start();
    let function = |number: usize| {
        format!("function F{number} {{\n    param($a)\n    $x = $a + {number}\n    \"$x\"\n}}\n")
    };
    let text: String = (0..2_000).map(function).collect();
    assert!(client.open("file:///a.ps1", &text).is_empty());
    // A letter that is typed, and one that is taken away: nothing is wrong in the end.
    for (end, new) in [(5_003, "$"), (5_004, "")] {
        let range = json!({
            "start": { "line": 5_002, "character": 4 },
            "end": { "line": 5_002, "character": 4 + usize::from(end == 5_004) },
        });
        let document = json!({ "uri": "file:///a.ps1", "version": end });
        let changes = json!([{ "range": range, "text": new }]);
        client.tell("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    }
    let found = client.at("textDocument/rename", 5_002, 5);
    let edits = found["changes"]["file:///a.ps1"].as_array().unwrap().clone();
    assert_eq!(edits.len(), 2, "{edits:?}");
    assert_eq!(edits[0]["range"]["start"], json!({ "line": 5_002, "character": 4 }));
    client.stop();
}

#[test]
fn a_request_that_is_cancelled_while_it_waits_is_not_answered() {
    let mut client = Client::start();
    let text = "Get-Item -Path $x\n".repeat(10_000);
    client.open("file:///a.ps1", &text);
    let document = json!({ "uri": "file:///a.ps1" });
    let request = |id: u64, method: &str| json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": { "textDocument": document } });
    let messages = [
        request(100, "textDocument/semanticTokens/full"),
        request(101, "textDocument/semanticTokens/full"),
        request(102, "textDocument/documentSymbol"),
        json!({ "jsonrpc": "2.0", "method": "$/cancelRequest", "params": { "id": 102 } }),
    ];
    // In one piece: a client that is kept waiting between two of them would cancel what was answered already.
    let framed = |message: &Value| {
        let text = message.to_string();
        format!("Content-Length: {}\r\n\r\n{text}", text.len())
    };
    client.to.write_all(messages.iter().map(framed).collect::<String>().as_bytes()).unwrap();
    client.to.flush().unwrap();
    let answers: Vec<Value> = (0..3).map(|_| client.receive()).collect();
    let of = |id: u64| answers.iter().find(|answer| answer["id"] == json!(id)).unwrap();
    assert!(of(101)["error"].is_null());
    assert_eq!(of(102)["error"]["code"], json!(-32_800), "{}", of(102));
    client.stop();
}

#[test]
fn what_is_no_message_ends_the_server_in_order() {
    let mut client = Client::start();
    client.to.write_all(b"Content-Length: 9\r\n\r\n{\"broken\"").unwrap();
    client.to.flush().unwrap();
    drop(client.to);
    let mut rest = String::new();
    client.from.read_to_string(&mut rest).unwrap();
    assert_eq!(client.server.wait().unwrap().code(), Some(1));
}

#[test]
fn damaged_and_huge_documents_are_answered() {
    let mut client = Client::start();
    let texts = [
        String::new(),
        "\0\u{feff}\r\r\n\u{2028}\"".into(),
        "$a = @{ 'x' = @( { if (".repeat(200),
        "(".repeat(5_000),
        "\"$(".repeat(500),
        format!("'{}'", "a🙂".repeat(200_000)),
        "function f { param($x) $x }\n".repeat(2_000),
        "@'\n".to_string() + &"<# ".repeat(5_000),
    ];
    for text in &texts {
        client.open("file:///a.ps1", text);
        for (line, column) in [(0, 0), (0, 7), (1, u64::from(u32::MAX)), (u64::from(u32::MAX), 0)] {
            for method in ["hover", "completion", "definition", "signatureHelp"] {
                client.at(&format!("textDocument/{method}"), line, column);
            }
        }
        let ends = json!({ "textDocument": { "uri": "file:///a.ps1" }, "options": { "tabSize": 4, "insertSpaces": true } });
        client.ask("textDocument/formatting", ends);
    }
    // Changes at places that are not there, and in a document that nobody opened.
    for uri in ["file:///a.ps1", "file:///never.ps1", "untitled:x", "no uri"] {
        let place = |line: u64, character: u64| json!({ "line": line, "character": character });
        let change = json!({ "range": { "start": place(9_999_999, 5), "end": place(0, 0) }, "text": "x" });
        let document = json!({ "uri": uri, "version": 2 });
        client
            .tell("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [change] }));
    }
    client.tell("textDocument/didOpen", json!({ "textDocument": 7 }));
    client.tell("no/such/note", json!([1, 2]));
    client.next += 1;
    let id = client.next;
    client.send(&json!({ "jsonrpc": "2.0", "id": id, "method": "textDocument/hover", "params": "none" }));
    client.to.write_all(b"Content-Length: 9\r\n\r\n{\"broken\"").unwrap();
    // The server is as it was: it answers what it can.
    client.open("file:///b.ps1", "Get-Date");
    client.stop();
}

#[test]
fn every_script_of_the_repository_is_answered() {
    let mut client = Client::start();
    let mut opened = 0;
    let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")];
    folders.push(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts"));
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "ps1") {
                opened += 1;
                let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
                client.open("file:///a.ps1", &text);
                let lines = text.lines().count() as u64;
                for method in ["documentSymbol", "semanticTokens/full", "foldingRange"] {
                    assert!(
                        !client.at(&format!("textDocument/{method}"), 0, 0).is_null(),
                        "{}",
                        path.display()
                    );
                }
                for (line, text) in
                    [0, lines / 2].into_iter().filter_map(|at| Some((at, text.lines().nth(at as usize)?)))
                {
                    let column = text.chars().count() as u64 / 2;
                    for method in ["hover", "completion", "definition", "references", "signatureHelp"] {
                        client.at(&format!("textDocument/{method}"), line, column);
                    }
                }
            }
        }
    }
    assert!(opened > 60, "{opened}");
    client.stop();
}

#[test]
fn texts_are_formatted_and_signatures_shown() {
    let mut client = Client::start();
    let text = "function Get-Thing { param([string]$Name, [switch]$All) }\nif ($true) {\nGet-Thing -Na x  \n}\nGet-ChildItem -Path . -Fil \n";
    client.open("file:///a.ps1", text);
    let edits = client.at("textDocument/formatting", 0, 0);
    let line =
        edits.as_array().unwrap().iter().find(|edit| edit["range"]["start"]["line"] == json!(2)).unwrap();
    assert_eq!(line["newText"], json!("    Get-Thing -Na x"));
    let own = client.at("textDocument/signatureHelp", 2, 14);
    assert_eq!(own["signatures"][0]["label"], json!("Get-Thing [[-Name] <string>] [-All]"));
    assert_eq!(own["activeParameter"], json!(0));
    let native = client.at("textDocument/signatureHelp", 4, 27);
    let label = native["signatures"][0]["label"].as_str().unwrap();
    assert!(label.starts_with("Get-ChildItem [[-Path] <string[]>]"), "{label}");
    let active = native["activeParameter"].as_u64().unwrap() as usize;
    let place = &native["signatures"][0]["parameters"][active]["label"];
    let (from, to) = (place[0].as_u64().unwrap() as usize, place[1].as_u64().unwrap() as usize);
    assert_eq!(&label[from..to], "-Filter");
    client.stop();
}

#[test]
fn the_scripts_here_are_formatted_already() {
    let mut client = Client::start();
    let scripts = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts");
    for entry in std::fs::read_dir(scripts).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|end| end == "ps1") {
            client.open("file:///a.ps1", &std::fs::read_to_string(&path).unwrap());
            let edits = client.at("textDocument/formatting", 0, 0);
            assert_eq!(edits, json!([]), "{}", path.display());
        }
    }
    client.stop();
}

#[test]
fn errors_are_told_and_the_scripts_here_have_none() {
    let mut client = Client::start();
    let wrong = client.open("file:///wrong.ps1", "if ($a { }");
    assert!(!wrong.is_empty());
    let scripts = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts");
    let mut opened = 0;
    for entry in std::fs::read_dir(scripts).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|end| end == "ps1") {
            opened += 1;
            let text = std::fs::read_to_string(&path).unwrap();
            let found = client.open(&format!("file://{}", path.display()), &text);
            assert!(found.is_empty(), "{}: {found:?}", path.display());
        }
    }
    assert!(opened > 0);
    client.stop();
}
