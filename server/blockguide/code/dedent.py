"""The text of a run of statements, dedented so that it stands alone."""

from blockguide.code.comments import lines_inside_strings, with_newlines
from blockguide.code.position import cut
from blockguide.code.source import Source
from blockguide.text import Span

_WHITE = " \t\f"


def dedented(source: Source, span: Span, lineno: int) -> str:
    r"""The text of `span`, its lines moved left by the indentation of the 1-based line `lineno`.

    Lines end in `\n`. What stands inside a string is not moved. The text ends in one line end.
    """
    return dedented_text(cut(source, span), source.lines[lineno - 1])


def dedented_text(text: str, line: str) -> str:
    r"""A text whose first line was cut behind the margin of `line`, dedented as in `dedented`."""
    text = with_newlines(text).rstrip("\n")
    # A form feed sets the column back to 0.
    margin = line[: len(line) - len(line.lstrip(_WHITE))].rpartition("\f")[2]
    if not margin or "\n" not in text:
        return text.lstrip(_WHITE) + "\n"
    inside = set(lines_inside_strings(text))
    lines = [
        each if at in inside else _moved(each, margin) for at, each in enumerate(text.split("\n"))
    ]
    lines[0] = lines[0].lstrip(_WHITE)
    return "\n".join(lines) + "\n"


def _moved(line: str, margin: str) -> str:
    rest = line.lstrip(_WHITE)
    if not rest:
        return ""
    indent = line[: len(line) - len(rest)].rpartition("\f")[2]
    return (indent.removeprefix(margin) if indent.startswith(margin) else "") + rest
