"""The commands, the request `blockguide/document` and the progress, by a client that speaks JSON."""

import asyncio
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import pytest
from editor import CODE, EDITS, PAGE, SHOUT, STREAM, WHISPER, A, at_once, opened, refuses, writes
from in_process_client import Refusal
from loop import loop_watched
from scripted_workshop import card_of, lines_of

from blockguide.code.source import source_from_text
from blockguide.errors import BlockGuideError, ErrorCode
from blockguide.guide.events import Noticed
from blockguide.guide.page import render_section
from blockguide.guide.values import Section
from blockguide.settings import Settings
from blockguide.text import Lines
from blockguide.workshop.values import Finished, Started, Wrote

PROGRESS = {"window": {"workDoneProgress": True}}
SHOWN = {**EDITS, "window": {**EDITS["window"], **PROGRESS["window"]}}


@pytest.fixture
def work(talk, workshop, tmp_path):
    def run(story, capabilities=None, script=None, **settings):
        async def whole(client):
            editor = opened(client)
            await story(editor)
            await editor.rest()
            editor.forget_sent()
            editor.messages()

        workshop.script = script or writes()
        talk(whole, capabilities, settings=Settings(cache_directory=tmp_path, **settings))

    return run


def asked(**more):
    return {"uri": A, "range": SHOUT, **more}


