"""Settling the titles: each step gets the best one that no other step of the guide has."""

import re
from collections.abc import Iterator, Sequence
from itertools import count
from typing import Final

from blockguide.guide.values import Step
from blockguide.writers.offline.phrases.frames import framed, opens, say
from blockguide.writers.offline.phrases.morphology import (
    base_form,
    capital,
    lower_first,
    third_person,
)
from blockguide.writers.offline.phrases.names import as_noun, is_determined, is_spoken
from blockguide.writers.offline.phrases.quotes import ticked, without_code
from blockguide.writers.offline.phrases.vague import plain
from blockguide.writers.offline.steps.openings import is_exit, is_plain_call, is_yield
from blockguide.writers.offline.steps.values import Draft

_FEWEST: Final = 2
_CUT: Final = 3
_END: Final = 3
_MOST: Final = 8
_LONGEST: Final = 76
_TIMES: Final = (
    framed("{} in a third place"), framed("{} in a fourth place"), framed("{} in a fifth place"),
    framed("{} in a sixth place"), framed("{} in a seventh place"), framed("{} in an eighth place"),
    framed("{} in a ninth place"), framed("{} in a tenth place"), framed("{} in an eleventh place"),
    framed("{} in a twelfth place"),
)  # fmt: skip
_CASES: Final = (
    framed("{} in this case too"),
    framed("{} in a third case"), framed("{} in a fourth case"), framed("{} in a fifth case"),
    framed("{} in a sixth case"), framed("{} in a seventh case"), framed("{} in an eighth case"),
    framed("{} in a ninth case"), framed("{} in a tenth case"), framed("{} in an eleventh case"),
    framed("{} in a twelfth case"),
)  # fmt: skip
_CALLEE: Final = re.compile(r" \(`[\w.]+`\)(?=\.$)")
_NAMED: Final = re.compile(r"([A-Z][a-z]+(?: [a-z]+)?) `([\w.]+)`")
_SAME: Final = {"Binds": "Sets", "Asserts": "Checks", "Adds": "Appends"}
_GENERAL: Final = {
    framed("return {}"): (framed("return the result"),),
    framed("yield {}"): (framed("yield the next value"),),
    framed("import {}"): (framed("import the dependency"), framed("import a further dependency")),
    framed("evaluate {}"): (framed("evaluate the expression"),),
}
"""By how a title about code is said: titles that may stand for it where it would repeat its text."""

_WEAK: Final = (
    framed("return the result"), framed("return the result of {}"), framed("check with `{}`"),
)  # fmt: skip


def is_general(title: str) -> bool:
    """Whether a title says less than the text of its step."""
    return any(title == capital(say(general)) for titles in _GENERAL.values() for general in titles)


def settled(drafts: Sequence[Draft]) -> tuple[Step, ...]:
    """The drafts as steps; no title stands twice, over all levels."""
    return _settle(drafts, "", _Taken(), "")


class _Taken:
    """The titles that a guide has already, in one case, and the numbers of the steps that have no other."""

    def __init__(self) -> None:
        self.titles: set[str] = set()
        self.parts = count(len(_TIMES) + 2)


def _settle(drafts: Sequence[Draft], setting: str, taken: _Taken, above: str) -> tuple[Step, ...]:
    # Outer titles are settled first: the overview gets the shortest ones.
    titles = [_free(draft, setting, taken, above) for draft in drafts]
    return tuple(
        Step(
            ticked(title),
            ticked(plain(draft.text)),
            draft.lines,
            _settle(draft.children, draft.setting or setting, taken, title),
        )
        for title, draft in zip(titles, drafts, strict=True)
    )


def _free(draft: Draft, setting: str, taken: _Taken, above: str) -> str:
    for title in _candidates(draft, setting, above):
        key = title.casefold()
        if key not in taken.titles:
            taken.titles.add(key)
            return title
    return say("Run the statements, part {}", next(taken.parts))


def _is_short(title: str) -> bool:
    """Whether the title has two to eight words, code counted as one."""
    return _FEWEST <= len(without_code(title).split()) <= _MOST and not title.endswith(
        (".", ":", ";", ",")
    )


