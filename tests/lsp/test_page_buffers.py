"""What a person writes into a page that grows stays, and a page that a person closes grows no more."""

import asyncio
from functools import partial
from itertools import pairwise
from time import monotonic

import pytest
from editor import EDITS, PAGE, QUICK, Editor, TellingEditor, at_once, path_of, writes

from blockguide.workshop.values import Wrote

MINE = "My own words.\n"


async def grown(editor, times=2):
    """The page, when it has grown some times."""
    await editor.client.until(lambda: sum(editor.grown.values()) >= times)
    return editor.shown[0]


def edit_where_there_is_place(editor, params):
    """Places move when a person types, and may be gone: some editors then refuse the edit."""
    try:
        return editor.edit(params)
    except AssertionError:
        return {"applied": False}


class TestEditorThatTellsOfPages:
    @pytest.mark.parametrize("revised", [False, True])
    def test_each_edit_is_bound_to_the_version_that_was_seen(self, deliver, revised):
        async def story(editor):
            await editor.document()
            await editor.rest()
            assert editor.buffers == {editor.shown[0]: PAGE}
            assert editor.bound_to == list(range(1, len(editor.bound_to) + 1))
            assert len(editor.bound_to) > 3

        deliver(story, EDITS, writes(revised=revised), kind=TellingEditor)

    @pytest.mark.parametrize("told", ["at once", "late", "never"])
    @pytest.mark.parametrize("times", [0, 2])
    def test_what_the_person_types_stays_and_the_guide_comes_beside_it(
        self, deliver, pages, told, times
    ):
        """Where the editor is slow to tell of it, it refuses the edit that came too late."""

        async def story(editor):
            await editor.document()
            await editor.client.until(lambda: editor.shown)
            page = await grown(editor, times)
            editor.is_busy = told != "at once"
            editor.type(page, MINE)
            before = editor.buffers[page]
            if told == "late":
                await editor.client.until(lambda: len(editor.bound_to) > editor.grown.get(page, 0))
                editor.tell(page)
            await editor.rest()
            assert editor.buffers[page] == before
            assert editor.buffers[editor.shown[1]] == PAGE
            assert MINE not in path_of(page).read_text()

        deliver(story, EDITS, writes(revised=True), kind=TellingEditor)
        assert pages()["shout-2.md"] == PAGE

    def test_where_no_edit_can_be_bound_what_is_written_anew_comes_in_another_page(self, deliver):
        """Between what the editor tells and what it is given then, a person may type."""

        async def story(editor):
            await editor.document()
            await editor.rest()
            assert set(editor.bound_to) == {None}
            assert editor.buffers[editor.shown[1]] == PAGE

        unbound = {**EDITS, "workspace": {"applyEdit": True}}
        deliver(story, unbound, writes(revised=True), kind=TellingEditor)

    def test_what_the_person_types_at_last_opens_nothing(self, deliver):
        async def story(editor):
            await editor.document()
            await editor.rest()
            editor.type(editor.shown[0], MINE)
            await editor.client.settled()
            assert editor.buffers == {editor.shown[0]: MINE + PAGE}

        deliver(story, EDITS, kind=TellingEditor)

    def test_a_page_that_is_closed_stops_its_writing_and_its_file_is_the_next_ones(
        self, deliver, pages, workshop
    ):
        async def story(editor):
            await editor.document()
            page = await grown(editor)
            editor.client.close(page)
            del editor.buffers[page]
            await editor.rest()
            assert editor.shown == [page]
            assert len(workshop.cancelled) == 1
            await editor.document()
            await editor.rest()
            assert editor.shown == [page, page]
            assert editor.buffers == {page: PAGE}

        deliver(story, EDITS, kind=TellingEditor)
        assert set(pages()) == {"shout.md"}

    def test_a_page_that_an_edit_reaches_after_it_was_closed_is_left_to_itself(
        self, deliver, pages, workshop
    ):
        """Neovim loads a buffer that was deleted again, edits it and tells nobody."""

        async def story(editor):
            await editor.document()
            page = await grown(editor)

            def edit_of_a_closed_page(params):
                editor.client.close(page)
                editor.client.answers["workspace/applyEdit"] = editor.edit
                return Editor.edit(editor, params)

            editor.client.answers["workspace/applyEdit"] = edit_of_a_closed_page
            await editor.client.until(lambda: workshop.cancelled)
            await editor.document()
            await editor.rest()
            assert editor.shown == [page, page.replace("shout.md", "shout-2.md")]
            assert editor.buffers[editor.shown[1]] == PAGE
            assert editor.grown[editor.shown[1]] > 3

        deliver(story, EDITS, writes(pause=0.01), kind=TellingEditor)
        assert set(pages()) == {"shout.md", "shout-2.md"}

    def test_a_page_that_is_closed_at_once_stops_its_writing_though_no_word_comes(
        self, deliver, workshop
    ):
        """It is closed before the server looks at it, and what is asked for next has a page of its own."""

        async def script(order):
            async for news in writes()(order):
                yield news
                if workshop.script is script and isinstance(news, Wrote):
                    await asyncio.sleep(60)

        async def story(editor):
            await editor.document()
            await editor.client.until(lambda: editor.shown)
            page = editor.shown[0]
            editor.client.close(page)
            del editor.buffers[page]
            await editor.client.until(lambda: workshop.cancelled, seconds=1)
            workshop.script = writes()
            await editor.document()
            await editor.rest()
            assert editor.buffers == {page: PAGE}

        deliver(story, EDITS, script, kind=TellingEditor)

    def test_a_whole_page_that_is_closed_without_saving_gives_its_file_to_the_next(
        self, deliver, pages, workshop
    ):
        async def story(editor):
            await editor.document()
            await editor.rest()
            editor.client.close(editor.shown[0])
            editor.buffers.clear()
            workshop.script = at_once(f"{PAGE}More.\n")
            await editor.document()
            await editor.rest()

        deliver(story, EDITS, kind=TellingEditor)
        assert pages() == {"shout.md": f"{PAGE}More.\n"}

    def test_a_page_that_is_closed_and_opened_at_once_grows_on(self, deliver):
        """As an editor does it whose person chooses another language for the page."""

        async def story(editor):
            await editor.document()
            page = await grown(editor)
            editor.client.close(page)
            await editor.client.settled()
            editor.client.open(page, editor.buffers[page], editor.versions[page], "plaintext")
            await editor.rest()
            assert editor.buffers == {page: PAGE}

        deliver(story, EDITS, kind=TellingEditor)

    def test_an_editor_that_tells_of_the_opening_alone_has_the_guide_in_a_second_page(
        self, deliver
    ):
        async def story(editor):
            editor.tell = lambda _: None
            await editor.document()
            await editor.rest()
            assert editor.buffers[editor.shown[1]] == PAGE

        deliver(story, EDITS, kind=TellingEditor)


