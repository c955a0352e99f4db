"""The story, told once: from a selection to a checked guide, as a stream of events."""

from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Protocol

from blockguide.checks.frame import run_checks
from blockguide.checks.mend import mend
from blockguide.code.block import Block, Selection
from blockguide.code.context.values import Context, Ingredient
from blockguide.code.facts.read import read_facts
from blockguide.code.facts.values import Facts
from blockguide.code.select import block_at
from blockguide.code.subject import Subject
from blockguide.guide.draft import Draft
from blockguide.guide.entry import Entry, Provenance, Recipe, Stale, Verdict, relined
from blockguide.guide.events import Noticed, Revised, Wrote
from blockguide.guide.freshness import block_digest, mark_of, pieces_of, place_of, why_stale
from blockguide.guide.headings import DEFAULT_LANGUAGE
from blockguide.guide.marks import Mark
from blockguide.guide.page import render_section
from blockguide.guide.values import Guide, Section, SectionDelta
from blockguide.improving.values import Improved, Model, Showing
from blockguide.opening import Look, Telling, told


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
    write: Callable[[Subject], AsyncGenerator[SectionDelta, None]]


class Keeper(Protocol):
    """Keeps finished guides; what goes wrong with that is the keeper's own to tell."""

    async def get(self, recipe: Recipe, /) -> Entry | None:
        """The guide made by exactly this recipe."""
        ...

    async def previous(self, recipe: Recipe, /) -> Entry | None:
        """The newest guide of the same place by the same writer."""
        ...

    async def put(self, recipe: Recipe, entry: Entry, mark: Mark, /) -> None:
        """Keeps a guide with what its block is found again by."""
        ...


class NoKeeper:
    """Keeps nothing."""

    async def get(self, _: Recipe) -> Entry | None:
        """Nothing."""

    async def previous(self, _: Recipe) -> Entry | None:
        """Nothing."""

    async def put(self, _: Recipe, __: Entry, ___: Mark) -> None:
        """Lets it go."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What the composition root hands in.

    Attributes:
        analyst: knows the project.
        writer: always writes, without a network.
        keeper: keeps what is finished.
        language: of the prose, a BCP 47 tag; the writer without a model writes English.
        model: writes over that, where one is chosen.
        showing: when its words are shown.
        early: what is known of a block before its project is; None shows no word before its time.
    """

    analyst: Analyst
    writer: Writer
    keeper: Keeper
    language: str = DEFAULT_LANGUAGE
    model: Model | None = None
    showing: Showing = Showing.SECTIONS
    early: Look | None = None


@dataclass(frozen=True, slots=True)
class Started:
    """The block is known."""

    block: Block


@dataclass(frozen=True, slots=True)
class Finished:
    """The guide is whole.

    Attributes:
        entry: the guide with its findings.
        subject: what it was written from; None for a guide from the cache.
        stale: an earlier guide of the same place, and why it no longer held.
        milliseconds: wall time of each part of the way, by its name.
        recipe: what the guide is kept under.
    """

    entry: Entry
    subject: Subject | None
    stale: Stale | None
    milliseconds: dict[str, float]
    recipe: Recipe

    @property
    def from_cache(self) -> bool:
        """Whether the guide was kept from earlier."""
        return self.subject is None


Event = Started | Wrote | Revised | Noticed | Finished


async def document(selection: Selection, parts: Parts) -> AsyncGenerator[Event, None]:
    """Writes the guide to a selection: `Started`, what changes the page or is to be said, `Finished`."""
    laps = _Laps()
    block = block_at(selection)
    yield Started(block)

    laps.lap("read")
    pieces = pieces_of(block)
    recipe = _recipe(block, pieces, parts, parts.model or parts.writer)
    kept = await parts.keeper.get(recipe)
    earlier = kept or await parts.keeper.previous(recipe)
    reasons = why_stale(earlier, pieces) if earlier else ()
    laps.lap("cache")
    if kept and not reasons:
        yield Finished(relined(kept, block.lines.first - 1), None, None, laps.taken(), recipe)
        return

    facts = read_facts(block)
    laps.lap("facts")
    draft = Draft(parts.language if parts.model else DEFAULT_LANGUAGE)
    is_shown = parts.model is None or parts.showing is Showing.SECTIONS
    telling = Telling(parts.analyst.context, parts.early, parts.writer.write, is_shown, laps.lap)
    subject: Subject | None = None
    async with aclosing(told(block, facts, draft, telling)) as words:
        async for word in words:
            if isinstance(word, Subject):
                subject = word
            else:
                yield word
    assert subject is not None
    context = subject.context
    written = draft.guide()

    guide, verdict = _checked(written, subject)
    for section in Section if is_shown else ():
        if getattr(written, section) != getattr(guide, section):
            yield Revised(section, render_section(guide, section))
    laps.lap("check")

    ingredients = (*pieces, *(one for one in context.ingredients if one.path != block.source.path))
    writer = parts.writer
    provenance = Provenance(writer.name, writer.model, writer.version, ingredients, context.gaps)
    entry, is_lasting = Entry(guide, verdict, provenance), True
    if parts.model:
        from blockguide.improving.improve import improve  # noqa: PLC0415 - 50 ms, only with a model

        async with aclosing(improve(subject, guide, parts.model, parts.showing)) as events:
            async for event in events:
                if isinstance(event, Improved):
                    entry, is_lasting = _improved(entry, parts.model, event), not event.cut
                else:
                    yield event
        laps.lap("model")
        if entry.provenance.writer != parts.model.name:
            recipe, is_lasting = _recipe(block, pieces, parts, writer), True

    if is_lasting and not any(gap.transient for gap in context.gaps):
        await parts.keeper.put(
            recipe, relined(_lasting(entry, provenance), 1 - block.lines.first), mark_of(block)
        )
    laps.lap("keep")
    stale = Stale(earlier, reasons) if earlier else None
    yield Finished(entry, subject, stale, laps.taken(), recipe)


def _recipe(
    block: Block, pieces: tuple[Ingredient, ...], parts: Parts, writer: Writer | Model
) -> Recipe:
    return Recipe(
        block_digest(block, pieces),
        place_of(block),
        writer.name,
        writer.model,
        writer.version,
        parts.language,
    )


def _checked(written: Guide, subject: Subject) -> tuple[Guide, Verdict]:
    """The guide, mended where it can be, and what the checks say of it as it is then."""
    verdict = run_checks(written, subject)
    guide = mend(written, subject, verdict)
    return guide, verdict if guide == written else run_checks(guide, subject)


def _improved(offline: Entry, model: Model, improved: Improved) -> Entry:
    """What stands after a model has written, or has not."""
    held = improved.held
    told = replace(offline.provenance, tokens=improved.usage)
    if held is not None:
        authors = tuple(held.authors[section].value for section in Section)
        told = replace(told, authors=authors, before=held.before)
    if held is None or len(held.replaced) == len(Section):
        guide = replace(offline.guide, language=DEFAULT_LANGUAGE)
        return replace(offline, guide=guide, provenance=told)
    told = replace(told, writer=model.name, model=model.model, version=model.version)
    return Entry(held.guide, held.verdict, told)


def _lasting(entry: Entry, without_model: Provenance) -> Entry:
    """What is kept: of a guide that is all the offline writer's, nothing of the model that was asked."""
    is_offline = entry.provenance.writer == without_model.writer
    return replace(entry, provenance=without_model) if is_offline else entry


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
