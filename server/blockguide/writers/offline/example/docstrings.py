"""What a docstring says of parameters' types, in the forms that docstrings have."""

import re
from typing import Final

from blockguide.writers.offline.example.data import table


def documented_kinds(docstring: str) -> dict[str, str]:
    """The kind of each parameter whose type the docstring names."""
    found: dict[str, str] = {}
    for pattern in _FORMS:
        for match in pattern.finditer(docstring):
            kind = _kind(match["type"])
            if kind is not None:
                found.setdefault(match["name"].lstrip("*"), kind)
    return found


def _kind(text: str) -> str | None:
    lowered = text.lower()
    best: tuple[int, str] | None = None
    for word, kind in table("kinds.toml", "words").items():
        match = re.search(rf"\b{re.escape(word)}s?\b", lowered)
        if match is not None and (best is None or match.start() < best[0]):
            best = (match.start(), kind)
    return best[1] if best is not None else None


_FORMS: Final = (
    re.compile(r":type\s+(?P<name>\w+):\s*(?P<type>[^\n]+)"),
    re.compile(r":param\s+(?P<type>[\w. ]+?)\s+(?P<name>\w+):"),
    re.compile(r"^\s*(?P<name>\*{0,2}\w+)\s*\((?P<type>[^()\n]+)\):", re.MULTILINE),
    re.compile(r"^\s*(?P<name>\*{0,2}\w+)\s+:\s+(?P<type>[^\n]+)$", re.MULTILINE),
)
