"""The whole path with a real workshop: the page in the editor is the page of the guide."""

import asyncio

import pytest
from editor import EDITS, STREAM, Editor
from in_process_client import connected

from blockguide.settings import Deadlines, Settings
from blockguide.workshop.client import WorkshopProcess

CODE = '''\
def parse_header(line, strict=False):
    """Parse one header line."""
    name, sep, value = line.partition(":")
    if not sep:
        raise ValueError(f"no colon in {line!r}")
    return name.strip(), value.strip()
'''
SAVED_EARLIER = '''\
def parse_header(line):
    """Gone from the editor."""
    return line


limit = 80
'''
SLOW = Deadlines(start=30_000, names=30_000, call_sites=30_000)
BODY = {"start": {"line": 0, "character": 4}, "end": {"line": 0, "character": 4}}


@pytest.mark.parametrize("capabilities", [EDITS, STREAM])
@pytest.mark.parametrize("on_disk", [CODE, SAVED_EARLIER, None], ids=["same", "other", "nothing"])
def test_the_page_arrives_and_is_of_the_editors_text(tmp_path, capabilities, on_disk):
    path = tmp_path / "headers.py"
    if on_disk is not None:
        path.write_text(on_disk)
    uri = path.as_uri() if on_disk is not None else "untitled:Untitled-1"
    folders = [{"uri": tmp_path.as_uri(), "name": "headers"}]
    settings = Settings(cache_directory=tmp_path / "cache", deadlines=SLOW)

    async def story():
        workshop = WorkshopProcess(settings)
        async with connected(
            workshop, capabilities, settings=settings, workspaceFolders=folders
        ) as client:
            client.open(uri, CODE)
            editor = Editor(client)
            await editor.command("blockguide.document", {"uri": uri, "range": BODY, "version": 1})
            await client.until(lambda: not client.server._beside, 60)
            whole = await client.request("blockguide/document", {"uri": uri, "range": BODY}, 60)
            assert whole["cached"]
            assert page(editor) == whole["page"]
            assert "`parse_header`" in whole["page"]
            assert "one header line" in whole["page"]
            assert "Gone" not in whole["page"]
            assert (whole["selection"]["start"], whole["selection"]["end"]) == (1, 6)
            assert path.exists() == (on_disk is not None)
            assert on_disk is None or path.read_text() == on_disk
            client.sent.clear()

    def page(editor):
        if capabilities is STREAM:
            lines = []
            for delta in editor.client.taken("blockguide/delta"):
                lines[delta["line"] :] = delta["text"].split("\n")
            return "\n".join(lines)
        return editor.buffers[editor.shown[-1]]

    asyncio.run(story())


NOTEBOOK = (
    "import math\nlimit = 3",
    'def area(radius: float) -> float:\n    """The area of a circle."""\n    return math.pi * radius**2',
    "total = 0\nfor radius in range(limit):\n    total += area(radius)",
)


def test_the_example_of_a_cell_stands_below_it(tmp_path):
    """Nobody can import from a notebook: the example goes into a cell below, where the names are bound."""
    uri = (tmp_path / "analysis.ipynb").as_uri()
    cells = [uri.replace("file:", "vscode-notebook-cell:") + f"#{n}" for n in range(3)]
    settings = Settings(cache_directory=tmp_path / "cache", deadlines=SLOW)
    notebook = {
        "uri": uri,
        "notebookType": "jupyter-notebook",
        "version": 1,
        "cells": [{"kind": 2, "document": cell} for cell in cells],
    }
    items = [
        {"uri": cell, "languageId": "python", "version": 1, "text": text}
        for cell, text in zip(cells, NOTEBOOK, strict=True)
    ]

    async def story():
        capabilities = {"notebookDocument": {"synchronization": {}}}
        async with connected(WorkshopProcess(settings), capabilities, settings=settings) as client:
            opened = {"notebookDocument": notebook, "cellTextDocuments": items}
            client.notify("notebookDocument/didOpen", opened)
            for cell, code in ((1, "print(area(1.5))"), (2, "print(total)")):
                start = {"line": 0, "character": 4 if cell == 1 else 0}
                end = start if cell == 1 else {"line": 3, "character": 0}
                target = {"uri": cells[cell], "range": {"start": start, "end": end}}
                told = await client.request("blockguide/document", target, 60)
                lines = told["guide"]["example"].splitlines()
                assert lines == ["# Below this code, where its names are bound:", code]
                assert told["checks"]["findings"] == []
                steps = told["guide"]["steps"]
                assert steps[-1]["lines"] == [3, 3] if cell == 1 else steps[0]["lines"] == [1, 1]
                assert told["page"].count("*(3)*") == (cell == 1)
                assert "*(2-3)*" in told["page"] or cell == 1
                streamed = "".join(
                    each["value"]["text"]
                    for each in client.taken("$/progress")
                    if each["value"].get("section") == "steps"
                )
                assert streamed in told["page"]
            client.sent.clear()

    asyncio.run(story())
