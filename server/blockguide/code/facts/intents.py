"""Comments as intents: which comment speaks of a statement, and what it says."""

import ast
import re
from collections.abc import Mapping, Sequence

from blockguide.code.comments import Comment

_MARKER = re.compile(
    r"""(?ix) ^ (?: !
    | -\*- | (?:en)?coding[:=]
    | (?:noqa|nosec|nosonar|nopep8|noinspection) \b
    | (?:type|mypy|pyright|pylint|pyre|pytype|flake8|ruff|isort|fmt|yapf|black|pragma|bandit|cython|ty) \s* :
    | pragma \b | \#?(?:end)?region \b | (?:todo|fixme|xxx|hack) \b
    | spdx- | copyright \b | vim: | cspell: | codespell: | doctest:
    )"""
)
_RULE = re.compile(r"^[\s\-=#*~_+.<>/\\|:]+|[\s\-=#*~_+<>/\\|]+$")
_HEADER = re.compile(
    r"(?:(?:if|elif|for|while|with|except|def|class|match|case|async \w+)\b.*|else|try|finally|except) *:$"
)
_LOOKS_LIKE_CODE = re.compile(
    r"""(?x) ^(?: (?:import|from|return|raise|assert|del|global|nonlocal|yield|await|pass|break|continue)\b
    | @\w ) | [=\[\](){}:]"""
)


def comment_above(
    comments: Mapping[int, Comment], lines: Sequence[str], first: int, above: int
) -> tuple[int, str | None]:
    """The comment directly above the line `first` and below the line `above`: its first line and its intent.

    Without one, the line is `first` itself.
    """
    column = _indent(lines, first)
    top = first
    texts: list[str] = []
    while top - 1 > above and (comment := comments.get(top - 1)) is not None and comment.alone:
        if _indent(lines, top - 1) != column:
            break
        top -= 1
        texts.append(comment.text)
    texts.reverse()
    return top, intent_of(texts)


def intent_of(texts: Sequence[str]) -> str | None:
    """What the lines of one comment say, on one line; None where they are code, a marker or a rule."""
    kept: list[str] = []
    for text in texts:
        stripped = text.strip().removeprefix(":").lstrip()
        if _MARKER.match(stripped):
            continue
        if inner := _without_rule(stripped):
            kept.append(inner)
    said = " ".join(kept)
    if not said or not any(character.isalpha() for character in said) or _is_code(kept):
        return None
    return said


def _without_rule(text: str) -> str:
    if not any(character.isalnum() for character in text):
        return ""
    return _RULE.sub("", text) if re.match(r"^[-=#*~_+]{2,}|.*[-=#*~_+]{3,}$", text) else text


def _is_code(texts: Sequence[str]) -> bool:
    """Whether a comment is code put aside; its lines have lost their indentation."""
    if not any(_LOOKS_LIKE_CODE.search(text) for text in texts):
        return False
    whole = _parsed("\n".join(texts))
    if whole is not None:
        return any(not _is_prose(statement) for statement in whole)
    return all(_HEADER.match(text) or _parsed(text) is not None for text in texts)


def _parsed(text: str) -> list[ast.stmt] | None:
    try:
        return ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _is_prose(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Name | ast.Constant)


def _indent(lines: Sequence[str], number: int) -> int:
    if not 1 <= number <= len(lines):
        return -1
    line = lines[number - 1]
    return len(line) - len(line.lstrip())
