"""The cache as one thread uses it: guides found, kept and forgotten."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from time import time_ns
from typing import Final

from blockguide.cache.codec import author_of, key_of, pack, place_of, unpack
from blockguide.cache.damage import remove_asides
from blockguide.cache.eviction import bytes_in_use, evict, release
from blockguide.cache.location import FILE_NAME, default_directory
from blockguide.cache.steady import SteadyDatabase
from blockguide.cache.values import CacheInfo
from blockguide.guide.entry import Entry, Recipe


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

    def put(self, recipe: Recipe, entry: Entry) -> None:
        """Keep the guide for this recipe, in place of one kept before."""
        record = pack(entry)
        if len(record) > self.budget:
            return
        row = (key_of(recipe), place_of(recipe.place), author_of(recipe), self._now(), record)

        def insert(connection: sqlite3.Connection) -> None:
            connection.execute(
                "INSERT OR REPLACE INTO guides (key, place, author, used, record)"
                " VALUES (?, ?, ?, ?, ?)",
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
_MICROSECONDS: Final = 1_000_000


def _changed(connection: sqlite3.Connection, statement: str, *terms: object) -> int:
    return connection.execute(statement, terms).rowcount


def _moment(used: object) -> datetime | None:
    if not isinstance(used, int):
        return None
    try:
        return datetime.fromtimestamp(used / _MICROSECONDS, UTC)
    except (OverflowError, OSError, ValueError):
        return None  # a damaged value
