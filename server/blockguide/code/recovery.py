"""Broken syntax: the file is mended on the same lines, and what had to go becomes a hole.

A file is taken apart into its statements, so that a mistake costs the statement that it is in and
no more time than that statement takes; only there parso is asked, which survives anything.
"""

import ast
import re
from dataclasses import dataclass
from typing import Final

from blockguide.code.comments import lines_inside_strings, with_newlines
from blockguide.code.grammar import UNPARSABLE, parse_text
from blockguide.code.indents import indent_of, move_columns, moved_lines
from blockguide.code.mending import TRIPLE_QUOTED, Mend, mends, pass_instead
from blockguide.text import Lines, split_lines

_ATTEMPTS: Final = 40
_JOINED: Final = 64
_LONG: Final = 40
_LEAST_WORK: Final = 2_000_000
_PARSO_COSTS: Final = 6
_NEWEST_GRAMMAR: Final = "3.14"
_CLAUSE = re.compile(r"(?:else|elif|except|finally|case)\b")
_HEADER = re.compile(r"(?:class|def|async|if|elif|else|for|while|with|try|except|finally)\b")
_NUL: Final = "\0"


@dataclass(frozen=True, slots=True)
class Hole:
    """Lines that could not be parsed, and the parser's message about them."""

    lines: Lines
    message: str


@dataclass(frozen=True, slots=True)
class Recovered:
    """A tree of the text that was mended, and the lines that were replaced."""

    module: ast.Module
    text: str
    holes: tuple[Hole, ...]


def recover(text: str) -> Recovered:
    """The tree of `text` with as little of it replaced as was found to do; never raises."""
    original = split_lines(with_newlines(text))
    # Another control character takes as many bytes, and is legal in strings and comments as well.
    text = "".join(original).replace(_NUL, "\x01")
    patient = _Patient(
        list(split_lines(text)),
        {},
        frozenset(lines_inside_strings(text)),
        _LEAST_WORK + 5 * len(text),
    )
    _move_to_margin(patient)
    _mend_body(patient, 0, len(patient.lines))
    mended = "".join(patient.lines)
    if not text.endswith("\n"):
        mended = mended.removesuffix("\n")
    try:
        module = parse_text(mended)
    except UNPARSABLE:
        mended = "pass" + "\n" * text.count("\n")
        whole = Hole(Lines(1, max(len(patient.lines), 1)), "invalid syntax")
        return Recovered(parse_text(mended), mended, (whole,))
    for at in (at for at, line in enumerate(original) if _NUL in line):
        _mark(patient, at, at, "source code cannot contain null bytes")
    holes = [
        Hole(Lines(first + 1, last + 1), message)
        for first, (last, message) in sorted(patient.holes.items())
    ]
    move_columns(module, moved_lines(original, patient.lines))
    return Recovered(module, mended, tuple(holes))


@dataclass(slots=True)
class _Patient:
    """The lines while they are mended; all counts are 0-based.

    Attributes:
        lines: as they are now.
        holes: last line and message of each hole by its first line.
        inside_strings: the lines that begin inside a string.
        work: how many more characters may be parsed.
    """

    lines: list[str]
    holes: dict[int, tuple[int, str]]
    inside_strings: frozenset[int]
    work: int


@dataclass(frozen=True, slots=True)
class _Failure:
    """Where the parser stopped, and its message; no line where it ran out of stack."""

    line: int | None
    message: str


def _mend_body(patient: _Patient, start: int, end: int) -> None:
    """Mends the lines of one body, statement by statement."""
    starts = [*_statement_starts(patient, start, end), end]
    at = 0
    while at < len(starts) - 1:
        failure = _failure(patient.lines[starts[at] : starts[at + 1]])
        following = at + 1
        if failure is not None:
            following = _joined(patient, starts, at)
            _mend_statement(patient, starts[at], starts[following], failure)
        at = following


def _joined(patient: _Patient, starts: list[int], at: int) -> int:
    """The index in `starts` up to which the lines from `at` parse together, or the next one.

    A bracket may hold lines that look like statements.
    """
    step = 2
    while step <= _JOINED and at + step < len(starts):
        if _failure(patient.lines[starts[at] : starts[at + step]]) is None:
            return at + step
        step += 1 if step < 8 else step
    return at + 1


def _mend_statement(patient: _Patient, start: int, end: int, failure: _Failure) -> None:
    if end - start > _LONG and _mend_long(patient, start, end):
        return
    at_first = failure
    for _ in range(_ATTEMPTS):
        lines = patient.lines[start:end]
        still = _failure(lines)
        if still is None:
            return
        patient.work -= _PARSO_COSTS * sum(map(len, lines))
        mend = _best_mend(patient, lines, still) if patient.work > 0 else None
        if mend is None:
            break
        _apply(patient, start, mend, still.message)
    if _failure(patient.lines[start:end]) is not None:
        gone = pass_instead(patient.lines[start:end], 0, end - start - 1)
        _apply(patient, start, gone, at_first.message)


