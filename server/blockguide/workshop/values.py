"""What passes between a server and its workshop: orders in, news and cards out."""

from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from blockguide.code.source import Source
from blockguide.guide.events import Noticed, Revised
from blockguide.guide.values import Section
from blockguide.settings import Settings
from blockguide.text import Lines, Span


class Reuse(StrEnum):
    """Whether a guide that was kept may be shown."""

    KEPT = "kept"
    ANEW = "anew"


@dataclass(frozen=True, slots=True)
class Order:
    """A guide that is wanted.

    Attributes:
        source: the editor's text of the file, as it is now.
        span: the selection exactly as marked, in code points.
        settings: those of the file's folder.
        reuse: whether a kept guide will do.
        above: how many of the source's lines stand above what the person sees, in a notebook's other cells.
    """

    source: Source
    span: Span
    settings: Settings
    reuse: Reuse = Reuse.KEPT
    above: int = 0


@dataclass(frozen=True, slots=True)
class Preview:
    """What a hover shows of a guide.

    Attributes:
        purpose: the first paragraph of the description, Markdown on one line.
        steps: the titles of the top-level steps, in order, Markdown.
        example: Python source.
    """

    purpose: str
    steps: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class Card:
    """A kept guide as it stands in one text of a file.

    Attributes:
        key: the recipe's key, hexadecimal; it names the guide.
        name: what a person calls the block: a definition's dotted name, or empty.
        lines: where the block stands in the text that was asked about.
        opening: hexadecimal checksum of the block's first line without white space at its ends, as
            `guide.marks.opening_of` makes it.
        text: hexadecimal SHA-256 of the dedented block, as `guide.marks.text_of` makes it of whole lines.
        preview: what a hover shows.
        reasons: why it no longer holds, one sentence each; empty when it does.
        findings: what the checks found and could not mend, one sentence each.
        writer: `offline`, or `model`.
        model: the model's name, or empty.
        kind: as in `BlockKind`.
    """

    key: str
    name: str
    lines: Lines
    opening: str
    text: str
    preview: Preview
    reasons: tuple[str, ...]
    findings: tuple[str, ...]
    writer: str
    model: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Started:
    """The block is known: its name as in `Card.name`, its kind as in `BlockKind`, its lines."""

    name: str
    kind: str
    lines: Lines


@dataclass(frozen=True, slots=True)
class Wrote:
    """More of a section, as it stands in the page."""

    section: Section
    text: str


@dataclass(frozen=True, slots=True)
class Finished:
    """The guide is whole.

    Attributes:
        card: the guide in the text that was ordered for.
        page: the whole page.
        record: the answer as JSON types, as `blockguide document --format json` gives it.
        from_cache: whether it was kept from earlier.
        stale: why an earlier guide of the same place no longer held, one sentence each.
    """

    card: Card
    page: str
    record: dict[str, object]
    from_cache: bool
    stale: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SentMessage:
    """One message to a model: its role (`system`, `user`, `assistant`) and its text."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Sent:
    """What would leave the machine for an order, and nothing else would.

    Attributes:
        messages: in their order, secrets replaced as they would be.
        tokens: an estimate of their length.
        dropped: what of the context is left out, one phrase each, with the reason.
        secrets: how many were replaced by placeholders.
    """

    messages: tuple[SentMessage, ...]
    tokens: int
    dropped: tuple[str, ...]
    secrets: int


News = Started | Wrote | Revised | Noticed | Finished


class Workshop(Protocol):
    """What a server may ask of its workshop. Nothing here blocks the loop.

    Every call raises `BlockGuideError` for what a person can be told: an expected failure of the story, or
    INTERNAL when the workshop was lost and a second one was lost as well.
    """

    def warm(self) -> None:
        """Starts the workshop ahead of the first call."""
        ...

    def when_noticed(self, listener: Callable[[str], None]) -> None:
        """Calls `listener` with what a person should know of the cache, one sentence each, from now on."""
        ...

    def set_key(self, key: str) -> None:
        """The endpoint's key as the editor's secret store has it; empty forgets it.

        It is kept in memory alone and taken before the environment's. It holds for what is asked from now on.
        """
        ...

    def document(self, order: Order) -> AsyncGenerator[News, None]:
        """The news of one order, in their order, `Finished` last. To close it cancels the work."""
        ...

    async def sent(self, order: Order) -> Sent:
        """What would be sent to a model for an order; nothing is sent."""
        ...

    async def cards(
        self, source: Source, settings: Settings, unsaved: Sequence[Source] = ()
    ) -> tuple[Card, ...]:
        """The kept guides whose block stands in `source`, or stood at a place that it still has."""
        ...

    async def page(self, key: str) -> str | None:
        """The page of a kept guide, its lines those of the text it was last found in."""
        ...

    async def forget(self, key: str) -> None:
        """Removes a kept guide."""
        ...

    async def clear(self) -> int:
        """Removes all kept guides; how many there were."""
        ...

    async def close(self) -> None:
        """Ends the workshop; no process is left."""
        ...
