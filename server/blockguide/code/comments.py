"""Every comment of a text, without tokenizing it."""

import io
import re
import sys
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass

# Outside of these a quote or `#` begins one of these, so one scan from left to right finds them all.
_STRING_OR_COMMENT = re.compile(
    r"""
    \#[^\n]*
  | \"\"\"[^"\\]*(?:(?:\\.|"(?!\"\"))[^"\\]*)*\"\"\"
  | '''[^'\\]*(?:(?:\\.|'(?!''))[^'\\]*)*'''
  | "[^"\\\n]*(?:\\.[^"\\\n]*)*"
  | '[^'\\\n]*(?:\\.[^'\\\n]*)*'
    """,
    re.VERBOSE | re.DOTALL,
)
# From Python 3.12 on an f-string may hold its own quotes: f"{settings["name"]}".
_F_STRINGS_NEST = sys.version_info >= (3, 12)


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment: its 1-based line, its text without `#`, and whether its line holds nothing else."""

    line: int
    text: str
    alone: bool


def find_comments(text: str) -> dict[int, Comment]:
    """The comments of `text` by their 1-based line."""
    if "#" not in text:
        return {}
    text = with_newlines(text)
    comments = {}
    line, counted = 1, 0
    for match in _STRING_OR_COMMENT.finditer(text):
        start = match.start()
        if text[start] != "#":
            if _F_STRINGS_NEST and _is_cut_short(text, match):
                return _tokenized_comments(text)
            continue
        line += text.count("\n", counted, start)
        counted = start
        head = text[text.rfind("\n", 0, start) + 1 : start]
        comments[line] = Comment(line, match.group()[1:].strip(), not head.strip())
    return comments


def lines_inside_strings(text: str) -> Iterator[int]:
    """The 0-based lines of `text` that begin inside a string, in order."""
    line, counted = 0, 0
    for match in _STRING_OR_COMMENT.finditer(text):
        inner = text.count("\n", match.start(), match.end())
        if inner:
            line += text.count("\n", counted, match.start())
            yield from range(line + 1, line + inner + 1)
            line += inner
            counted = match.end()


def without_strings(line: str) -> str:
    """One line without its strings and its comment."""
    return _STRING_OR_COMMENT.sub("", line)


def with_newlines(text: str) -> str:
    r"""The text with every line end written as `\n`."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _is_cut_short(text: str, match: re.Match[str]) -> bool:
    """Whether a match seems to end at a quote inside an f-string's own braces."""
    start = match.start()
    if start == 0 or text[start - 1] not in "fFtTrR":
        return False
    string = match[0]
    return string.count("{") != string.count("}")


def _tokenized_comments(text: str) -> dict[int, Comment]:
    comments = {}
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.COMMENT:
                line, column = token.start
                alone = not token.line[:column].strip()
                comments[line] = Comment(line, token.string[1:].strip(), alone)
    except (tokenize.TokenError, SyntaxError):
        return comments
    return comments
