"""Ways to mend a broken statement, the ones that keep most of it first."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from blockguide.code.comments import lines_inside_strings
from blockguide.code.indents import indent_of, reindented
from blockguide.code.newer_syntax import in_older_syntax

_BODY_MISSING = re.compile(r"expected an indented block after .* on line (\d+)")
_WORD = re.compile(r"\s*(\w+)")
_TRY = re.compile(r"[ \t]*try\s*:")
_COMMENT = re.compile(r"\s*(?:#.*)?$")
_INSTEAD_OF_CLAUSE = {
    "elif": "elif 1:",
    "else": "else:",
    "except": "except ...:",
    "finally": "finally:",
    "case": "case _:",
    "match": "match ...:",
}
_TRIES = 5
_SHORT = 400
TRIPLE_QUOTED = "triple-quoted"


@dataclass(frozen=True, slots=True)
class Mend:
    """New text for some lines, and the first and last line that count as broken; all 0-based."""

    lines: dict[int, str]
    first: int
    last: int


def mends(
    lines: Sequence[str], at: int | None, message: str, logical: Sequence[tuple[int, int]]
) -> Iterator[Mend]:
    """The ways to mend `lines`, in which the parser stopped at line `at` with `message`.

    `logical` are the first and last lines of the statements' own texts. Without `at` the parser ran
    out of stack, and the longest statement is the likely cause.
    """
    if not logical:
        return
    if at is None:
        first, last = max(logical, key=lambda each: sum(map(len, lines[each[0] : each[1] + 1])))
        if sum(map(len, lines[first : last + 1])) > _SHORT:
            yield from _instead(lines, first, last)
        return
    index = min(bisect_left(logical, at, key=lambda each: each[1]), len(logical) - 1)
    first, last = logical[index]
    begin = _first_decorator(lines, logical, index)
    if TRIPLE_QUOTED in message:
        yield from _without_quotes(lines, at)
    yield from _older(lines, first, last)
    yield from _completed(lines, at, message, logical)
    yield from _moved(lines, at, message)
    yield from _instead(lines, min(begin, at), at)
    if (begin, last) != (at, at):
        yield from _instead(lines, begin, last)
    if index > 0:
        yield from _instead(lines, *logical[index - 1])
        yield from _instead(lines, logical[index - 1][0], last)


def pass_instead(lines: Sequence[str], first: int, last: int) -> Mend:
    """A `pass` in the place of whole lines."""
    code = next((at for at in range(first, last + 1) if not _COMMENT.match(lines[at])), first)
    return _replaced(first, last, indent_of(lines[code]) + "pass")


def _older(lines: Sequence[str], first: int, last: int) -> Iterator[Mend]:
    older = in_older_syntax("".join(lines[first : last + 1]))
    if older is not None:
        changed = older.splitlines(keepends=True)
        if len(changed) == last - first + 1:
            yield Mend(dict(enumerate(changed, start=first)), first, last)


def _completed(
    lines: Sequence[str], at: int, message: str, logical: Sequence[tuple[int, int]]
) -> Iterator[Mend]:
    """A header without a body gets one; a `try:` without `except` becomes an `if 1:`."""
    if _BODY_MISSING.search(message):
        for first, last in reversed(logical):
            code = lines[last].partition("#")[0].rstrip()
            if last <= at and code.endswith(":"):
                yield Mend({last: f"{code} pass\n"}, first, last)
                break
    if "expected 'except' or 'finally'" in message:
        headers = [line for line in range(at, -1, -1) if _TRY.match(lines[line])]
        for line in headers[:_TRIES]:
            yield Mend({line: lines[line].replace("try", "if 1", 1)}, line, line)


def _moved(lines: Sequence[str], at: int, message: str) -> Iterator[Mend]:
    """Lines with another indentation, where that is what is wrong."""
    if "indent" in message or "tabs" in message:
        inside = set(lines_inside_strings("".join(lines)))
        moved = reindented(lines, at, message, inside)
        if moved:
            yield Mend(moved, at, at)


def _first_decorator(lines: Sequence[str], logical: Sequence[tuple[int, int]], index: int) -> int:
    while index > 0 and lines[logical[index - 1][0]].lstrip().startswith("@"):
        index -= 1
    return logical[index][0]


def _instead(lines: Sequence[str], first: int, last: int) -> Iterator[Mend]:
    """Something that holds the lines' place: a header if they have a body, else `pass`."""
    indent = indent_of(lines[first])
    following = next((line for line in lines[last + 1 :] if not _COMMENT.match(line)), "")
    if len(indent_of(following)) <= len(indent):
        yield _replaced(first, last, indent + "pass")
        return
    word = _WORD.match(lines[first])
    clause = _INSTEAD_OF_CLAUSE.get(word[1]) if word else None
    if clause is not None:
        yield _replaced(first, last, indent + clause)
    yield _replaced(first, last, indent + "if 1:")


def _without_quotes(lines: Sequence[str], at: int) -> Iterator[Mend]:
    """Without a line whose triple quotes are odd: one that is never closed turns all after it inside out."""
    odd = [
        line
        for line in range(at, -1, -1)
        if (lines[line].count('"""') + lines[line].count("'''")) % 2
    ]
    for line in odd[: 4 * _TRIES]:
        yield from _instead(lines, line, line)


def _replaced(first: int, last: int, content: str) -> Mend:
    changed = {first: content + "\n"}
    changed.update((line, "\n") for line in range(first + 1, last + 1))
    return Mend(changed, first, last)
