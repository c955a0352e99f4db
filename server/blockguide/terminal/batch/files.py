"""Files of a batch: which sources there are, and how pages are written whole or not at all."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from blockguide.code.project.files import python_files_below
from blockguide.errors import BlockGuideError, ErrorCode


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells one state of a file from another."""

    digest: str
    modified: int
    size: int


@dataclass(frozen=True, slots=True)
class Filters:
    """Patterns in .gitignore's language, matched against the paths that pages mirror.

    Attributes:
        include: where there are any, only files that one of them matches are taken.
        exclude: files that one of them matches are left out.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


def find_sources(paths: Sequence[Path], filters: Filters) -> dict[str, Path]:
    """The Python files of a batch by the path that their page mirrors, in order.

    A path below the working directory is mirrored from there, any other from its own parent.

    Raises:
        BlockGuideError: NO_SUCH_FILE; BAD_TARGET where two files would share a page.
    """
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - only a batch has patterns

    included = GitIgnoreSpec.from_lines(filters.include)
    excluded = GitIgnoreSpec.from_lines(filters.exclude)
    found: dict[str, Path] = {}
    for path in paths:
        top = path.absolute()
        if not top.exists():
            raise BlockGuideError(
                ErrorCode.NO_SUCH_FILE, f"There is no `{path}`.", "Name a file or a directory."
            )
        base = Path.cwd() if top.is_relative_to(Path.cwd()) else top.parent
        for source in [top] if top.is_file() else python_files_below(top):
            mirrored = source.relative_to(base).as_posix()
            if excluded.match_file(mirrored) or (
                filters.include and not included.match_file(mirrored)
            ):
                continue
            if found.setdefault(mirrored, source) != source:
                raise BlockGuideError(
                    ErrorCode.BAD_TARGET,
                    f"`{found[mirrored]}` and `{source}` would share the page `{mirrored}.md`.",
                    "Give each its own --out, or run from a directory above both.",
                )
    return dict(sorted(found.items()))


def status_of(path: Path) -> tuple[int, int]:
    """A file's time of last change in nanoseconds and its size in bytes; zeros where it cannot be read."""
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_size


def digest_of_file(path: Path) -> str:
    """SHA-256 of a file's bytes, or empty where it cannot be read."""
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def write_whole(path: Path, text: str) -> None:
    """Writes a text file so that a reader sees either the old one or the new one.

    Raises:
        OSError: where it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        unfinished.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
