"""The kept guides of each open document, in memory; what an edit leaves in doubt is asked for again later."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from blockguide.errors import BlockGuideError
from blockguide.lsp.documents import PYTHON_SUFFIXES, Document
from blockguide.lsp.long_strings import LongStrings
from blockguide.lsp.placed import Found, Placed, all_of, find
from blockguide.text import Lines

if TYPE_CHECKING:
    from blockguide.lsp.jobs import Job
    from blockguide.lsp.session import Session

QUIET_SECONDS: Final = 0.5
"""How long nothing may be edited before the workshop is asked again."""

PASSING_SECONDS: Final = 0.1
"""How long a document must have been open before the workshop is asked: people leaf through files."""

MOST_AWAITED: Final = 100
"""How many documents that are not open are remembered as asked for."""

_AT_ONCE: Final = 2
_NEVER: Final = -1

_log = logging.getLogger(__name__)


class Shelf:
    """What is known of the open documents' guides.

    The workshop is asked when a document is opened, and again, after it or a watched file was edited, if it
    has guides and was hovered over; for one document one question at a time.
    """

    def __init__(self, session: "Session") -> None:
        self._session = session
        self._leaves: dict[str, _Leaf] = {}
        self._turn = asyncio.Semaphore(_AT_ONCE)
        self._listeners: list[Callable[[str], None]] = []
        self._awaited: deque[str] = deque(maxlen=MOST_AWAITED)
        session.jobs.when_ended(self._take_job)

    def when_changed(self, listener: Callable[[str], None]) -> None:
        """Calls `listener` with a document's URI when its guides are others than `watched` told last."""
        self._listeners.append(listener)

    def opened(self, uri: str) -> None:
        """A document was opened."""
        document = self._session.documents.get(uri)
        if document is not None and self.serves(document):
            name = unquote(uri)
            leaf = self._leaves[name] = _Leaf()
            if name in self._awaited:
                self._awaited.remove(name)
                leaf.told = frozenset()
            self._learn(uri, leaf)

    def expected(self, uri: str) -> None:
        """The guides of a document were asked for that is not open yet: listeners hear of them when it is."""
        name = unquote(uri)
        if name not in self._awaited:
            self._awaited.append(name)

    def edited(self, uri: str) -> None:
        """A document was edited; the mirror has its new text. The guides of others may rest on it."""
        leaf, document = self._leaves.get(unquote(uri)), self._session.documents.get(uri)
        if leaf is None or document is None:
            return
        for placed in leaf.cards:
            placed.follow(document.lines)
        for other, its_leaf in self._leaves.items():
            its_leaf.doubt()
            if its_leaf is leaf or its_leaf.told is not None:
                self._learn_again(other, its_leaf)

    def files_changed(self) -> None:
        """Something that guides may depend on changed outside the documents."""
        for uri, leaf in self._leaves.items():
            leaf.doubt()
            self._learn_again(uri, leaf)

    def closed(self, uri: str) -> None:
        """A document was closed."""
        self._leaves.pop(unquote(uri), None)

    def forget(self, key: str) -> None:
        """A kept guide was removed."""
        for uri, leaf in self._leaves.items():
            self._take(uri, leaf, [each for each in leaf.cards if each.card.key != key])

    def clear(self) -> None:
        """All kept guides were removed."""
        for uri, leaf in self._leaves.items():
            self._take(uri, leaf, [])

    def serves(self, document: Document) -> bool:
        """Whether a document is one that guides are written for: Python, and no page of ours."""
        if self._session.delivery.is_page(document.uri):
            return False
        path = document.uri.partition("#")[0]
        return document.language == "python" or path.endswith(PYTHON_SUFFIXES)

    def strings(self, uri: str) -> LongStrings:
        """Where the long strings of a document stand, kept up with its edits."""
        leaf = self._leaves.get(unquote(uri))
        return leaf.strings if leaf is not None else LongStrings()

    def at(self, document: Document, within: range) -> Found | None:
        """The guide to the smallest block that holds the 0-based lines `within`, from memory."""
        leaf = self._leaves.get(unquote(document.uri))
        if leaf is None or not leaf.cards or not document.lines:
            return None
        return find(leaf.cards, document.lines, within, edited=leaf.in_doubt)

    def all(self, document: Document) -> tuple[Found, ...]:
        """All guides of a document, from memory."""
        leaf = self._leaves.get(unquote(document.uri))
        return all_of(leaf.cards, document.lines, edited=leaf.in_doubt) if leaf is not None else ()

    def watched(self, document: Document) -> tuple[Found, ...]:
        """As `all`; from now on they are kept up with the document's edits, and listeners hear of others."""
        leaf = self._leaves.get(unquote(document.uri))
        if leaf is None:
            return ()
        leaf.hovered = True
        self._learn_again(document.uri, leaf)
        found = self.all(document)
        leaf.told = frozenset(map(_saying, found))
        return found

    def hovered(self, document: Document, line: int) -> Found | None:
        """As `at`; from now on the document's guides are kept up with its edits."""
        leaf = self._leaves.get(unquote(document.uri))
        if leaf is None:
            return None
        leaf.hovered = True
        self._learn_again(document.uri, leaf)
        return self.at(document, range(line, line + 1))

    def _learn_again(self, uri: str, leaf: "_Leaf") -> None:
        if leaf.is_wanted:
            self._learn(uri, leaf)

    def _learn(self, uri: str, leaf: "_Leaf") -> None:
        if not leaf.learning:
            leaf.learning = True
            self._session.in_background(self._ask(uri, leaf), "cards")

    async def _ask(self, uri: str, leaf: "_Leaf") -> None:
        try:
            while await self._asked_once(uri, leaf):
                pass
        except BlockGuideError as error:
            leaf.last_doubt = _now()
            _log.warning("no cards: %s", error.code)
        finally:
            leaf.learning = False

    async def _asked_once(self, uri: str, leaf: "_Leaf") -> bool:
        """Asks when it is quiet; whether there is a reason to ask once more."""
        await self._quiet(leaf)
        async with self._turn:
            reading = self._session.documents.reading(uri)
            if reading is None or self._leaves.get(unquote(uri)) is not leaf:
                return False
            doubts, before = leaf.doubts, leaf.cards
            settings = self._session.settings.of(uri)
            unsaved = self._session.documents.unsaved(uri)
            cards = await self._session.workshop.cards(reading.source, settings, unsaved)
        document = self._session.documents.get(uri)
        if document is None:
            return False
        own = reading.source.lines[reading.above :]
        placed = [
            Placed(card, own, lines)
            for card in cards
            if (lines := reading.own_lines(card.lines)) is not None
        ]
        for each in placed:
            each.follow(document.lines)
        leaf.known = doubts
        # What a job wrote meanwhile is newer than this answer.
        new = [each for each in leaf.cards if each not in before]
        kept = [each for each in placed if not any(_is_same(each, other) for other in new)]
        self._take(uri, leaf, [*kept, *new])
        return leaf.is_wanted

    async def _quiet(self, leaf: "_Leaf") -> None:
        while True:
            quiet = QUIET_SECONDS if leaf.doubts else PASSING_SECONDS
            wait = leaf.last_doubt + quiet - _now()
            if wait <= 0:
                return
            await asyncio.sleep(wait)

    def _take_job(self, job: "Job") -> None:
        """Puts the guide that a job wrote on the shelf."""
        leaf, document = self._leaves.get(unquote(job.uri)), self._session.documents.get(job.uri)
        reading = self._session.documents.reading(job.uri) if job.finished else None
        if leaf is None or document is None or reading is None or job.finished is None:
            return
        card = job.finished.card
        above = reading.above
        if card.lines.first <= above:
            return
        own = Lines(card.lines.first - above, card.lines.last - above)
        placed = Placed(card, job.order.source.lines[above:], own)
        placed.follow(document.lines)
        leaf.hovered = True
        others = [other for other in leaf.cards if not _is_same(other, placed)]
        self._take(job.uri, leaf, [*others, placed])
        self._learn_again(job.uri, leaf)

    def _take(self, uri: str, leaf: "_Leaf", cards: list[Placed]) -> None:
        """Puts the cards of a document on the shelf, and tells who was told of others."""
        leaf.cards = cards
        document = self._session.documents.get(uri)
        if leaf.told is None or document is None:
            return
        if frozenset(map(_saying, self.all(document))) != leaf.told:
            leaf.told = None
            for listener in self._listeners:
                listener(document.uri)


