"""Notebook magics and shell escapes, replaced by Python that keeps their lines."""

import re

from blockguide.code.comments import lines_inside_strings, with_newlines, without_strings
from blockguide.text import split_lines, without_end

_STATEMENT = re.compile(r"[ \t]*(?:%{1,2}[ \t]*[A-Za-z_]|!(?!=)|\?{1,2}[ \t]*[A-Za-z_%])")
_ASSIGNED = re.compile(r"([ \t]*[A-Za-z_][\w.,*\[\] \t]*=[ \t]*)(?:!|%[A-Za-z_])")
_HELP = re.compile(r"[ \t]*%{0,2}[A-Za-z_][\w.*]*(?:\[\w+\])*\?{1,2}[ \t]*$")
_ANY = re.compile(r"^[ \t]*[%!?]|=[ \t]*[!%]|\?[ \t]*$", re.MULTILINE)
_CELL = re.compile(r"#\s*(?:%%|In\[|<codecell>)")
_FOREIGN_CELL = re.compile(
    r"%%(?:bash|cmd|cython|file|html|HTML|javascript|js|latex|markdown|perl|pypy|python2|R|ruby|script"
    r"|sh|sql|svg|SVG|system|sx|writefile|!)"
)
_KEYWORD = re.compile(r"(?:def|class|import|from|return|for|while|with|try|if)\b")


def without_magics(text: str) -> tuple[str, dict[int, str]]:
    """The text with `pass` or `...` for its magics, and the magics by their 1-based line.

    A cell in another language (`%%bash`) is magic as a whole, up to the next cell's mark. What stands
    in a string, or in a bracket as `% b` does, is left alone.
    """
    if _ANY.search(with_newlines(text)) is None:
        return text, {}
    magics: dict[int, str] = {}
    lines = list(split_lines(text))
    inside = set(lines_inside_strings(with_newlines(text)))
    depth, goes_on, foreign = 0, False, False
    for at, line in enumerate(lines):
        content = without_end(line)
        foreign = not _CELL.match(content) if foreign else bool(_FOREIGN_CELL.match(content))
        if foreign or (goes_on and at in magics):
            replacement: str | None = _placeholder(content)
        elif at in inside or (depth > 0 and not _KEYWORD.match(content)) or goes_on:
            replacement = None
        else:
            depth, replacement = 0, _replacement(content)
        goes_on = content.endswith("\\")
        if replacement is None:
            depth = max(depth + _opened(content), 0)
        elif content.strip():
            magics[at + 1] = content.strip()
            lines[at] = replacement + line[len(content) :]
    return "".join(lines), magics


def _replacement(line: str) -> str | None:
    if _STATEMENT.match(line) or _HELP.match(line):
        return _placeholder(line)
    assigned = _ASSIGNED.match(line)
    return assigned.group(1) + "..." if assigned else None


def _placeholder(line: str) -> str:
    return line[: len(line) - len(line.lstrip())] + "pass"


def _opened(line: str) -> int:
    """How many brackets a line opens and does not close."""
    code = without_strings(line)
    return sum(map(code.count, "([{")) - sum(map(code.count, ")]}"))
