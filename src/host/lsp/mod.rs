//! `fedsh --lsp`: a language server over standard input and output. It parses, completes and tells; it runs no
//! script.

mod answers;
mod document;
mod folding;
mod format;
mod scopes;
mod semantic;
mod signature;
mod symbols;
mod transport;
mod workspace;

use super::console::Console;
use crate::engine::Engine;
use crate::engine::command::CommandInfo;
use crate::engine::completion::{Completers, ValueSource};
use document::Document;
use lsp_server::{Connection, Message, Notification, Request, Response};
use lsp_types::{
    CompletionOptions, FoldingRangeProviderCapability, HoverProviderCapability, OneOf,
    PublishDiagnosticsParams, RenameOptions, SemanticTokensFullOptions, SemanticTokensOptions,
    SemanticTokensServerCapabilities, ServerCapabilities, SignatureHelpOptions, TextDocumentSyncCapability,
    TextDocumentSyncKind, Uri, WorkDoneProgressOptions,
};
use serde_json::Value;
use std::collections::{HashMap, VecDeque};

/// Serves one editor until it says `exit`. Gives the exit code.
pub fn run(commands: &'static [&'static [CommandInfo]], values: &'static [ValueSource]) -> i32 {
    let (connection, writer) = transport::stdio();
    let served = serve(&connection, commands, values);
    drop(connection);
    // What was answered last is still written.
    let written = writer.join();
    i32::from(served.is_err() || written.is_err())
}

/// Answers over any connection. Errors: the editor broke the protocol or went away.
pub fn serve(
    connection: &Connection,
    commands: &'static [&'static [CommandInfo]],
    values: &'static [ValueSource],
) -> Result<(), String> {
    let capabilities = serde_json::to_value(capabilities()).map_err(|error| error.to_string())?;
    let parameters = connection.initialize(capabilities).map_err(|error| error.to_string())?;
    let mut server = Server {
        engine: Engine::new(Box::new(Console::new(false)), commands),
        documents: HashMap::new(),
        folders: workspace::folders(&parameters),
        untold: Vec::new(),
    };
    server.engine.extension::<Completers>().sources = values;
    server.run(connection)
}

fn capabilities() -> ServerCapabilities {
    ServerCapabilities {
        text_document_sync: Some(TextDocumentSyncCapability::Kind(TextDocumentSyncKind::INCREMENTAL)),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(["-", "$", ".", ":", "[", "/", "\\"].map(str::to_string).to_vec()),
            ..CompletionOptions::default()
        }),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        definition_provider: Some(OneOf::Left(true)),
        document_symbol_provider: Some(OneOf::Left(true)),
        rename_provider: Some(OneOf::Right(RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        })),
        folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
        references_provider: Some(OneOf::Left(true)),
        document_highlight_provider: Some(OneOf::Left(true)),
        workspace_symbol_provider: Some(OneOf::Left(true)),
        document_formatting_provider: Some(OneOf::Left(true)),
        document_range_formatting_provider: Some(OneOf::Left(true)),
        semantic_tokens_provider: Some(SemanticTokensServerCapabilities::SemanticTokensOptions(
            SemanticTokensOptions {
                legend: semantic::legend(),
                full: Some(SemanticTokensFullOptions::Bool(true)),
                ..SemanticTokensOptions::default()
            },
        )),
        signature_help_provider: Some(SignatureHelpOptions {
            trigger_characters: Some(vec![" ".to_string(), "-".to_string()]),
            ..SignatureHelpOptions::default()
        }),
        ..ServerCapabilities::default()
    }
}

/// The open documents, and a session that knows the commands.
struct Server {
    engine: Engine,
    documents: HashMap<String, Document>,
    /// What the editor has open beside single files.
    folders: Vec<std::path::PathBuf>,
    /// Documents that changed since their mistakes were told.
    untold: Vec<String>,
}

/// Whether a request is given up by a message that came behind it.
fn is_cancelled(waiting: &VecDeque<Message>, request: &Request) -> bool {
    waiting.iter().any(|message| match message {
        Message::Notification(note) if note.method == "$/cancelRequest" => {
            serde_json::to_value(&request.id).is_ok_and(|id| note.params.get("id") == Some(&id))
        }
        _ => false,
    })
}

