"""The cache as one thread uses it: guides found, kept and forgotten."""

import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from time import time_ns
from typing import Final

from blockguide.cache.codec import (
    author_of,
    file_of,
    key_of,
    pack,
    pack_mark,
    place_of,
    unpack,
    unpack_mark,
)
from blockguide.cache.damage import remove_asides
from blockguide.cache.eviction import bytes_in_use, evict, release
from blockguide.cache.location import FILE_NAME, default_directory
from blockguide.cache.steady import SteadyDatabase
from blockguide.cache.values import CacheInfo, Kept
from blockguide.guide.entry import Entry, Recipe
from blockguide.guide.marks import Mark


class GuideStore:
    """Guides in one SQLite file that several processes may use at once.

    No fault of the disk or the file ever raises: a lookup then finds nothing, a guide is not kept,
    and `take_notices` says why, each reason once. To be used by one thread, and not beyond a fork.

    Attributes:
        path: the file.
        budget: the most of it that may be in use, in bytes; the least recently used go first.
    """

    def __init__(self, directory: Path | None, budget: int) -> None:
        """Choose the directory, None for the platform's own; the first use opens the file."""
        self.path: Final = (directory.absolute() if directory else default_directory()) / FILE_NAME
        self.budget: Final = budget
        self._database = SteadyDatabase(self.path)
        # Uses that the file does not know yet, by row: a lookup shall not cost a write.
        self._uses: dict[int, int] = {}
        self._latest_use = 0

    def get(self, recipe: Recipe) -> Entry | None:
        """The guide that was kept for this very recipe."""
        return self._find("SELECT id, record FROM guides WHERE key = ?", key_of(recipe))

    def previous(self, recipe: Recipe) -> Entry | None:
        """The guide last kept for the same place, writer, model and language, by another recipe."""
        return self._find(
            "SELECT id, record FROM guides WHERE place = ? AND author = ? AND key <> ?"
            " ORDER BY id DESC LIMIT 1",
            place_of(recipe.place),
            author_of(recipe),
            key_of(recipe),
        )

    def marked(self, path: Path, openings: Iterable[str]) -> tuple[tuple[str, Mark], ...]:
        """Keys and marks of the guides written for a file or beginning with one of these lines.

        The newest come first.

        Args:
            path: the file.
            openings: of the lines, as `Mark.opening` has them.
        """
        terms = [bytes.fromhex(opening) for opening in openings]

        def look(connection: sqlite3.Connection) -> list[tuple[int, bytes, bytes]]:
            found = connection.execute(f"{_MARKED} file = ?", (file_of(path),)).fetchall()
            for start in range(0, len(terms), _TERMS_HELD):
                some = terms[start : start + _TERMS_HELD]
                places = ",".join("?" * len(some))
                found += connection.execute(f"{_MARKED} opening IN ({places})", some).fetchall()
            return sorted(set(found), reverse=True)

        marks = []
        nothing: list[tuple[int, bytes, bytes]] = []
        for _, key, blob in self._database.read(look, nothing):
            # What is damaged is nowhere; a lookup by its recipe removes it.
            with suppress(ValueError):
                marks.append((key.hex(), unpack_mark(blob)))
        return tuple(marks)

    def find(self, key: str) -> Kept | None:
        """The guide of this key."""
        columns = self._database.read(
            lambda connection: connection.execute(
                "SELECT mark FROM guides WHERE key = ?", (bytes.fromhex(key),)
            ).fetchone(),
            None,
        )
        entry = self._find("SELECT id, record FROM guides WHERE key = ?", bytes.fromhex(key))
        if columns is None or entry is None:
            return None
        try:
            return Kept(key, unpack_mark(columns[0]), entry)
        except ValueError:
            return None

    def put(self, recipe: Recipe, entry: Entry, mark: Mark) -> None:
        """Keep the guide for this recipe, in place of one kept before."""
        record = pack(entry)
        if len(record) > self.budget:
            return
        row = (
            *(key_of(recipe), place_of(recipe.place), author_of(recipe)),
            *(file_of(mark.path), bytes.fromhex(mark.opening)),
            *(self._now(), pack_mark(mark), record),
        )

        def insert(connection: sqlite3.Connection) -> None:
            connection.execute(
                "INSERT OR REPLACE INTO guides"
                " (key, place, author, file, opening, used, mark, record)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                row,
            )
            if bytes_in_use(connection) > self.budget:
                self._record_uses(connection)
                evict(connection, self.budget)

        self._database.write(insert, None)

    def forget(self, place: str) -> None:
        """Remove every guide of the place, a `Recipe.place`."""
        statement, term = "DELETE FROM guides WHERE place = ?", place_of(place)
        self._database.write(lambda connection: _changed(connection, statement, term), 0)

    def forget_guide(self, key: str) -> None:
        """Remove the guide of this key, and every other of its place or of the same text in its file."""

        def remove(connection: sqlite3.Connection) -> None:
            term = bytes.fromhex(key)
            query = "SELECT place, file, mark FROM guides WHERE key = ?"
            row = connection.execute(query, (term,)).fetchone()
            if row is None:
                return
            place, file, mark = row
            connection.execute("DELETE FROM guides WHERE place = ? OR key = ?", (place, term))
            others = connection.execute(f"{_MARKED} file = ?", (file,)).fetchall()
            alike = [(row,) for row, _, other in others if _same_text(other, mark)]
            connection.executemany("DELETE FROM guides WHERE id = ?", alike)

        self._database.write(remove, None)

    def clear(self) -> int:
        """Remove every guide, and what was set aside as damaged; the number of guides removed."""
        if not self._database.exists():
            return 0
        remove_asides(self.path)
        self._uses.clear()

        def empty(connection: sqlite3.Connection) -> int | None:
            removed = _changed(connection, "DELETE FROM guides")
            release(connection, 0)
            return removed

        removed = self._database.write(empty, None)
        if removed is None:
            # To delete a row takes space, and a full disk is what a person clears a cache for.
            entries = self.describe().entries
            return entries if self._database.discard() else 0
        shorten = "PRAGMA wal_checkpoint(TRUNCATE)"
        self._database.read(lambda connection: connection.execute(shorten).fetchone(), None)
        return removed

    def describe(self) -> CacheInfo:
        """What the cache holds now; a file that does not exist is not made."""
        nothing = CacheInfo(self.path, 0, 0, self.budget, None, None)
        if not self._database.exists():
            return nothing
        self._flush_uses()

        def look(connection: sqlite3.Connection) -> CacheInfo:
            query = "SELECT count(*), min(used), max(used) FROM guides"
            count, oldest, newest = connection.execute(query).fetchone()
            size = bytes_in_use(connection)
            return CacheInfo(self.path, count, size, self.budget, _moment(oldest), _moment(newest))

        return self._database.read(look, nothing)

    def take_notices(self) -> tuple[str, ...]:
        """What a person should be told since the last call, one sentence each."""
        return self._database.take_notices()

    def close(self) -> None:
        """Write down what was used and let go of the file; a later use opens it again."""
        self._flush_uses()
        self._database.close()

    def _find(self, query: str, *terms: bytes) -> Entry | None:
        row = self._database.read(
            lambda connection: connection.execute(query, terms).fetchone(), None
        )
        if row is None:
            return None
        identifier, record = row
        try:
            entry = unpack(record)
        except ValueError:
            statement = "DELETE FROM guides WHERE id = ?"
            self._database.write(lambda connection: _changed(connection, statement, identifier), 0)
            return None
        self._uses[identifier] = self._now()
        if len(self._uses) >= _USES_HELD:
            self._flush_uses()
        return entry

    def _flush_uses(self) -> None:
        if self._uses:
            self._database.write(self._record_uses, None)

    def _record_uses(self, connection: sqlite3.Connection) -> None:
        rows = [(moment, identifier) for identifier, moment in self._uses.items()]
        connection.executemany("UPDATE guides SET used = ? WHERE id = ?", rows)
        self._uses.clear()

    def _now(self) -> int:
        """Microseconds since 1970, never the same twice and never backwards."""
        self._latest_use = max(self._latest_use + 1, time_ns() // 1000)
        return self._latest_use


_USES_HELD: Final = 256
_TERMS_HELD: Final = 900  # older SQLites take 999
_MARKED: Final = "SELECT id, key, mark FROM guides WHERE"
_MICROSECONDS: Final = 1_000_000


def _changed(connection: sqlite3.Connection, statement: str, *terms: object) -> int:
    return connection.execute(statement, terms).rowcount


def _same_text(one: object, other: object) -> bool:
    try:
        left, right = unpack_mark(one), unpack_mark(other)
    except ValueError:
        return False
    return (left.qualname, left.text) == (right.qualname, right.text)


def _moment(used: object) -> datetime | None:
    if not isinstance(used, int):
        return None
    try:
        return datetime.fromtimestamp(used / _MICROSECONDS, UTC)
    except (OverflowError, OSError, ValueError):
        return None  # a damaged value
