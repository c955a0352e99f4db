"""Notebooks: a cell's code is read below the code of the cells above it."""

from scripted_workshop import card_of

from blockguide.code.source import source_from_text
from blockguide.lsp import shelf
from blockguide.text import Lines, Point, Span

N = "file:///work/n.ipynb"
CELLS = [f"vscode-notebook-cell:/work/n.ipynb#W{number}" for number in range(4)]
CAPABILITIES = {"notebookDocument": {"synchronization": {}}}


def item(number, text, language="python"):
    return {"uri": CELLS[number], "languageId": language, "version": 1, "text": text}


def open_notebook(client):
    kinds = {0: 2, 1: 1, 2: 2}
    client.notify(
        "notebookDocument/didOpen",
        {
            "notebookDocument": {
                "uri": N,
                "notebookType": "jupyter-notebook",
                "version": 1,
                "cells": [{"kind": kind, "document": CELLS[at]} for at, kind in kinds.items()],
            },
            "cellTextDocuments": [
                item(0, "import os\nx = 1"),
                item(1, "# Prose", "markdown"),
                item(2, "print(x)\n"),
            ],
        },
    )


def change(client, **cells):
    params = {"notebookDocument": {"uri": N, "version": 2}, "change": {"cells": cells}}
    client.notify("notebookDocument/didChange", params)


def edit_cell(client, number, range_, text):
    edit = {"range": range_, "text": text}
    document = {"uri": CELLS[number], "version": 2}
    change(client, textContent=[{"document": document, "changes": [edit]}])


def reading(client, number):
    return client.server.session.documents.reading(CELLS[number])


async def hover(client, number, line):
    params = {"textDocument": {"uri": CELLS[number]}, "position": {"line": line, "character": 0}}
    return await client.request("textDocument/hover", params)


def test_the_capability_is_said_to_those_who_know_notebooks(talk):
    async def story(client):
        sync = client.initialized["capabilities"]["notebookDocumentSync"]
        assert sync["notebookSelector"] == [{"cells": [{"language": "python"}]}]

    talk(story, CAPABILITIES)

    async def other(client):
        assert "notebookDocumentSync" not in client.initialized["capabilities"]

    talk(other)


def test_the_code_cells_above_are_read_with_a_cell(talk):
    async def story(client):
        open_notebook(client)
        await client.settled()
        read = reading(client, 2)
        assert read.source.text == "import os\nx = 1\nprint(x)\n"
        assert str(read.source.path) == "/work/n.ipynb"
        whole = {"start": _Position(0, 0), "end": _Position(0, 5)}
        assert read.span(_Range(**whole)) == Span(Point(2, 0), Point(2, 5))
        assert read.own_lines(Lines(3, 3)) == Lines(1, 1)
        assert read.own_lines(Lines(2, 3)) is None
        assert read.range(Lines(3, 3)).end.character == 8
        assert read.range(Lines(1, 3)) is None
        assert reading(client, 0).above == 0

    talk(story, CAPABILITIES)


def test_edits_of_a_cell_above_are_seen_below(talk):
    async def story(client):
        open_notebook(client)
        edit_cell(client, 0, _range(1, 4, 1, 5), "2")
        await client.settled()
        assert reading(client, 2).source.text == "import os\nx = 2\nprint(x)\n"

    talk(story, CAPABILITIES)


def test_cells_come_and_go(talk):
    async def story(client):
        open_notebook(client)
        array = {"start": 0, "deleteCount": 1, "cells": [{"kind": 2, "document": CELLS[3]}]}
        structure = {"array": array, "didOpen": [item(3, "y = 3")], "didClose": [{"uri": CELLS[0]}]}
        change(client, structure=structure)
        await client.settled()
        assert reading(client, 2).source.text == "y = 3\nprint(x)\n"
        assert reading(client, 0) is None
        change(client, data=[{"kind": 1, "document": CELLS[3]}])
        await client.settled()
        assert reading(client, 2).source.text == "print(x)\n"
        client.notify(
            "notebookDocument/didClose",
            {
                "notebookDocument": {"uri": N},
                "cellTextDocuments": [{"uri": CELLS[2]}, {"uri": CELLS[3]}],
            },
        )
        await client.settled()
        assert reading(client, 2) is None

    talk(story, CAPABILITIES)


def test_a_cell_that_was_added_has_its_guide(talk, workshop, monkeypatch):
    monkeypatch.setattr(shelf, "QUIET_SECONDS", 0.02)
    monkeypatch.setattr(shelf, "PASSING_SECONDS", 0.02)
    whole = source_from_text("/work/n.ipynb", "import os\nx = 1\ndef f():\n    return x\n")
    card = card_of(whole, Lines(3, 4))
    workshop.kept[card.key] = card

    async def story(client):
        open_notebook(client)
        array = {"start": 1, "deleteCount": 0, "cells": [{"kind": 2, "document": CELLS[3]}]}
        added = item(3, "def f():\n    return x\n")
        change(client, structure={"array": array, "didOpen": [added]})
        await client.until(lambda: len(workshop.asked) == 3)
        await client.settled()
        found = await hover(client, 3, 1)
        assert found["contents"]["value"].startswith("Describes f.")
        assert found["range"]["start"]["line"] == 0

    talk(story, CAPABILITIES)


def test_an_offline_hover_speaks_of_the_lines_of_its_cell(talk, workshop):
    async def story(client):
        open_notebook(client)
        edit_cell(client, 2, _range(0, 0, 1, 0), "def f():\n    return x\n")
        await client.settled()
        assert (await hover(client, 2, 0))["range"]["start"]["line"] == 0
        (order,) = workshop.orders
        assert (order.above, order.span.start.line) == (2, 2)

    talk(story, CAPABILITIES, initializationOptions={"hover": {"offline": True}})


def test_changes_of_a_notebook_that_is_not_open_are_left_alone(talk):
    async def story(client):
        change(client, data=[])
        client.notify(
            "notebookDocument/didClose", {"notebookDocument": {"uri": N}, "cellTextDocuments": []}
        )
        await client.settled()

    talk(story, CAPABILITIES)


def _range(*numbers):
    start, end = numbers[:2], numbers[2:]
    return {
        "start": {"line": start[0], "character": start[1]},
        "end": {"line": end[0], "character": end[1]},
    }


class _Position:
    def __init__(self, line, character):
        self.line, self.character = line, character


class _Range:
    def __init__(self, start, end):
        self.start, self.end = start, end