class TestEditorThatTellsOfNoPages:
    def test_no_edit_is_bound_to_a_version(self, deliver):
        async def story(editor):
            seen = []

            def edit(params):
                (change,) = params["edit"]["documentChanges"]
                seen.append(change["textDocument"]["version"])
                return editor.edit(params)

            editor.client.answers["workspace/applyEdit"] = edit
            await editor.document()
            await editor.rest()
            assert len(seen) > 3
            assert set(seen) == {None}

        deliver(story, EDITS)

    def test_what_the_person_saves_stays_and_the_guide_comes_beside_it(self, deliver, pages):
        async def story(editor):
            await editor.document()
            page = await grown(editor)
            path_of(page).write_text(MINE)
            times = editor.grown[page]
            await editor.rest()
            assert editor.grown[page] <= times + 1
            assert editor.buffers[editor.shown[1]] == PAGE

        deliver(story, EDITS, writes(revised=True))
        assert pages() == {"shout.md": MINE, "shout-2.md": PAGE}

    @pytest.mark.parametrize("bound", [True, False])
    @pytest.mark.parametrize("share", [0, 0.5, 1])
    def test_what_the_person_types_unsaved_is_never_taken_away(self, deliver, pages, share, bound):
        """Nobody tells of it: what comes later is put in beside it, or comes in another page."""

        async def story(editor):
            await editor.document()
            page = await grown(editor)
            text = editor.buffers[page]
            at = round(len(text) * share)
            editor.buffers[page] = text[:at] + MINE + text[at:]
            editor.client.answers["workspace/applyEdit"] = partial(
                edit_where_there_is_place, editor
            )
            await editor.rest()
            assert MINE in editor.buffers[page]
            assert editor.buffers[editor.shown[1]] == PAGE

        edits = EDITS if bound else {**EDITS, "workspace": {"applyEdit": True}}
        deliver(story, edits, writes(revised=True))
        assert pages()["shout-2.md"] == PAGE

    def test_a_section_that_is_written_anew_comes_in_another_page_and_the_first_one_says_so(
        self, deliver
    ):
        async def story(editor):
            await editor.document()
            await editor.rest()
            first, second = editor.shown
            told = "\n*This page is not whole. The guide opens in another one.*\n"
            assert "Something else." in editor.buffers[first]
            assert editor.buffers[first].endswith(told)
            assert editor.buffers[second] == PAGE

        deliver(story, EDITS, writes(revised=True))

    def test_an_editor_that_guards_its_pages_has_what_is_written_anew_in_the_same_one(
        self, deliver
    ):
        """It refuses an edit that comes after the person's, as eglot does by the lines of its page."""

        async def story(editor):
            await editor.document()
            await editor.rest()
            assert editor.buffers == {editor.shown[0]: PAGE}

        guards = {**EDITS, "experimental": {"blockguide": {"guardsPages": True}}}
        deliver(story, guards, writes(revised=True))

    def test_what_the_person_saves_unchanged_goes_on_growing(self, deliver):
        async def story(editor):
            await editor.document()
            page = await grown(editor)
            path_of(page).write_text(editor.buffers[page])
            await editor.rest()
            assert editor.buffers == {page: PAGE}

        deliver(story, EDITS)


def test_a_page_is_edited_no_more_often_than_the_pace_allows(deliver):
    """Each edit is a step that the person undoes by itself, and Neovim draws the buffer anew."""
    pace, began = QUICK._replace(edit=0.1), []

    async def story(editor):
        editor.client.server.session.delivery.pace = pace

        def edit(params):
            began.append(monotonic())
            return editor.edit(params)

        editor.client.answers["workspace/applyEdit"] = edit
        await editor.document()
        await editor.rest()
        assert editor.buffers[editor.shown[0]] == PAGE

    deliver(story, EDITS, writes(pause=0.01, size=4))
    between = [later - earlier for earlier, later in pairwise(began)]
    assert len(between) > 4
    assert min(between[:-1]) > pace.edit * 0.9
