"""Reads a line of a model's answer as a heading, as soon as its first letters decide it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from blockguide.guide.around import (
    Back,
    Front,
    back_of,
    front_of,
    has_said_more,
    may_be_front,
    says_more,
)
from blockguide.guide.headings import HEADINGS, Headings
from blockguide.guide.patterns import starts_of
from blockguide.guide.values import Section

# Each letter stands for one, so that a place in a folded text is one in the text.
_FOLDS: Final = str.maketrans("\u0130\u00a0\u2007\u202f\u2010\u2011\u2019", "I   --'")


@dataclass(frozen=True, slots=True)
class Label:
    """A heading that was read.

    Attributes:
        section: what it heads; None for the page's title.
        rest: what stands behind it on its line: "Description: Splits the line" has "Splits the line".
        sure: False for a bare word such as "Steps", which is a heading only with a rule under it.
        more: whether it says more than the name: "Description of the function".
        quoted: whether it is quoted, by `>`.
    """

    section: Section | None
    rest: str
    sure: bool
    more: bool
    quoted: bool


def label_of(line: str) -> Label | None:
    """The heading, in any of the languages, that a whole line, without its end, is; None for any other line."""
    front = front_of(line)
    body = line[front.end :]
    for name in _named(_folded(body[:_LONGEST])):
        label = _label(front, back_of(body[len(name.folded) :]), name)
        if label is not None:
            return label
    return None


def may_become_label(start: str) -> bool:
    """Whether a line that begins with `start` can still turn out a heading.

    Where it is false for a text, it is so for all that begin with it.
    """
    front = front_of(start)
    body = start[front.end :]
    if not body or may_be_front(body):
        return True
    folded = _folded(body)
    return folded in _STARTS or any(
        _may_head(front, back_of(body[len(name.folded) :]), name) for name in _named(folded)
    )


def is_only_a_heading(paragraph: str) -> bool:
    """Whether a paragraph of Markdown is only the name of a section or the title, marks and emoji aside."""
    label = label_of(paragraph.replace("\\", "").strip("=- \t"))
    return label is not None and not label.rest and not label.more


@dataclass(frozen=True, slots=True)
class _Name:
    """What a heading is called: folded, what it heads, and whether it is a name of ours."""

    folded: str
    section: Section | None
    proper: bool


def _label(front: Front, back: Back, name: _Name) -> Label | None:
    section, quoted = name.section, front.quoted
    if not back.rest:
        sure = front.decorated or name.proper or back.has_colon
        return Label(section, "", sure, more=False, quoted=quoted)
    if section is not None and (back.ends_heading or _speaks_on(front, back, name)):
        return Label(section, back.rest, sure=True, more=False, quoted=quoted)
    if says_more(front, back, proper=name.proper) and has_said_more(front, back):
        return Label(section, "", front.decorated, more=True, quoted=quoted)
    return None


def _may_head(front: Front, back: Back, name: _Name) -> bool:
    if back.may_be_marks or says_more(front, back, proper=name.proper):
        return True
    speaks = back.ends_heading or _speaks_on(front, back, name)
    return front.heads and name.section is not None and speaks


def _speaks_on(front: Front, back: Back, name: _Name) -> bool:
    """Whether the section's text begins behind a colon on the heading's line."""
    return back.has_colon and not front.numbered and (front.decorated or name.proper)


def _folded(text: str) -> str:
    return text.translate(_FOLDS).lower()


def _named(folded: str) -> Iterator[_Name]:
    """The names that a folded text begins with, the longest first."""
    if folded.startswith(_FOLDED):
        yield from (name for name in _NAMES if folded.startswith(name.folded))


def _names() -> Iterator[_Name]:
    for headings in HEADINGS.values():
        yield from _of(headings)


def _of(headings: Headings) -> Iterator[_Name]:
    yield _Name(_folded(headings.title), None, proper=True)
    for section in Section:
        yield _Name(_folded(headings.of(section)), section, proper=True)
        for other in headings.also.get(section, ()):
            yield _Name(_folded(other), section, proper=False)


_NAMES: Final = tuple(
    sorted(
        dict.fromkeys(_names()), key=lambda name: (-len(name.folded), name.folded, not name.proper)
    )
)
_FOLDED: Final = tuple(name.folded for name in _NAMES)
_LONGEST: Final = len(_FOLDED[0])
_STARTS: Final = starts_of(_FOLDED)
