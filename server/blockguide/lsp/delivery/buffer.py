"""The buffer that a page grows in, as the client and the disk tell of it: what a person writes there stays."""

import asyncio
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from blockguide.lsp.delivery.notes import digest
from blockguide.lsp.delivery.pace import Pace
from blockguide.lsp.delivery.pages import PageFile

if TYPE_CHECKING:
    from blockguide.lsp.documents import Document
    from blockguide.lsp.session import Session

_LOOKING_SECONDS: Final = 0.01


class Standing(Enum):
    """What is known of a buffer: it holds what it was given, or something else, or the person closed it.

    A client that tells of no pages leaves the disk to look at: what the person has not saved there is not seen.
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
        self._is_told_of = False

    def becomes(self, text: str) -> None:
        """Says that it was given `text`."""
        self.text = text
        self._given.add(digest(text))

    async def standing(self, pace: Pace) -> Standing:
        """How it stands, when the client has told of all that it was given, or could have answered."""
        until = asyncio.get_running_loop().time() + pace.answer
        while (document := self._document) is not None and self._lags(document):
            if asyncio.get_running_loop().time() > until:
                break
            await asyncio.sleep(_LOOKING_SECONDS)
        if document is None:
            return await self._unseen(pace)
        self._is_told_of = True
        self.version = document.version
        return Standing.OURS if document.text == self.text else Standing.OTHER

    @property
    def _document(self) -> "Document | None":
        return self._session.documents.get(self.uri)

    def _lags(self, document: "Document") -> bool:
        return document.text != self.text and digest(document.text) in self._given

    async def _unseen(self, pace: Pace) -> Standing:
        if self._is_told_of:
            # Some clients close and open what is only given another language.
            await asyncio.sleep(pace.edit)
            return Standing.CLOSED if self._document is None else await self.standing(pace)
        pages = self._session.delivery.pages
        is_others = await asyncio.to_thread(pages.holds_other_than, self._file, self._given)
        return Standing.OTHER if is_others else Standing.OURS
