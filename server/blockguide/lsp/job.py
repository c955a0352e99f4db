"""One piece of work: what was asked for, all that was written for it so far, and how it ended."""

import asyncio
from collections.abc import AsyncGenerator
from enum import StrEnum
from time import monotonic
from typing import TYPE_CHECKING

from blockguide.guide.draft import Draft
from blockguide.guide.events import Noticed, Revised
from blockguide.guide.form import one_line
from blockguide.guide.values import SectionDelta
from blockguide.lsp.cells import own_lines
from blockguide.lsp.wording import Words
from blockguide.workshop.values import Finished, News, Order, Started, Wrote

if TYPE_CHECKING:
    from blockguide.errors import BlockGuideError


class Outcome(StrEnum):
    """How a job ended; the values are the wire's."""

    WHOLE = "whole"
    CANCELLED = "cancelled"
    REPLACED = "replaced"
    FAILED = "failed"


class Job:
    """One order and all that was written for it so far.

    Attributes:
        id: names it on the wire.
        uri: the document, as the editor calls it.
        order: what was asked for.
        started: the block, once it is known.
        finished: the guide, once it is whole.
        asked: whether a person asked for it.
        outcome: how it ended, or None while it waits or is worked on.
        failure: what went wrong, where it failed.
        notice: the last sentence that was said for a person; empty where none was.
        reported: whether a progress tells each such sentence.
        began: when it was asked for; the monotonic clock's time, in seconds.
    """

    def __init__(self, name: str, uri: str, order: Order, words: Words) -> None:
        self.id = name
        self.uri = uri
        self.order = order
        self.started: Started | None = None
        self.finished: Finished | None = None
        self.asked = False
        self.outcome: Outcome | None = None
        self.failure: BlockGuideError | None = None
        self.notice = ""
        self.reported = False
        self.began = monotonic()
        self._words = words
        self._draft = Draft(order.settings.language)
        self._news: list[News] = []
        self._changed = asyncio.Event()

    @property
    def ended(self) -> bool:
        """Whether nothing more will come."""
        return self.outcome is not None

    @property
    def has_words(self) -> bool:
        """Whether there is something to read."""
        return self.finished is not None or any(isinstance(news, Wrote) for news in self._news)

    @property
    def key(self) -> str:
        """The guide's key, where it is whole; else empty."""
        return self.finished.card.key if self.finished else ""

    @property
    def name(self) -> str:
        """What a person calls the block, readable in any case: its own name, or its file and lines."""
        if self.started is None:
            return self.order.source.path.stem
        if self.started.name:
            return self.started.name
        lines = own_lines(self.started.lines, self.order.above)
        return f"{self.order.source.path.stem}-{lines}"

    def page(self) -> str:
        """The page so far, valid Markdown; one that ended before it was whole says so in its last line."""
        if self.finished is not None:
            return self.finished.page
        page = self._draft.page()
        return page if self.outcome is None else f"{page}\n{self._last_line(self.outcome)}\n"

    async def changed(self) -> None:
        """Returns when there are news, or when the job ended; at once if it has."""
        if not self.ended:
            await self._changed.wait()

    async def follow(self, pace: float) -> AsyncGenerator[tuple[News, ...], None]:
        """All news from the first on, joined: at most one batch every `pace` seconds.

        It ends when the job has; `outcome` then says how.
        """
        seen = 0
        while True:
            if batch := self._news[seen:]:
                seen += len(batch)
                yield _joined(batch)
                await self._paused(pace)
            elif self.ended:
                return
            else:
                await self.changed()

    def take(self, news: News) -> None:
        """Adds what the workshop wrote; for `Jobs` alone."""
        match news:
            case Started():
                self.started = news
            case Wrote():
                self._draft.take(SectionDelta(news.section, news.text))
            case Revised():
                self._draft.restart(news.section)
                self._draft.take(SectionDelta(news.section, news.body))
            case Noticed():
                self.notice = news.sentence
            case Finished():
                self.finished = news
        self._news.append(news)
        self._wake()

    def end(self, outcome: Outcome) -> None:
        """Says how it ended; for `Jobs` alone."""
        self.outcome = outcome
        self._wake()

    def _last_line(self, outcome: Outcome) -> str:
        words = self._words
        match outcome:
            case Outcome.CANCELLED:
                why = words.say("Cancelled")
            case Outcome.REPLACED:
                why = words.say("Replaced by a newer request")
            case _ if (failure := self.failure) is not None:
                told = f"{words.told(failure.message)} {words.told(failure.advice)}"
                why = one_line(told).rstrip(".")
            case _:
                why = words.say("Something went wrong")
        return words.say("*{why}. This guide is not whole.*", why=why.replace("*", r"\*"))

    async def _paused(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                while not self.ended:
                    await self._changed.wait()
        except TimeoutError:
            return

    def _wake(self) -> None:
        # Those who wait now are woken; who waits later, waits for the next change.
        self._changed.set()
        self._changed.clear()


def _joined(batch: list[News]) -> tuple[News, ...]:
    joined: list[News] = []
    for news in batch:
        last = joined[-1] if joined else None
        if isinstance(news, Wrote) and isinstance(last, Wrote) and last.section is news.section:
            joined[-1] = Wrote(news.section, last.text + news.text)
        else:
            joined.append(news)
    return tuple(joined)