def _candidates(draft: Draft, setting: str, above: str) -> Iterator[str]:
    """The titles, those that the text repeats word for word last; then ones that tell where it is."""
    titles = [capital(plain(title)) for title in draft.titles if _is_short(title)] or [
        capital(say("run the statement"))
    ]
    text = _bare(draft.text)
    repeated = [
        title for title in titles if title[-_END:] == text[-_END:] and _repeats(title, text)
    ]
    fresh = [title for title in titles if title not in repeated]
    fresh += [other for title in repeated for other in _otherwise(title, draft)]
    best = [title for title in fresh if not _is_weak(title)]
    rest = [title for title in fresh if _is_weak(title)]
    ordered = [*best, *repeated, *rest] if repeated[:1] == titles[:1] else [*fresh, *repeated]
    yield from ordered
    yield from _longer(draft, ordered, setting, above)
    shortest = min(titles, key=lambda title: len(without_code(title).split()))
    for base in (shortest, say("Run the statements")):
        endings = _CASES if _is_once(base) else _TIMES
        yield from (longer for one in endings if _is_short(longer := say(one, base)))


def _is_weak(title: str) -> bool:
    """Whether a title tells what the code says, and not what it does."""
    lower = lower_first(title)
    return is_plain_call(lower) or any(opens(lower, frame) for frame in _WEAK)


def _is_once(title: str) -> bool:
    """Whether a title tells of a step that happens once, wherever it stands."""
    lower = lower_first(title)
    return is_exit(lower) or is_yield(lower)


def _repeats(title: str, text: str) -> bool:
    return text == _bare(capital(third_person(lower_first(title))))


def _bare(text: str) -> str:
    """A text or a title so that the two are the same where one only repeats the other."""
    said = _CALLEE.sub("", text) if text.endswith("`).") else text
    head, _, rest = said.rstrip(".").replace(" the result of ", " ").partition(" ")
    return f"{_SAME.get(head, head)} {rest.removeprefix('the function ')}"


def _otherwise(title: str, draft: Draft) -> Iterator[str]:
    """Other titles for a step whose text the title repeats: in plain words, or in general ones."""
    deed = draft.deed
    if deed is not None and deed.verb == "return" and opens(deed.rest, framed("the function `{}`")):
        yield say("Return the function")
        return
    if title == capital(say("return {}", "`self`")):
        yield say("Return the object itself")
        return
    spoken = None if opens(lower_first(title), framed("import {}")) else _NAMED.fullmatch(title)
    name = spoken.group(2).rpartition(".")[2].strip("_") if spoken is not None else ""
    is_whole = all(len(word) > _CUT for word in name.split("_"))
    is_whole = is_whole and not name.endswith("ed")
    if spoken is not None and name and is_whole and is_spoken(name) and not is_determined(name):
        yield say("{} the {}", spoken.group(1), as_noun(name))
    for said, others in _GENERAL.items():
        if lower_first(title).partition("`")[0] == say(said, ""):
            yield from (capital(say(other)) for other in others)


def _longer(draft: Draft, titles: Sequence[str], setting: str, above: str) -> Iterator[str]:
    said = _from_text(draft.text)
    if said is not None:
        yield said
    if setting and not (setting == say("in the loop") and any("loop" in title for title in titles)):
        yield from (
            longer
            for title in titles
            if _is_short(longer := f"{title} {setting}") and len(longer) <= _LONGEST
        )
    for title in titles:
        is_above = title.casefold() == above.casefold()
        # What has the title of the step above it happens once all the same.
        again = framed("{} itself") if is_above else framed("{} again")
        here = framed("{} here") if is_above else framed("{} here too")
        ending = here if _is_once(title) else again
        if title.endswith(" here"):
            ending = framed("{} too")
        if _is_short(longer := say(ending, title)) and len(longer) <= _LONGEST:
            yield longer


def _from_text(text: str) -> str | None:
    """The first clause of the text in the imperative, where it is short enough for a title."""
    opening, _, deed = text.partition(", ")
    clause, _, cut = (deed if opening == capital(say("otherwise")) else text).partition(", ")
    clause = capital(clause.removesuffix(".").removesuffix(":"))
    if cut.startswith("`") or "(" in without_code(clause):
        return None
    head, _, rest = clause.partition(" ")
    verb = base_form(head.lower())
    if verb is None or clause.count("`") % 2 or not head[:1].isupper():
        return None
    title = capital(plain(f"{verb} {rest}"))
    return title if _is_short(title) and len(title) <= _LONGEST else None