def _mend_long(patient: _Patient, start: int, end: int) -> bool:
    """Mends the body of a long compound statement on its own; whether the whole parses then."""
    lines = patient.lines
    head = indent_of(lines[start])
    body = start + 1
    while body < end and (not lines[body].strip() or body in patient.inside_strings):
        body += 1
    if (
        body >= end
        or not _HEADER.match(lines[start].lstrip())
        or len(indent_of(lines[body])) <= len(head)
        or _failure([lines[start].rstrip() + " pass\n"]) is not None
    ):
        return False
    stop = body
    while stop < end and (
        stop in patient.inside_strings
        or not lines[stop].strip()
        or len(indent_of(lines[stop])) > len(head)
    ):
        stop += 1
    _mend_body(patient, body, stop)
    return _failure(lines[start:end]) is None


def _statement_starts(patient: _Patient, start: int, end: int) -> list[int]:
    """Lines where a statement of the body seems to begin: not indented deeper than its first one."""
    starts: list[int] = []
    margin: int | None = None
    decorated = False
    for at in range(start, end):
        line = patient.lines[at]
        content = line.lstrip(" \t\f")
        if at in patient.inside_strings or content in {"", "\n"} or content.startswith("#"):
            continue
        indent = len(line) - len(content)
        if margin is None:
            margin = indent
        if (
            indent <= margin
            and not decorated
            and content[0] not in ")]}"
            and not _CLAUSE.match(content)
        ):
            starts.append(at)
        decorated = content.startswith("@") and indent <= margin
    return [start, *starts[1:]] if starts else []


def _best_mend(patient: _Patient, lines: list[str], failure: _Failure) -> Mend | None:
    """The first way to mend that leaves nothing broken, or else that gets the parser further."""
    further: Mend | None = None
    for mend in mends(lines, failure.line, failure.message, _logical_lines(lines)):
        patient.work -= sum(map(len, lines))
        after = _failure(_mended(lines, mend))
        if after is None:
            return mend
        if further is None and _is_further(after, failure, mend):
            further = mend
    return further


def _is_further(after: _Failure, before: _Failure, mend: Mend) -> bool:
    if TRIPLE_QUOTED in before.message:
        return TRIPLE_QUOTED not in after.message
    return after.line is not None and after.line > max(before.line or 0, mend.last)


def _apply(patient: _Patient, start: int, mend: Mend, message: str) -> None:
    for at, line in mend.lines.items():
        patient.lines[start + at] = line
    _mark(patient, start + mend.first, start + mend.last, message)


def _mark(patient: _Patient, first: int, last: int, message: str) -> None:
    """Notes a hole; holes that it overlaps become one with it."""
    overlapped = [
        other for other, (end, _) in patient.holes.items() if other <= last and first <= end
    ]
    for other in overlapped:
        end, earlier = patient.holes.pop(other)
        if other < first:
            first, message = other, earlier
        last = max(last, end)
    patient.holes[first] = (last, message)


def _mended(lines: list[str], mend: Mend) -> list[str]:
    return [mend.lines.get(at, line) for at, line in enumerate(lines)]


def _failure(lines: list[str]) -> _Failure | None:
    """Why lines of one body do not parse; None where they do."""
    first = next((line for line in lines if line.strip() and not line.lstrip().startswith("#")), "")
    wrapped = 1 if indent_of(first) else 0
    try:
        parse_text("if 1:\n" * wrapped + "".join(lines))
    except SyntaxError as error:
        at = (error.lineno or 1) - 1 - wrapped
        return _Failure(min(max(at, 0), len(lines) - 1), error.msg)
    except (ValueError, RecursionError, MemoryError):
        return _Failure(None, "nested too deeply to be parsed")
    return None


def _logical_lines(lines: list[str]) -> list[tuple[int, int]]:
    """The first and last line of each statement's text, as parso sees them in broken code too."""
    # 30 ms that only broken files cost.
    from parso.grammar import load_grammar  # noqa: PLC0415
    from parso.tree import BaseNode, Leaf, NodeOrLeaf  # noqa: PLC0415

    try:
        grammar = load_grammar(version=_NEWEST_GRAMMAR)
    except NotImplementedError:
        grammar = load_grammar()
    found: list[tuple[int, int]] = []
    begun: int | None = None
    # `get_next_leaf` looks each leaf up among its siblings, which takes a minute on a long sum.
    waiting: list[NodeOrLeaf] = [grammar.parse("".join(lines))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, BaseNode):
            waiting.extend(reversed(node.children))
            continue
        line = node.start_pos[0] - 1
        ends = node.type == "newline" or (isinstance(node, Leaf) and node.value == "\n")
        if begun is None and not ends and node.end_pos > node.start_pos:
            begun = line
        if begun is not None and ends:
            found.append((begun, line))
            begun = None
    return found if begun is None else [*found, (begun, len(lines) - 1)]


def _move_to_margin(patient: _Patient) -> None:
    """Moves a text that is indented as a whole, as one copied from inside a function is, to column 0."""
    code = [
        at
        for at, line in enumerate(patient.lines)
        if at not in patient.inside_strings and line.strip() and not line.lstrip().startswith("#")
    ]
    if not code or not indent_of(patient.lines[code[0]]):
        return
    margin = len(indent_of(patient.lines[code[0]]))
    until = next(
        (at for at in code if len(indent_of(patient.lines[at])) < margin), len(patient.lines)
    )
    for at in range(code[0], until):
        if at not in patient.inside_strings:
            kept = min(margin, len(indent_of(patient.lines[at])))
            patient.lines[at] = patient.lines[at][kept:]
    if until < len(patient.lines):
        patient.holes[code[0]] = (code[0], "unexpected indent")