class TestRequest:
    @pytest.mark.parametrize("token", ["mine", 7, None])
    def test_sections_stream_and_the_guide_is_the_answer(self, work, token):
        async def story(editor):
            client = editor.client
            more = {} if token is None else {"partialResultToken": token}
            answer = await client.request("blockguide/document", asked(version=1, **more))
            own = token or f"blockguide/document/{client.last_id}"
            told = client.taken("$/progress")
            assert {each["token"] for each in told} == {own}
            values = [each["value"] for each in told]
            assert values[0] == {"job": "1", "name": "shout", "kind": "function", "lines": [1, 1]}
            sections = dict.fromkeys(Section, "")
            for value in values[1:]:
                sections[value["section"]] = value.get(
                    "body", sections[value["section"]] + value.get("text", "")
                )
            assert all(sections[each] == render_section_of(each) for each in Section)
            assert answer["page"] == PAGE
            assert answer["guide"] == {"title": "How to Use This Code Block"}
            assert answer["key"]
            assert len(values) > 5

        work(story, script=writes(revised=True))

    def test_why_a_model_did_not_write_has_a_sentence_and_a_stable_name(self, work):
        async def noticed(order):
            yield Noticed("Waiting.")
            yield Noticed("It is not installed.", "packages")
            async for news in writes()(order):
                yield news

        async def story(editor):
            await editor.client.request("blockguide/document", asked(version=1))
            values = [each["value"] for each in editor.client.taken("$/progress")]
            assert [each for each in values if "notice" in each] == [
                {"notice": "Waiting."},
                {"notice": "It is not installed.", "code": "packages"},
            ]

        work(story, script=noticed)

    def test_cancelling_stops_the_work(self, work, workshop):
        async def story(editor):
            client = editor.client
            answer = client.ask("blockguide/document", asked())
            await client.take("$/progress")
            client.cancel(client.last_id)
            with pytest.raises(Refusal) as refusal:
                await answer
            assert refusal.value.code == -32800
            await client.until(lambda: workshop.cancelled)
            client.taken("$/progress")

        work(story)

    def test_two_share_one_and_one_may_go(self, work, workshop):
        async def story(editor):
            client = editor.client
            first = client.ask("blockguide/document", asked())
            second = client.ask("blockguide/document", asked())
            await client.take("$/progress")
            client.cancel(client.last_id)
            with pytest.raises(Refusal):
                await second
            assert (await first)["page"] == PAGE
            assert len(workshop.orders) == 1
            assert workshop.cancelled == []
            client.taken("$/progress")

        work(story)

    @pytest.mark.parametrize(
        ("character", "text", "outdated"), [(9, "_", True), (0, "# More\n\n", False)]
    )
    def test_an_edit_meanwhile_is_told_where_it_is_one_of_the_block(
        self, work, character, text, outdated
    ):
        async def story(editor):
            client = editor.client
            answer = client.ask("blockguide/document", asked())
            await client.take("$/progress")
            at = {"line": 0, "character": character}
            client.change(A, 2, {"range": {"start": at, "end": at}, "text": text})
            assert (await answer)["outdated"] is outdated
            client.taken("$/progress")

        work(story)

    def test_one_that_goes_is_answered_while_the_work_goes_on(self, work, workshop):
        async def story(editor):
            client = editor.client
            first = client.ask("blockguide/document", asked(partialResultToken="p"))
            await client.take("$/progress")
            second = client.ask("blockguide/document", asked(workDoneToken="w"))
            await client.until(lambda: "w" in shown(client))
            workshop.gate.clear()
            client.cancel(client.last_id)
            with pytest.raises(Refusal) as refusal:
                await asyncio.wait_for(second, 1)
            assert refusal.value.code == -32800
            ends = [each["value"] for each in client.taken("$/progress") if each["token"] == "w"]
            assert ends[-1] == {"kind": "end", "message": "Cancelled"}
            assert not first.done()
            workshop.gate.set()
            assert (await first)["page"] == PAGE
            assert "w" not in shown(client)
            client.taken("$/progress")

        def shown(client):
            told = [each for each in client.sent if each.get("method") == "$/progress"]
            return {each["params"]["token"] for each in told}

        work(story)

    def test_a_newer_one_replaces(self, work):
        async def story(editor):
            client = editor.client
            first = client.ask("blockguide/document", asked())
            await client.take("$/progress")
            second = client.ask("blockguide/document", asked(fresh=True))
            with pytest.raises(Refusal) as refusal:
                await first
            assert refusal.value.code == -32802
            assert (await second)["page"] == PAGE
            client.taken("$/progress")

        work(story)

    def test_closing_the_document_cancels(self, work):
        async def story(editor):
            client = editor.client
            answer = client.ask("blockguide/document", asked())
            await client.take("$/progress")
            client.close(A)
            with pytest.raises(Refusal) as refusal:
                await answer
            assert refusal.value.code == -32800
            client.taken("$/progress")

        work(story)

    @pytest.mark.parametrize("method", ["request", "command"])
    def test_an_old_version_is_told(self, work, method):
        async def story(editor):
            editor.client.change(A, 2, {"text": CODE})
            with pytest.raises(Refusal) as refusal:
                if method == "request":
                    await editor.client.request("blockguide/document", asked(version=1))
                else:
                    await editor.document(version=1)
            assert refusal.value.code == -32801

        work(story)

    def test_any_place_at_all_is_one(self, work):
        async def story(editor):
            far = {"line": 10**30, "character": 10**30}
            answer = await editor.client.request(
                "blockguide/document", asked(range={"start": far, "end": SHOUT["start"]})
            )
            assert answer["page"] == PAGE
            editor.client.taken("$/progress")

        work(story)

    def test_a_failure_has_a_code_and_advice(self, work, workshop):
        async def story(editor):
            workshop.failure = BlockGuideError(
                ErrorCode.EMPTY_SELECTION, "No code.", "Select some."
            )
            with pytest.raises(Refusal) as refusal:
                await editor.client.request("blockguide/document", asked())
            assert refusal.value.code == -32803
            assert refusal.value.message == "No code."
            assert refusal.value.data == {"code": "empty-selection", "advice": "Select some."}

        work(story)

    @pytest.mark.parametrize(
        "wrong", [None, [], 1, {}, {"uri": A}, {"uri": A, "range": 1}, asked(version="x")]
    )
    def test_wrong_parameters_are_refused(self, work, wrong):
        async def story(editor):
            for ask in (
                editor.client.request("blockguide/document", wrong),
                editor.command("blockguide.document", wrong),
            ):
                with pytest.raises(Refusal) as refusal:
                    await ask
                assert refusal.value.code == -32602

        work(story)

    @pytest.mark.parametrize("uri", ["file:///work/not-open.py", "nonsense", "blockguide:/1/f.md"])
    def test_a_document_that_is_not_open_is_refused(self, work, uri):
        async def story(editor):
            with pytest.raises(Refusal) as refusal:
                await editor.client.request("blockguide/document", asked(uri=uri))
            assert refusal.value.code == -32803
            assert refusal.value.data["advice"]

        work(story)

    def test_its_own_token_shows_progress(self, work):
        async def story(editor):
            await editor.client.request(
                "blockguide/document", asked(workDoneToken="w", partialResultToken="p")
            )
            await editor.rest()
            told = editor.client.taken("$/progress")
            kinds = [each["value"]["kind"] for each in told if each["token"] == "w"]
            assert (kinds[0], kinds[-1]) == ("begin", "end")

        work(story)


