"""What a model thinks aloud, between tags, and what is left of a line without it."""

import re
from dataclasses import dataclass
from typing import Final

from blockguide.guide.patterns import choice, starts_of

# What one of a group opens any of it closes; other groups may stand inside.
_GROUPS: Final = (
    ("think", "thinking", "thought", "thoughts"),
    ("reasoning",),
    ("reflection",),
)
_NAMES: Final = tuple(name for group in _GROUPS for name in group)
_NAME: Final = choice(_NAMES)
_NO_LINK: Final = r"\](?![(\[:])"

_OPENING = re.compile(
    rf"\s*(?:<[ \t]*(?P<tag>{_NAME})(?:[ \t][^<>]*)?>|\[(?P<box>{_NAME}){_NO_LINK})", re.IGNORECASE
)
_OPENING_BEGUN = re.compile(
    rf"\s*(?:<[ \t]*(?:{choice(starts_of(_NAMES))}|{_NAME}[ \t][^<>]*)?|\[{choice(starts_of(_NAMES))}?\]?)",
    re.IGNORECASE,
)


def _closing(names: tuple[str, ...]) -> re.Pattern[str]:
    name = choice(names)
    return re.compile(
        rf"<[ \t]*/[ \t]*{name}[ \t]*>|\[[ \t]*/[ \t]*{name}[ \t]*{_NO_LINK}", re.IGNORECASE
    )


_CLOSINGS: Final = {name: _closing(group) for group in _GROUPS for name in group}
_ANY_CLOSING = _closing(_NAMES)


@dataclass(frozen=True, slots=True)
class Said:
    """What is left of a line.

    Attributes:
        text: without thoughts.
        inside: the name of the tag that is open behind the line; empty for none.
        stripped: whether a thought, or a part of one, stood in the line.
        unopened: whether one ended there that had no beginning, so that all before was thought.
    """

    text: str
    inside: str
    stripped: bool
    unopened: bool


def may_open_thought(start: str) -> bool:
    """Whether a line that begins with `start` begins, or can still turn out to begin, with a thought."""
    return _OPENING.match(start) is not None or _OPENING_BEGUN.fullmatch(start) is not None


def without_thoughts(line: str, inside: str) -> Said:
    """A whole line without what is thought in it.

    Args:
        line: without its end.
        inside: the tag that is open before it, as in `Said.inside`.
    """
    at, stripped, unopened = 0, bool(inside), False
    while True:
        if inside:
            closing = _CLOSINGS[inside].search(line, at)
            if closing is None:
                return Said("", inside, stripped=True, unopened=unopened)
            at, inside = closing.end(), ""
        opening = _OPENING.match(line, at)
        if opening is not None:
            at, stripped = opening.end(), True
            inside = (opening["tag"] or opening["box"]).lower()
            continue
        end = _last_closing(line, at)
        if not end:
            return Said(line[at:], "", stripped, unopened)
        at, stripped, unopened = end, True, True


def _last_closing(line: str, at: int) -> int:
    """Where the last thought ends that ends in plain words behind `at`; 0 where none does."""
    end, ticks, counted = 0, 0, at
    for closing in _ANY_CLOSING.finditer(line, at):
        ticks += line.count("`", counted, closing.start())
        counted = closing.start()
        if ticks % 2 == 0:
            end = closing.end()
    return end
