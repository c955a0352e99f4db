"""When the workshop is asked for cards, and when it is left alone."""

import asyncio

import pytest
from scripted_workshop import card_of

from blockguide.code.source import source_from_text
from blockguide.errors import BlockGuideError, ErrorCode
from blockguide.lsp import shelf
from blockguide.text import Lines

A, B = "file:///work/a.py", "file:///work/b.py"
TEXT = "import os\n\n\ndef first(line):\n    return line\n"
NEW_FIRST_LINE = {
    "range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}},
    "text": "#\n",
}


@pytest.fixture
def card(workshop, monkeypatch):
    monkeypatch.setattr(shelf, "QUIET_SECONDS", 0.03)
    monkeypatch.setattr(shelf, "PASSING_SECONDS", 0.03)
    card = card_of(source_from_text("/work/a.py", TEXT), Lines(4, 5))
    workshop.kept[card.key] = card
    return card


async def hover(client, line, uri=A):
    position = {"line": line - 1, "character": 0}
    return await client.request(
        "textDocument/hover", {"textDocument": {"uri": uri}, "position": position}
    )


async def quiet(client):
    await asyncio.sleep(0.1)
    await client.settled()


def test_an_opened_document_is_asked_about_once(talk, workshop, card):
    async def story(client):
        client.open(A, TEXT)
        client.open("file:///notes.md", "text", language="markdown")
        await quiet(client)
        assert [source.text for source in workshop.asked] == [TEXT]
        await hover(client, 4)
        await quiet(client)
        assert len(workshop.asked) == 1

    talk(story)


def test_a_document_that_is_closed_at_once_is_not_asked_about(talk, workshop, card):
    async def story(client):
        client.open(A, TEXT)
        client.close(A)
        await quiet(client)
        assert workshop.asked == []

    talk(story)


def test_a_document_that_was_opened_does_not_wait_as_long_as_an_edited_one(
    talk, workshop, card, monkeypatch
):
    monkeypatch.setattr(shelf, "QUIET_SECONDS", 60)

    async def story(client):
        client.open(A, TEXT)
        await client.until(lambda: workshop.asked)
        client.change(A, 2, NEW_FIRST_LINE)
        await hover(client, 4)
        await asyncio.sleep(0.2)
        assert len(workshop.asked) == 1

    talk(story)


def test_edits_are_asked_about_when_they_are_over_and_somebody_looked(talk, workshop, card):
    async def story(client):
        client.open(A, TEXT)
        await quiet(client)
        await hover(client, 4)
        for version in range(2, 12):
            client.change(A, version, NEW_FIRST_LINE)
            await asyncio.sleep(0.005)
        assert len(workshop.asked) == 1
        await quiet(client)
        assert len(workshop.asked) == 2
        assert workshop.asked[-1].version == 11

    talk(story)


def test_a_document_nobody_looked_at_is_not_asked_about_again(talk, workshop, card):
    async def story(client):
        client.open(A, TEXT)
        await quiet(client)
        client.change(A, 2, NEW_FIRST_LINE)
        client.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": B, "type": 2}]})
        await quiet(client)
        assert len(workshop.asked) == 1
        assert await hover(client, 5) is not None
        await quiet(client)
        assert len(workshop.asked) == 2

    talk(story)


def test_a_document_without_guides_is_not_asked_about_again(talk, workshop, card):
    workshop.kept.clear()

    async def story(client):
        client.open(A, TEXT)
        await quiet(client)
        assert await hover(client, 4) is None
        client.change(A, 2, NEW_FIRST_LINE)
        await quiet(client)
        assert await hover(client, 4) is None
        assert len(workshop.asked) == 1

    talk(story)


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("workspace/didChangeWatchedFiles", {"changes": [{"uri": B, "type": 2}]}),
        ("textDocument/didSave", {"textDocument": {"uri": A}}),
        ("textDocument/didSave", {"textDocument": {"uri": B}}),
    ],
)
def test_a_file_that_changed_is_a_reason_to_ask(talk, workshop, card, method, params):
    async def story(client):
        client.open(A, TEXT)
        await quiet(client)
        await hover(client, 4)
        client.notify(method, params)
        await quiet(client)
        assert len(workshop.asked) == 2

    talk(story)


