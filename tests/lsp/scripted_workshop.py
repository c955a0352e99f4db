"""A workshop in memory: it writes what the test says, when the test says so, and notes what it was asked."""

import asyncio
import hashlib
from collections.abc import AsyncGenerator, Callable, Sequence

from blockguide.code.source import Source
from blockguide.errors import BlockGuideError  # noqa: TC001 - as it stands in the other tests
from blockguide.guide.values import Section
from blockguide.settings import Settings
from blockguide.text import Lines
from blockguide.workshop.values import (
    Card,
    Finished,
    News,
    Order,
    Preview,
    Sent,
    SentMessage,
    Started,
    Wrote,
)

Script = Callable[[Order], AsyncGenerator[News, None]]

STEPS = "1. **Return the name**: Returns `name`. *(2)*\n"


class ScriptedWorkshop:
    """Implements `Workshop`.

    Attributes:
        script: what is written for an order; None writes `usual_news` with a turn of the loop between them.
        gate: a test may clear it: then no news come until it is set.
        kept: the kept guides, by key; what is written is kept, what is put here is found by `cards`.
        pages: their pages, by key.
        failure: raised by every call while it is set.
        orders: what was ordered, in order.
        cancelled: the orders whose writing was closed before its end.
        asked: the sources whose cards were asked for.
        warmed: how often `warm` was called.
        listeners: who wants to be told of the cache.
        keys: what `set_key` was given, in order.
        closed: whether `close` was called.
    """

    def __init__(self, script: Script | None = None) -> None:
        self.script = script
        self.gate = asyncio.Event()
        self.gate.set()
        self.kept: dict[str, Card] = {}
        self.pages: dict[str, str] = {}
        self.failure: BlockGuideError | None = None
        self.orders: list[Order] = []
        self.cancelled: list[Order] = []
        self.asked: list[Source] = []
        self.unsaved: tuple[Source, ...] = ()
        self.keys: list[str] = []
        self.warmed = 0
        self.listeners: list[Callable[[str], None]] = []
        self.closed = False

    def when_noticed(self, listener: Callable[[str], None]) -> None:
        self.listeners.append(listener)

    def warm(self) -> None:
        self.warmed += 1

    async def document(self, order: Order) -> AsyncGenerator[News, None]:
        self.orders.append(order)
        whole = False
        try:
            async for news in self.script(order) if self.script else self._usual(order):
                await self.gate.wait()
                if self.failure is not None:
                    raise self.failure
                if isinstance(news, Finished):
                    self.kept[news.card.key] = news.card
                    self.pages[news.card.key] = news.page
                    whole = True
                yield news
        finally:
            if not whole:
                self.cancelled.append(order)

    def set_key(self, key: str) -> None:
        self.keys.append(key)

    async def sent(self, order: Order) -> Sent:
        await self._turn()
        asked = SentMessage("user", f"Document lines {lines_of(order)}.")
        return Sent((SentMessage("system", "You write guides."), asked), 12, ("a caller",), 0)

    async def cards(
        self, source: Source, settings: Settings, unsaved: Sequence[Source] = ()
    ) -> tuple[Card, ...]:
        self.asked.append(source)
        self.unsaved = tuple(unsaved)
        await self._turn()
        return tuple(self.kept.values())

    async def page(self, key: str) -> str | None:
        await self._turn()
        return self.pages.get(key)

    async def forget(self, key: str) -> None:
        await self._turn()
        self.kept.pop(key, None)
        self.pages.pop(key, None)

    async def clear(self) -> int:
        await self._turn()
        count = len(self.kept)
        self.kept.clear()
        self.pages.clear()
        return count

    async def close(self) -> None:
        self.closed = True

    async def _usual(self, order: Order) -> AsyncGenerator[News, None]:
        for news in usual_news(order):
            await asyncio.sleep(0)
            yield news

    async def _turn(self) -> None:
        await asyncio.sleep(0)
        if self.failure is not None:
            raise self.failure


def usual_news(order: Order) -> tuple[News, ...]:
    """A whole guide for an order: its block is the selected lines, its name what follows the first `def`."""
    card = card_of(order.source, lines_of(order))
    page = page_of(card.name)
    return (
        Started(card.name, "function" if card.name else "statements", card.lines),
        Wrote(Section.DESCRIPTION, f"Describes `{card.name or 'the block'}`"),
        Wrote(Section.DESCRIPTION, " in two pieces.\n"),
        Wrote(Section.STEPS, STEPS),
        Wrote(Section.EXAMPLE, "```python\nprint(1)\n```\n"),
        Finished(card, page, {"guide": {"title": "How to Use This Code Block"}}, False, ()),
    )


def lines_of(order: Order) -> Lines:
    """The selected lines of an order; an end at column 0 leaves its line out."""
    span = order.span
    last = span.end.line - (span.end.column == 0 and span.end.line > span.start.line)
    return Lines(span.start.line + 1, last + 1)


def card_of(source: Source, lines: Lines, reasons: tuple[str, ...] = ()) -> Card:
    """The card of the block that stands in `lines` of `source`, dedented by its first line."""
    block = source.lines[lines.first - 1 : lines.last]
    first = block[0] if block else ""
    indent = len(first) - len(first.lstrip())
    text = "".join(line[indent:] if line[:indent].isspace() else line for line in block)
    opening = first.strip()
    name = opening.split("(")[0].removeprefix("def ") if opening.startswith("def ") else ""
    return Card(
        key=_digest(f"key of {text}"),
        name=name,
        lines=lines,
        opening=_digest(opening),
        text=_digest(text),
        preview=Preview(f"Describes `{name or 'the block'}`.", ("Return the name",), "print(1)\n"),
        reasons=reasons,
        findings=(),
        writer="offline",
        model="",
    )


def page_of(name: str) -> str:
    """The page of a block of that name."""
    return f"How to Use This Code Block\n{'=' * 89}\n\nDescribes `{name or 'the block'}` in two pieces.\n"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
