"""What editors were seen to do, each of it a reason why something here is as it is."""

from time import monotonic

import pytest
from editor import CODE, EDITS, PAGE, SHOUT, A, TellingEditor, at_once, path_of, writes
from in_process_client import Refusal

from blockguide.lsp import configuration
from blockguide.lsp.delivery import plain

KATE = {"capabilities": {"workspace": {"applyEdit": True}}, "clientInfo": {"name": "Kate"}}
CONFIGURED = {**EDITS, "workspace": {**EDITS["workspace"], "configuration": True}}


class TestOurOwnPages:
    """An editor opens them as any file; some do it in the language of the code beside them."""

    async def opened(self, editor):
        await editor.document()
        await editor.rest()
        pages = (editor.shown[0], "blockguide:/1/shout.md")
        for page in pages:
            editor.client.open(page, CODE, language="python")
        return pages

    def test_they_have_no_hover_and_no_actions(self, deliver):
        async def story(editor):
            for page in await self.opened(editor):
                document = {"textDocument": {"uri": page}}
                hovered = {**document, "position": SHOUT["start"]}
                assert await editor.client.request("textDocument/hover", hovered) is None
                marked = {**document, "range": SHOUT, "context": {"diagnostics": []}}
                assert not await editor.client.request("textDocument/codeAction", marked)

        deliver(story, EDITS)

    def test_the_same_text_anywhere_else_has_both(self, deliver):
        async def story(editor):
            await self.opened(editor)
            document = {"textDocument": {"uri": A}}
            hovered = {**document, "position": SHOUT["start"]}
            assert await editor.client.request("textDocument/hover", hovered)
            marked = {**document, "range": SHOUT, "context": {"diagnostics": []}}
            assert await editor.client.request("textDocument/codeAction", marked)

        deliver(story, EDITS)

    def test_to_save_one_puts_no_guide_in_doubt(self, deliver):
        async def story(editor):
            page, _ = await self.opened(editor)
            hovered = {"textDocument": {"uri": A}, "position": SHOUT["start"]}

            async def state():
                hover = await editor.client.request("textDocument/hover", hovered)
                return hover["contents"]["value"].split("\n\n")[-1]

            await editor.client.until(lambda: not editor.client.server._beside)
            assert await state() == "Checked."
            editor.client.notify("textDocument/didSave", {"textDocument": {"uri": page}})
            assert await state() == "Checked."
            editor.client.notify("textDocument/didSave", {"textDocument": {"uri": A}})
            assert await state() == "Checked, before the latest edits."

        deliver(story, EDITS)

    def test_they_are_not_documented_and_nobody_looks_for_their_guides(self, deliver, workshop):
        async def story(editor):
            pages = await self.opened(editor)
            for page in pages:
                with pytest.raises(Refusal, match="not open as Python"):
                    await editor.document(uri=page)
            await editor.client.settled()

        deliver(story, EDITS)
        assert len(workshop.orders) == 1
        assert {source.path.name for source in workshop.asked} <= {"names.py"}


class TestKate:
    """It opens no document that it is asked to, but a file that it is to edit, right after a command."""

    @pytest.mark.parametrize(("seconds", "edits"), [(30.0, 1), (0.0, 0)])
    def test_a_page_is_opened_by_an_edit_only_as_long_as_that_opens_it(
        self, deliver, monkeypatch, seconds, edits
    ):
        monkeypatch.setattr(plain, "OPENING_SECONDS", seconds)

        async def story(editor):
            editor.client.answers["workspace/applyEdit"] = {"applied": True}
            await editor.document()
            await editor.rest()
            assert len(editor.client.taken("workspace/applyEdit")) == edits
            assert len(editor.messages()) == 1

        deliver(story, KATE["capabilities"], clientInfo=KATE["clientInfo"])

    def test_it_is_a_matter_of_two_seconds(self):
        assert plain.OPENING_SECONDS == 2.0


class TestEdits:
    @pytest.mark.parametrize("offered", [True, False, None])
    def test_document_changes_are_for_who_offers_them(self, deliver, offered):
        """To another they are an edit of nothing."""

        async def story(editor):
            await editor.document()
            await editor.rest()
            for params in editor.client.taken("workspace/applyEdit"):
                given = {name for name, value in params["edit"].items() if value is not None}
                assert given == {"documentChanges" if offered else "changes"}
            assert editor.buffers == {editor.shown[0]: PAGE}

        edits = {} if offered is None else {"workspaceEdit": {"documentChanges": offered}}
        deliver(story, {**EDITS, "workspace": {"applyEdit": True, **edits}})

    def test_a_pages_file_is_left_alone_while_its_buffer_grows(self, deliver):
        """Editors ask the person about a file that changes under a buffer that was edited."""
        held = set()

        async def story(editor):
            def edit(params):
                held.add((path_of(editor.shown[0]).read_bytes(), path_of(editor.shown[0]).stat()))
                return editor.edit(params)

            editor.client.answers["workspace/applyEdit"] = edit
            await editor.document()
            await editor.rest()
            held.add((path_of(editor.shown[0]).read_bytes(), path_of(editor.shown[0]).stat()))
            assert editor.buffers == {editor.shown[0]: PAGE}

        deliver(story, EDITS, writes(revised=True), kind=TellingEditor)
        assert len({(text, stat.st_mtime_ns, stat.st_ino) for text, stat in held}) == 1


class TestEglot:
    def test_settings_that_are_never_answered_keep_a_guide_waiting_no_longer_than_an_answer(
        self, deliver, monkeypatch
    ):
        monkeypatch.setattr(configuration, "ANSWER_SECONDS", 0.3)

        async def story(editor):
            client = editor.client
            client.silent.add("workspace/configuration")
            # It tells of its settings as soon as it is connected, and again with each buffer.
            client.notify("workspace/didChangeConfiguration", {"settings": {}})
            hovered = {"textDocument": {"uri": A}, "position": SHOUT["start"]}
            began = monotonic()
            await client.request("textDocument/hover", hovered)
            assert monotonic() - began < 0.3
            await editor.document()
            await editor.rest()
            assert editor.buffers == {editor.shown[0]: PAGE}

        deliver(story, CONFIGURED, at_once())

    def test_a_command_is_answered_before_there_is_a_word(self, deliver, workshop):
        """Its screen stands still until then."""

        async def story(editor):
            workshop.gate.clear()
            assert await editor.document() == "1"
            assert editor.shown == []
            workshop.gate.set()
            await editor.rest()
            assert editor.buffers == {editor.shown[0]: PAGE}

        deliver(story, EDITS)
