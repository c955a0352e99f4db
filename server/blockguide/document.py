"""The story, told once: from a selection to a checked guide, as a stream of events."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Protocol

from blockguide.checks.frame import run_checks
from blockguide.checks.mend import mend
from blockguide.code.block import Block, Selection
from blockguide.code.context.values import Context
from blockguide.code.facts.read import read_facts
from blockguide.code.facts.values import Facts
from blockguide.code.select import block_at
from blockguide.code.subject import Subject
from blockguide.guide.draft import Draft
from blockguide.guide.entry import Entry, Provenance, Recipe, Stale
from blockguide.guide.freshness import block_digest, pieces_of, place_of, why_stale
from blockguide.guide.values import Section, SectionDelta, moved


class Analyst(Protocol):
    """Knows the project around a block."""

    async def context(self, block: Block, facts: Facts) -> Context:
        """What the project adds to a block; it never fails but leaves gaps."""
        ...


@dataclass(frozen=True, slots=True)
class Writer:
    """Turns a subject into the words of a guide.

    Attributes:
        name: `offline`, or `model`.
        model: the model's name, or empty.
        version: another version writes other words.
        write: streams the three sections in their order, as they stand in the page.
    """

    name: str
    model: str
    version: str
    write: Callable[[Subject], AsyncIterator[SectionDelta]]


class Keeper(Protocol):
    """Keeps finished guides; what goes wrong with that is the keeper's own to tell."""

    async def get(self, recipe: Recipe, /) -> Entry | None:
        """The guide made by exactly this recipe."""
        ...

    async def previous(self, recipe: Recipe, /) -> Entry | None:
        """The newest guide of the same place by the same writer."""
        ...

    async def put(self, recipe: Recipe, entry: Entry, /) -> None:
        """Keeps a guide."""
        ...


class NoKeeper:
    """Keeps nothing."""

    async def get(self, _: Recipe) -> Entry | None:
        """Nothing."""

    async def previous(self, _: Recipe) -> Entry | None:
        """Nothing."""

    async def put(self, _: Recipe, __: Entry) -> None:
        """Lets it go."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What the composition root hands in."""

    analyst: Analyst
    writer: Writer
    keeper: Keeper
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Started:
    """The block is known."""

    block: Block


@dataclass(frozen=True, slots=True)
class Wrote:
    """A writer wrote some more."""

    delta: SectionDelta


@dataclass(frozen=True, slots=True)
class Revised:
    """The checks mended a section: what streamed of it is replaced by the entry's."""

    section: Section


@dataclass(frozen=True, slots=True)
class Finished:
    """The guide is whole.

    Attributes:
        entry: the guide with its findings.
        subject: what it was written from; None for a guide from the cache.
        stale: an earlier guide of the same place, and why it no longer held.
        milliseconds: wall time of each part of the way, by its name.
    """

    entry: Entry
    subject: Subject | None
    stale: Stale | None
    milliseconds: dict[str, float]

    @property
    def from_cache(self) -> bool:
        """Whether the guide was kept from earlier."""
        return self.subject is None


Event = Started | Wrote | Revised | Finished


async def document(selection: Selection, parts: Parts) -> AsyncIterator[Event]:
    """Writes the guide to a selection: `Started`, any number of `Wrote` and `Revised`, then `Finished`."""
    laps = _Laps()
    block = block_at(selection)
    yield Started(block)

    laps.lap("read")
    writer = parts.writer
    pieces = pieces_of(block)
    recipe = Recipe(
        block_digest(block, pieces),
        place_of(block),
        writer.name,
        writer.model,
        writer.version,
        parts.language,
    )
    kept = await parts.keeper.get(recipe)
    earlier = kept or await parts.keeper.previous(recipe)
    reasons = why_stale(earlier, pieces) if earlier else ()
    laps.lap("cache")
    if kept and not reasons:
        yield Finished(_relined(kept, block.lines.first - 1), None, None, laps.taken())
        return

    facts = read_facts(block)
    laps.lap("facts")
    context = await parts.analyst.context(block, facts)
    subject = Subject(block, facts, context)
    laps.lap("context")

    draft = Draft(parts.language)
    async for delta in writer.write(subject):
        draft.take(delta)
        yield Wrote(delta)
    written = draft.guide()
    laps.lap("write")

    verdict = run_checks(written, subject)
    guide = mend(written, subject, verdict)
    for section in Section:
        if getattr(written, section) != getattr(guide, section):
            yield Revised(section)
    if guide != written:
        verdict = run_checks(guide, subject)
    laps.lap("check")

    ingredients = (*pieces, *(one for one in context.ingredients if one.path != block.source.path))
    provenance = Provenance(writer.name, writer.model, writer.version, ingredients, context.gaps)
    entry = Entry(guide, verdict, provenance)
    if not any(gap.transient for gap in context.gaps):
        await parts.keeper.put(recipe, _relined(entry, 1 - block.lines.first))
    laps.lap("keep")
    yield Finished(entry, subject, Stale(earlier, reasons) if earlier else None, laps.taken())


def _relined(entry: Entry, by: int) -> Entry:
    return replace(entry, guide=moved(entry.guide, by)) if by else entry


class _Laps:
    """Wall time by part of the way, in milliseconds."""

    def __init__(self) -> None:
        self._started = self._last = perf_counter()
        self._laps: dict[str, float] = {}

    def lap(self, name: str) -> None:
        now = perf_counter()
        self._laps[name] = round((now - self._last) * 1000, 3)
        self._last = now

    def taken(self) -> dict[str, float]:
        return {**self._laps, "total": round((perf_counter() - self._started) * 1000, 3)}
