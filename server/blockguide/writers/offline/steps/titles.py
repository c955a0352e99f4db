"""Settling the titles: each step gets the best one that no other step of the guide has."""

from collections.abc import Iterator, Sequence
from typing import Final

from blockguide.guide.values import Step
from blockguide.writers.offline.phrases.morphology import capital
from blockguide.writers.offline.phrases.quotes import without_code
from blockguide.writers.offline.phrases.vague import plain
from blockguide.writers.offline.steps.values import Draft

_FEWEST: Final = 2
_MOST: Final = 8


def settled(drafts: Sequence[Draft]) -> tuple[Step, ...]:
    """The drafts as steps; no title stands twice, over all levels."""
    return _settle(drafts, set())


def _settle(drafts: Sequence[Draft], taken: set[str]) -> tuple[Step, ...]:
    # Outer titles are settled first: the overview gets the shortest ones.
    titles = [_free(draft, taken) for draft in drafts]
    return tuple(
        Step(title, draft.text, draft.lines, _settle(draft.children, taken))
        for title, draft in zip(titles, drafts, strict=True)
    )


def _free(draft: Draft, taken: set[str]) -> str:
    for title in _candidates(draft):
        key = title.casefold()
        if key not in taken:
            taken.add(key)
            return title
    raise AssertionError("unreachable: the candidates do not end")


def _is_short(title: str) -> bool:
    """Whether the title has two to eight words, code counted as one."""
    return _FEWEST <= len(without_code(title).split()) <= _MOST and not title.endswith(
        (".", ":", ";", ",")
    )


def _candidates(draft: Draft) -> Iterator[str]:
    titles = [capital(plain(title)) for title in draft.titles if _is_short(title)] or [
        "Run the statement"
    ]
    yield from titles
    if draft.kind == "bind":
        yield f"{titles[0]} again"
    where = (
        f"line {draft.lines.first}"
        if draft.lines.first == draft.lines.last
        else f"lines {draft.lines}"
    )
    base = min(titles, key=lambda title: len(without_code(title).split()))
    yield f"{base} on {where}"
    number = 2
    while True:
        yield f"{base} on {where}, part {number}"
        number += 1
