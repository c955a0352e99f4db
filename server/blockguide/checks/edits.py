"""Small replacements in an example's source, all made at once."""

import ast
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """What replaces the bytes from `start` up to `end` of the source in UTF-8."""

    start: int
    end: int
    text: str


def edit_of(source: str, node: ast.AST, text: str) -> Edit:
    """The edit that replaces `node`, which has a place in `source`, by `text`."""
    starts = _line_starts(source)
    line, last = int(getattr(node, "lineno", 1)), int(getattr(node, "end_lineno", 1))
    start = starts[line - 1] + int(getattr(node, "col_offset", 0))
    return Edit(start, starts[last - 1] + int(getattr(node, "end_col_offset", 0)), text)


def edited(source: str, edits: Iterable[Edit]) -> str:
    """`source` with the edits made; of two that overlap only the first."""
    data = source.encode(errors="surrogatepass")
    done = len(data)
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        if edit.end <= done:
            data = data[: edit.start] + edit.text.encode(errors="surrogatepass") + data[edit.end :]
            done = edit.start
    return data.decode(errors="surrogatepass")


def _line_starts(source: str) -> list[int]:
    starts = [0]
    for line in source.split("\n"):
        starts.append(starts[-1] + len(line.encode(errors="surrogatepass")) + 1)
    return starts
