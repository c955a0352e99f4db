"""Pages arrive whole by every rung of the ladder, whatever the client does."""

import asyncio

import pytest
from editor import (
    CODE,
    CONTENT,
    EDITS,
    PAGE,
    QUICK,
    SHOWS,
    STREAM,
    WHISPER,
    A,
    Editor,
    TellingEditor,
    at_once,
    opened,
    path_of,
    refuses,
    writes,
)
from scripted_workshop import card_of, lines_of

from blockguide.errors import BlockGuideError, ErrorCode
from blockguide.guide.values import Section
from blockguide.settings import PageDelivery, Settings
from blockguide.workshop.values import Finished, Started, Wrote

NOT_WHOLE = "This guide is not whole.*\n"


def spot(column):
    """A place on the first line."""
    return {each: {"line": 0, "character": column} for each in ("start", "end")}


class TestContent:
    def test_the_client_asks_for_a_page_that_grows(self, deliver, pages):
        async def story(editor):
            await editor.document()
            await editor.rest()
            (uri,) = editor.shown
            assert uri.startswith("blockguide:/")
            assert uri.endswith("/shout.md")
            assert editor.buffers[uri] == PAGE
            assert editor.grown[uri] > 3

        deliver(story, CONTENT)
        assert pages() == {}

    def test_a_page_can_be_asked_for_again_after_its_end(self, deliver):
        async def story(editor):
            await editor.document()
            await editor.rest()
            answer = await editor.client.request(
                "workspace/textDocumentContent", {"uri": editor.shown[0]}
            )
            assert answer == {"text": PAGE}

        deliver(story, CONTENT)

    def test_a_page_that_was_never_there_is_refused(self, deliver):
        async def story(editor):
            with pytest.raises(Exception) as refusal:
                await editor.client.request(
                    "workspace/textDocumentContent", {"uri": "blockguide:/9/x.md"}
                )
            assert refusal.value.code == -32803
            assert refusal.value.data["advice"]

        deliver(story, CONTENT)

    @pytest.mark.parametrize("how", ["unknown", "error", "silence"])
    def test_a_client_that_cannot_refresh_gets_a_file(self, deliver, how):
        async def story(editor):
            refresh = "workspace/textDocumentContent/refresh"
            if how == "silence":
                editor.client.silent.add(refresh)
            editor.client.answers[refresh] = refuses()
            if how == "unknown":
                del editor.client.answers[refresh]
            await editor.document()
            await editor.rest()
            editor.client.taken(refresh)
            assert editor.buffers[editor.shown[-1]] == PAGE
            assert editor.shown[-1].startswith("file:")

        deliver(story, CONTENT)

    def test_a_client_that_shows_but_never_asks_gets_a_file(self, deliver):
        async def story(editor):
            editor._fetch = lambda uri: None
            await editor.document()
            await editor.rest()
            assert editor.buffers[editor.shown[-1]] == PAGE
            assert editor.shown[-1].startswith("file:")

        deliver(story, CONTENT)


