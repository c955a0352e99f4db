"""The bytes of a project's Python files, held in one place to tell at once which of them hold a name."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Final

from blockguide.code.context.spool import Kept, Spool
from blockguide.code.project.files import python_files_below
from blockguide.code.project.stamps import Stamp, stamp_of

MOST_BYTES: Final = 64_000_000
"""Files past this sum are read again at every search."""

LISTING_HOLDS: Final = 5.0
"""Seconds for which the directories are not walked again; there can be thousands."""

LOOK_HOLDS: Final = 0.5
"""Seconds for which the files' times are not looked at again."""

_LARGEST_FILE: Final = 4_000_000
_MOST_NAMES: Final = 512


@dataclass(frozen=True, slots=True)
class Held:
    """A file: its stamp, and where its bytes are kept; None where there was no room for them."""

    stamp: Stamp
    text: Kept | None


class Corpus:
    """The Python files under a directory."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._held: dict[Path, Held] = {}
        self._spool = Spool()
        self._listed: tuple[Path, ...] = ()
        self._holding: dict[tuple[str, bool], tuple[tuple[Path, Stamp], ...]] = {}
        self._listed_at = self._looked_at = -LISTING_HOLDS

    def refresh(self) -> frozenset[Path]:
        """Takes in what was added, changed or removed since the last time, and tells what that was.

        A new file is noticed within `LISTING_HOLDS` seconds, a changed one within `LOOK_HOLDS`.
        """
        moved: set[Path] = set()
        if monotonic() - self._looked_at < LOOK_HOLDS:
            return frozenset()
        self._looked_at = monotonic()
        if monotonic() - self._listed_at > LISTING_HOLDS:
            self._listed = python_files_below(self._root)
            self._listed_at = monotonic()
            moved = self._held.keys() - frozenset(self._listed)
        for path in moved:
            self._drop(path)
        for path in self._listed:
            stamp = stamp_of(path)
            held = self._held.get(path)
            if stamp is None or (held and held.stamp == stamp):
                continue
            self._drop(path)
            moved.add(path)
            if stamp[2] <= _LARGEST_FILE:
                self._take(path, stamp)
        if moved or len(self._holding) > _MOST_NAMES:
            self._holding.clear()
        if self._spool.is_wasteful:
            self._begin_again()
        return frozenset(moved)

    def holding(self, name: str, *, is_member: bool) -> tuple[tuple[Path, Stamp], ...]:
        """The files that may use a name, in the order of the listing; kept until the next change.

        Args:
            name: the name.
            is_member: whether it counts behind a dot alone.
        """
        kept = self._holding.get((name, is_member))
        if kept is None:
            kept = self._holding[name, is_member] = tuple(self._found(name, is_member=is_member))
        return kept

    def text(self, path: Path) -> bytes:
        """The bytes of a file that is held; empty for another."""
        held = self._held.get(path)
        if held is None:
            return b""
        return self._kept(held) or _read(path)

    def _found(self, name: str, *, is_member: bool) -> Iterator[tuple[Path, Stamp]]:
        wanted = name.encode("utf-8")
        # The name stands first in the pattern and what must be before it second: so it is found fast.
        literal = re.escape(wanted)
        dotted = rb"(?:(?<=\.%s)|(?<=\.\s%s))" % (literal, literal)
        before = dotted if is_member else rb"(?<!\w%s)" % literal
        word = re.compile(literal + (before + rb"\b" if name.isascii() else b""))
        for path, held in self._held.items():
            text = self.text(path)
            # The plain search is many times faster, and says no for most files.
            if wanted in text and word.search(text):
                yield path, held.stamp

    def _kept(self, held: Held) -> bytes:
        try:
            return self._spool.get(held.text) if held.text else b""
        except OSError:
            return b""

    def _take(self, path: Path, stamp: Stamp) -> None:
        kept = None
        if self._spool.size + stamp[2] <= MOST_BYTES:
            with suppress(OSError):
                kept = self._spool.put(_read(path))
        self._held[path] = Held(stamp, kept)

    def _drop(self, path: Path) -> None:
        held = self._held.pop(path, None)
        if held and held.text:
            self._spool.drop(held.text)

    def _begin_again(self) -> None:
        """Reads all files anew, into a file of their own size; those that are gone were dropped before."""
        self._spool.close()
        for path, held in list(self._held.items()):
            self._take(path, held.stamp)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
