"""The analysts that the workshop works with, by settings: opened on first use and closed again."""

from collections import Counter, OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from blockguide import document
from blockguide.code.block import Block, Selection
from blockguide.code.context.values import Context
from blockguide.code.facts.values import Facts
from blockguide.document import Writer
from blockguide.improving.values import Model
from blockguide.settings import Deadlines, Settings
from blockguide.workshop.values import Sent

MOST_ANALYSTS: Final = 3
"""Each holds a process; the least recently used one goes first."""


class Analyst(document.Analyst, Protocol):
    """Knows the project around a block, with a process of its own."""

    async def early(self, block: Block, facts: Facts) -> Context:
        """What is known of a block without that process."""
        ...

    def warm(self) -> None:
        """Starts the process ahead of the first request."""
        ...

    async def close(self) -> None:
        """Ends the process."""
        ...


@dataclass(frozen=True, slots=True)
class Suppliers:
    """What the composition root hands in.

    Attributes:
        writer: writes all guides.
        model: the model that the settings choose, or None; with the key of the editor's secret store, or "".
        analyst: makes an analyst; it starts nothing yet.
        sent: what would be sent to the model that the settings choose.
    """

    writer: Writer
    model: Callable[[Settings, str], Model | None]
    analyst: Callable[[Settings], Analyst]
    sent: Callable[[Selection, document.Analyst, Settings], Awaitable[Sent]]


class Stock:
    """What is open now."""

    def __init__(self, suppliers: Suppliers) -> None:
        self._suppliers = suppliers
        self._analysts: OrderedDict[_Project, Analyst] = OrderedDict()
        self._in_use: Counter[_Project] = Counter()
        self._untried: set[_Project] = set()

    @asynccontextmanager
    async def analyst(self, settings: Settings) -> AsyncIterator[Analyst]:
        """The analyst of these settings; while it is in use it is not closed."""
        project = _project(settings)
        self._in_use[project] += 1
        self._untried.discard(project)
        try:
            yield self._open_analyst(project, settings)
        finally:
            self._in_use[project] -= 1
            await self._close_idle()

    def warm(self, settings: Settings) -> None:
        """Starts the analyst of these settings ahead of need; it goes when another one is needed instead."""
        project = _project(settings)
        if project not in self._analysts:
            self._untried.add(project)
        self._open_analyst(project, settings).warm()

    async def close(self) -> None:
        """Closes everything; no process is left."""
        while self._analysts:
            await self._analysts.popitem()[1].close()

    def _open_analyst(self, project: "_Project", settings: Settings) -> Analyst:
        if project not in self._analysts:
            self._analysts[project] = self._suppliers.analyst(settings)
        self._analysts.move_to_end(project)
        return self._analysts[project]

    async def _close_idle(self) -> None:
        idle = [project for project in self._analysts if not self._in_use[project]]
        surplus = set(idle[: max(len(self._analysts) - MOST_ANALYSTS, 0)])
        for project in surplus | self._untried:
            self._untried.discard(project)
            if project in self._analysts and not self._in_use[project]:
                await self._analysts.pop(project).close()


_Project = tuple[Path | None, Deadlines, Path | None]


def _project(settings: Settings) -> _Project:
    """What of the settings an analyst depends on."""
    return settings.project, settings.deadlines, settings.cache_directory
