"""Hover: what is shown of a guide, found again wherever its block went, at once."""

import asyncio
import json
import time
from urllib.parse import unquote

import pytest
from lsprotocol import types
from scripted_workshop import card_of, usual_news

from blockguide.code.source import source_from_text
from blockguide.lsp import hover as hover_module
from blockguide.lsp import shelf
from blockguide.settings import Settings, WriterChoice
from blockguide.text import Lines
from blockguide.workshop.values import Finished

A = "file:///work/a.py"
TEXT = "import os\n\n\ndef first(line):\n    x = '𝒳'\n    return x  # 𝒳\n\n\ndef other():\n    return 2\n"
MARKDOWN = {"textDocument": {"hover": {"contentFormat": ["markdown", "plaintext"]}}}
OFFLINE = {"initializationOptions": {"hover": {"offline": True}}}


@pytest.fixture
def card(workshop, monkeypatch):
    monkeypatch.setattr(shelf, "QUIET_SECONDS", 0.3)
    monkeypatch.setattr(shelf, "PASSING_SECONDS", 0.02)
    source = source_from_text("/work/a.py", TEXT)
    card = card_of(source, Lines(4, 6))
    workshop.kept[card.key] = card
    _find_by_text(workshop)
    return card


def _find_by_text(workshop):
    """The scripted workshop's cards where their text stands, as the real one finds them."""
    texts = {}
    cards = workshop.cards

    async def found(source, settings, unsaved):
        kept = await cards(source, settings, unsaved)
        for card in kept:
            first, last = card.lines.first - 1, card.lines.last
            texts.setdefault(card.key, "".join(source.lines[first:last]))
        places = []
        for card in kept:
            before, is_there, _ = source.text.partition(texts[card.key])
            if is_there:
                first = before.count("\n") + 1
                length = card.lines.last - card.lines.first
                places.append(_moved(card, Lines(first, first + length)))
        return tuple(places)

    workshop.cards = found


def _moved(card, lines):
    from dataclasses import replace

    return replace(card, lines=lines)


async def hover(client, line, character=0, uri=A):
    return await client.request("textDocument/hover", _at(line, character, uri))


def _at(line, character=0, uri=A):
    return {
        "textDocument": {"uri": uri},
        "position": {"line": line - 1, "character": character},
    }


async def known(client):
    """Returns when nothing more is being found out about the open documents."""
    await client.settled()
    leaves = client.server.session.shelf._leaves
    await client.until(lambda: not any(leaf.learning for leaf in leaves.values()))
    await client.settled()


def put(first, start, last, end, text):
    range_ = {
        "start": {"line": first - 1, "character": start},
        "end": {"line": last - 1, "character": end},
    }
    return {"range": range_, "text": text}


def said(found):
    return found["contents"]["value"]


def state(found):
    """What stands behind the purpose."""
    return said(found).split("\n\n")[1]


def test_a_kept_guide_is_shown_with_its_state_and_range(talk, card):
    async def story(client):
        client.open(A, TEXT)
        await known(client)
        assert await hover(client, 5) == {
            "contents": {
                "kind": "markdown",
                "value": "Describes `first`.\n\n*Checked.*\n\n1. Return the name\n\n```python\nprint(1)\n```",
            },
            "range": {"start": {"line": 3, "character": 0}, "end": {"line": 5, "character": 18}},
        }
        assert await hover(client, 1) is None
        assert await hover(client, 10) is None
        assert await hover(client, 999) is None

    talk(story, MARKDOWN)


@pytest.mark.parametrize(
    ("formats", "kind"),
    [
        (None, "plaintext"),
        ([], "plaintext"),
        (["plaintext"], "plaintext"),
        (["plaintext", "markdown"], "plaintext"),
        (["html", "markdown"], "markdown"),
        (["markdown"], "markdown"),
        ("markdown", "plaintext"),
    ],
)
def test_the_client_chooses_the_form(talk, card, formats, kind):
    async def story(client):
        client.open(A, TEXT)
        await known(client)
        found = await hover(client, 5)
        assert found["contents"]["kind"] == kind
        assert ("`" in said(found)) == (kind == "markdown")

    capabilities = {
        "textDocument": {"hover": {"contentFormat": formats} if formats is not None else {}}
    }
    # pygls refuses the malformed one, our reading of the capabilities must not.
    if isinstance(formats, str):
        from blockguide.lsp.session import Client

        assert (
            Client(capabilities=capabilities).offers("textDocument.hover.contentFormat") == formats
        )
        return
    talk(story, capabilities)


