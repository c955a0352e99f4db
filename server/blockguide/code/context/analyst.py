"""Knows the project around a block: asks a worker process under deadlines, and never fails but leaves gaps."""

import asyncio
from collections import Counter
from collections.abc import Callable
from contextlib import aclosing
from functools import partial
from typing import Final, Self

from blockguide.code.block import Block
from blockguide.code.context.asks import Ask
from blockguide.code.context.assembly import Brief, brief_of, context_of
from blockguide.code.context.frames import Frame
from blockguide.code.context.process import WorkerLostError
from blockguide.code.context.supervisor import Supervisor, WorkerLateError
from blockguide.code.context.values import Context, Gap
from blockguide.code.facts.values import Facts
from blockguide.settings import Settings


class Analyst:
    """Tells what the project adds to a block. It holds one worker process; requests are served in turn."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._turn = asyncio.Lock()
        self._cuts: Counter[tuple[str, str]] = Counter()
        self._supervisor = Supervisor(settings.cache_directory, settings.deadlines.start / 1000)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    def warm(self) -> None:
        """Starts the worker ahead of the first request."""
        self._supervisor.warm()

    async def context(self, block: Block, facts: Facts) -> Context:
        """What the project adds to a block; what could not be found out is among its gaps."""
        self.warm()
        brief = await asyncio.to_thread(brief_of, block, facts, self._settings)
        async with self._turn:
            conversation = _Conversation(self._supervisor)
            answers, names_gap = await self._names(conversation, brief)
            sites, sites_gap = await self._call_sites(conversation, brief)
        return await asyncio.to_thread(
            context_of, brief, answers, sites, tuple(filter(None, (names_gap, sites_gap)))
        )

    async def early(self, block: Block, facts: Facts) -> Context:
        """What is known of a block without the worker, in milliseconds."""
        brief = await asyncio.to_thread(brief_of, block, facts, self._settings)
        why = Gap("names", "The worker was not waited for.", transient=True)
        return await asyncio.to_thread(context_of, brief, {}, [], (why,))

    async def close(self) -> None:
        """Ends the worker; no process is left. A closed analyst starts another one when it is asked again."""
        await self._supervisor.close()

    async def _names(
        self, conversation: "_Conversation", brief: Brief
    ) -> tuple[dict[int, Frame | None], Gap | None]:
        """Asks what the names stand for.

        What rests on import statements alone belongs to getting ready: the modules must be read once.
        """
        deadlines = self._settings.deadlines
        answers: dict[int, Frame | None] = {}
        for imported, milliseconds in ((True, deadlines.start), (False, deadlines.names)):
            group = {key: ask for key, ask in brief.asks.items() if ask.imported is imported}
            why = await conversation.hold(
                partial(_left, brief, group, answers), partial(_take, answers), milliseconds
            )
            if why:
                missing = len(brief.asks) - len(answers)
                sentence = f"{why} {missing} of {len(brief.asks)} names are not resolved."
                return answers, Gap("names", sentence, transient=True)
        return answers, None

    async def _call_sites(
        self, conversation: "_Conversation", brief: Brief
    ) -> tuple[list[Frame], Gap | None]:
        if not brief.wanted:
            return [], None
        milliseconds = self._settings.deadlines.call_sites
        searched = (str(brief.block.source.path), brief.wanted)
        last: list[Frame] = []
        request = {
            **brief.place,
            "do": "call_sites",
            "path": str(brief.block.source.path),
            "text": brief.block.source.text,
            "outline": brief.outline,
            "qualname": brief.wanted,
            "given": str(self._settings.project or ""),
            "seconds": milliseconds / 1000 * _SHARES[min(self._cuts[searched], MOST_CUTS)],
            "parsed": MOST_PARSED,
            # What was cut off once took too long to infer, and would do so again.
            "likely": 0 if self._cuts[searched] else MOST_LIKELY,
            "other": 0 if self._cuts[searched] else MOST_OTHER,
            "most": MOST_CALL_SITES,
        }

        def left() -> Frame | None:
            return None if last and last[0]["whole"] else request

        def take(frame: Frame) -> None:
            last[:] = [frame]

        why = await conversation.hold(left, take, milliseconds)
        found = last[0] if last else _NOTHING
        if not why and not found["whole"]:
            why = f"The search was cut short by its deadline of {milliseconds} ms or its memory."
        if not why:
            return found["sites"], _left_out(found)
        # Each try goes on where the last one was cut; past some tries this is all there will be.
        self._cuts[searched] += 1
        return found["sites"], Gap("call sites", why, transient=self._cuts[searched] < MOST_CUTS)


def _left(brief: Brief, asks: dict[int, Ask], answers: dict[int, Frame | None]) -> Frame | None:
    left = [ask.frame(key) for key, ask in asks.items() if key not in answers]
    return {**brief.place, "do": "names", "asks": left} if left else None


def _take(answers: dict[int, Frame | None], frame: Frame) -> None:
    answers[frame["key"]] = frame["definition"]


def _left_out(found: Frame) -> Gap | None:
    """What a search that came to its end did not look into."""
    more = [
        f"{count} more {what}{'s' if count > 1 else ''}"
        for count, what in ((found["unclear"], "place"), (found["left"], "file"))
        if count
    ]
    which = " and ".join(more)
    return Gap("call sites", f"{which} may use it; it takes too long to tell.") if which else None


MOST_CALL_SITES: Final = 12
"""More uses than a reader looks at."""

MOST_PARSED: Final = 2_000_000
"""Bytes of files, the likeliest first, that are parsed in search of one definition's uses."""

MOST_LIKELY: Final = 24
"""Calls per definition that jedi is asked about, those in the likeliest files first."""

MOST_OTHER: Final = 4
"""Other uses per definition that jedi is asked about."""

_NOTHING: Final[Frame] = {"sites": [], "whole": True, "unclear": 0, "left": 0}

MOST_CUTS: Final = 3
"""Searches for one definition that may run into their deadline; from then on what is known must do."""

_SHARES: Final = (0.5, 0.25, 0.25, 0.0)
"""The part of its deadline after which a search stops by itself, by how often it was cut before."""


class _Conversation:
    """One request's dealings with the worker; in all of them one lost worker is made good for by another."""

    def __init__(self, supervisor: Supervisor) -> None:
        self._supervisor = supervisor
        self._may_retry = True
        self._is_first = True

    async def hold(
        self, left: Callable[[], Frame | None], take: Callable[[Frame], None], milliseconds: int
    ) -> str:
        """Asks what is left until nothing is.

        Returns:
            Why it ended before, in one sentence; empty when it did not.
        """
        while (request := left()) is not None:
            # Files are looked at for changes once; within one answer they count as unchanged.
            renewing = {**request, "renew": self._is_first}
            self._is_first = False
            try:
                async with aclosing(self._supervisor.ask(renewing, milliseconds / 1000)) as answers:
                    async for answer in answers:
                        take(answer)
            except WorkerLateError:
                return f"The worker was past its deadline of {milliseconds} ms."
            except WorkerLostError as error:
                if not self._may_retry:
                    return f"The worker was lost: {error}."
                self._may_retry = False
            else:
                return ""
        return ""
