"""Where the cache lives on the disk, and who may read it: its owner alone."""

import os
from pathlib import Path
from stat import S_IMODE, S_ISVTX
from typing import Final

FILE_NAME: Final = "guides.sqlite3"


def default_directory() -> Path:
    """The platform's cache directory for BlockGuide, such as `~/.cache/blockguide`."""
    from platformdirs import user_cache_path  # noqa: PLC0415 - 27 ms, only for who opens a cache

    return user_cache_path("blockguide", appauthor=False)


def prepare_directory(directory: Path) -> None:
    """Make the directory if it is missing, and close it to others if it is ours alone.

    A directory that holds anything but the cache (a home, `/tmp`) is left as open as it is.

    Raises:
        OSError: it is missing and cannot be made.
    """
    if not directory.is_absolute():
        raise NotADirectoryError("no home directory is known")
    directory.parent.mkdir(parents=True, exist_ok=True)
    try:
        directory.mkdir(mode=0o700)
    except FileExistsError:
        if not directory.is_dir():
            raise
        if _is_ours_alone(directory):
            _withhold(directory, 0o077)


def tighten(path: Path) -> None:
    """Close the database and its companions to others; permissions are only ever taken away."""
    for suffix in COMPANIONS:
        _withhold(path.with_name(path.name + suffix), 0o177)


COMPANIONS: Final = ("", "-wal", "-shm")
"""What SQLite appends to the database's name: the file itself, its log and the log's index."""


def _is_ours_alone(directory: Path) -> bool:
    if directory.stat().st_mode & S_ISVTX:
        return False
    return all(child.name.startswith(FILE_NAME) for child in directory.iterdir())


def _withhold(path: Path, permissions: int) -> None:
    try:
        mode = S_IMODE(path.stat().st_mode)
        if mode & permissions and os.name == "posix":
            path.chmod(mode & ~permissions)
    except (FileNotFoundError, PermissionError):
        return  # not there yet, or another's: then its owner has decided