class TestCommands:
    def test_it_answers_at_once(self, work, workshop):
        async def story(editor):
            workshop.gate.clear()
            started = perf_counter()
            job = await editor.document()
            assert perf_counter() - started < 0.5
            assert job == "1"
            workshop.gate.set()

        work(story)

    def test_twice_is_one_page(self, work):
        async def story(editor):
            assert await editor.document() == await editor.document()
            await editor.rest()
            assert len(editor.client.taken("blockguide/begin")) == 1
            editor.client.taken("blockguide/delta")
            editor.client.taken("blockguide/end")

        work(story, STREAM)

    def test_a_page_and_a_request_share_the_work(self, work, workshop):
        async def story(editor):
            await editor.document()
            answer = await editor.client.request("blockguide/document", asked())
            assert answer["job"] == "1"
            await editor.rest()
            assert editor.buffers[editor.shown[0]] == PAGE
            assert len(workshop.orders) == 1
            editor.client.taken("$/progress")

        work(story, EDITS)

    def test_show_forget_and_clear(self, work, workshop):
        async def story(editor):
            workshop.pages = {"k": PAGE, "l": PAGE}
            card = card_of(source_from_text(Path("/work/app/names.py"), CODE), Lines(1, 2))
            workshop.kept = {"k": replace(card, key="k"), "l": replace(card, key="l")}
            for _ in range(2):
                await editor.command("blockguide.show", {"key": "k", "uri": A, "name": "shout"})
                await editor.rest()
            assert editor.buffers == {editor.shown[0]: PAGE}
            assert len(set(editor.shown)) == 1
            assert await editor.command("blockguide.forget", {"key": "k"}) is None
            with pytest.raises(Refusal) as refusal:
                await editor.command("blockguide.show", {"key": "k"})
            assert refusal.value.data["advice"] == "Document the block again."
            assert await editor.command("blockguide.clearCache") == {"removed": 1}

        work(story, EDITS)

    def test_what_is_no_command_is_refused(self, work):
        async def story(editor):
            with pytest.raises(Refusal) as refusal:
                await editor.command("blockguide.nonsense")
            assert refusal.value.code == -32602

        work(story)


