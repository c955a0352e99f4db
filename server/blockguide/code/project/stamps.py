"""What was read from files and directories, kept for as long as their stamps hold."""

import os
import stat
import threading
import time
from collections.abc import Callable, Hashable, Iterable
from pathlib import Path
from typing import Final, Generic, TypeAlias, TypeVar

Stamp: TypeAlias = tuple[int, int, int, int]
"""What changes when a file or directory changes: modified, status changed, size, inode."""

_SETTLING: Final = 50_000_000  # nanoseconds; two writes this close may carry the same time
_LARGEST_SETTING: Final = 4 << 20
_ANY: Final = 1 << 62

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")


def stamp_of(path: str | os.PathLike[str]) -> Stamp | None:
    """Return the stamp of a file or directory; None where there is none to be seen."""
    try:
        found = os.stat(path)  # noqa: PTH116  (the hottest line here)
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino


def is_settled(stamp: Stamp | None) -> bool:
    """Tell whether another change would surely show in the stamp."""
    if stamp is None:
        return True
    age = time.time_ns() - max(stamp[0], stamp[1])
    return age > _SETTLING or age < -_SETTLING


def read_text(path: str | os.PathLike[str]) -> str:
    """Read a settings file.

    Returns:
        The text, undecodable bytes replaced; empty for what is missing, huge or no regular file.
    """
    try:
        found = Path(path).stat()
        if not stat.S_ISREG(found.st_mode) or found.st_size > _LARGEST_SETTING:
            return ""
        return Path(path).read_bytes().decode("utf-8-sig", "replace")
    except (OSError, ValueError):
        return ""


class Kept(Generic[_Key, _Value]):
    """Values by key, with the stamps of what they were read from; past the limit the oldest go."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._held: dict[_Key, tuple[tuple[tuple[str, Stamp | None], ...], _Value]] = {}
        self._lock = threading.Lock()

    def find(self, key: _Key) -> _Value | None:
        """Return the value kept under the key if nothing that it was read from has changed."""
        held = self._held.get(key)
        if held is None or any(stamp_of(path) != stamp for path, stamp in held[0]):
            return None
        return held[1]

    def keep(self, key: _Key, stamps: Iterable[tuple[str, Stamp | None]], value: _Value) -> _Value:
        """Keep a value with the stamps taken before it was read, unless one is too young to trust."""
        watched = tuple(stamps)
        with self._lock:
            self._held.pop(key, None)
            if all(is_settled(stamp) for _, stamp in watched):
                self._held[key] = (watched, value)
                while len(self._held) > self._limit:
                    del self._held[next(iter(self._held))]
        return value


class KeptByPath(Generic[_Value]):
    """What a function makes of one file or directory, made again only when the stamp changes.

    Past the limit, or past so many bytes of the files that the values were made of, the oldest go; the
    youngest always stays.
    """

    def __init__(self, read: Callable[[str], _Value], limit: int, most_bytes: int = _ANY) -> None:
        self._read = read
        self._limit = limit
        self._most_bytes = most_bytes
        self._bytes = 0
        self._held: dict[str, tuple[Stamp | None, _Value]] = {}
        self._lock = threading.Lock()

    def __call__(self, path: str) -> _Value:
        """Return what the function makes of the path as it is now."""
        stamp = stamp_of(path)
        held = self._held.get(path)
        if held is not None and held[0] == stamp:
            return held[1]
        value = self._read(path)
        with self._lock:
            self._drop(path)
            if is_settled(stamp):
                self._held[path] = (stamp, value)
                self._bytes += _size(stamp)
                while len(self._held) > 1 and self._is_full():
                    self._drop(next(iter(self._held)))
        return value

    def _is_full(self) -> bool:
        return len(self._held) > self._limit or self._bytes > self._most_bytes

    def _drop(self, path: str) -> None:
        held = self._held.pop(path, None)
        self._bytes -= _size(held[0]) if held else 0


def _size(stamp: Stamp | None) -> int:
    return stamp[2] if stamp else 0
