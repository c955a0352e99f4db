"""Code actions: what is offered where, to whom, and with which literal command."""

import time

import pytest
from scripted_workshop import card_of

from blockguide.code.source import source_from_text
from blockguide.lsp import shelf
from blockguide.text import Lines

A = "file:///work/a.py"
TEXT = "import os\n\n\ndef parse_header(line):\n    '''Parses.'''\n    return line\n\n\nx = '𝒳𝒳𝒳'; y = 1\n"
LITERAL = {
    "textDocument": {
        "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}}
    }
}
INVOKED, AUTOMATIC = 1, 2


def marked(first: int, start: int, last: int, end: int) -> dict:
    return {
        "start": {"line": first - 1, "character": start},
        "end": {"line": last - 1, "character": end},
    }


async def ask(client, range_, uri=A, **context):
    params = {
        "textDocument": {"uri": uri},
        "range": range_,
        "context": {"diagnostics": [], **context},
    }
    return await client.request("textDocument/codeAction", params)


async def titles(client, range_, uri=A, **context):
    return [action["title"] for action in await ask(client, range_, uri, **context) or ()]


def keep(workshop, monkeypatch):
    """A guide to `parse_header` is kept, and known as soon as the document is opened."""
    monkeypatch.setattr(shelf, "QUIET_SECONDS", 0)
    monkeypatch.setattr(shelf, "PASSING_SECONDS", 0)
    source = source_from_text("/work/a.py", TEXT)
    card = card_of(source, Lines(4, 6))
    workshop.kept[card.key] = card
    return card


async def known(client, workshop):
    await client.until(lambda: workshop.asked)
    await client.settled()


def test_the_action_carries_a_literal_command(talk):
    async def story(client):
        client.open(A, TEXT, version=3)
        range_ = marked(4, 0, 7, 0)
        assert await ask(client, range_) == [
            {
                "title": "Document `parse_header`",
                "kind": "source.blockguide.document",
                "command": {
                    "title": "Document `parse_header`",
                    "command": "blockguide.document",
                    "arguments": [{"uri": A, "range": range_, "version": 3}],
                },
            }
        ]

    talk(story, LITERAL)


def test_a_client_without_literals_gets_commands(talk):
    async def story(client):
        client.open(A, TEXT)
        (command,) = await ask(client, marked(4, 0, 7, 0))
        assert command["command"] == "blockguide.document"

    talk(story)


@pytest.mark.parametrize(
    ("range_", "title"),
    [
        (marked(4, 0, 7, 0), "Document `parse_header`"),  # the end at column 0 of the next line
        (marked(4, 4, 4, 5), "Document `parse_header`"),  # one character
        (marked(4, 4, 4, 4), "Document `parse_header`"),  # a cursor
        (marked(7, 0, 4, 0), "Document `parse_header`"),  # reversed
        (marked(4, 0, 6, 999), "Document `parse_header`"),  # past the line's end
        (marked(6, 4, 6, 4), "Document this block"),
        (marked(2, 0, 2, 0), "Document this block"),
        (marked(4, 0, 9999, 0), "Document this block"),  # past the end: the last statement, too
        (marked(9999, 7, 9999, 9), "Document this block"),
        (marked(9, 10, 9, 11), "Document this block"),
        (marked(1, 0, 10, 0), "Document this block"),
    ],
)
def test_selections_as_editors_send_them(talk, range_, title):
    async def story(client):
        client.open(A, TEXT)
        assert await titles(client, range_) == [title]

    talk(story, LITERAL)


