//! `fedsh --lsp`: a language server over standard input and output. It parses, completes and tells; it runs no
//! script.

mod answers;
mod document;
mod format;
mod scopes;
mod semantic;
mod signature;
mod workspace;

use super::console::Console;
use crate::engine::Engine;
use crate::engine::command::CommandInfo;
use crate::engine::completion::{Completers, ValueSource};
use document::Document;
use lsp_server::{Connection, Message, Notification, Request, Response};
use lsp_types::{
    CompletionOptions, HoverProviderCapability, OneOf, PublishDiagnosticsParams, SemanticTokensFullOptions,
    SemanticTokensOptions, SemanticTokensServerCapabilities, ServerCapabilities, SignatureHelpOptions,
    TextDocumentSyncCapability, TextDocumentSyncKind, Uri,
};
use serde_json::Value;
use std::collections::HashMap;

/// Serves one editor until it says `exit`. Gives the exit code.
pub fn run(commands: &'static [&'static [CommandInfo]], values: &'static [ValueSource]) -> i32 {
    let (connection, threads) = Connection::stdio();
    let served = serve(&connection, commands, values);
    drop(connection);
    // The threads end with the editor's pipes.
    let joined = threads.join();
    i32::from(served.is_err() || joined.is_err())
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
    };
    server.engine.extension::<Completers>().sources = values;
    for message in &connection.receiver {
        match message {
            Message::Request(request) => {
                if connection.handle_shutdown(&request).map_err(|error| error.to_string())? {
                    return Ok(());
                }
                let response = server.answer(request);
                connection.sender.send(Message::Response(response)).map_err(|error| error.to_string())?;
            }
            Message::Notification(notification) => {
                if let Some(diagnostics) = server.note(notification) {
                    connection
                        .sender
                        .send(Message::Notification(diagnostics))
                        .map_err(|error| error.to_string())?;
                }
            }
            Message::Response(_) => {}
        }
    }
    Ok(())
}

fn capabilities() -> ServerCapabilities {
    ServerCapabilities {
        text_document_sync: Some(TextDocumentSyncCapability::Kind(TextDocumentSyncKind::FULL)),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(["-", "$", ".", ":", "[", "/", "\\"].map(str::to_string).to_vec()),
            ..CompletionOptions::default()
        }),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        definition_provider: Some(OneOf::Left(true)),
        document_symbol_provider: Some(OneOf::Left(true)),
        rename_provider: Some(OneOf::Left(true)),
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
}

impl Server {
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
            "textDocument/documentSymbol" => answers::symbols(document),
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

    /// Keeps a document; gives what is wrong in it.
    fn note(&mut self, notification: Notification) -> Option<Notification> {
        let params = &notification.params;
        let uri = params.pointer("/textDocument/uri")?.as_str()?.to_string();
        let text = match notification.method.as_str() {
            "textDocument/didOpen" => params.pointer("/textDocument/text")?.as_str()?,
            "textDocument/didChange" => {
                params.get("contentChanges")?.as_array()?.last()?.get("text")?.as_str()?
            }
            "textDocument/didClose" => {
                self.documents.remove(&uri);
                return None;
            }
            _ => return None,
        };
        let document = Document::new(text);
        let diagnostics = document.diagnostics();
        self.documents.insert(uri.clone(), document);
        let params = PublishDiagnosticsParams { uri: uri.parse::<Uri>().ok()?, diagnostics, version: None };
        Some(Notification::new("textDocument/publishDiagnostics".into(), params))
    }
}
