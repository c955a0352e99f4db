"""Indentation that does not fit: other margins for some lines, and back to the columns of the file."""

import ast
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import cast

_WHITE = " \t\f"


def indent_of(line: str) -> str:
    """The white space that a line begins with."""
    return line[: len(line) - len(line.lstrip(_WHITE))]


def reindented(
    lines: Sequence[str], at: int, message: str, inside_strings: Collection[int]
) -> dict[int, str]:
    """New texts for the lines whose indentation the parser refused at line `at` with `message`.

    Lines that begin inside a string stay as they are. Empty where no better margin is to be seen.
    """
    if "tabs" in message:
        return {
            line: indent_of(text).expandtabs() + text.lstrip(_WHITE)
            for line, text in enumerate(lines)
            if "\t" in indent_of(text) and line not in inside_strings
        }
    wrong = indent_of(lines[at])
    before = [
        indent_of(lines[line])
        for line in range(at - 1, -1, -1)
        if lines[line].strip() and line not in inside_strings
    ]
    if "unindent" in message:
        better = next(
            (deeper for deeper, outer in pairwise(before) if len(outer) < len(wrong) < len(deeper)),
            None,
        )
    else:
        better = next((indent for indent in before if len(indent) < len(wrong)), None)
    if better is None:
        return {}
    moved = {}
    for line in range(at, len(lines)):
        if line in inside_strings or not lines[line].strip():
            continue
        if len(indent_of(lines[line])) < len(wrong):
            break
        moved[line] = better + lines[line][len(wrong) :]
    return moved


def moved_lines(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """By how many characters each 1-based line was moved to the left, where nothing else was changed in it."""
    moved = {}
    for number, (old, new) in enumerate(zip(before, after, strict=False), start=1):
        if old is not new and old != new and old.lstrip(_WHITE) == new.lstrip(_WHITE):
            moved[number] = len(old) - len(new)
    return moved


def move_columns(module: ast.Module, moved: dict[int, int]) -> None:
    """Gives the nodes on moved lines the columns that they have in the file."""
    if not moved:
        return
    for node in ast.walk(module):
        if hasattr(node, "col_offset"):
            place = cast("ast.expr", node)
            place.col_offset += moved.get(place.lineno, 0)
            if place.end_lineno is not None and place.end_col_offset is not None:
                place.end_col_offset += moved.get(place.end_lineno, 0)