class TestLive:
    @pytest.mark.parametrize("versioned", [True, False])
    def test_the_buffer_grows(self, deliver, pages, versioned):
        async def story(editor):
            await editor.document()
            await editor.rest()
            (uri,) = editor.shown
            assert path_of(uri).name == "shout.md"
            assert editor.buffers[uri] == PAGE
            assert editor.grown[uri] > 3

        capabilities = EDITS if versioned else {**EDITS, "workspace": {"applyEdit": True}}
        deliver(story, capabilities)
        # Its file is left alone while its buffer grows.
        assert PAGE not in pages().values()

    def test_a_revised_section_is_replaced(self, deliver):
        async def story(editor):
            await editor.document()
            seen = set()
            await editor.client.until(
                lambda: seen.update(editor.buffers.values()) or PAGE in editor.buffers.values()
            )
            assert any("Something else." in text for text in seen)

        deliver(story, EDITS, writes(revised=True), kind=TellingEditor)

    def test_a_guide_that_is_known_at_once_is_a_whole_file(self, deliver, pages):
        async def story(editor):
            for _ in range(3):
                await editor.document()
                await editor.rest()
            assert len(set(editor.shown)) == 1
            assert editor.buffers[editor.shown[0]] == PAGE
            assert editor.grown == {}

        deliver(story, EDITS, at_once())
        assert pages() == {"shout.md": PAGE}

    def test_a_page_that_was_saved_otherwise_meanwhile_is_left_as_it_is(self, deliver, pages):
        async def story(editor):
            def refuse(_):
                path_of(editor.shown[0]).write_text("My own words.\n")
                return {"applied": False}

            editor.client.answers["workspace/applyEdit"] = refuse
            await editor.document()
            await editor.rest()
            assert editor.buffers[editor.shown[1]] == PAGE

        deliver(story, EDITS)
        assert pages() == {"shout.md": "My own words.\n", "shout-2.md": PAGE}

    @pytest.mark.parametrize("how", ["null", "false", "error", "silence", "nonsense"])
    def test_a_client_that_stops_editing_gets_a_second_file(self, deliver, pages, how):
        async def story(editor):
            def edit(params):
                if editor.grown.get(editor.shown[0], 0) < 2:
                    return editor.edit(params)
                if how == "error":
                    refuses()(params)
                if how == "silence":
                    editor.client.silent.add("workspace/applyEdit")
                return {"null": None, "false": {"applied": False}}.get(how, ["yes"])

            if how == "silence":
                edit = _silent_after_two(editor)
            editor.client.answers["workspace/applyEdit"] = edit
            await editor.document()
            await editor.rest()
            assert len(editor.shown) == 2
            assert editor.buffers[editor.shown[1]] == PAGE

        deliver(story, EDITS)
        assert pages()["shout-2.md"] == PAGE

    @pytest.mark.parametrize("how", ["null", "false", "error", "silence", "nonsense"])
    def test_a_client_that_does_not_show_is_told_where(self, deliver, pages, how):
        async def story(editor):
            answers = {"null": None, "false": {"success": False}, "nonsense": ["success"]}
            editor.client.answers["window/showDocument"] = answers.get(how, refuses(-32601))
            if how == "silence":
                editor.client.silent.add("window/showDocument")
            await editor.document()
            await editor.rest()
            (message,) = editor.messages()
            assert message.startswith("The guide to shout is in /")
            assert message.endswith("shout.md")

        deliver(story, EDITS)
        assert pages() == {"shout.md": PAGE}

    def test_a_client_that_once_did_not_answer_is_not_asked_again(self, deliver, pages):
        async def story(editor):
            editor.client.silent.add("window/showDocument")
            await editor.document()
            await editor.rest()
            await editor.document(WHISPER)
            await editor.rest()
            assert len(editor.client.taken("window/showDocument")) == 1
            assert len(editor.messages()) == 2

        deliver(story, EDITS)

    def test_a_late_answer_is_of_no_account(self, deliver):
        async def story(editor):
            editor.client.silent.add("window/showDocument")
            await editor.document()
            await editor.rest()
            for message in list(editor.client.sent):
                if message.get("method") == "window/showDocument":
                    editor.client.send(
                        {"jsonrpc": "2.0", "id": message["id"], "result": {"success": True}}
                    )
            await editor.client.settled()
            assert len(editor.messages()) == 1

        deliver(story, EDITS)

    def test_helix_shows_though_it_does_not_say_so(self, deliver):
        async def story(editor):
            await editor.document()
            await editor.rest()
            assert editor.buffers[editor.shown[0]] == PAGE

        deliver(story, {"workspace": {"applyEdit": True}}, clientInfo={"name": "helix"})

    def test_eglot_counts_a_page_in_utf_16_whatever_was_agreed(self, deliver):
        async def story(editor):
            assert editor.client.server.session.encoding == "utf-32"
            await editor.document()
            await editor.rest()
            assert editor.buffers[editor.shown[0]] == PAGE

        agreed = {**EDITS, "general": {"positionEncodings": ["utf-32", "utf-8", "utf-16"]}}
        deliver(story, agreed, clientInfo={"name": "Eglot"})


class TestFirstWords:
    @pytest.mark.parametrize(
        ("capabilities", "kind"),
        [(EDITS, TellingEditor), (CONTENT, Editor)],
        ids=["live", "content"],
    )
    def test_under_a_title_that_stands_alone_they_are_not_kept_waiting(
        self, deliver, capabilities, kind
    ):
        more = asyncio.Event()

        async def script(order):
            card = card_of(order.source, lines_of(order))
            yield Started(card.name, "function", card.lines)
            await asyncio.sleep(0.2)
            yield Wrote(Section.DESCRIPTION, "The first words.")
            await more.wait()
            yield Finished(card, PAGE, {"guide": {}}, False, ())

        async def story(editor):
            editor.client.server.session.delivery.pace = QUICK._replace(edit=60.0)
            await editor.document()
            await editor.client.until(
                lambda: any("The first words." in text for text in editor.buffers.values())
            )
            more.set()
            await editor.rest()
            assert editor.buffers[editor.shown[0]] == PAGE

        deliver(story, capabilities, script, kind=kind)


