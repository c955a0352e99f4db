"""The first rung (LSP 3.18): the client asks for a `blockguide:` document's text, and is told when it grows."""

import asyncio
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from blockguide.lsp.delivery.asking import Refused, ask
from blockguide.lsp.delivery.manuscript import KeptPage, Manuscript
from blockguide.lsp.delivery.pace import Pace, readable, rest
from blockguide.lsp.delivery.showing import show
from blockguide.lsp.wire import PAGE_SCHEME

if TYPE_CHECKING:
    from blockguide.lsp.session import Session

MOST_REMEMBERED: Final = 32
"""How many pages can be asked for again after they ended."""


class _Page:
    """A page that the client may ask for, and what it was told last."""

    def __init__(self, manuscript: Manuscript) -> None:
        self.manuscript = manuscript
        self.told: str | None = None
        self.asked = asyncio.Event()


class ContentPages:
    """The `blockguide:` documents of a connection, the latest few."""

    def __init__(self) -> None:
        self._pages: dict[str, _Page] = {}

    def add(self, manuscript: Manuscript) -> tuple[str, _Page]:
        """A new document's URI, and the page behind it."""
        uri = f"{PAGE_SCHEME}:/{manuscript.id}/{quote(manuscript.name, safe='')}.md"
        page = self._pages[uri] = _Page(manuscript)
        while len(self._pages) > MOST_REMEMBERED:
            del self._pages[next(iter(self._pages))]
        return uri, page

    def text(self, uri: str) -> str | None:
        """The page as it is now; None where it is not known any more."""
        page = self._pages.get(uri)
        if page is None:
            return None
        page.told = page.manuscript.page()
        page.asked.set()
        return page.told

    def keep(self, uri: str) -> None:
        """Lets go of all that a page that has ended was made from, but its text."""
        page = self._pages.get(uri)
        if page is not None:
            whole = page.manuscript
            page.manuscript = KeptPage(whole.id, whole.uri, whole.name, whole.key, whole.page())

    def drop(self, uri: str) -> None:
        """Forgets a page."""
        self._pages.pop(uri, None)


async def text_document_content(
    session: "Session", params: types.TextDocumentContentParams
) -> types.TextDocumentContentResult:
    """Answers `workspace/textDocumentContent`: the page as it is now."""
    text = session.delivery.content.text(params.uri)
    if text is None:
        raise JsonRpcException(
            session.words.say("This page is no longer known."),
            types.LSPErrorCodes.RequestFailed,
            {"code": "unknown-page", "advice": session.words.say("Run the command again.")},
        )
    return types.TextDocumentContentResult(text)


async def deliver_content(session: "Session", manuscript: Manuscript, pace: Pace) -> bool:
    """Delivers a page as a `blockguide:` document; False where the client did not take all of it."""
    if not session.delivery.profile.content:
        return False
    await readable(manuscript, pace)
    uri, page = session.delivery.content.add(manuscript)
    if not await show(session, uri):
        session.delivery.content.drop(uri)
        return False
    while await _taken(session, page, uri, pace):
        if manuscript.outcome is not None and page.told == manuscript.page():
            session.delivery.content.keep(uri)
            return True
        await rest(manuscript, page.told or "", pace.edit)
    session.delivery.content.drop(uri)
    return False


async def _taken(session: "Session", page: _Page, uri: str, pace: Pace) -> bool:
    """Whether the client has the page as it is now, asked to fetch it where it has not."""
    if page.told == page.manuscript.page():
        return True
    if page.told is not None:
        page.asked.clear()
        refresh = types.TextDocumentContentRefreshParams(uri)
        try:
            await ask(session, types.WORKSPACE_TEXT_DOCUMENT_CONTENT_REFRESH, refresh, pace.answer)
        except (Refused, TimeoutError):
            return False
    try:
        async with asyncio.timeout(pace.answer):
            await page.asked.wait()
    except TimeoutError:
        return False
    return True
