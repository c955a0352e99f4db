"""A language server that does nothing: what pygls alone costs. Start it as a script; it serves standard streams."""

from lsprotocol import types
from pygls.lsp.server import LanguageServer

server = LanguageServer("bare-pygls", "0")


@server.feature(types.TEXT_DOCUMENT_HOVER)
def hover(ls: LanguageServer, params: types.HoverParams) -> types.Hover:
    document = ls.workspace.get_text_document(params.text_document.uri)
    word = document.word_at_position(params.position)
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, f"hello {word}"))


@server.feature(types.TEXT_DOCUMENT_CODE_ACTION)
def code_action(ls: LanguageServer, params: types.CodeActionParams) -> list[types.CodeAction]:
    return [types.CodeAction("Document this", types.CodeActionKind.Source)]


if __name__ == "__main__":
    server.start_io()