class TestPlain:
    def test_a_poor_client_is_told_where(self, deliver, pages):
        async def story(editor):
            await editor.document()
            await editor.rest()
            assert editor.shown == []
            assert len(editor.messages()) == 1

        deliver(story)
        assert pages() == {"shout.md": PAGE}

    def test_a_client_that_only_shows_sees_the_whole_page(self, deliver, pages):
        async def story(editor):
            await editor.document()
            await editor.rest()
            assert editor.buffers == {editor.shown[0]: PAGE}

        deliver(story, SHOWS)
        assert pages() == {"shout.md": PAGE}

    def test_kate_opens_what_is_edited(self, deliver):
        async def story(editor):
            touched = []
            editor.client.answers["workspace/applyEdit"] = touched.append
            await editor.document()
            await editor.rest()
            assert len(touched) == 1
            ((edits),) = touched[0]["edit"]["changes"].values()
            assert edits[0]["newText"] == ""
            assert len(editor.messages()) == 1

        deliver(story, {"workspace": {"applyEdit": True}}, clientInfo={"name": "Kate"})

    def test_a_second_block_of_the_same_name_has_its_own_file(self, deliver, pages):
        async def story(editor):
            other = "file:///work/app/other.py"
            editor.client.open(other, CODE)
            await editor.document()
            await editor.rest()
            await editor.document(uri=other)
            await editor.rest()
            assert len(editor.messages()) == 2

        deliver(story)
        assert set(pages()) == {"shout.md", "shout-2.md"}

    @pytest.mark.parametrize("closes", [False, True])
    def test_a_page_that_was_closed_gives_its_file_to_the_next(
        self, deliver, pages, workshop, closes
    ):
        async def story(editor):
            await editor.document()
            await editor.rest()
            (uri,) = editor.shown
            editor.client.open(uri, PAGE, language="markdown")
            if closes:
                editor.client.close(uri)
            workshop.script = at_once(f"{PAGE}More.\n")
            await editor.document()
            await editor.rest()

        deliver(story, SHOWS)
        assert set(pages()) == ({"shout.md"} if closes else {"shout.md", "shout-2.md"})

    def test_a_page_that_a_person_edited_is_never_written_over(self, deliver, pages, tmp_path):
        async def story(editor):
            await editor.document()
            await editor.rest()
            mine = tmp_path / "pages" / "shout.md"
            mine.write_text("my own words")
            await editor.document()
            await editor.rest()
            assert mine.read_text() == "my own words"
            assert len(editor.messages()) == 2

        deliver(story)
        assert pages()["shout-2.md"] == PAGE

    def test_a_disk_that_takes_nothing_is_told(self, deliver, tmp_path):
        async def story(editor):
            await editor.document()
            await editor.rest()
            (message,) = editor.messages()
            assert "cannot be written" in message

        (tmp_path / "file").write_text("")
        deliver(story, settings=Settings(cache_directory=tmp_path / "file"))

    def test_pages_lie_in_the_default_directory_where_none_was_chosen(
        self, deliver, pages, tmp_path
    ):
        async def story(editor):
            editor.client.server.session.default_directory = lambda: tmp_path
            await editor.document()
            await editor.rest()
            editor.messages()

        deliver(story, settings=Settings())
        assert pages() == {"shout.md": PAGE}

    def test_it_can_be_chosen(self, deliver, pages, tmp_path):
        async def story(editor):
            await editor.document()
            await editor.rest()
            assert editor.grown == {}
            assert editor.buffers == {editor.shown[0]: PAGE}

        chosen = Settings(cache_directory=tmp_path, delivery=PageDelivery.FILE)
        deliver(story, CONTENT, settings=chosen)
        assert pages() == {"shout.md": PAGE}


class TestStream:
    @pytest.mark.parametrize("revised", [False, True])
    def test_lines_replace_lines(self, deliver, revised):
        async def story(editor):
            job = await editor.document()
            await editor.rest()
            begin = await editor.client.take("blockguide/begin")
            assert (begin["job"], begin["title"]) == (job, "shout")
            lines = []
            deltas = editor.client.taken("blockguide/delta")
            for delta in deltas:
                assert delta["line"] <= len(lines)
                lines[delta["line"] :] = delta["text"].split("\n")
            assert "\n".join(lines) == PAGE
            assert len(deltas) > 3
            end = await editor.client.take("blockguide/end")
            assert end["outcome"] == "whole"
            assert end["key"]

        deliver(story, STREAM, writes(revised=revised))

    def test_a_kept_guide_is_shown(self, deliver, workshop):
        async def story(editor):
            await editor.command("blockguide.show", {"key": "k", "uri": A, "name": "shout"})
            await editor.rest()
            (delta,) = editor.client.taken("blockguide/delta")
            assert delta == {"job": "k", "line": 0, "text": PAGE}
            assert (await editor.client.take("blockguide/begin"))["title"] == "shout"
            assert (await editor.client.take("blockguide/end"))["key"] == "k"

        workshop.pages["k"] = PAGE
        deliver(story, STREAM)