def test_one_question_at_a_time_for_a_document(talk, workshop, card):
    at_once = most = 0
    cards = workshop.cards

    async def slow(source, settings, unsaved):
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        await asyncio.sleep(0.05)
        at_once -= 1
        return await cards(source, settings, unsaved)

    workshop.cards = slow

    async def story(client):
        client.open(A, TEXT)
        await asyncio.sleep(0.1)
        await hover(client, 4)
        for version in range(2, 8):
            client.change(A, version, NEW_FIRST_LINE)
            await asyncio.sleep(0.04)
        await asyncio.sleep(0.25)
        assert most == 1
        assert workshop.asked[-1].version == 7

    talk(story)


def test_a_workshop_that_fails_is_asked_again_at_the_next_reason(talk, workshop, card):
    async def story(client):
        workshop.failure = BlockGuideError(ErrorCode.INTERNAL, "Lost.", "Wait.")
        client.open(A, TEXT)
        await quiet(client)
        workshop.failure = None
        assert await hover(client, 4) is None
        await quiet(client)
        assert await hover(client, 4) is not None

    talk(story)


def test_a_removed_guide_is_gone_at_once(talk, workshop, card):
    async def story(client):
        client.open(A, TEXT)
        await quiet(client)
        assert await hover(client, 4) is not None
        workshop.kept.clear()
        client.server.session.shelf.forget(card.key)
        assert await hover(client, 4) is None

    talk(story)


def test_an_edit_while_the_workshop_thinks_does_not_misplace_a_card(talk, workshop, card):
    cards = workshop.cards
    thinking = asyncio.Event()

    async def slow(source, settings, unsaved):
        thinking.set()
        found = await cards(source, settings, unsaved)
        await asyncio.sleep(0.05)
        return found

    workshop.cards = slow

    async def story(client):
        client.open(A, TEXT)
        await thinking.wait()
        client.change(A, 2, NEW_FIRST_LINE)
        await asyncio.sleep(0.08)
        found = await hover(client, 6)
        assert found["range"]["start"]["line"] == 4
        assert await hover(client, 4) is None

    talk(story)


def test_a_cell_of_a_notebook_has_its_own_lines(talk, workshop, card):
    async def story(client):
        cells = ["nb:1", "nb:2"]
        texts = ["a = 1\nb = 2\n", "def f():\n    return a"]
        both = "".join(texts)
        made = card_of(source_from_text("/work/n.ipynb", both), Lines(3, 4))
        workshop.kept = {made.key: made}
        client.notify(
            "notebookDocument/didOpen",
            {
                "notebookDocument": {
                    "uri": "file:///work/n.ipynb",
                    "notebookType": "jupyter",
                    "version": 1,
                    "cells": [{"kind": 2, "document": cell} for cell in cells],
                },
                "cellTextDocuments": [
                    {"uri": cell, "languageId": "python", "version": 1, "text": text}
                    for cell, text in zip(cells, texts, strict=True)
                ],
            },
        )
        await quiet(client)
        found = await hover(client, 2, "nb:2")
        assert found["range"] == {
            "start": {"line": 0, "character": 0},
            "end": {"line": 1, "character": 12},
        }
        assert await hover(client, 1, "nb:1") is None

    talk(story, {"notebookDocument": {"synchronization": {}}})


def test_an_edit_of_one_document_puts_the_guides_of_others_in_doubt(talk, workshop, card):
    """They are asked about when somebody looks, with the text that no disk knows of."""

    async def story(client):
        client.open(A, TEXT)
        client.open(B, "def other():\n    return 1\n")
        await quiet(client)
        await hover(client, 4)
        await quiet(client)
        client.change(B, 2, {"text": "def other():\n    return 2\n"})
        await client.settled()
        asked = len(workshop.asked)
        assert "Checked, before the latest edits." in (await hover(client, 5))["contents"]["value"]
        await quiet(client)
        assert [source.text for source in workshop.unsaved] == ["def other():\n    return 2\n"]
        assert len(workshop.asked) == asked + 1
        client.notify("textDocument/didSave", {"textDocument": {"uri": B}})
        await client.settled()
        await hover(client, 4)
        await quiet(client)
        assert workshop.unsaved == ()

    talk(story)