class _Leaf:
    """What is known of one document.

    Attributes:
        cards: its guides.
        strings: its long strings.
        hovered: whether a person has looked at its guides.
        learning: whether the workshop is being asked.
        doubts: counts the edits and changes of files.
        known: how many there had been when the cards were told.
        last_doubt: when the last of them was; the loop's time, in seconds.
        told: what `watched` told last, or None where nobody waits to hear that it is otherwise.
    """

    __slots__ = ("cards", "doubts", "hovered", "known", "last_doubt", "learning", "strings", "told")

    def __init__(self) -> None:
        self.cards: list[Placed] = []
        self.strings = LongStrings()
        self.hovered = False
        self.learning = False
        self.doubts = 0
        self.known = _NEVER
        self.last_doubt = _now()
        self.told: frozenset[object] | None = None

    @property
    def in_doubt(self) -> bool:
        return self.known != self.doubts

    @property
    def is_wanted(self) -> bool:
        """Whether the cards should be told again: a person looks at them, and they may be others now."""
        return self.in_doubt and self.hovered and (bool(self.cards) or self.known == _NEVER)

    def doubt(self) -> None:
        self.doubts += 1
        self.last_doubt = _now()


def _is_same(one: Placed, other: Placed) -> bool:
    """Whether two cards are of one block."""
    if one.card.key == other.card.key:
        return True
    alike = one.first == other.first and one.card.name == other.card.name
    return alike and (bool(one.card.name) or len(one) == len(other))


def _saying(found: Found) -> object:
    """What is told of a guide but its lines: those follow the edits, which the client knows."""
    return found.card.key, found.standing, found.card.reasons, found.card.findings


def _now() -> float:
    return asyncio.get_running_loop().time()
