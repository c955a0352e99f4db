"""The syntax of other files, kept until they change."""

import ast
from pathlib import Path
from typing import Final

from blockguide.code.project.interface import parsed
from blockguide.code.project.stamps import KeptByPath

_LARGEST: Final = 400_000


def tree_at(path: str) -> ast.Module | None:
    """Return the syntax of the file at a path; None for what is broken, missing or huge.

    Nobody may change a tree: it is shared.
    """
    return _trees(path)


def _read(path: str) -> ast.Module | None:
    try:
        with Path(path).open("rb") as file:
            data = file.read(_LARGEST + 1)
    except (OSError, ValueError):
        return None
    return parsed(data) if len(data) <= _LARGEST else None


_trees: Final = KeptByPath(_read, limit=32, most_bytes=800_000)
"""A tree takes about twenty times the bytes of its file."""
