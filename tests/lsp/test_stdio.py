"""The whole server, workshop and all, over standard streams, by pytest-lsp's client."""

import os
import sys
from tempfile import TemporaryDirectory

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

CODE = '''\
def shout(name: str) -> str:
    """Say a name aloud."""
    return f"{name}!"
'''
CURSOR = types.Range(types.Position(0, 6), types.Position(0, 6))


STREAMED: list[dict[str, object]] = []
KEPT = TemporaryDirectory(prefix="blockguide-")


@pytest_lsp.fixture(
    config=ClientServerConfig(
        server_command=[sys.executable, "-m", "blockguide", "serve"],
        server_env={**os.environ, "BLOCKGUIDE_CACHE_DIR": KEPT.name},
    )
)
async def client(lsp_client: LanguageClient, tmp_path):
    params = types.InitializeParams(
        capabilities=client_capabilities("neovim"),
        workspace_folders=[types.WorkspaceFolder(tmp_path.as_uri(), "app")],
    )
    # pytest-lsp knows work-done progress alone, and raises for any other.
    lsp_client.protocol.fm.features[types.PROGRESS] = lambda params: STREAMED.append(params.value)
    await lsp_client.initialize_session(params)
    yield
    await lsp_client.shutdown_session()


@pytest.mark.asyncio
async def test_select_document_and_read(client: LanguageClient, tmp_path):
    file = tmp_path / "names.py"
    file.write_text(CODE)
    document = types.TextDocumentIdentifier(file.as_uri())
    client.text_document_did_open(
        types.DidOpenTextDocumentParams(types.TextDocumentItem(document.uri, "python", 1, CODE))
    )
    context = types.CodeActionContext(
        diagnostics=[], trigger_kind=types.CodeActionTriggerKind.Invoked
    )
    actions = await client.text_document_code_action_async(
        types.CodeActionParams(document, CURSOR, context)
    )
    assert [action.title for action in actions] == ["Document `shout`"]
    # pygls's client reads an action that has a command as a command alone: the argument is made anew.
    spot = {"line": 0, "character": 6}
    target = {"uri": document.uri, "range": {"start": spot, "end": spot}, "version": 1}
    answer = await client.protocol.send_request_async("blockguide/document", target)
    assert "aloud" in answer.page
    assert {"description", "steps", "example"} <= {value.get("section") for value in STREAMED}
    hover = await client.text_document_hover_async(
        types.HoverParams(document, types.Position(1, 6))
    )
    assert "aloud" in hover.contents.value
