"""Where nodes stand in a file, and how they are written on one line."""

import ast
import re

from blockguide.code.position import segment
from blockguide.code.source import Source
from blockguide.text import Lines

_BROKEN_LINE = re.compile(r"\s*\n\s*")
_AFTER_BRACKET = re.compile(r"([(\[{])\s*\n\s*")
_BEFORE_BRACKET = re.compile(r",?\s*\n\s*([)\]}])")


def lines_of(node: ast.AST) -> Lines:
    """The lines of a node, those of its decorators included; line 1 for a node without a place."""
    first: int = getattr(node, "lineno", 1)
    last: int = getattr(node, "end_lineno", None) or first
    for decorator in getattr(node, "decorator_list", ()):
        first = min(first, decorator.lineno)
    return Lines(first, last)


def text_of(source: Source, node: ast.AST) -> str:
    """A node as it is written, joined to one line."""
    if isinstance(node, ast.expr) and node.lineno == node.end_lineno:
        line = source.lines[node.lineno - 1] if node.lineno <= len(source.lines) else ""
        if line.isascii():
            return line[node.col_offset : node.end_col_offset]
    text = segment(source, node)
    if "\n" not in text and "\r" not in text:
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if any(mark in text for mark in ("#", '"""', "'''", "\\\n")):
        try:
            return _on_one_line(ast.unparse(node))
        except RecursionError:
            return _BROKEN_LINE.sub(" ", text)
    return _on_one_line(text)


def _on_one_line(text: str) -> str:
    opened = _AFTER_BRACKET.sub(r"\1", text)
    return _BROKEN_LINE.sub(" ", _BEFORE_BRACKET.sub(r"\1", opened))
