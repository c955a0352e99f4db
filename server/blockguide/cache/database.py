"""The SQLite file: opened, brought to our schema, and written in whole transactions."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Final, TypeVar

from blockguide.cache.location import tighten

PATIENCE: Final = 2.0
"""Seconds that an operation waits for another process's lock."""

SCHEMA_VERSION: Final = 3
"""To be raised with every change of `_SCHEMA`; a file of another version is emptied."""


class ForeignDatabaseError(sqlite3.DatabaseError):
    """The file is a sound database, but another program's."""


def connect(path: Path) -> sqlite3.Connection:
    """Open the database, made or brought to our schema where needed.

    Raises:
        sqlite3.Error: it is damaged or foreign, stays locked for `PATIENCE`, or cannot be written.
    """
    connection = sqlite3.connect(path, timeout=_HANDLER_SECONDS, isolation_level=None)
    try:
        # Closed to others while it is still empty: the log and its index inherit the permissions.
        tighten(path)
        # Damage may turn any value into a text, which then need not be UTF-8.
        connection.text_factory = bytes
        patiently(lambda: _prepare(connection))
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All that happens inside is kept, or nothing of it."""
    patiently(lambda: connection.execute("BEGIN IMMEDIATE"))
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


T = TypeVar("T")


def patiently(work: Callable[[], T]) -> T:
    """Do the work, again while another process holds a lock, for `PATIENCE` seconds at most.

    SQLite's own waiting slows down with every try, so that a writer can starve among busy others;
    here it starts over every tenth of a second.
    """
    deadline = monotonic() + PATIENCE
    while True:
        try:
            return work()
        except sqlite3.OperationalError as error:
            if not is_locked(error) or monotonic() > deadline:
                raise
            sleep(0.001)


def is_locked(error: sqlite3.Error) -> bool:
    """Whether another process's lock stands behind the error."""
    return primary_code(error) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def primary_code(error: sqlite3.Error) -> int:
    """SQLite's result code without its refinement."""
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF


_HANDLER_SECONDS: Final = 0.1
_APPLICATION: Final = 0x424B4744  # "BKGD"

# `key` is the recipe, `place` and `author` find the earlier guides of one place, `file` and `opening`
# those that may stand in one text. `used` is the last use in microseconds since 1970. `id` grows with
# every write. `record` stands last, so that the other columns are read without it.
_SCHEMA: Final = """
CREATE TABLE guides (
    id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE,
    place BLOB NOT NULL,
    author BLOB NOT NULL,
    file BLOB NOT NULL,
    opening BLOB NOT NULL,
    used INTEGER NOT NULL,
    mark BLOB NOT NULL,
    record BLOB NOT NULL
);
CREATE INDEX guides_by_place ON guides (place, author);
CREATE INDEX guides_by_file ON guides (file);
CREATE INDEX guides_by_opening ON guides (opening);
CREATE INDEX guides_by_use ON guides (used);
"""


def _prepare(connection: sqlite3.Connection) -> None:
    if not _is_current(connection):
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        connection.execute("PRAGMA journal_mode = WAL")
        with transaction(connection):
            # Another process may have been first.
            if not _is_current(connection):
                _recreate(connection)
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA journal_size_limit = {4 << 20}")


def _is_current(connection: sqlite3.Connection) -> bool:
    # One statement sees one moment: another process may be making the schema just now.
    application, version, objects = connection.execute(
        "SELECT application_id, user_version, (SELECT count(*) FROM sqlite_schema)"
        " FROM pragma_application_id, pragma_user_version"
    ).fetchone()
    if application != _APPLICATION and objects:
        raise ForeignDatabaseError("the file belongs to another program")
    return bool(application == _APPLICATION and version == SCHEMA_VERSION)


def _recreate(connection: sqlite3.Connection) -> None:
    tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    for (name,) in tables:
        quoted = name.decode().replace('"', '""')
        connection.execute(f'DROP TABLE "{quoted}"')
    for statement in _SCHEMA.split(";"):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {_APPLICATION}")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
