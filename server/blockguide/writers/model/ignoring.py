"""Files that are never shown to a model: secrets by their names, and what the project itself excludes."""

import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

import pathspec

IGNORE_FILE: Final = ".blockguideignore"

ALWAYS: Final = (
    ".env",
    ".env.*",
    "*.pem",
    "*.key",
    "*.p12",
    "*.pfx",
    "id_rsa*",
    "id_ed25519*",
    ".netrc",
    "*secret*",
    "credentials*",
)
"""Patterns in gitignore's syntax that hold everywhere; a project may allow a file again with `!`."""


def is_ignored(path: Path, project: Path) -> bool:
    """Whether no model may see the file, by its own name or by that of the file that it links to.

    Args:
        path: absolute path of the file.
        project: the project's root, whose `.blockguideignore` adds patterns to `ALWAYS`.
    """
    patterns = _patterns(_stamped(project / IGNORE_FILE))
    return any(map(patterns.match_file, _names(path, project)))


def _names(path: Path, project: Path) -> Iterator[str]:
    """What a file is called in the project: by the path at hand, and by the one that links lead to."""
    for real in (path, Path(os.path.realpath(path))):
        for root in (project, Path(os.path.realpath(project))):
            if real.is_relative_to(root):
                yield real.relative_to(root).as_posix()
                break
        else:
            yield real.name


def _stamped(path: Path) -> tuple[Path, int]:
    try:
        return path, path.stat().st_mtime_ns
    except OSError:
        return path, 0


@lru_cache(maxsize=8)
def _patterns(stamped: tuple[Path, int]) -> pathspec.GitIgnoreSpec:
    path, stamp = stamped
    lines: list[str] = []
    if stamp:
        try:
            lines = path.read_text("utf-8", "replace").splitlines()
        except OSError:
            lines = []
    return pathspec.GitIgnoreSpec.from_lines((*ALWAYS, *lines))
