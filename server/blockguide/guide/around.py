"""What stands around a heading's name on its line: marks, numbering, emoji, tags, and words that say more."""

import re
from dataclasses import dataclass
from typing import Final

from blockguide.guide.patterns import choice, starts_of

_SPACES: Final = " \t\u00a0\u2007\u202f"
_PICTURES: Final = (
    "\u00a9\u00ae\u2122\u2139\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297\u3299"
    "\U0001f000-\U0001faff\U000e0020-\U000e007f\u200b-\u200d\u2060\ufe0e\ufe0f\ufeff\u20e3"
)
_TAGS: Final = (
    *(f"h{level}" for level in range(1, 7)),
    *("a", "b", "big", "br", "center", "div", "em", "font", "i", "p", "span", "strong", "u"),
)
_TAG: Final = rf"</?{choice(_TAGS)}(?:[\s/][^<>]*)?>"
_TAG_BEGUN: Final = rf"</?(?:{choice(starts_of(_TAGS))}|{choice(_TAGS)}[\s/][^<>]*)?"
_PARTS: Final = (
    *("section", "part", "раздел", "часть", "abschnitt", "teil", "partie", "sección", "parte"),
)
_COUNT: Final = "(?:[0-9]{1,2}|[ivx]{1,4}|[a-h])"
_NUMBER: Final = (
    rf"{_COUNT}[.)]|[0-9]{{1,2}}:|\([0-9]{{1,2}}\)|[0-9]\ufe0f?\u20e3"
    rf"|{choice(_PARTS)}[{_SPACES}]?{_COUNT}[{_SPACES}]?[.):\u2013\u2014-]"
)
_NUMBER_BEGUN: Final = (
    rf"{_COUNT}|\([0-9]{{0,2}}|[0-9]\ufe0f|{choice(starts_of(_PARTS))}"
    rf"|{choice(_PARTS)}[{_SPACES}]?(?:{_COUNT}[{_SPACES}]?)?"
)
_FRONT = re.compile(rf"(?:[{_SPACES}#*_>{_PICTURES}]|{_NUMBER}|{_TAG})*", re.IGNORECASE)
_FRONT_BEGUN = re.compile(rf"{_NUMBER_BEGUN}|{_TAG_BEGUN}", re.IGNORECASE)
_MARKS = re.compile(
    rf"(?:[{_SPACES}*_:.#\uff1a\u2013\u2014{_PICTURES}-]|\{{[^{{}}]*\}}|{_TAG})*", re.IGNORECASE
)
_MARKS_BEGUN = re.compile(rf"\{{[^{{}}]*|{_TAG_BEGUN}", re.IGNORECASE)

_ANY_TAG = re.compile(_TAG, re.IGNORECASE)
_ANY_NUMBER = re.compile(_NUMBER, re.IGNORECASE)
_HEADING_TAG = re.compile(r"<h[1-6]", re.IGNORECASE)
_BOLD_TAG = re.compile(r"<(b|strong)\b", re.IGNORECASE)
_EMPHASIS = re.compile(r"[*_]+")
_DASH = re.compile(rf"[{_SPACES}][-\u2013\u2014][{_SPACES}]*\Z")

_OF: Final = (
    *("of", "for", "de", "del", "du", "des", "d'", "pour", "para"),
    *("von", "vom", "der", "zur", "zum", "für"),
    *("функции", "метода", "класса", "кода", "блока", "генератора"),
    *("этого", "этой", "для", "работы"),
)
_OF_WORD = re.compile(rf"(?:{choice(_OF)})(?![^\W\d_])|d['\u2019]", re.IGNORECASE)
_OF_BEGUN: Final = starts_of(_OF)
_DIGIT = re.compile("[0-9]")
_SAID: Final = (".", "!", "?", ";", ",", ":")
_LONGEST_SAID: Final = 60


@dataclass(frozen=True, slots=True)
class Front:
    """What stands before a name.

    Attributes:
        end: where the name begins, in code points.
        heads: whether it has the marks of a heading, `#` or `<h2>`.
        closing: what ends the emphasis that it begins, such as `**`; empty where it begins none.
        numbered: whether it counts, such as "1." or "Section A:".
        quoted: whether it is quoted, by `>`.
    """

    end: int
    heads: bool
    closing: str
    numbered: bool
    quoted: bool

    @property
    def decorated(self) -> bool:
        """Whether anything makes more of the line than words."""
        return self.heads or bool(self.closing)


@dataclass(frozen=True, slots=True)
class Back:
    """What stands behind a name: marks, and the rest of the line."""

    marks: str
    rest: str

    @property
    def has_colon(self) -> bool:
        """Whether a colon stands among the marks."""
        plain = _ANY_TAG.sub("", self.marks) if "<" in self.marks else self.marks
        return ":" in plain or "\uff1a" in plain

    @property
    def ends_heading(self) -> bool:
        """Whether a tag among the marks ends the heading."""
        return "</h" in self.marks.lower()

    @property
    def may_be_marks(self) -> bool:
        """Whether nothing but marks stands there, the last of which may not be whole."""
        return not self.rest or _MARKS_BEGUN.fullmatch(self.rest) is not None


def front_of(line: str) -> Front:
    """What stands before the first word of a line that can be a name."""
    match = _FRONT.match(line)
    assert match is not None
    marks = match[0]
    plain = _ANY_TAG.sub("", marks) if "<" in marks else marks
    runs = _EMPHASIS.findall(plain)
    bold = _BOLD_TAG.search(marks)
    return Front(
        match.end(),
        heads="#" in plain or _HEADING_TAG.search(marks) is not None,
        closing=runs[-1] if runs else f"</{bold[1]}>" if bold else "",
        numbered=_ANY_NUMBER.search(plain) is not None,
        quoted=plain.lstrip().startswith(">"),
    )


def may_be_front(text: str) -> bool:
    """Whether a line's text behind its `front_of` can still turn out a part of it."""
    return _FRONT_BEGUN.fullmatch(text) is not None


def back_of(text: str) -> Back:
    """What stands behind a name, `text`, read."""
    match = _MARKS.match(text)
    assert match is not None
    return Back(match[0], text[match.end() :])


def says_more(front: Front, back: Back, *, proper: bool) -> bool:
    """Whether a line goes on, as far as it came, as one that says more of a name: "(in short)", "of `x`".

    A number before the name, or in brackets behind it, counts steps or lines unless the name is a `proper` one.
    """
    bracketed = back.rest.startswith(("(", "["))
    if front.numbered and not (front.heads and proper):
        return False
    if bracketed and not proper and _DIGIT.search(back.rest):
        return False
    if not bracketed and not _is_dashed(front, back) and not _is_of(back):
        return False
    if front.heads:
        return True
    if front.closing and front.closing not in back.marks:
        return not back.rest.partition(front.closing)[2].strip(f"{_SPACES}:.*_")
    return len(back.rest) <= _LONGEST_SAID and (bracketed or not front.closing)


def has_said_more(front: Front, back: Back) -> bool:
    """Whether a whole line that `says_more` has the form of a heading, or has it with a rule under it."""
    if front.heads:
        return True
    if front.closing and front.closing not in back.marks:
        return front.closing in back.rest
    ended = back.rest.rstrip(_SPACES)
    return ended.endswith((")", "]")) or not (front.closing or ended.endswith(_SAID))


def _is_dashed(front: Front, back: Back) -> bool:
    return front.decorated and _DASH.search(back.marks) is not None


def _is_of(back: Back) -> bool:
    if not back.marks or back.marks.strip(_SPACES):
        return False
    return _OF_WORD.match(back.rest) is not None or back.rest.lower() in _OF_BEGUN
