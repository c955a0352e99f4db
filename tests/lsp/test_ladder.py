"""Which way a page takes: what the client can do, what the person chose, and what the client then does."""

import pytest
from editor import CONTENT, EDITS, PAGE, SHOWS, STREAM, path_of, refuses

from blockguide.settings import PageDelivery, Settings

SHOWS_CONTENT = {**SHOWS, "workspace": {"textDocumentContent": {}}}
CONTENT_ALONE = {"workspace": {"textDocumentContent": {}}}
EDITS_ALONE = {"workspace": {"applyEdit": True}}
AUTO, BY_CONTENT, LIVE, FILE = PageDelivery

WAYS = [
    ({}, "told", "told", "told", "told"),
    (EDITS_ALONE, "told", "told", "told", "told"),
    (CONTENT_ALONE, "told", "told", "told", "told"),
    (SHOWS, "file", "file", "file", "file"),
    (SHOWS_CONTENT, "content", "content", "file", "file"),
    (EDITS, "live", "file", "live", "file"),
    (CONTENT, "content", "content", "live", "file"),
    (STREAM, "stream", "stream", "stream", "stream"),
    ({**STREAM, **CONTENT}, "stream", "stream", "stream", "stream"),
]


def way_of(editor):
    """How the page came, read off what the editor saw of it."""
    if editor.client.taken("blockguide/begin"):
        editor.client.taken("blockguide/delta")
        editor.client.taken("blockguide/end")
        return "stream"
    if not editor.shown:
        (message,) = editor.messages()
        assert message.startswith("The guide to shout is in ")
        return "told"
    (page,) = editor.shown
    assert editor.buffers == {page: PAGE}
    if page.startswith("blockguide:"):
        return "content"
    if page in editor.grown:
        return "live"
    assert path_of(page).read_text() == PAGE
    return "file"


@pytest.mark.parametrize(
    ("capabilities", "chosen", "way"),
    [
        (capabilities, chosen, way)
        for capabilities, *ways in WAYS
        for chosen, way in zip(PageDelivery, ways, strict=True)
    ],
)
def test_the_first_way_that_the_client_can_go(deliver, tmp_path, capabilities, chosen, way):
    async def story(editor):
        await editor.document()
        await editor.rest()
        assert way_of(editor) == way

    deliver(story, capabilities, settings=Settings(cache_directory=tmp_path, delivery=chosen))


SHOW, EDIT = "window/showDocument", "workspace/applyEdit"
REFRESH = "workspace/textDocumentContent/refresh"
HOW = {
    "null": None,
    "nonsense": ["yes"],
    "false": {"success": False, "applied": False},
    "error": refuses(),
    "unknown": refuses(-32601),
}


def misbehave(editor, method, how):
    if how == "silence":
        editor.client.silent.add(method)
    else:
        editor.client.answers[method] = HOW[how]


@pytest.mark.parametrize("how", [*HOW, "silence"])
@pytest.mark.parametrize(
    ("capabilities", "chosen"),
    [
        (SHOWS_CONTENT, AUTO), (SHOWS_CONTENT, BY_CONTENT), (SHOWS_CONTENT, LIVE), (SHOWS_CONTENT, FILE),
        (CONTENT, BY_CONTENT), (CONTENT, LIVE), (EDITS, BY_CONTENT), (EDITS, LIVE), (EDITS, FILE),
    ],
)  # fmt: skip
def test_a_client_that_does_not_show_is_told_where(
    deliver, pages, tmp_path, capabilities, chosen, how
):
    async def story(editor):
        misbehave(editor, SHOW, how)
        await editor.document()
        await editor.rest()
        (message,) = editor.messages()
        assert message == f"The guide to shout is in {tmp_path / 'pages' / 'shout.md'}"

    deliver(story, capabilities, settings=Settings(cache_directory=tmp_path, delivery=chosen))
    assert pages() == {"shout.md": PAGE}


@pytest.mark.parametrize("how", ["error", "unknown", "silence"])
@pytest.mark.parametrize(("capabilities", "chosen"), [(SHOWS_CONTENT, AUTO), (CONTENT, BY_CONTENT)])
def test_a_client_that_does_not_refresh_has_the_whole_file(
    deliver, pages, tmp_path, capabilities, chosen, how
):
    """A refresh is answered with null, so that null and nonsense are as good as an answer."""

    async def story(editor):
        misbehave(editor, REFRESH, how)
        await editor.document()
        await editor.rest()
        asked, page = editor.shown
        assert asked.startswith("blockguide:")
        assert editor.buffers[page] == PAGE
        assert page not in editor.grown

    deliver(story, capabilities, settings=Settings(cache_directory=tmp_path, delivery=chosen))
    assert pages() == {"shout.md": PAGE}


@pytest.mark.parametrize(("capabilities", "chosen"), [(SHOWS_CONTENT, AUTO), (CONTENT, BY_CONTENT)])
def test_a_client_that_never_asks_for_the_text_has_the_whole_file(
    deliver, pages, tmp_path, capabilities, chosen
):
    """Neovim as shipped says that it showed the page, and shows an empty buffer."""

    async def story(editor):
        editor._fetch = lambda _: None
        await editor.document()
        await editor.rest()
        assert editor.buffers == {editor.shown[1]: PAGE}

    deliver(story, capabilities, settings=Settings(cache_directory=tmp_path, delivery=chosen))
    assert pages() == {"shout.md": PAGE}


@pytest.mark.parametrize("how", [*HOW, "silence"])
@pytest.mark.parametrize("capabilities", [EDITS, CONTENT])
def test_a_client_that_does_not_edit_has_the_whole_guide_in_a_second_page(
    deliver, pages, tmp_path, capabilities, how
):
    """What the person typed may be why it refuses: the first page is left as it is."""

    async def story(editor):
        misbehave(editor, EDIT, how)
        await editor.document()
        await editor.rest()
        first, second = editor.shown
        begun = editor.buffers[first]
        assert path_of(first).read_text() == begun
        assert editor.buffers[second] == PAGE

    deliver(story, capabilities, settings=Settings(cache_directory=tmp_path, delivery=LIVE))
    assert pages()["shout-2.md"] == PAGE
