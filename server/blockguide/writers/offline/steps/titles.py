"""Settling the titles: each step gets the best one that no other step of the guide has."""

from collections.abc import Iterator, Sequence
from typing import Final

from blockguide.guide.values import Step
from blockguide.writers.offline.phrases.morphology import base_form, capital, third_person
from blockguide.writers.offline.phrases.quotes import without_code
from blockguide.writers.offline.phrases.vague import plain
from blockguide.writers.offline.steps.values import Draft

_FEWEST: Final = 2
_MOST: Final = 8
_LONGEST: Final = 76
_WEAK: Final = ("Call ", "Make the call", "Return the result", "Check with ")


def settled(drafts: Sequence[Draft]) -> tuple[Step, ...]:
    """The drafts as steps; no title stands twice, over all levels."""
    return _settle(drafts, "", set())


def _settle(drafts: Sequence[Draft], setting: str, taken: set[str]) -> tuple[Step, ...]:
    # Outer titles are settled first: the overview gets the shortest ones.
    titles = [_free(draft, setting, taken) for draft in drafts]
    return tuple(
        Step(
            title,
            draft.text,
            draft.lines,
            _settle(draft.children, draft.setting or setting, taken),
        )
        for title, draft in zip(titles, drafts, strict=True)
    )


def _free(draft: Draft, setting: str, taken: set[str]) -> str:
    for title in _candidates(draft, setting):
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


def _candidates(draft: Draft, setting: str) -> Iterator[str]:
    """The titles, those that the text repeats word for word last; then ones that tell where it is."""
    titles = [capital(plain(title)) for title in draft.titles if _is_short(title)] or [
        "Run the statement"
    ]
    repeated = [title for title in titles if draft.text == f"{capital(third_person(title))}."]
    fresh = [title for title in titles if title not in repeated]
    best = [title for title in fresh if not title.startswith(_WEAK)]
    rest = [title for title in fresh if title.startswith(_WEAK)]
    ordered = [*best, *repeated, *rest] if repeated[:1] == titles[:1] else [*fresh, *repeated]
    yield from ordered
    yield from _longer(draft, ordered, setting)
    where = (
        f"line {draft.lines.first}"
        if draft.lines.first == draft.lines.last
        else f"lines {draft.lines}"
    )
    base = min(titles, key=lambda title: len(without_code(title).split()))
    if len(without_code(base).split()) > _MOST - 4:
        base = "Run the statements"
    yield f"{base} on {where}"
    number = 2
    while True:
        yield f"{base} on {where}, part {number}"
        number += 1


def _longer(draft: Draft, titles: Sequence[str], setting: str) -> Iterator[str]:
    said = _from_text(draft.text)
    if said is not None:
        yield said
    if setting:
        yield from (
            longer
            for title in titles
            if _is_short(longer := f"{title} {setting}") and len(longer) <= _LONGEST
        )
    for ending in ("as well", "here too", "in this case too"):
        yield from (longer for title in titles[:1] if _is_short(longer := f"{title} {ending}"))


def _from_text(text: str) -> str | None:
    """The first clause of the text in the imperative, where it is short enough for a title."""
    clause = text.split(", ", 1)[0].removesuffix(".").removesuffix(":")
    head, _, rest = clause.partition(" ")
    verb = base_form(head.lower())
    if verb is None or clause.count("`") % 2 or not head[:1].isupper():
        return None
    title = capital(plain(f"{verb} {rest}"))
    return title if _is_short(title) and len(title) <= _LONGEST else None
