"""Files that are never shown to a model: secrets by their names, and what the project itself excludes."""

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
    """Whether no model may see the file.

    Args:
        path: absolute path of the file.
        project: the project's root, whose `.blockguideignore` adds patterns to `ALWAYS`.
    """
    try:
        relative = path.relative_to(project).as_posix()
    except ValueError:
        relative = path.name
    return _patterns(_stamped(project / IGNORE_FILE)).match_file(relative)


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
