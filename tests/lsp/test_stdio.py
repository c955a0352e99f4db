"""The whole server, workshop and all, over standard streams, by pytest-lsp's client."""

import asyncio
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urlsplit

import pytest
import pytest_lsp
from editor import applied
from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

CODE = '''\
def shout(name: str) -> str:
    """Say a name aloud."""
    return f"{name}!"
'''
CURSOR = types.Range(types.Position(0, 6), types.Position(0, 6))
SPOT = {"line": 0, "character": 6}
CELLS = ("LIMIT = 3\n", "def clip(text):\n    return text[:LIMIT]\n")


STREAMED: list[dict[str, object]] = []
BUFFERS: dict[str, str] = {}
KEPT = TemporaryDirectory(prefix="blockguide-")


@pytest_lsp.fixture(
    config=ClientServerConfig(
        server_command=[sys.executable, "-m", "blockguide", "serve"],
        server_env={**os.environ, "BLOCKGUIDE_CACHE_DIR": KEPT.name},
    )
)
async def client(lsp_client: LanguageClient, tmp_path):
    # It does not say that it knows notebooks: lsprotocol cannot read what a server then answers of its cells.
    params = types.InitializeParams(
        capabilities=client_capabilities("neovim"),
        workspace_folders=[types.WorkspaceFolder(tmp_path.as_uri(), "app")],
    )
    STREAMED.clear()
    BUFFERS.clear()
    features = lsp_client.protocol.fm.features
    # pytest-lsp knows work-done progress alone, and raises for any other; it edits nothing.
    features[types.PROGRESS] = lambda params: STREAMED.append(params.value)
    features[types.WINDOW_SHOW_DOCUMENT] = shown
    features[types.WORKSPACE_APPLY_EDIT] = edited
    await lsp_client.initialize_session(params)
    yield
    await lsp_client.shutdown_session()


def shown(params: types.ShowDocumentParams) -> types.ShowDocumentResult:
    """Opens a file in a buffer."""
    BUFFERS[params.uri] = file_of(params.uri).read_bytes().decode()
    return types.ShowDocumentResult(success=True)


def edited(params: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
    """Edits the buffers."""
    for uri, edits in params.edit.changes.items():
        for each in edits:
            ends = {
                name: {"line": at.line, "character": at.character}
                for name, at in (("start", each.range.start), ("end", each.range.end))
            }
            BUFFERS[uri] = applied(BUFFERS[uri], {"range": ends, "newText": each.new_text})
    return types.ApplyWorkspaceEditResult(applied=True)


def file_of(uri: str) -> Path:
    return Path(unquote(urlsplit(uri).path))


@pytest.fixture
def uri(tmp_path) -> str:
    file = tmp_path / "names.py"
    file.write_text(CODE)
    return file.as_uri()


def opens(client: LanguageClient, uri: str) -> None:
    item = types.TextDocumentItem(uri, "python", 1, CODE)
    client.text_document_did_open(types.DidOpenTextDocumentParams(item))


async def until(holds) -> None:
    async with asyncio.timeout(60):
        while not holds():  # noqa: ASYNC110 - any condition at all
            await asyncio.sleep(0.01)


@pytest.mark.asyncio
async def test_select_document_and_read(client: LanguageClient, uri: str):
    opens(client, uri)
    document = types.TextDocumentIdentifier(uri)
    context = types.CodeActionContext(
        diagnostics=[], trigger_kind=types.CodeActionTriggerKind.Invoked
    )
    actions = await client.text_document_code_action_async(
        types.CodeActionParams(document, CURSOR, context)
    )
    assert [action.title for action in actions] == ["Document `shout`"]
    # pygls's client reads an action that has a command as a command alone: the argument is made anew.
    target = {"uri": uri, "range": {"start": SPOT, "end": SPOT}, "version": 1}
    answer = await client.protocol.send_request_async("blockguide/document", target)
    assert "aloud" in answer.page
    assert {"description", "steps", "example"} <= {value.get("section") for value in STREAMED}
    hover = await client.text_document_hover_async(
        types.HoverParams(document, types.Position(1, 6))
    )
    assert "aloud" in hover.contents.value


@pytest.mark.asyncio
async def test_a_command_brings_its_page_into_the_editor(client: LanguageClient, uri: str):
    opens(client, uri)
    target = {"uri": uri, "range": {"start": SPOT, "end": SPOT}, "version": 1}
    command = types.ExecuteCommandParams("blockguide.document", [target])
    begun = await client.workspace_execute_command_async(command)
    assert begun["job"]
    whole = await client.protocol.send_request_async("blockguide/document", target)
    await until(lambda: whole.page in BUFFERS.values())
    (page,) = BUFFERS
    assert file_of(page).is_relative_to(KEPT.name)
    assert "aloud" in BUFFERS[page]


@pytest.mark.asyncio
async def test_a_request_that_is_called_off_is_answered_so(client: LanguageClient, uri: str):
    opens(client, uri)
    target = {"uri": uri, "range": {"start": SPOT, "end": SPOT}, "version": 1, "fresh": True}
    answer = client.protocol.send_request("blockguide/document", target, msg_id="mine")
    client.cancel_request(types.CancelParams("mine"))
    with pytest.raises(JsonRpcException) as refused:
        await asyncio.wait_for(asyncio.wrap_future(answer), 60)
    assert refused.value.code == -32800
    whole = await client.protocol.send_request_async("blockguide/document", target)
    assert "aloud" in whole.page


@pytest.mark.asyncio
async def test_a_cell_of_a_notebook_is_read_below_those_above_it(client: LanguageClient, tmp_path):
    uri = (tmp_path / "analysis.ipynb").as_uri()
    cells = [uri.replace("file:", "vscode-notebook-cell:") + f"#{n}" for n in range(len(CELLS))]
    notebook = types.NotebookDocument(
        uri,
        "jupyter-notebook",
        1,
        [types.NotebookCell(types.NotebookCellKind.Code, cell) for cell in cells],
    )
    items = [
        types.TextDocumentItem(cell, "python", 1, text)
        for cell, text in zip(cells, CELLS, strict=True)
    ]
    client.notebook_document_did_open(types.DidOpenNotebookDocumentParams(notebook, items))
    target = {"uri": cells[1], "range": {"start": SPOT, "end": SPOT}, "version": 1}
    answer = await client.protocol.send_request_async("blockguide/document", target)
    assert "`clip`" in answer.page
    assert "`LIMIT`" in answer.page
    (known,) = [value for value in STREAMED if "kind" in value and "lines" in value]
    assert (known["name"], known["lines"]) == ("clip", [1, 2])
    hover = await client.text_document_hover_async(
        types.HoverParams(types.TextDocumentIdentifier(cells[1]), types.Position(1, 6))
    )
    assert "Checked." in hover.contents.value
