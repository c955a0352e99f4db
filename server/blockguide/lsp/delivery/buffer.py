"""The buffer that a page grows in, as the client and the disk tell of it: what a person writes there stays."""

import asyncio
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from blockguide.lsp.delivery.manuscript import Manuscript
from blockguide.lsp.delivery.notes import digest
from blockguide.lsp.delivery.pace import Pace, rest
from blockguide.lsp.delivery.pages import PageFile

if TYPE_CHECKING:
    from blockguide.lsp.documents import Document
    from blockguide.lsp.session import Session

_LOOKING_SECONDS: Final = 0.01
_REOPENING_SECONDS: Final = 0.02
"""Some clients close and open at once what is only given another language."""


class Standing(Enum):
    """What is known of a buffer: it holds what it was given, or something else, or the person closed it.

    A client that tells of no pages leaves the disk to look at: what the person has not saved there is not seen,
    so nothing may be taken out of such a buffer.
    """

    OURS = auto()
    OTHER = auto()
    CLOSED = auto()


class PageBuffer:
    """A buffer, and the texts that it was given.

    Attributes:
        uri: the page's.
        text: what it was given last.
        version: what the client calls the text that it has; None where it does not tell.
    """

    def __init__(self, session: "Session", file: PageFile, text: str) -> None:
        self.uri = file.uri
        self.text = text
        self.version: int | None = None
        self._session = session
        self._file = file
        self._given = {digest(text)}
        self._pages = session.delivery.pages
        self._loan = self._pages.loan(file)

    def becomes(self, text: str) -> None:
        """Says that it was given `text`."""
        self.text = text
        self._given.add(digest(text))
        if self._loan.closed.is_set() and self._loan.last != text:
            # It was closed before: Neovim has loaded it again and shows it to nobody.
            self._loan.is_held = True

    async def rest(self, manuscript: Manuscript, pace: Pace) -> None:
        """Waits until there is more to give it, or the person closes it."""
        until = (
            asyncio.ensure_future(rest(manuscript, self.text, pace.edit)),
            asyncio.ensure_future(self._loan.closed.wait()),
        )
        try:
            await asyncio.wait(until, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in until:
                each.cancel()
            await asyncio.gather(*until, return_exceptions=True)

    async def standing(self, pace: Pace) -> Standing:
        """How it stands, when the client has told of all that it was given, or could have answered."""
        until = asyncio.get_running_loop().time() + pace.answer
        while True:
            if self._loan.closed.is_set() and not await self._is_opened_again():
                return Standing.CLOSED
            document = self._document
            if document is None:
                return await self._unseen()
            if not self._lags(document) or asyncio.get_running_loop().time() > until:
                self.version = document.version
                return Standing.OURS if document.text == self.text else Standing.OTHER
            await asyncio.sleep(_LOOKING_SECONDS)

    @property
    def _document(self) -> "Document | None":
        return self._session.documents.get(self.uri)

    def _lags(self, document: "Document") -> bool:
        return document.text != self.text and digest(document.text) in self._given

    async def _is_opened_again(self) -> bool:
        await asyncio.sleep(_REOPENING_SECONDS)
        if self._document is None or self._pages.loan(self._file) is not self._loan:
            return False
        self._loan.is_held = True
        self._loan.closed.clear()
        return True

    async def _unseen(self) -> Standing:
        is_others = await asyncio.to_thread(self._pages.holds_other_than, self._file, self._given)
        return Standing.OTHER if is_others else Standing.OURS