impl Server {
    /// Answers until the editor says `exit`. Errors: it went away, or did not say `shutdown` before.
    fn run(&mut self, connection: &Connection) -> Result<(), String> {
        let send = |message: Message| connection.sender.send(message).map_err(|error| error.to_string());
        let mut waiting: VecDeque<Message> = VecDeque::new();
        let mut ends = false;
        loop {
            if waiting.is_empty() && connection.receiver.is_empty() {
                // Nothing waits: now there is time for what is wrong.
                self.diagnostics().into_iter().map(Message::Notification).try_for_each(send)?;
            }
            if waiting.is_empty() {
                let Ok(message) = connection.receiver.recv() else {
                    return if ends { Ok(()) } else { Err("the editor went away".into()) };
                };
                waiting.push_back(message);
            }
            waiting.extend(connection.receiver.try_iter());
            match waiting.pop_front() {
                Some(Message::Request(request)) => {
                    let response = if is_cancelled(&waiting, &request) {
                        let code = lsp_server::ErrorCode::RequestCanceled as i32;
                        Response::new_err(request.id, code, "The request was cancelled.".into())
                    } else if ends {
                        let code = lsp_server::ErrorCode::InvalidRequest as i32;
                        Response::new_err(request.id, code, "The server was shut down.".into())
                    } else if request.method == "shutdown" {
                        ends = true;
                        Response::new_ok(request.id, Value::Null)
                    } else {
                        self.answer(request)
                    };
                    send(Message::Response(response))?;
                }
                Some(Message::Notification(note)) if note.method == "exit" => {
                    return if ends { Ok(()) } else { Err("exit without shutdown".into()) };
                }
                Some(Message::Notification(note)) => _ = self.note(&note),
                Some(Message::Response(_)) | None => {}
            }
        }
    }

    /// What is wrong in the documents that changed.
    fn diagnostics(&mut self) -> Vec<Notification> {
        let told = std::mem::take(&mut self.untold).into_iter().filter_map(|uri| {
            let diagnostics = self.documents.get(&uri)?.diagnostics();
            let params =
                PublishDiagnosticsParams { uri: uri.parse::<Uri>().ok()?, diagnostics, version: None };
            Some(Notification::new("textDocument/publishDiagnostics".into(), params))
        });
        told.collect()
    }

    fn answer(&mut self, request: Request) -> Response {
        let Request { id, method, params } = request;
        if method == "workspace/symbol" {
            let query = params.get("query").and_then(Value::as_str).unwrap_or_default();
            return Response::new_ok(id, workspace::symbols(&self.folders, &self.documents, query));
        }
        let uri = params.pointer("/textDocument/uri").and_then(Value::as_str).unwrap_or_default();
        let Some(document) = self.documents.get(uri) else { return Response::new_ok(id, Value::Null) };
        let place = document.byte_at(&params);
        let result = match method.as_str() {
            "textDocument/completion" => answers::completion(&mut self.engine, document, place),
            "textDocument/hover" => answers::hover(&mut self.engine, document, place),
            "textDocument/definition" => match answers::definition(uri, document, place) {
                Value::Null => answers::name_at(document, place)
                    .map_or(Value::Null, |name| workspace::definition(&self.folders, &self.documents, &name)),
                found => found,
            },
            "textDocument/references" => {
                let with_definition = params.pointer("/context/includeDeclaration").and_then(Value::as_bool);
                answers::references(uri, document, place, with_definition.unwrap_or(true))
            }
            "textDocument/documentHighlight" => answers::highlights(document, place),
            "textDocument/semanticTokens/full" => semantic::tokens(document),
            "textDocument/rangeFormatting" => {
                let range = params.get("range").unwrap_or(&Value::Null);
                format::within(format::edits(document, params.get("options").unwrap_or(&Value::Null)), range)
            }
            "textDocument/documentSymbol" => symbols::tree(document),
            "textDocument/foldingRange" => folding::ranges(document),
            "textDocument/prepareRename" => answers::what_is_renamed(document, place),
            "textDocument/formatting" => {
                format::edits(document, params.get("options").unwrap_or(&Value::Null))
            }
            "textDocument/signatureHelp" => signature::help(&mut self.engine, document, place),
            "textDocument/rename" => {
                let name = params.get("newName").and_then(Value::as_str).unwrap_or_default();
                answers::rename(uri, document, place, name)
            }
            other => {
                let message = format!("The method {other} is not supported.");
                return Response::new_err(id, lsp_server::ErrorCode::MethodNotFound as i32, message);
            }
        };
        Response::new_ok(id, result)
    }

    /// Keeps a document; `None` for a notification without one.
    fn note(&mut self, notification: &Notification) -> Option<()> {
        let params = &notification.params;
        let uri = params.pointer("/textDocument/uri")?.as_str()?.to_string();
        let document = match notification.method.as_str() {
            "textDocument/didOpen" => Document::new(params.pointer("/textDocument/text")?.as_str()?),
            "textDocument/didChange" => {
                let changes = params.get("contentChanges")?.as_array()?;
                self.documents.get(&uri)?.changed(changes)?
            }
            "textDocument/didClose" => {
                self.documents.remove(&uri);
                return None;
            }
            _ => return None,
        };
        self.documents.insert(uri.clone(), document);
        if !self.untold.contains(&uri) {
            self.untold.push(uri);
        }
        Some(())
    }
}
