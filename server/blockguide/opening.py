"""OPENING: the first words come at once; what the project adds to them follows."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass
from typing import Final

from blockguide.code.block import Block
from blockguide.code.context.values import Context
from blockguide.code.facts.values import Facts
from blockguide.code.subject import Subject
from blockguide.guide.draft import Draft
from blockguide.guide.events import Revised, Wrote
from blockguide.guide.values import Section, SectionDelta

AT_ONCE: Final = 0.1
"""Seconds that a reader waits for the project before the first words come without it."""

Look = Callable[[Block, Facts], Awaitable[Context]]


@dataclass(frozen=True, slots=True)
class Telling:
    """How a guide is told.

    Attributes:
        look: finds out what the project adds to a block.
        early: what is known of a block before that; None shows no word before its time.
        write: streams the three sections in their order.
        is_shown: whether a reader sees the words as they are written.
        lap: is called at the end of each part of the way, with its name.
    """

    look: Look
    early: Look | None
    write: Callable[[Subject], AsyncGenerator[SectionDelta, None]]
    is_shown: bool
    lap: Callable[[str], None]


async def told(
    block: Block, facts: Facts, draft: Draft, telling: Telling
) -> AsyncGenerator[Wrote | Revised | Subject, None]:
    """The subject, and what changes the page while `draft` is filled.

    With `early` the Description does not wait for the project, and is revised where that has more to say.
    """
    shown = ""
    async with aclosing(_looked_into(block, facts, telling)) as looking:
        async for found in looking:
            if isinstance(found, Wrote):
                shown += found.delta.text
                yield found
                continue
            telling.lap("context")
            subject = Subject(block, facts, found)
            yield subject
            async with aclosing(_written(subject, shown, draft, telling)) as words:
                async for event in words:
                    yield event
    telling.lap("write")


async def _looked_into(
    block: Block, facts: Facts, telling: Telling
) -> AsyncGenerator[Wrote | Context, None]:
    """The context, last; before it, where it is long in coming, the Description as it is without it."""
    if telling.early is None or not telling.is_shown:
        yield await telling.look(block, facts)
        return
    looking = asyncio.ensure_future(telling.look(block, facts))
    try:
        await asyncio.wait((looking,), timeout=AT_ONCE)
        if not looking.done():
            subject = Subject(block, facts, await telling.early(block, facts))
            async with aclosing(telling.write(subject)) as words:
                async for delta in words:
                    if delta.section is not Section.DESCRIPTION:
                        break
                    yield Wrote(delta)
        yield await looking
    finally:
        looking.cancel()
        await asyncio.gather(looking, return_exceptions=True)


async def _written(
    subject: Subject, shown: str, draft: Draft, telling: Telling
) -> AsyncGenerator[Wrote | Revised, None]:
    """What changes a page whose Description is `shown` already, if that is not empty."""
    description = ""
    async for delta in telling.write(subject):
        draft.take(delta)
        if shown and delta.section is Section.DESCRIPTION:
            description += delta.text
        elif telling.is_shown:
            if shown not in ("", description):
                yield Revised(Section.DESCRIPTION, description)
            shown = ""
            yield Wrote(delta)
    if shown not in ("", description):
        yield Revised(Section.DESCRIPTION, description)
