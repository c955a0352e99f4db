"""Finds the kept guides whose block stands in a text, or stood at a place that it still has."""

import asyncio
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from blockguide.cache.guide_cache import GuideCache
from blockguide.cache.values import Kept
from blockguide.code.block import Block, BlockKind, Selection
from blockguide.code.select import block_at, select_module, select_symbol
from blockguide.code.source import Source
from blockguide.code.symbols import definitions
from blockguide.code.tree import parse
from blockguide.guide.entry import Entry, relined
from blockguide.guide.freshness import mark_of, pieces_of, why_stale
from blockguide.guide.marks import Mark, opening_of, stands_at
from blockguide.guide.page import render
from blockguide.text import Point, Span
from blockguide.workshop.cards import card_of
from blockguide.workshop.values import Card

REMEMBERED: Final = 4096
"""Guides whose last place is remembered."""


class Shelves:
    """Tells which kept guides belong to a text, and remembers where each was last found."""

    def __init__(self) -> None:
        self._lines: OrderedDict[str, int] = OrderedDict()

    async def cards(
        self, source: Source, cache: GuideCache, unsaved: Sequence[Source] = ()
    ) -> tuple[Card, ...]:
        """The cards of a text in the order of its lines, one for each block.

        What they rest on is looked for in the texts `unsaved` first, then on the disk.
        """
        openings = await asyncio.to_thread(_openings, source.lines)
        marked = await cache.marked(source.path, openings)
        if not marked:
            return ()
        cards: list[Card] = []
        texts = {one.path: one.text for one in unsaved}
        for found in await asyncio.to_thread(_found, source, marked, openings):
            kept = await cache.find(found.key)
            if kept is not None:
                cards.append(await asyncio.to_thread(_card, found, kept, texts))
        chosen = _one_for_each_block(cards)
        for card in chosen:
            self.remember(card)
        return chosen

    async def page(self, key: str, caches: Iterable[GuideCache]) -> str | None:
        """The page of a kept guide, from the first cache that has it.

        Its lines are those of the text it was last found in.
        """
        for cache in caches:
            kept = await cache.find(key)
            if kept is not None:
                first = self._lines.get(key, kept.mark.lines.first)
                return render(relined(kept.entry, first - 1).guide)
        return None

    def remember(self, card: Card) -> None:
        """Remembers where a guide's block stands."""
        self._lines[card.key] = card.lines.first
        self._lines.move_to_end(card.key)
        while len(self._lines) > REMEMBERED:
            self._lines.popitem(last=False)


@dataclass(frozen=True, slots=True)
class _Found:
    """A kept guide and the block that it belongs to now."""

    key: str
    mark: Mark
    block: Block


def _openings(lines: tuple[str, ...]) -> dict[str, list[int]]:
    """The 0-based lines that begin with each opening; a blank line opens nothing but a module."""
    openings: dict[str, list[int]] = {}
    for at, line in enumerate(lines):
        if not at or not line.isspace():
            openings.setdefault(opening_of(line), []).append(at)
    return openings


def _found(
    source: Source, marked: tuple[tuple[str, Mark], ...], openings: dict[str, list[int]]
) -> list[_Found]:
    found = []
    changed: dict[str, tuple[str, Mark]] = {}
    standing = set()
    for key, mark in marked:
        block = _standing(source, mark, openings.get(mark.opening, []))
        if block is not None:
            found.append(_Found(key, mark, block))
            standing.add(_name(mark))
        elif mark.path == source.path and _name(mark) is not None:
            # The newest comes first, and is the one to be told of.
            changed.setdefault(mark.qualname, (key, mark))
    names = {name for name, _ in definitions(parse(source))} | {""} if changed else set()
    for name, (key, mark) in changed.items():
        if name in names and name not in standing:
            selection = select_symbol(source, name) if name else select_module(source)
            found.append(_Found(key, mark, block_at(selection)))
    return found


def _name(mark: Mark) -> str | None:
    """The name under which a changed block is known again; empty for a module."""
    if mark.named:
        return mark.qualname
    return "" if mark.kind == BlockKind.MODULE else None


def _standing(source: Source, mark: Mark, openings: list[int]) -> Block | None:
    """The block of a mark as it stands, nearest to where it stood."""
    places = [at for at in openings if stands_at(source.lines, at, mark)]
    if not places or (mark.path != source.path and mark.path.exists()):
        # With its own file still there it is no block that moved, but one written twice.
        return None
    for at in sorted(places, key=lambda at: abs(at + 1 - mark.lines.first)):
        block = block_at(Selection(source, _span(source, at, mark)))
        now = mark_of(block)
        if now.text == mark.text and (mark.named, _last(mark)) == (now.named, _last(now)):
            return block
    return None


def _last(mark: Mark) -> str:
    """What a block must still be called: a definition may have moved to another scope, statements not."""
    return mark.qualname.rpartition(".")[2] if mark.named else mark.qualname


def _span(source: Source, at: int, mark: Mark) -> Span:
    if mark.kind == BlockKind.MODULE:
        return select_module(source).span
    first = source.lines[at]
    to = at + mark.lines.last - mark.lines.first
    margin = len(first) - len(first.lstrip())
    return Span(
        Point(at, margin + mark.before), Point(to, len(source.lines[to].rstrip()) - mark.after)
    )


def _card(found: _Found, kept: Kept, texts: Mapping[Path, str]) -> Card:
    now = mark_of(found.block)
    reasons = (
        *_moves(found.mark, now),
        *why_stale(
            _in_file(kept.entry, found.mark.path, now.path),
            pieces_of(found.block),
            texts,
        ),
    )
    return card_of(found.key, now, now.lines, kept.entry, reasons)


def _moves(was: Mark, now: Mark) -> Iterator[str]:
    if was.path.name != now.path.name:
        yield f"The file was called `{was.path.name}`"
    elif was.path != now.path:
        yield f"The file stood in `{was.path.parent}`"
    if was.qualname != now.qualname:
        yield f"The block was called `{was.qualname}`"


def _in_file(entry: Entry, was: Path, now: Path) -> Entry:
    """`entry` as if its block's file had always been called as it is now."""
    if was == now:
        return entry
    ingredients = tuple(
        replace(one, path=now) if one.path == was else one for one in entry.provenance.ingredients
    )
    return replace(entry, provenance=replace(entry.provenance, ingredients=ingredients))


def _one_for_each_block(cards: list[Card]) -> tuple[Card, ...]:
    """Of several guides to one block the newest that holds, or the newest; `cards` has the newest first."""
    chosen: dict[tuple[int, int, str], Card] = {}
    for card in cards:
        block = (card.lines.first, card.lines.last, card.text)
        earlier = chosen.get(block)
        if earlier is None or (earlier.reasons and not card.reasons):
            chosen[block] = card
    return tuple(sorted(chosen.values(), key=lambda card: (card.lines, card.key)))