class TestEditedMeanwhile:
    @pytest.mark.parametrize("capabilities", [EDITS, STREAM, CONTENT, {}])
    def test_a_guide_that_is_outdated_when_it_arrives_says_so(self, deliver, capabilities):
        async def story(editor):
            await editor.document()
            editor.client.change(A, 2, {"range": spot(9), "text": "_"})
            await editor.rest()
            told = "shout was edited while its guide was written: the guide speaks of the text as it was."
            assert editor.messages()[-1] == told
            editor.client.sent.clear()

        deliver(story, capabilities)

    def test_a_block_that_only_moved_is_not_outdated(self, deliver):
        async def story(editor):
            await editor.document()
            editor.client.change(A, 2, {"range": spot(0), "text": "# More\n\n"})
            await editor.rest()
            assert editor.messages() == []

        deliver(story, EDITS)


class TestNotWhole:
    @pytest.mark.parametrize("capabilities", [CONTENT, EDITS])
    def test_a_cancelled_page_says_so(self, deliver, capabilities, workshop):
        async def story(editor):
            job = await editor.document()
            await editor.client.until(lambda: sum(editor.grown.values()) > 2)
            assert await editor.command("blockguide.cancel", {"job": job}) == {"cancelled": True}
            await editor.rest()
            assert editor.buffers[editor.shown[0]].endswith(f"\n\n*Cancelled. {NOT_WHOLE}")
            assert await editor.command("blockguide.cancel", {"job": job}) == {"cancelled": False}
            assert len(workshop.cancelled) == 1
            assert editor.messages() == []

        deliver(story, capabilities)

    def test_closing_the_document_cancels(self, deliver, workshop):
        async def story(editor):
            await editor.document()
            await editor.client.until(lambda: sum(editor.grown.values()) > 2)
            editor.client.close(A)
            await editor.rest()
            assert editor.buffers[editor.shown[0]].endswith(f"\n\n*Cancelled. {NOT_WHOLE}")
            assert len(workshop.cancelled) == 1

        deliver(story, EDITS)

    def test_a_page_that_is_cancelled_before_it_is_shown_is_not_shown(self, deliver, pages):
        async def story(editor):
            job = await editor.document()
            await editor.command("blockguide.cancel", {"job": job})
            await editor.rest()
            assert editor.shown == editor.messages() == []

        deliver(story, SHOWS)
        assert pages() == {}

    def test_a_failed_page_says_so(self, deliver):
        async def story(editor):
            await editor.document()
            await editor.rest()
            last = editor.buffers[editor.shown[0]].splitlines()[-1]
            assert last == "*It broke\\*. Mend it. This guide is not whole.*"
            assert editor.messages() == ["It broke*. Mend it."]

        failure = BlockGuideError(ErrorCode.TOO_SLOW, "It broke*.", "Mend it.")
        deliver(story, EDITS, writes(fails=failure))

    def test_what_failed_before_its_first_word_opens_nothing(self, deliver, workshop, pages):
        async def story(editor):
            workshop.failure = BlockGuideError(
                ErrorCode.EMPTY_SELECTION, "No code.", "Select some."
            )
            await editor.document()
            await editor.rest()
            assert editor.shown == []
            assert editor.messages() == ["No code. Select some."]

        deliver(story, EDITS)

    def test_what_nobody_expected_is_told_without_code(self, deliver, caplog):
        async def story(editor):
            await editor.document()
            await editor.rest()
            assert "RuntimeError" in editor.messages()[0]

        with pytest.raises(AssertionError, match="logged"):
            deliver(story, EDITS, writes(fails=RuntimeError("secret code")))
        assert "secret" not in caplog.text

    def test_a_client_that_leaves_in_the_middle_leaves_nothing_behind(
        self, talk, workshop, tmp_path
    ):
        async def story(client):
            editor = opened(client)
            await editor.document()
            await client.until(lambda: sum(editor.grown.values()) > 1)
            editor.forget_sent()

        workshop.script = writes()
        talk(story, EDITS, settings=Settings(cache_directory=tmp_path))
        assert len(workshop.cancelled) == 1


def _silent_after_two(editor: Editor):
    def edit(params):
        answer = editor.edit(params)
        if editor.grown[editor.shown[0]] >= 2:
            editor.client.silent.add("workspace/applyEdit")
        return answer

    return edit
