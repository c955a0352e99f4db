"""A module without the function bodies that a search need not read, on the same lines: less to parse."""

import ast
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from blockguide.code.context.occurrences import Functions
from blockguide.code.context.slices import first_line


def outline(module: ast.Module, lines: Sequence[str], name: str) -> str:
    """The text with `pass` for the body of each function in which a name does not stand.

    What a module and its classes bind is all there, and every place of the name, so that the outline
    answers what the whole text does about the name's uses. Where the name is given an alias, all of it counts.

    Args:
        module: the module's tree.
        lines: the lines that it was parsed from, with their ends.
        name: the name alone.
    """
    text = "".join(lines)
    if re.search(rf"\b{re.escape(name)}\s+as\b", text):
        return text
    named = [number for number, line in enumerate(lines, start=1) if name in line]
    outlined = list(lines)
    for first, last, column in _bodies(module.body):
        indent = lines[first - 1][:column]
        is_named = bisect_left(named, first) < bisect_right(named, last)
        if indent.isspace() and not is_named:
            outlined[first - 1 : last] = [f"{indent}pass\n", *["\n"] * (last - first)]
    return "".join(outlined)


def _bodies(statements: Sequence[ast.stmt]) -> Iterator[tuple[int, int, int]]:
    """First line, last line and first column of the bodies of functions that no function holds."""
    for statement in statements:
        if isinstance(statement, ast.ClassDef):
            yield from _bodies(statement.body)
        elif isinstance(statement, Functions):
            start = statement.body[0]
            yield first_line(start), statement.end_lineno or start.lineno, start.col_offset
