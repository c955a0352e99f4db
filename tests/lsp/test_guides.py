"""The kept guides of a document, as an editor's code lenses want them: from memory, and told when they change."""

import asyncio

import pytest
from editor import QUICK, STREAM, opened
from in_process_client import Refusal
from scripted_workshop import card_of

from blockguide.code.source import source_from_text
from blockguide.guide.values import BLOCK_CHANGED
from blockguide.lsp import shelf
from blockguide.text import Lines

A = "file:///work/a.py"
TEXT = "import os\n\n\ndef first(line):\n    return line\n\n\ndef second(line):\n    return line\n"
SOURCE = source_from_text("/work/a.py", TEXT)
FIRST = {"start": {"line": 3, "character": 4}, "end": {"line": 4, "character": 9}}
CHANGED = "blockguide/guidesChanged"


def edit(line, text):
    at = {"line": line, "character": 0}
    return {"range": {"start": at, "end": at}, "text": text}


@pytest.fixture(autouse=True)
def soon(monkeypatch):
    monkeypatch.setattr(shelf, "QUIET_SECONDS", 0.03)
    monkeypatch.setattr(shelf, "PASSING_SECONDS", 0.03)


@pytest.fixture
def card(workshop):
    card = card_of(SOURCE, Lines(4, 5))
    workshop.kept[card.key] = card
    return card


async def guides(client, uri=A):
    return await client.request("blockguide/guides", {"uri": uri})


async def quiet(client):
    await asyncio.sleep(0.1)
    # What a busy machine makes due at one moment takes turns.
    for _ in range(10):
        await client.settled()


async def known(client):
    """Opens the document, and waits for its cards."""
    client.open(A, TEXT)
    await quiet(client)
    return await guides(client)


def test_a_kept_guide_is_told_with_its_place_and_its_state(talk, card):
    async def story(client):
        assert await known(client) == {
            "version": 1,
            "guides": [
                {
                    "key": card.key,
                    "name": "first",
                    "kind": "",
                    "lines": [4, 5],
                    "standing": "holds",
                    "reasons": [],
                    "findings": [],
                    "writer": "offline",
                    "model": "",
                }
            ],
        }

    talk(story)


def test_who_asked_before_the_document_was_opened_hears_of_its_guides(talk, card):
    async def story(client):
        assert (await guides(client))["guides"] == []
        client.open(A, TEXT)
        assert await client.take(CHANGED) == {"uri": A}
        assert [each["key"] for each in (await guides(client))["guides"]] == [card.key]

    talk(story, STREAM)


def test_a_stale_guide_tells_why(talk, workshop):
    card = card_of(SOURCE, Lines(4, 5), ("`other` is another",))
    workshop.kept[card.key] = card

    async def story(client):
        (guide,) = (await known(client))["guides"]
        assert (guide["standing"], guide["reasons"]) == ("stale", ["`other` is another"])

    talk(story)


def test_a_guide_whose_block_is_another_is_edited(talk, workshop):
    card = card_of(SOURCE, Lines(4, 5), (BLOCK_CHANGED, "`other` is another"))
    workshop.kept[card.key] = card

    async def story(client):
        (guide,) = (await known(client))["guides"]
        assert guide["standing"] == "edited"

    talk(story)


def test_guides_stand_in_the_order_of_their_lines(talk, workshop):
    for lines in (Lines(8, 9), Lines(4, 5)):
        card = card_of(SOURCE, lines)
        workshop.kept[card.key] = card

    async def story(client):
        answer = await known(client)
        assert [guide["name"] for guide in answer["guides"]] == ["first", "second"]

    talk(story)


def test_edits_move_a_guide_and_change_its_standing(talk, card):
    async def story(client):
        await known(client)
        client.change(A, 2, edit(0, "#\n"))
        answer = await guides(client)
        assert answer["version"] == 2
        assert [(each["lines"], each["standing"]) for each in answer["guides"]] == [
            ([5, 6], "untold")
        ]
        client.change(A, 3, edit(5, "    line = line\n"))
        assert (await guides(client))["guides"][0]["standing"] == "edited"
        await quiet(client)
        client.taken(CHANGED)

    talk(story, STREAM)


