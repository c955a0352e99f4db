"""A database that cannot be trusted: moved aside, so that a new one can begin in its place."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep
from typing import Final

from blockguide.cache.location import COMPANIONS

Identity = tuple[int, int]
"""Device and inode: the file itself, whatever it is called."""


def identity_of(path: Path) -> Identity | None:
    """Which file the path leads to; None if to no file."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def set_aside(path: Path, damaged: Identity | None) -> Path | None:
    """Move the damaged file and its companions to a name that tells when.

    The latest three of such are kept.

    Args:
        path: of the database; no connection of this process may be open.
        damaged: which file was found damaged.

    Returns:
        The file's new path; None if another process has put a new one in its place already.

    Raises:
        OSError: it cannot be moved.
    """
    with _one_process_at_a_time(path):
        if identity_of(path) != damaged:
            return None
        moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
        aside = path.with_name(f"{path.name}{_MARK}{moment}")
        # The companions go first: a log that stays behind would be taken for the new database's.
        for suffix in reversed(COMPANIONS):
            companion = path.with_name(path.name + suffix)
            if companion.exists():
                companion.rename(aside.with_name(aside.name + suffix))
        for older in _asides(path)[:-_KEPT]:
            _remove(older)
    return aside


def remove_asides(path: Path) -> None:
    """Delete all that was ever set aside here, as far as it can be deleted."""
    with suppress(OSError):
        for aside in _asides(path):
            _remove(aside)


_MARK: Final = ".damaged-"
_KEPT: Final = 3
_PATIENCE: Final = 1.0


def _asides(path: Path) -> list[Path]:
    """What was set aside, oldest first, without the companions."""
    found = path.parent.glob(f"{path.name}{_MARK}*")
    return sorted(aside for aside in found if aside.name.endswith("Z"))


def _remove(aside: Path) -> None:
    for suffix in COMPANIONS:
        # Another's file, or one in use, stays.
        with suppress(OSError):
            aside.with_name(aside.name + suffix).unlink()


@contextmanager
def _one_process_at_a_time(path: Path) -> Iterator[None]:
    """Two that find the same damage must not move each other's new file away."""
    if sys.platform == "win32":
        # A file that another process has open cannot be moved there.
        yield
        return
    import fcntl  # noqa: PLC0415 - not on every platform

    lock_path = path.with_name(f"{path.name}.lock")
    lock_path.touch(mode=0o600)
    with lock_path.open("wb") as lock:
        deadline = monotonic() + _PATIENCE
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if monotonic() > deadline:
                    raise
                sleep(0.001)
        yield
