"""What is delivered: a page that grows, or one that is whole from the start."""

from typing import NamedTuple, Protocol

from blockguide.lsp.job import Outcome


class Manuscript(Protocol):
    """A page as far as it is written."""

    @property
    def id(self) -> str:
        """Names it among all pages of this server."""
        ...

    @property
    def uri(self) -> str:
        """The document that it speaks of, or empty."""
        ...

    @property
    def name(self) -> str:
        """What a person calls it; it may become known only with the first words."""
        ...

    @property
    def has_words(self) -> bool:
        """Whether there is more to read than the title."""
        ...

    @property
    def outcome(self) -> Outcome | None:
        """How it ended, or None while it grows."""
        ...

    @property
    def key(self) -> str:
        """The kept guide's key where it is whole, else empty."""
        ...

    def page(self) -> str:
        """The page so far, valid Markdown."""
        ...

    async def changed(self) -> None:
        """Returns when the page has changed or ended; at once if it has ended."""
        ...


class KeptPage(NamedTuple):
    """A page that was kept: whole from the start.

    Attributes:
        id: as in `Manuscript`.
        uri: as in `Manuscript`.
        name: as in `Manuscript`.
        key: as in `Manuscript`.
        text: the whole page.
        has_words: always.
        outcome: always whole.
    """

    id: str
    uri: str
    name: str
    key: str
    text: str
    has_words: bool = True
    outcome: Outcome | None = Outcome.WHOLE

    def page(self) -> str:
        """The whole page."""
        return self.text

    async def changed(self) -> None:
        """Returns at once."""