def test_a_block_that_is_gone_has_no_guide(talk, card):
    async def story(client):
        await known(client)
        client.change(A, 2, {"text": "x = 1\n"})
        assert (await guides(client))["guides"] == []
        await quiet(client)
        client.taken(CHANGED)

    talk(story, STREAM)


def test_what_the_workshop_finds_out_is_told_once(talk, workshop, card):
    async def story(client):
        client.open(A, TEXT)
        assert (await guides(client))["guides"] == []
        assert await client.take(CHANGED) == {"uri": A}
        assert len((await guides(client))["guides"]) == 1
        client.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": A, "type": 2}]})
        await quiet(client)
        assert client.taken(CHANGED) == []
        stale = card_of(SOURCE, Lines(4, 5), ("Another",))
        workshop.kept = {stale.key: stale}
        client.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": A, "type": 2}]})
        assert await client.take(CHANGED) == {"uri": A}
        assert (await guides(client))["guides"][0]["standing"] == "stale"

    talk(story, STREAM)


def test_a_new_guide_and_a_removed_one_are_told(talk, workshop):
    async def story(client):
        assert (await known(client))["guides"] == []
        params = {"uri": A, "range": FIRST, "version": 1, "partialResultToken": "p"}
        answer = await client.request("blockguide/document", params)
        client.taken("$/progress")
        assert await client.take(CHANGED) == {"uri": A}
        assert [each["key"] for each in (await guides(client))["guides"]] == [answer["key"]]
        forget = {"command": "blockguide.forget", "arguments": [{"key": answer["key"]}]}
        await client.request("workspace/executeCommand", forget)
        assert await client.take(CHANGED) == {"uri": A}
        assert (await guides(client))["guides"] == []
        await quiet(client)

    talk(story, STREAM)


def test_a_client_that_never_asked_is_told_nothing(talk, workshop, card):
    async def story(client):
        client.open(A, TEXT)
        await quiet(client)
        workshop.kept.clear()
        client.server.session.shelf.clear()
        await quiet(client)

    talk(story, STREAM)


def test_a_client_that_does_not_know_us_is_told_nothing(talk, workshop, card):
    async def story(client):
        await known(client)
        client.server.session.shelf.clear()
        await quiet(client)

    talk(story)


def test_nothing_is_known_of_a_document_that_is_not_open(talk):
    async def story(client):
        assert await guides(client) == {"guides": []}
        with pytest.raises(Refusal) as refused:
            await client.request("blockguide/guides", {})
        assert refused.value.code == -32602

    talk(story)


def test_a_guide_that_was_not_kept_can_still_be_shown_and_forgotten(talk, workshop):
    async def story(client):
        client.server.session.delivery.pace = QUICK
        client.open(A, TEXT)
        params = {"uri": A, "range": FIRST, "version": 1, "partialResultToken": "p"}
        answer = await client.request("blockguide/document", params)
        client.taken("$/progress")
        workshop.pages.clear()
        workshop.kept.clear()
        show = {"command": "blockguide.show", "arguments": [{"key": answer["key"], "uri": A}]}
        await client.request("workspace/executeCommand", show)
        begins = await client.take("blockguide/begin")
        assert (begins["uri"], begins["name"], begins["lines"]) == (A, "first", [4, 5])
        assert (await client.take("blockguide/delta"))["text"] == answer["page"]
        assert (await client.take("blockguide/end"))["key"] == answer["key"]
        forget = {"command": "blockguide.forget", "arguments": [{"key": answer["key"]}]}
        await client.request("workspace/executeCommand", forget)
        with pytest.raises(Refusal, match="not kept any more"):
            await client.request("workspace/executeCommand", show)

    talk(story, STREAM)


def test_a_page_that_begins_tells_where_its_block_stands(talk, workshop):
    async def story(client):
        editor = opened(client)
        await editor.document()
        begins = await client.take("blockguide/begin")
        assert begins["title"] == begins["name"] == "shout"
        assert (begins["kind"], begins["lines"]) == ("function", [1, 1])
        await editor.rest()
        client.taken("blockguide/delta"), client.taken("blockguide/end")

    talk(story, STREAM)


def test_the_workshop_is_warm_before_the_first_guide_for_a_client_that_knows_us(talk, workshop):
    async def story(client):
        await client.settled()

    talk(story)
    assert workshop.warmed == 0
    talk(story, STREAM)
    assert workshop.warmed == 1
