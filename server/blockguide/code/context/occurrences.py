"""Where a name stands in a file as an expression."""

import ast
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Function = ast.FunctionDef | ast.AsyncFunctionDef
Functions = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A name, or an attribute, with the nodes around it, outermost first."""

    node: ast.Name | ast.Attribute
    around: tuple[ast.AST, ...]


def occurrences(module: ast.Module, name: str, text: str) -> Iterator[Occurrence]:
    """The expressions in a file that a name, or an alias that an import gives it, stands in."""
    names = {name, *_aliases(module, name, text)}
    yield from _descend(module, (), names, name, _lines_with(names, text))


def qualname_of(around: Sequence[ast.AST]) -> str:
    """The dotted name of the definitions among some nodes, outermost first."""
    return ".".join(node.name for node in around if isinstance(node, (*Functions, ast.ClassDef)))


def _aliases(module: ast.Module, name: str, text: str) -> Iterator[str]:
    if f"{name} as" not in text and not re.search(rf"{re.escape(name)}\s+as\b", text):
        return
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom):
            yield from (alias.asname for alias in node.names if alias.name == name and alias.asname)


def _lines_with(names: set[str], text: str) -> list[int]:
    """The 1-based lines that hold one of some names, in order."""
    lines: list[int] = []
    line, counted = 1, 0
    for found in re.finditer("|".join(map(re.escape, names)), text):
        line += text.count("\n", counted, found.start())
        counted = found.start()
        if not lines or lines[-1] != line:
            lines.append(line)
    return lines


def _descend(
    node: ast.AST,
    around: tuple[ast.AST, ...],
    names: set[str],
    name: str,
    lines: Sequence[int],
) -> Iterator[Occurrence]:
    inner = (*around, node)
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt) and not _spans_any(child, lines):
            continue
        match child:
            case ast.Name(id=found) if found in names:
                yield Occurrence(child, inner)
            case ast.Attribute(attr=found) if found == name:
                yield Occurrence(child, inner)
            case _:
                pass
        yield from _descend(child, inner, names, name, lines)


def _spans_any(statement: ast.stmt, lines: Sequence[int]) -> bool:
    first = min(
        [statement.lineno, *(node.lineno for node in getattr(statement, "decorator_list", ()))]
    )
    at = bisect_left(lines, first)
    return at < len(lines) and lines[at] <= (statement.end_lineno or statement.lineno)