@pytest.mark.parametrize(
    ("context", "count"),
    [
        ({}, 1),
        ({"triggerKind": INVOKED}, 1),
        ({"triggerKind": INVOKED, "only": []}, 0),
        ({"triggerKind": INVOKED, "only": [""]}, 1),
        ({"triggerKind": INVOKED, "only": ["source"]}, 1),
        ({"triggerKind": INVOKED, "only": ["source.blockguide"]}, 1),
        ({"triggerKind": INVOKED, "only": ["source.blockguide.document"]}, 1),
        ({"triggerKind": INVOKED, "only": ["quickfix", "refactor"]}, 0),
        ({"triggerKind": INVOKED, "only": ["source.fixAll", "source.organizeImports"]}, 0),
        ({"triggerKind": INVOKED, "only": ["source.block"]}, 0),
        ({"triggerKind": AUTOMATIC}, 0),
        ({"triggerKind": AUTOMATIC, "only": ["source"]}, 0),
        ({"triggerKind": AUTOMATIC, "only": [""]}, 0),
        ({"triggerKind": AUTOMATIC, "only": ["source.blockguide"]}, 1),
        ({"triggerKind": AUTOMATIC, "only": ["source.blockguide.document"]}, 1),
        ({"triggerKind": AUTOMATIC, "only": ["source.blockguide.show"]}, 0),
    ],
)
def test_what_the_client_asks_for_is_respected(talk, context, count):
    async def story(client):
        client.open(A, TEXT)
        assert len(await titles(client, marked(4, 4, 4, 4), **context)) == count

    talk(story, LITERAL)


def test_where_there_is_no_code_there_is_no_action(talk):
    async def story(client):
        client.open(A, "")
        client.open("file:///blank.py", " \n\n\t\n")
        client.open("file:///notes.md", "# def x():\n", language="markdown")
        client.open("blockguide:/a.md", "def x(): pass\n", language="python")
        for uri in (
            A,
            "file:///blank.py",
            "file:///notes.md",
            "file:///closed.py",
            "blockguide:/a.md",
        ):
            assert await ask(client, marked(1, 0, 1, 0), uri) is None

    talk(story, LITERAL)


def test_an_untitled_document_has_actions(talk):
    async def story(client):
        client.open("untitled:Untitled-1", "def f():\n    pass\n")
        assert await titles(client, marked(1, 0, 1, 0), "untitled:Untitled-1") == ["Document `f`"]

    talk(story, LITERAL)


def test_where_a_guide_is_kept_it_can_be_shown_and_written_anew(talk, workshop, monkeypatch):
    card = keep(workshop, monkeypatch)

    async def story(client):
        client.open(A, TEXT)
        await known(client, workshop)
        document, show, anew = await ask(client, marked(6, 4, 6, 8))
        assert document["title"] == "Document this block"
        assert show["title"] == "Show the guide to `parse_header`"
        assert show["command"]["arguments"] == [{"key": card.key, "uri": A, "name": "parse_header"}]
        assert anew["title"] == "Write the guide to `parse_header` anew"
        assert anew["command"]["arguments"] == [
            {"uri": A, "range": marked(4, 0, 6, 15), "version": 1, "fresh": True}
        ]
        only = {"only": ["source.blockguide.show"]}
        assert await titles(client, marked(6, 4, 6, 8), **only) == [show["title"]]
        assert len(await ask(client, marked(8, 0, 8, 0))) == 1

    talk(story, LITERAL)


def test_columns_are_the_clients(talk):
    async def story(client):
        client.open(A, "s = '𝒳𝒳'\ndef f(a='𝒳𝒳𝒳', b=1): return a\n")
        # In UTF-16 units column 21 stands in front of the colon, in code points behind it.
        assert await titles(client, marked(2, 21, 2, 21)) == ["Document `f`"]
        assert await titles(client, marked(2, 26, 2, 26)) == ["Document this block"]

    talk(story, LITERAL)


def test_ten_thousand_lines_cost_next_to_nothing(talk):
    body = "".join(f'def f{n}(a):\n    """Says {n}."""\n    return a\n\n\n' for n in range(2_000))

    async def story(client):
        client.open(A, body)
        handler = client.server.session
        from lsprotocol import types

        from blockguide.lsp.actions import code_actions

        params = types.CodeActionParams(
            types.TextDocumentIdentifier(A),
            types.Range(types.Position(9_000, 0), types.Position(9_002, 12)),
            types.CodeActionContext([]),
        )
        await client.settled()
        await code_actions(handler, params)
        times = []
        for _ in range(200):
            started = time.process_time()
            await code_actions(handler, params)
            times.append(time.process_time() - started)
        assert sorted(times)[100] < 0.001

    talk(story, LITERAL)