def test_no_links_unless_the_client_trusts_them(talk, card):
    async def story(client):
        client.open(A, TEXT)
        await known(client)
        assert "command:" not in said(await hover(client, 5))

    talk(story, MARKDOWN)


@pytest.mark.parametrize(
    "said_so",
    [
        {"initializationOptions": {"trustedLinks": True}},
        {"capabilities": {**MARKDOWN, "experimental": {"blockguide": {"trustedLinks": True}}}},
    ],
)
def test_links_for_a_client_that_trusts_them(talk, card, said_so):
    async def story(client):
        client.open(A, TEXT)
        await known(client)
        shown = said(await hover(client, 5))
        assert f"[Show the guide](command:blockguide.show?%5B%7B%22key%22%3A%22{card.key}" in shown
        links = shown.split("\n\n")[1].split(" · ")[1:]
        titles = ["Show the guide", "Write anew"]
        assert [link.partition("]")[0] for link in links] == [f"[{title}" for title in titles]
        assert all(link.count(")") == 1 and link.endswith(")") for link in links)
        (anew,) = json.loads(unquote(links[1].partition("?")[2][:-1]))
        assert anew["uri"] == A
        assert (anew["version"], anew["fresh"]) == (1, True)
        assert anew["range"]["start"]["line"] == 3

    talk(story, **{"capabilities": MARKDOWN, **said_so})


def test_the_guide_of_an_edited_block_can_be_written_anew_from_its_hover(talk, card):
    async def story(client):
        client.open(A, TEXT)
        await known(client)
        client.change(A, 2, put(5, 0, 5, 0, "    y = 2\n"))
        told, _, links = state(await hover(client, 5)).partition(" · ")
        assert told == "*Edited since it was checked.*"
        assert links.startswith("[Write anew](command:blockguide.document?")
        (anew,) = json.loads(unquote(links.partition("?")[2][:-1]))
        assert (anew["version"], anew["fresh"]) == (2, True)
        assert anew["range"]["start"]["line"] == 3

    capabilities = {**MARKDOWN, "experimental": {"blockguide": {"trustedLinks": True}}}
    talk(story, capabilities)


def test_a_client_that_knows_us_can_copy(talk, card):
    async def story(client):
        client.open(A, TEXT)
        await known(client)
        assert "[Copy](command:blockguide.copyKept?" in said(await hover(client, 5))

    capabilities = {
        **MARKDOWN,
        "experimental": {"blockguide": {"trustedLinks": True, "stream": True}},
    }
    talk(story, capabilities)


def test_the_guide_is_found_after_edits_above_it(talk, card):
    async def story(client):
        client.open(A, TEXT)
        await known(client)
        for version in range(2, 30):
            client.change(A, version, put(1, 0, 1, 0, "import sys\n"))
            found = await hover(client, 4 + version - 1)
            assert found["range"]["start"]["line"] == 3 + version - 1
            assert state(found) in ("*Checked, before the latest edits.*", "*Checked.*")
        await known(client)
        assert state(await hover(client, 33)) == "*Checked.*"

    talk(story, MARKDOWN)


def test_an_edit_in_the_block_is_told_and_taken_back(talk, card):
    async def story(client):
        client.open(A, TEXT)
        await known(client)
        await hover(client, 5)
        client.change(A, 2, put(5, 0, 5, 0, "    y = 2\n"))
        found = await hover(client, 6)
        assert state(found) == "*Edited since it was checked.*"
        assert found["range"]["end"]["line"] == 6
        client.change(A, 3, put(5, 0, 6, 0, ""))
        assert "Edited" not in said(await hover(client, 6))

    talk(story, MARKDOWN)


