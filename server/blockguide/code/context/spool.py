"""Bytes put away in a file that has no name: they cost no memory, and are gone with the process."""

from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO, Final
from weakref import finalize

_MOST_DEAD: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Kept:
    """Where bytes lie in a spool: how many, and from which byte of its file on."""

    start: int
    size: int


class Spool:
    """Bytes that are written once and read often. It opens its file when it is first given something."""

    def __init__(self) -> None:
        self._file: IO[bytes] | None = None
        self._end = 0
        self._dead = 0

    @property
    def size(self) -> int:
        """How many bytes are kept and wanted."""
        return self._end - self._dead

    @property
    def is_wasteful(self) -> bool:
        """Whether more than half of the file, and a megabyte of it, is bytes that nobody wants."""
        return self._dead > max(self.size, _MOST_DEAD)

    def put(self, data: bytes) -> Kept:
        """Keeps bytes.

        Raises:
            OSError: there is no place for them.
        """
        if self._file is None:
            self._file = TemporaryFile(buffering=0)  # noqa: SIM115 (closed with the spool)
            finalize(self, self._file.close)
        self._file.seek(self._end)
        left = memoryview(data)
        while left:
            left = left[self._file.write(left) :]
        kept = Kept(self._end, len(data))
        self._end += len(data)
        return kept

    def get(self, kept: Kept) -> bytes:
        """The bytes.

        Raises:
            OSError: they cannot be read.
        """
        if self._file is None:
            return b""
        self._file.seek(kept.start)
        return self._file.read(kept.size)

    def drop(self, kept: Kept) -> None:
        """Says that nobody wants these bytes any more."""
        self._dead += kept.size

    def close(self) -> None:
        """Gives the file back; a spool that is closed is as one that was never used."""
        if self._file:
            self._file.close()
        self._file, self._end, self._dead = None, 0, 0
