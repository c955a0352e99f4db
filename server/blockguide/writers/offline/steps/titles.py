"""Settling the titles: each step gets the best one that no other step of the guide has."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from blockguide.guide.values import Step
from blockguide.writers.offline.phrases.morphology import base_form, capital, third_person
from blockguide.writers.offline.phrases.quotes import ticked, without_code
from blockguide.writers.offline.phrases.vague import plain
from blockguide.writers.offline.steps.values import Draft

_FEWEST: Final = 2
_MOST: Final = 8
_LONGEST: Final = 76
_EXITS: Final = ("Return", "Raise", "Stop", "Finish", "Leave", "End", "Go on", "Skip", "Yield")
_ORDINALS: Final = (
    "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
)  # fmt: skip
_TIMES: Final = tuple(
    f"in a{'n' if one[:2] in {'ei', 'el'} else ''} {one} place" for one in _ORDINALS
)
_CASES: Final = ("in this case too", *(f"in a {one} case" for one in _ORDINALS))
_CALLEE: Final = re.compile(r" \(`[\w.]+`\)(?=\.$)")
_WEAK: Final = ("Call ", "Make the call", "Return the result", "Check with ")


def settled(drafts: Sequence[Draft]) -> tuple[Step, ...]:
    """The drafts as steps; no title stands twice, over all levels."""
    return _settle(drafts, "", set())


def _settle(drafts: Sequence[Draft], setting: str, taken: set[str]) -> tuple[Step, ...]:
    # Outer titles are settled first: the overview gets the shortest ones.
    titles = [_free(draft, setting, taken) for draft in drafts]
    return tuple(
        Step(
            ticked(title),
            ticked(plain(draft.text)),
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
    text = _CALLEE.sub("", draft.text) if draft.text.endswith("`).") else draft.text
    repeated = [title for title in titles if text == f"{capital(third_person(title))}."]
    fresh = [title for title in titles if title not in repeated]
    fresh += ["Return the result" for title in repeated if title.startswith("Return `")]
    best = [title for title in fresh if not title.startswith(_WEAK)]
    rest = [title for title in fresh if title.startswith(_WEAK)]
    ordered = [*best, *repeated, *rest] if repeated[:1] == titles[:1] else [*fresh, *repeated]
    yield from ordered
    yield from _longer(draft, ordered, setting)
    shortest = min(titles, key=lambda title: len(without_code(title).split()))
    for base in (shortest, "Run the statements"):
        endings = _CASES if base.startswith(_EXITS) else _TIMES
        yield from (longer for one in endings if _is_short(longer := f"{base} {one}"))
    number = len(_TIMES) + 2
    while True:
        yield f"Run the statements, part {number}"
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
    for title in titles:
        ending = "here too" if title.startswith(_EXITS) else "again"
        if _is_short(longer := f"{title} {ending}") and len(longer) <= _LONGEST:
            yield longer


def _from_text(text: str) -> str | None:
    """The first clause of the text in the imperative, where it is short enough for a title."""
    opening, _, deed = text.partition(", ")
    clause = deed if opening == "Otherwise" else opening
    clause = capital(clause.split(", ", 1)[0].removesuffix(".").removesuffix(":"))
    head, _, rest = clause.partition(" ")
    verb = base_form(head.lower())
    if verb is None or clause.count("`") % 2 or not head[:1].isupper():
        return None
    title = capital(plain(f"{verb} {rest}"))
    return title if _is_short(title) and len(title) <= _LONGEST else None
