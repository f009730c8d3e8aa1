//! Requests and their answers: each a function of the state and of what is asked.

use gen_lsp_types::{
    CodeActionOptions, CodeActionParams, CodeActionProvider, CompletionOptions, CompletionParams,
    DefinitionParams, DefinitionProvider, DocumentFormattingParams, DocumentFormattingProvider,
    DocumentSymbolParams, DocumentSymbolProvider, HoverParams, HoverProvider, PrepareRenameParams,
    ReferenceParams, ReferencesProvider, RenameOptions, RenameParams, RenameProvider, Save,
    ServerCapabilities, TextDocumentPositionParams, TextDocumentSync, TextDocumentSyncKind,
    TextDocumentSyncOptions, WorkspaceSymbolParams, WorkspaceSymbolProvider,
};
use lsp_server::{ErrorCode, Request, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::actions::{self, FIX_ALL};
use super::state::{Client, State};
use super::{cards, completion, edits, navigate, rename, symbols};
use crate::content::format::format_file;
use crate::path::ContentPath;

/// Requests whose answer may be a moment old, or needs the one document only: they never wait until
/// the whole content has been checked.
const AT_ONCE: [&str; 3] =
    ["textDocument/completion", "textDocument/documentSymbol", "textDocument/formatting"];

/// Whether a request can be answered before the last change has been checked.
pub fn is_at_once(method: &str) -> bool {
    AT_ONCE.contains(&method)
}

/// What the server can do.
pub fn capabilities(client: Client) -> ServerCapabilities {
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::Incremental),
        save: Some(Save::Bool(true)),
        ..Default::default()
    };
    let triggers = ["[", ":", "|", " ", "-"].map(str::to_owned).to_vec();
    let kinds = vec![
        gen_lsp_types::CodeActionKind::QuickFix,
        gen_lsp_types::CodeActionKind::Custom(FIX_ALL.into()),
    ];
    ServerCapabilities {
        position_encoding: Some(client.encoding.kind()),
        text_document_sync: Some(TextDocumentSync::Options(sync)),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(triggers),
            ..Default::default()
        }),
        hover_provider: Some(HoverProvider::Bool(true)),
        definition_provider: Some(DefinitionProvider::Bool(true)),
        references_provider: Some(ReferencesProvider::Bool(true)),
        document_symbol_provider: Some(DocumentSymbolProvider::Bool(true)),
        workspace_symbol_provider: Some(WorkspaceSymbolProvider::Bool(true)),
        code_action_provider: Some(CodeActionProvider::CodeActionOptions(CodeActionOptions {
            code_action_kinds: Some(kinds),
            ..Default::default()
        })),
        rename_provider: Some(RenameProvider::RenameOptions(RenameOptions {
            prepare_provider: Some(true),
            ..Default::default()
        })),
        document_formatting_provider: Some(DocumentFormattingProvider::Bool(true)),
        ..Default::default()
    }
}

/// The answer to a request. A document that is not the site's has none: `null`, and no error.
pub fn answer(state: &State, request: Request) -> Response {
    match request.method.as_str() {
        "textDocument/completion" => on(request, |asked: CompletionParams| {
            let at = place(state, &asked.text_document_position_params);
            Ok(at.map(|(file, offset)| completion::complete(state, &file, offset)))
        }),
        "textDocument/hover" => on(request, |asked: HoverParams| {
            let at = place(state, &asked.text_document_position_params);
            Ok(at.and_then(|(file, offset)| cards::hover(state, &file, offset)))
        }),
        "textDocument/definition" => on(request, |asked: DefinitionParams| {
            let at = place(state, &asked.text_document_position_params);
            Ok(at.map(|(file, offset)| navigate::definition(state, &file, offset)))
        }),
        "textDocument/references" => on(request, |asked: ReferenceParams| {
            let declaration = asked.context.include_declaration;
            let at = place(state, &asked.text_document_position_params);
            Ok(at.map(|(file, offset)| navigate::references(state, &file, offset, declaration)))
        }),
        "textDocument/prepareRename" => on(request, |asked: PrepareRenameParams| {
            let at = place(state, &asked.text_document_position_params);
            at.map(|(file, offset)| rename::prepare(state, &file, offset)).transpose()
        }),
        "textDocument/rename" => on(request, |asked: RenameParams| {
            let at = place(state, &asked.text_document_position_params);
            at.map(|(file, offset)| rename::rename(state, &file, offset, &asked.new_name))
                .transpose()
        }),
        "textDocument/documentSymbol" => on(request, |asked: DocumentSymbolParams| {
            let file = state.file(asked.text_document.uri.as_ref());
            Ok(file.map(|file| symbols::document_symbols(state, &file)))
        }),
        "workspace/symbol" => on(request, |asked: WorkspaceSymbolParams| {
            Ok(symbols::workspace_symbols(state, &asked.query))
        }),
        "textDocument/codeAction" => on(request, |asked: CodeActionParams| {
            let only = asked.context.only.as_deref();
            let file = state.file(asked.text_document.uri.as_ref());
            Ok(file.map(|file| actions::actions(state, &file, asked.range, only)))
        }),
        "textDocument/formatting" => on(request, |asked: DocumentFormattingParams| {
            let file = state.file(asked.text_document.uri.as_ref());
            let formatted = |file: String| {
                let text = state.text(&file)?;
                let formatted = format_file(&ContentPath::parse(&file).ok()?, &text)?;
                Some(edits::difference(state, &text, &formatted))
            };
            Ok(file.and_then(formatted))
        }),
        _ => unknown(request),
    }
}

/// The answer to a request that the server does not know.
pub fn unknown(request: Request) -> Response {
    let words = format!("`{}` is not known here", request.method);
    Response::new_err(request.id, ErrorCode::MethodNotFound as i32, words)
}

/// The answer to any request while there is no site.
pub fn nothing(request: Request) -> Response {
    Response::new_ok(request.id, Value::Null)
}

/// The file and byte that are asked about.
fn place(state: &State, asked: &TextDocumentPositionParams) -> Option<(String, usize)> {
    let file = state.file(asked.text_document.uri.as_ref())?;
    let offset = state.lines(&state.text(&file)?).offset(asked.position);
    Some((file, offset))
}

/// Answers a request with these parameters, or says what is wrong with them.
fn on<P: DeserializeOwned, A: Serialize>(
    request: Request,
    answer: impl FnOnce(P) -> Result<A, String>,
) -> Response {
    let asked = match serde_json::from_value::<P>(request.params) {
        Ok(asked) => asked,
        Err(error) => {
            let words = format!("the parameters of `{}` are none: {error}", request.method);
            return Response::new_err(request.id, ErrorCode::InvalidParams as i32, words);
        }
    };
    match answer(asked).map(|answer| serde_json::to_value(answer).unwrap_or(json!(null))) {
        Ok(answer) => Response::new_ok(request.id, answer),
        Err(words) => Response::new_err(request.id, ErrorCode::RequestFailed as i32, words),
    }
}
