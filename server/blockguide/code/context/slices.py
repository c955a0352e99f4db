"""The part of a module that decides what a name in it stands for, as a small module of its own.

What `np` stands for rests on one import statement and not on the thousand lines around it. A slice
holds that statement and those it rests on; it stays the same while the person types elsewhere, so what
was found out about it still holds.
"""

import ast
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from blockguide.code.context.bindings import Bindings, Definitions, names_read

LONGEST: Final = 400
"""Lines of a slice past which it takes no more statements in."""

_NOT_OF_THE_FILE: Final = 0


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of a module: its lines without their ends, and for each its 1-based line in the file, or 0.

    Attributes:
        lines: the lines.
        origins: where they stand in the file.
        imports_alone: whether they are import statements and nothing else.
    """

    lines: tuple[str, ...]
    origins: tuple[int, ...]
    imports_alone: bool


Piece = tuple[str, int]


def slice_for(names: Sequence[str], bindings: Bindings, source: Sequence[str]) -> Slice:
    """The statements that decide what `names` stand for at the end of the module; it takes in only so many.

    Args:
        names: names bound at the module's top level.
        bindings: the module's bindings.
        source: the module's lines, as its tree was parsed from them.
    """
    taken: dict[tuple[int, int, str], list[Piece]] = {}
    asked = set(names)
    pending = deque(names)
    length = 0
    while pending and length < LONGEST:
        name = pending.popleft()
        bound = bindings.by_name.get(name) or bindings.stars
        if all(binding.imported for binding in bound):
            # The first of several alternatives counts; where a module is asked at its end, the last
            # binding hides those before it.
            for order, binding in enumerate(bound):
                taken[binding.index, -order, binding.imported] = [(binding.imported, binding.line)]
            length += len(bound)
            continue
        for index in dict.fromkeys(binding.index for binding in bound):
            statement = bindings.statements[index]
            if (index, 0, "") in taken:
                continue
            taken[index, 0, ""] = list(_pieces(statement, source))
            length += len(taken[index, 0, ""])
            for read in _rests_on(statement):
                if read not in asked:
                    asked.add(read)
                    pending.append(read)
    pieces = [piece for key in sorted(taken) for piece in taken[key]]
    return Slice(
        tuple(line for line, _ in pieces),
        tuple(origin for _, origin in pieces),
        all(imported for _, _, imported in taken),
    )


def _rests_on(statement: ast.stmt) -> Iterator[str]:
    """The names read by those lines of a statement that `_pieces` keeps."""
    match statement:
        case ast.Import() | ast.ImportFrom():
            pass
        case ast.ClassDef():
            for node in (*statement.bases, *statement.keywords, *statement.decorator_list):
                yield from names_read(node)
            for member in statement.body:
                yield from _rests_on(member)
        case ast.FunctionDef() | ast.AsyncFunctionDef() if not _is_whole(statement):
            assert statement.returns
            for node in (statement.args, statement.returns, *statement.decorator_list):
                yield from names_read(node)
        case _:
            yield from names_read(statement)


def _pieces(statement: ast.stmt, source: Sequence[str]) -> Iterator[Piece]:
    match statement:
        case ast.ClassDef():
            yield from _class(statement, source)
        case ast.FunctionDef() | ast.AsyncFunctionDef() if not _is_whole(statement):
            yield from _headed(statement, source)
        case _:
            yield from whole(statement, source)


def whole(statement: ast.stmt, source: Sequence[str]) -> Iterator[Piece]:
    """A statement's own lines, its decorators' included."""
    return _lines(first_line(statement), statement.end_lineno or statement.lineno, source)


def first_line(statement: ast.stmt) -> int:
    """The 1-based line that a statement begins on, its first decorator's included."""
    decorators = statement.decorator_list if isinstance(statement, Definitions) else []
    return min([statement.lineno, *(decorator.lineno for decorator in decorators)])


def _lines(first: int, last: int, source: Sequence[str]) -> Iterator[Piece]:
    for number in range(first, last + 1):
        yield source[number - 1].rstrip("\r\n"), number


def _class(statement: ast.ClassDef, source: Sequence[str]) -> Iterator[Piece]:
    """A class without the bodies of the methods that say by annotation what they return."""
    body = statement.body
    if body[0].lineno <= statement.lineno:
        yield from whole(statement, source)
        return
    yield from _lines(first_line(statement), first_line(body[0]) - 1, source)
    previous = first_line(body[0]) - 1
    for member in body:
        if first_line(member) <= previous:
            continue
        if isinstance(member, (ast.FunctionDef, ast.AsyncFunctionDef)) and not _is_whole(member):
            yield from _headed(member, source)
        else:
            yield from whole(member, source)
        previous = member.end_lineno or member.lineno


def _is_whole(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a function's body counts: where it sets attributes, or tells what the call results in."""
    return function.returns is None or function.name == "__init__"


def _headed(
    statement: ast.FunctionDef | ast.AsyncFunctionDef, source: Sequence[str]
) -> Iterator[Piece]:
    body = statement.body
    if body[0].lineno <= statement.lineno or not _is_plain(body[0]):
        yield from whole(statement, source)
        return
    yield from _lines(first_line(statement), body[0].lineno - 1, source)
    if isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        yield from whole(body[0], source)
    indent = source[body[0].lineno - 1][: body[0].col_offset]
    yield f"{indent}...", _NOT_OF_THE_FILE


def _is_plain(statement: ast.stmt) -> bool:
    return not (isinstance(statement, Definitions) and statement.decorator_list)