def test_the_guide_is_found_after_the_block_was_indented_or_moved(talk, card, monkeypatch):
    indented = TEXT.replace("def first", "if os:\n    def first").replace("    x =", "        x =")
    indented = indented.replace("    return x", "        return x")
    moved = (
        "def other():\n    return 2\n\n\nclass C:\n    a = 1\n\n\n" + TEXT.partition("\n\n\n")[2]
    )

    async def story(client):
        client.open(A, TEXT)
        await known(client)
        monkeypatch.setattr(shelf, "QUIET_SECONDS", 60)
        client.change(A, 2, {"text": indented})
        assert state(await hover(client, 6)) == "*Checked, before the latest edits.*"
        client.change(A, 3, {"text": moved})
        found = await hover(client, 10)
        assert found["range"]["start"]["line"] == 8

    talk(story, MARKDOWN)


def test_the_guide_is_found_in_a_renamed_file(talk, card):
    async def story(client):
        client.open(A, TEXT)
        await known(client)
        client.close(A)
        client.open("file:///work/b.py", "#\n" + TEXT)
        await known(client)
        found = await hover(client, 6, uri="file:///work/b.py")
        assert found["range"]["start"]["line"] == 4
        assert await hover(client, 5) is None

    talk(story, MARKDOWN)


def test_what_is_being_written_is_shown_as_far_as_it_is(talk, workshop, card):
    workshop.kept.clear()

    async def script(order):
        for news in usual_news(order):
            if isinstance(news, Finished):
                await last.wait()
            yield news

    workshop.script = script
    last = asyncio.Event()

    async def story(client):
        client.open(A, TEXT)
        await client.settled()
        session = client.server.session
        from blockguide.text import Point, Span
        from blockguide.workshop.values import Order

        source = session.documents.reading(A).source
        job = session.jobs.order(A, Order(source, Span(Point(3, 0), Point(6, 0)), Settings()))
        await client.until(lambda: "print(1)" in job.page())
        found = await hover(client, 5)
        assert said(found).startswith("Describes `first` in two pieces.\n\n")
        assert "\n\n1. Return the name" in said(found)
        assert state(found) == "*Being written.*"
        assert found["range"]["start"]["line"] == 3
        client.change(A, 2, put(1, 0, 1, 0, "#\n"))
        assert (await hover(client, 6))["range"]["start"]["line"] == 4
        assert await hover(client, 2) is None
        last.set()
        await client.until(lambda: job.ended)
        assert state(await hover(client, 6)) == "*Checked, before the latest edits.*"
        session.jobs.leave(job)

    talk(story, MARKDOWN)


