"""The budget: how much of the file is in use, and which guides go when it is too much."""

from sqlite3 import Connection
from typing import Final


def bytes_in_use(connection: Connection) -> int:
    """The size of the pages that hold something, in bytes; the log beside the file not counted."""
    return (_pages(connection) - _free_pages(connection)) * _page_size(connection)


def evict(connection: Connection, budget: int) -> None:
    """Remove the least recently used guides until the file is well within its budget.

    Must run inside a transaction. Costs a few microseconds where nothing is to be done.
    """
    if bytes_in_use(connection) <= budget:
        return
    while (excess := bytes_in_use(connection) - budget * _ROOM_NUMERATOR // _ROOM_DENOMINATOR) > 0:
        oldest = _oldest(connection, excess)
        if not oldest:
            break
        connection.executemany("DELETE FROM guides WHERE id = ?", oldest)
    release(connection, budget)


def release(connection: Connection, budget: int) -> None:
    """Give pages beyond the budget that hold nothing back to the disk."""
    unwanted = _pages(connection) - budget // _page_size(connection)
    # One call gives one page back, whatever number it is asked for: sqlite3 steps it only once.
    for _ in range(min(unwanted, _free_pages(connection))):
        connection.execute("PRAGMA incremental_vacuum(1)")


# One eviction goes down to 15/16 of the budget, so that it is rare.
_ROOM_NUMERATOR: Final = 15
_ROOM_DENOMINATOR: Final = 16
_ROW_OVERHEAD: Final = 256


def _oldest(connection: Connection, excess: int) -> list[tuple[int]]:
    """The ids of the least recently used guides that hold about `excess` bytes, at least one."""
    ids = []
    # `length` of a blob is known from the row's head; the record itself is not read.
    rows = connection.execute("SELECT id, ifnull(length(record), 0) FROM guides ORDER BY used, id")
    for row, size in rows:
        ids.append((row,))
        excess -= size + _ROW_OVERHEAD
        if excess <= 0:
            break
    return ids


def _pages(connection: Connection) -> int:
    return int(connection.execute("PRAGMA page_count").fetchone()[0])


def _free_pages(connection: Connection) -> int:
    return int(connection.execute("PRAGMA freelist_count").fetchone()[0])


def _page_size(connection: Connection) -> int:
    return int(connection.execute("PRAGMA page_size").fetchone()[0])
