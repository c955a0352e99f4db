"""A use of a definition, as it is told: its call, its statement, and how good an example it is."""

import ast
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from blockguide.code.context.bindings import Definitions
from blockguide.code.context.frames import Frame
from blockguide.code.context.occurrences import Occurrence, qualname_of
from blockguide.code.context.slices import first_line
from blockguide.code.project.interface import parsed
from blockguide.text import split_lines

_LONGEST: Final = 30


@dataclass(frozen=True, slots=True)
class File:
    """A file with its tree."""

    path: Path
    text: str
    lines: tuple[str, ...]
    module: ast.Module


def file_from_text(path: Path, text: str, outline: str = "") -> File | None:
    """The file; None where it is broken.

    Args:
        path: its path.
        text: its text.
        outline: what is parsed in place of the text, of the same lines; empty for the text itself.
    """
    module = parsed(outline or text)
    return File(path, text, split_lines(text), module) if module else None


def site_of(file: File, occurrence: Occurrence, *, is_test: bool) -> Frame:
    """What is told of an occurrence."""
    line, column = place_of(file, occurrence)
    call = call_of(occurrence)
    return {
        "path": str(file.path),
        "line": line,
        "column": column,
        "call": _source(file, call or occurrence.node),
        "statement": _statement(file, occurrence),
        "within": qualname_of(occurrence.around),
        "is_test": is_test,
        "is_call": call is not None,
        "plain": _plainness(call) if call else 0,
    }


def goodness(site: Frame) -> tuple[bool, bool, int, int, str, int, int]:
    """Sorts uses, the best first: calls, the tests' before others, those that stand on literals first."""
    lines = site["statement"].count("\n")
    return (
        not site["is_call"],
        not site["is_test"],
        site["plain"],
        lines,
        site["path"],
        site["line"],
        site["column"],
    )


def place_of(file: File, occurrence: Occurrence) -> tuple[int, int]:
    """1-based line and 0-based column in code points of the last part of a name."""
    node = occurrence.node
    if isinstance(node, ast.Name):
        line, column = node.lineno, node.col_offset
    else:
        line = node.end_lineno or node.lineno
        column = (node.end_col_offset or 0) - len(node.attr.encode())
    text = file.lines[line - 1]
    if not text.isascii():
        column = len(text.encode()[:column].decode(errors="replace"))
    return line, column


def call_of(occurrence: Occurrence) -> ast.Call | None:
    """The call of what an occurrence names; None where it is named and not called."""
    parent = occurrence.around[-1]
    if isinstance(parent, ast.Call) and parent.func is occurrence.node:
        return parent
    return None


def _plainness(call: ast.Call) -> int:
    """How much of a call's arguments a reader must look up elsewhere: 0 for literals alone."""
    arguments = [*call.args, *(keyword.value for keyword in call.keywords)]
    starred = any(isinstance(one, ast.Starred) for one in call.args) or any(
        keyword.arg is None for keyword in call.keywords
    )
    names = sum(isinstance(node, ast.Name) for one in arguments for node in ast.walk(one))
    return names + 8 * starred


def _statement(file: File, occurrence: Occurrence) -> str:
    """The statement around an occurrence; of a definition, or a long compound one, only its head."""
    statement = next(node for node in reversed(occurrence.around) if isinstance(node, ast.stmt))
    first, last = first_line(statement), statement.end_lineno or statement.lineno
    body = getattr(statement, "body", None)
    if isinstance(body, list) and (isinstance(statement, Definitions) or last - first >= _LONGEST):
        last = max(statement.lineno, first_line(body[0]) - 1)
    lines = [line.rstrip("\r\n") for line in file.lines[first - 1 : last]]
    return textwrap.dedent("\n".join(lines)).strip("\n")


def _source(file: File, node: ast.expr) -> str:
    first, last = node.lineno, node.end_lineno or node.lineno
    lines = [line.encode() for line in file.lines[first - 1 : last]]
    lines[-1] = lines[-1][: node.end_col_offset]
    lines[0] = lines[0][node.col_offset :]
    return b"".join(lines).decode(errors="replace").replace("\r\n", "\n")
