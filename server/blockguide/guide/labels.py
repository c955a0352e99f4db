"""Reads a line of a model's answer as a heading, as soon as its first letters decide it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from blockguide.guide.headings import DEFAULT_LANGUAGE, HEADINGS, Headings, headings_for
from blockguide.guide.values import Section

_FRONT = re.compile(
    r"[ ]{0,3}(?P<atx>#{1,6}[ \t]*)?(?P<bold>\*{1,3}|_{1,3})?[ \t]*"
    r"(?P<number>\d{1,2}[.):][ \t]*)?(?P<late>\*{1,3}|_{1,3})?[ \t]*"
)
_BACK = re.compile(r"(?P<marks>[ \t*_:.#\uff1a-]*)(?P<rest>.*)", re.DOTALL)
_LONGEST_FRONT: Final = 24


@dataclass(frozen=True, slots=True)
class Label:
    """A heading that was read.

    Attributes:
        section: what it heads; None for the page's title.
        rest: what stands behind it on its line: "Description: Splits the line" has "Splits the line".
        sure: False for a bare word such as "Steps", which is a heading only with a rule under it.
    """

    section: Section | None
    rest: str
    sure: bool


def label_of(line: str, language: str) -> Label | None:
    """The heading that a whole line, without its end, is; None for any other line."""
    front = _FRONT.match(line)
    assert front is not None
    body = line[front.end() :]
    folded = body.casefold()
    for name, section, proper in _names(language):
        if not folded.startswith(name):
            continue
        back = _BACK.fullmatch(body[len(name) :])
        assert back is not None
        label = _label(front, back, section, proper=proper)
        if label is not None:
            return label
    return None


def may_become_label(start: str, language: str) -> bool:
    """Whether a line that begins with `start` can still turn out a heading."""
    front = _FRONT.match(start)
    assert front is not None
    if front.end() == len(start):
        return len(start) <= _LONGEST_FRONT
    folded = start[front.end() :].casefold()
    if folded.isdecimal() and len(folded) <= 2 and front["number"] is None:
        return True
    for name, _, _ in _names(language):
        if name.startswith(folded):
            return True
        if folded.startswith(name):
            back = _BACK.fullmatch(folded[len(name) :])
            assert back is not None
            if len(back["marks"]) <= _LONGEST_FRONT and not back["rest"]:
                return True
    return False


def _label(
    front: re.Match[str], back: re.Match[str], section: Section | None, *, proper: bool
) -> Label | None:
    decorated = bool(front["atx"] or front["bold"] or front["late"])
    rest = back["rest"]
    if not rest:
        return Label(section, "", sure=decorated or proper or ":" in back["marks"])
    colon = ":" in back["marks"] or "\uff1a" in back["marks"]
    numbered = front["number"] is not None
    if colon and not numbered and section is not None and (decorated or proper):
        return Label(section, rest, sure=True)
    return None


@lru_cache(maxsize=16)
def _names(language: str) -> tuple[tuple[str, Section | None, bool], ...]:
    """What headings are called, folded, the longest first; whether it is a name of ours."""
    known = dict[str, tuple[Section | None, bool]]()
    for headings in (headings_for(language), HEADINGS[DEFAULT_LANGUAGE]):
        for name, section, proper in _of(headings):
            known.setdefault(name.casefold(), (section, proper))
    return tuple(
        (name, *known[name]) for name in sorted(known, key=lambda name: (-len(name), name))
    )


def _of(headings: Headings) -> Iterator[tuple[str, Section | None, bool]]:
    yield headings.title, None, True
    for section in Section:
        yield headings.of(section), section, True
        for other in headings.also.get(section, ()):
            yield other, section, False