class TestOffline:
    def test_the_definition_around_the_cursor_is_documented(self, talk, workshop):
        workshop.script = _definition(Lines(4, 6))

        async def story(client):
            client.open(A, TEXT)
            found = await hover(client, 6)
            assert found["range"]["start"]["line"] == 3
            assert workshop.orders[0].span.start.line == 3
            assert await hover(client, 5) == found
            assert await hover(client, 1) is None
            assert len(workshop.orders) == 1

        talk(story, MARKDOWN, **OFFLINE)

    @pytest.mark.parametrize("writer", ["auto", "model"])
    def test_no_model_is_asked(self, talk, workshop, writer):
        workshop.script = _definition(Lines(4, 6))
        chosen = {"writer": writer, "model": "small", "hover": {"offline": True}}

        async def story(client):
            client.open(A, TEXT)
            assert await hover(client, 6) is not None
            (order,) = workshop.orders
            assert order.settings.writer is WriterChoice.OFFLINE

        talk(story, MARKDOWN, initializationOptions=chosen)

    def test_it_is_off_by_default(self, talk, workshop):
        async def story(client):
            client.open(A, TEXT)
            assert await hover(client, 6) is None
            assert workshop.orders == []

        talk(story, MARKDOWN)

    def test_a_workshop_that_never_answers_holds_no_hover_up_for_a_second(self, talk, workshop):
        """The best of three counts: a machine that is busy with others is no fault of ours."""
        workshop.gate.clear()
        times = []

        async def story(client):
            client.open(A, TEXT)
            await client.settled()
            for line in (5, 10, 5):
                started = time.perf_counter()
                assert await hover(client, line) is None
                times.append(time.perf_counter() - started)
            assert len(workshop.orders) == 2

        talk(story, MARKDOWN, **OFFLINE)
        assert hover_module.OFFLINE_SECONDS < 1
        assert min(times) < 1, times

    def test_what_takes_too_long_is_there_for_the_next_hover(self, talk, workshop, monkeypatch):
        monkeypatch.setattr(hover_module, "OFFLINE_SECONDS", 0.05)
        workshop.script = _definition(Lines(4, 6))
        workshop.gate.clear()

        async def story(client):
            client.open(A, TEXT)
            assert await hover(client, 6) is None
            workshop.gate.set()
            await client.until(lambda: not client.server.session.jobs.of_document(A))
            assert await hover(client, 6) is not None

        talk(story, MARKDOWN, **OFFLINE)

    def test_a_second_hover_elsewhere_waits_for_its_own(self, talk, workshop):
        workshop.script = _definition(Lines(9, 10))

        async def story(client):
            client.open(A, TEXT)
            assert await hover(client, 10) is not None
            workshop.script = _definition(Lines(4, 6))
            assert (await hover(client, 5))["range"]["start"]["line"] == 3
            assert (await hover(client, 10))["range"]["start"]["line"] == 8

        talk(story, MARKDOWN, **OFFLINE)

    @pytest.mark.parametrize("model", ["", "small"])
    def test_what_a_person_asked_for_goes_on(self, talk, workshop, model):
        workshop.script = _definition(Lines(4, 6))
        workshop.gate.clear()

        async def story(client):
            client.open(A, TEXT)
            marked = {"start": {"line": 3, "character": 0}, "end": {"line": 6, "character": 0}}
            answer = client.ask("blockguide/document", {"uri": A, "range": marked})
            await client.until(lambda: workshop.orders)
            hovering = client.ask("textDocument/hover", _at(5))
            await client.settled()
            workshop.gate.set()
            assert (await answer)["job"] == "1"
            assert len(workshop.orders) == 1
            await hovering
            client.taken("$/progress")

        talk(story, MARKDOWN, initializationOptions={"model": model, "hover": {"offline": True}})

    def test_a_failure_is_no_hover(self, talk, workshop):
        from blockguide.errors import BlockGuideError, ErrorCode

        workshop.failure = BlockGuideError(ErrorCode.TOO_SLOW, "Too slow.", "Wait.")

        async def story(client):
            client.open(A, TEXT)
            assert await hover(client, 6) is None

        talk(story, MARKDOWN, **OFFLINE)


def _definition(lines):
    async def script(order):
        from dataclasses import replace

        from blockguide.text import Point, Span

        span = Span(Point(lines.first - 1, 0), Point(lines.last, 0))
        for news in usual_news(replace(order, span=span)):
            yield news

    return script


def test_hover_is_fast_on_ten_thousand_lines_while_they_are_edited(talk, workshop, monkeypatch):
    monkeypatch.setattr(shelf, "QUIET_SECONDS", 0)
    monkeypatch.setattr(shelf, "PASSING_SECONDS", 0)
    body = "".join(
        f'def f{n}(a):\n    """Says {n}."""\n    b = a\n    return b\n\n' for n in range(2_000)
    )
    source = source_from_text("/work/a.py", body)
    for n in range(0, 2_000, 20):
        card = card_of(source, Lines(5 * n + 1, 5 * n + 4))
        workshop.kept[card.key] = card
    whole = card_of(source, Lines(1, 10_000))
    workshop.kept[whole.key] = whole

    async def story(client):
        client.open(A, body)
        await known(client)
        session = client.server.session
        monkeypatch.setattr(shelf, "QUIET_SECONDS", 60)
        document = session.documents.get(A)
        times = []
        for number in range(120):
            where = (number * 379) % len(document.lines)
            document.replace(
                types.Range(types.Position(where, 0), types.Position(where, 0)),
                "# x\n",
                session.encoding,
            )
            session.shelf.edited(A)
            line = (number * 997) % len(document.lines)
            params = types.HoverParams(types.TextDocumentIdentifier(A), types.Position(line, 0))
            started = time.process_time()
            await hover_module.hover(session, params)
            times.append(time.process_time() - started)
        times.sort()
        assert times[60] < 0.002, times[60]

    talk(story, MARKDOWN)
