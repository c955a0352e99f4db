"""How fast a page is delivered, and how long a client may take."""

import asyncio
from collections.abc import Callable
from typing import Final, NamedTuple

from blockguide.lsp.delivery.manuscript import Manuscript

_TITLE_LINES: Final = 2
"""A page's title and the rule under it."""


class Pace(NamedTuple):
    """Times in seconds.

    Attributes:
        answer: how long a client may take to answer.
        edit: between two edits of a page, or two refreshes.
        delta: between two of our own notifications.
        words: how long a page waits for its first words before it opens with its title alone.
        whole: how long it waits further to be whole, as then it opens without any edit.
    """

    answer: float = 5.0
    edit: float = 0.2
    delta: float = 0.04
    words: float = 0.15
    whole: float = 0.03


async def readable(manuscript: Manuscript, pace: Pace) -> None:
    """Returns when the page is worth opening."""
    if await _within(pace.words, manuscript, lambda: manuscript.has_words):
        await _within(pace.whole, manuscript, lambda: False)


async def ended(manuscript: Manuscript) -> None:
    """Returns when nothing more will come."""
    while manuscript.outcome is None:
        await manuscript.changed()


async def rest(manuscript: Manuscript, seen: str, seconds: float) -> None:
    """Waits for more than `seen`, and then for what follows closely; the end of the page ends the wait.

    The first words under a title are not kept waiting for others.
    """
    while manuscript.outcome is None and manuscript.page() == seen:
        await manuscript.changed()
    if seen.count("\n") > _TITLE_LINES:
        await _within(seconds, manuscript, lambda: False)


async def _within(seconds: float, manuscript: Manuscript, enough: Callable[[], bool]) -> bool:
    """Whether the page ended, or was `enough`, within some time."""
    try:
        async with asyncio.timeout(seconds):
            while manuscript.outcome is None and not enough():
                await manuscript.changed()
    except TimeoutError:
        return False
    return True