class TestProgress:
    def test_it_has_words_for_a_person(self, work):
        async def story(editor):
            await editor.document()
            await editor.rest()
            (create,) = editor.client.taken("window/workDoneProgress/create")
            assert create == {"token": "Documenting shout"}
            told = editor.client.taken("$/progress")
            assert {each["token"] for each in told} == {"Documenting shout"}
            begin, *messages, end = [each["value"] for each in told]
            assert begin == {"kind": "begin", "title": "Documenting `shout`", "cancellable": True}
            assert [each["message"] for each in messages] == [
                "Description written",
                "Execution steps written",
                "Usage example written",
            ]
            assert end == {"kind": "end", "message": "Guide written"}

        work(story, PROGRESS, writes(pause=0.03))

    @pytest.mark.parametrize("pause", [0.0, 0.012])
    def test_each_section_has_its_message_however_quick_they_come(self, work, pause):
        async def story(editor):
            await editor.client.request(
                "blockguide/document", asked(workDoneToken="w", partialResultToken="p")
            )
            told = [
                each["value"] for each in editor.client.taken("$/progress") if each["token"] == "w"
            ]
            assert [each["message"] for each in told if each["kind"] == "report"] == [
                "Description written",
                "Execution steps written",
                "Usage example written",
            ]

        work(story, script=writes(pause=pause, size=40))

    def test_a_section_that_is_not_whole_has_none(self, work):
        async def story(editor):
            with pytest.raises(Refusal):
                await editor.client.request(
                    "blockguide/document", asked(workDoneToken="w", partialResultToken="p")
                )
            told = [
                each["value"] for each in editor.client.taken("$/progress") if each["token"] == "w"
            ]
            assert [each["kind"] for each in told] == ["begin", "end"]

        failure = BlockGuideError(ErrorCode.TOO_SLOW, "Too slow.", "Wait.")
        work(story, script=writes(pause=0, size=400, fails=failure))

    def test_its_button_cancels(self, work, workshop):
        async def story(editor):
            await editor.document()
            begin = await editor.client.take("$/progress")
            editor.client.notify("window/workDoneProgress/cancel", {"token": begin["token"]})
            await editor.rest()
            assert editor.client.taken("$/progress")[-1]["value"]["message"] == "Cancelled"
            assert len(workshop.cancelled) == 1
            editor.client.notify("window/workDoneProgress/cancel", {"token": begin["token"]})
            editor.client.notify("window/workDoneProgress/cancel", {"token": "no such"})
            await editor.client.settled()

        work(story, PROGRESS, writes(pause=0.03))

    def test_two_of_a_name_have_tokens_of_their_own(self, work):
        async def story(editor):
            other = "file:///work/app/other.py"
            editor.client.open(other, CODE)
            await editor.document()
            await editor.document(uri=other)
            await editor.rest()
            tokens = {
                each["token"] for each in editor.client.taken("window/workDoneProgress/create")
            }
            assert tokens == {"Documenting shout", "Documenting shout (2)"}
            editor.client.taken("$/progress")

        work(story, PROGRESS, writes(pause=0.01))

    @pytest.mark.parametrize("capabilities", [None, EDITS])
    def test_a_client_that_shows_none_is_told_none(self, work, capabilities):
        async def story(editor):
            await editor.document()
            await editor.rest()
            assert editor.client.taken("$/progress") == []

        work(story, capabilities)

    @pytest.mark.parametrize("how", ["error", "silence"])
    def test_a_token_that_is_not_accepted_is_not_used(self, work, how):
        async def story(editor):
            if how == "silence":
                editor.client.silent.add("window/workDoneProgress/create")
            editor.client.answers["window/workDoneProgress/create"] = refuses()
            await editor.document()
            await editor.rest()
            assert editor.client.taken("$/progress") == []

        work(story, PROGRESS, writes(pause=0.01))

    def test_quick_work_shows_none(self, work):
        async def story(editor):
            await editor.document()
            await editor.rest()
            assert editor.client.taken("window/workDoneProgress/create") == []

        work(story, PROGRESS, at_once())

    @pytest.mark.parametrize(
        ("capabilities", "pause"), [(EDITS, 0.02), (SHOWN, 0.0), (STREAM, 0.02)]
    )
    def test_why_the_offline_guide_stands_is_told_where_no_progress_tells_it(
        self, work, capabilities, pause
    ):
        async def story(editor):
            await editor.document()
            await editor.rest()
            (told,) = [text for text in editor.messages() if "No key" in text]
            assert told == "No key is set. The offline writer wrote this guide."
            editor.client.taken("$/progress")
            if capabilities is STREAM:
                for method in ("begin", "delta", "end"):
                    editor.client.taken(f"blockguide/{method}")

        work(story, capabilities, noticing(pause))

    def test_what_a_progress_has_told_is_not_told_again(self, work):
        async def story(editor):
            await editor.document()
            await editor.rest()
            values = [each["value"] for each in editor.client.taken("$/progress")]
            assert any("No key is set." in value.get("message", "") for value in values)
            assert not any("No key" in message for message in editor.messages())

        work(story, SHOWN, noticing(0.03))


def noticing(pause):
    """A script for the workshop: no model could write."""

    async def script(order):
        card = card_of(order.source, lines_of(order))
        yield Started(card.name, "function", card.lines)
        for section in Section:
            await asyncio.sleep(pause)
            yield Wrote(section, render_section_of(section))
        yield Noticed("Left out, for want of room: the facts.")
        yield Noticed("No key is set. The offline writer wrote this guide.")
        await asyncio.sleep(pause)
        yield Finished(card, PAGE, {"guide": {}}, False, ())

    return script


def test_two_hundred_at_once_on_a_long_file_leave_the_loop_free(work, workshop):
    """What blocks the loop does so each time, what disturbs the machine does not: the best of three counts."""
    code = "".join(f"def name_{n}(x):\n    return x + {n}\n\n\n" for n in range(2_500))
    longest = []

    async def story(editor):
        client = editor.client
        workshop.orders.clear()
        client.change(A, 2, {"text": code})
        await client.settled()
        async with loop_watched() as turns:
            answers = [client.ask("blockguide/document", asked(range=lines(n))) for n in range(200)]
            hovered = {"textDocument": {"uri": A}, "position": WHISPER["start"]}
            await client.request("textDocument/hover", hovered)
            done = await asyncio.gather(*answers)
        assert [each["job"] for each in done] == [str(n + 1) for n in range(200)]
        assert len(workshop.orders) == 200
        client.taken("$/progress")
        longest.append(max(turns))

    def lines(n):
        return {
            "start": {"line": 4 * n, "character": 0},
            "end": {"line": 4 * n + 2, "character": 0},
        }

    for _ in range(3):
        work(story, script=writes(pause=0, size=40))
    assert min(longest) < 0.05, longest


def render_section_of(section):
    from editor import GUIDE

    return render_section(GUIDE, section)
