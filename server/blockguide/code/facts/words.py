"""Names as words in a text, found without parsing it."""

import re
from collections.abc import Collection, Iterator

_FEW = 4
_WORD = re.compile(r"(?<![\w.])[^\W\d]\w*")


def places_of(name: str, text: str) -> Iterator[int]:
    """The places in `text` where `name` begins as a word of its own, in order; attributes are left out."""
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        if not _joins(text[max(start - 1, 0) : start]) and not _is_word(text[end : end + 1]):
            yield start
        start = text.find(name, end)


def lines_with(names: Collection[str], text: str, first: int) -> list[int]:
    """The numbers of the lines of `text` that hold one of `names`; its first line has the number `first`."""
    if len(names) > _FEW:
        places = [word.start() for word in _WORD.finditer(text) if word.group() in names]
    else:
        places = sorted(place for name in names for place in places_of(name, text))
    found: list[int] = []
    line, counted = first, 0
    for place in places:
        line += text.count("\n", counted, place)
        counted = place
        if not found or found[-1] != line:
            found.append(line)
    return found


def _joins(character: str) -> bool:
    return character == "." or _is_word(character)


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"
