"""Long texts as noun phrases: "the text of the lines `a` and `b`", "a text of 12 lines that begins …"."""

import ast
from collections.abc import Sequence
from typing import Final

from blockguide.writers.offline.phrases.frames import say
from blockguide.writers.offline.phrases.morphology import listed
from blockguide.writers.offline.phrases.wording import Wording

_LISTED: Final = 60


def template(wording: Wording, node: ast.JoinedStr) -> str | None:
    """A formatted string as its text, what is filled in between braces."""
    text = ""
    for value in node.values:
        if isinstance(value, ast.Constant):
            text += str(value.value)
        elif isinstance(value, ast.FormattedValue):
            text += "{" + (ast.unparse(value.value) if _small(value.value) else "…") + "}"
    return long_text(text, wording.source.text)


def long_text(text: str, source: str) -> str:
    """A text too long to be quoted: its lines, its words or how it begins."""
    lines = text.splitlines()
    if len(lines) > 1:
        return _text_of_lines(lines, source)
    words = " ".join(text.split()).replace("`", "'").replace("“", '"').replace("”", '"')
    if len(words) <= 200:
        return say("the text “{}”", words)
    return say("a text that begins “{} …”", words[:120].rsplit(" ", 1)[0])


def _text_of_lines(lines: Sequence[str], source: str) -> str:
    shown = [
        _one_line(line.rstrip(), source) if line.strip() else say("an empty line") for line in lines
    ]
    whole = len(lines) <= _LISTED and sum(map(len, lines)) < 300
    if whole and all(line.isprintable() and "`" not in line for line in lines):
        return say("the text of the lines {}", listed(shown))
    first = next((line.strip() for line in lines if line.strip()), "")
    if first.isprintable() and "`" not in first and first:
        return say("a text of {} lines that begins “{}”", len(lines), first[:80])
    return say("a text of {} lines", len(lines))


def _one_line(line: str, source: str) -> str:
    """A line in backticks where it stands in the source as it is, else in quotation marks."""
    return f"`{line}`" if line in source else f"“{line.strip()}”"


def _small(node: ast.expr) -> bool:
    return isinstance(node, ast.Name | ast.Attribute | ast.Subscript | ast.Call | ast.Constant)
