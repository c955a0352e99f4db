"""Syntax newer than the oldest Python that runs this, written in older syntax on the same columns.

What it means to a reader of the tree stays: the names, the bodies, what is caught. The lines still
count as a hole, for their own text does not parse here.
"""

import re

_TYPE_PARAMETERS = re.compile(r"(\s*(?:async\s+def|def|class)\s+\w+\s*)(\[.*)", re.DOTALL)
_TYPE_ALIAS = re.compile(r"(\s*)type(\s+)(\w+)(\s*)(\[.*?\])?(\s*=.*)", re.DOTALL)
_BARE_EXCEPT = re.compile(r"(\s*except\*?) ([^()]*,[^()]*?)(\s*:.*)", re.DOTALL)
_TEMPLATE_STRING = re.compile(
    r"(?<![\w\"'])(?:t(?=[\"'])|t(?=r[\"'])|(?<=r)t(?=[\"']))", re.IGNORECASE
)


def in_older_syntax(statement: str) -> str | None:
    """The logical line `statement` in older syntax, with as many lines; None if nothing newer is in it."""
    for rewrite in (_type_parameters, _type_alias, _bare_except, _template_strings):
        older = rewrite(statement)
        if older is not None:
            return older
    return None


def _type_parameters(statement: str) -> str | None:
    """`def f[T](x: T)` as `def f   (x: T)`."""
    match = _TYPE_PARAMETERS.match(statement)
    if match is None:
        return None
    rest = match[2]
    end = _closing_bracket(rest)
    return match[1] + _blanked(rest[:end]) + rest[end:] if end else None


def _type_alias(statement: str) -> str | None:
    """`type Pair[T] = tuple[T, T]` as `Pair         = tuple[T, T]`."""
    match = _TYPE_ALIAS.match(statement)
    if match is None:
        return None
    margin, gap, name, space, parameters, value = match.groups()
    moved = " " * len("type") + _blanked(gap + space + (parameters or ""))
    return margin + name + moved + value if "\n" not in moved else None


def _bare_except(statement: str) -> str | None:
    """`except A, B:` as `except(A, B):`."""
    match = _BARE_EXCEPT.match(statement)
    return f"{match[1]}({match[2]}){match[3]}" if match else None


def _template_strings(statement: str) -> str | None:
    """`t"{x}"` as `f"{x}"`."""
    older = _TEMPLATE_STRING.sub("f", statement)
    return older if older != statement else None


def _closing_bracket(text: str) -> int:
    """The index behind the bracket that closes the one that `text` begins with; 0 if none does."""
    depth = 0
    for at, character in enumerate(text):
        depth += (character == "[") - (character == "]")
        if not depth:
            return at + 1
    return 0


def _blanked(text: str) -> str:
    return re.sub(r"[^\r\n]", " ", text)
