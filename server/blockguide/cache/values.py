"""What the cache tells of itself and of a guide in it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from blockguide.guide.entry import Entry
from blockguide.guide.marks import Mark


@dataclass(frozen=True, slots=True)
class CacheInfo:
    """The cache as it is at one moment.

    Attributes:
        path: the file that holds the guides, whether it exists or not.
        entries: how many guides it holds.
        bytes: the part of the file that is in use.
        budget: the most that may be in use, in bytes; the least recently used guides go first.
        oldest_use: when its least recently used guide was last used, in UTC; None if it is empty.
        newest_use: when its most recently used guide was last used, in UTC; None if it is empty.
    """

    path: Path
    entries: int
    bytes: int
    budget: int
    oldest_use: datetime | None
    newest_use: datetime | None


@dataclass(frozen=True, slots=True)
class Kept:
    """A guide in the cache.

    Attributes:
        key: its recipe's, hexadecimal.
        mark: by what its block is found again.
        entry: the guide; its lines count from the block's first one.
    """

    key: str
    mark: Mark
    entry: Entry
