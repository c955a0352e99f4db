"""A database that outlives its faults: what fails is said once and tried again later."""

import sqlite3
from collections import deque
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Final, TypeVar

from blockguide.cache.damage import Identity, identity_of, remove_asides, set_aside
from blockguide.cache.database import connect, patiently, transaction
from blockguide.cache.faults import Fault, fault_of, sentence, set_aside_sentence
from blockguide.cache.location import prepare_directory

PAUSE: Final = 30.0
"""Seconds for which what has failed is not tried again."""

T = TypeVar("T")


class SteadyDatabase:
    """A connection that is opened on first use, and anew where it must be.

    A failed reading or opening pauses everything, a failed writing only the writing: a full disk
    still answers. To be used by one thread, and not beyond a fork.

    Attributes:
        path: the file.
    """

    def __init__(self, path: Path) -> None:
        """Remember the path; nothing is opened yet."""
        self.path = path
        self._connection: sqlite3.Connection | None = None
        self._identity: Identity | None = None
        self._reading_resumes = 0.0
        self._writing_resumes = 0.0
        self._notices: deque[str] = deque()
        self._said: set[Fault] = set()

    def read(self, work: Callable[[sqlite3.Connection], T], absent: T) -> T:
        """What `work` returns, or `absent` after a fault or in the pause that follows one."""
        if monotonic() < self._reading_resumes:
            return absent
        try:
            return self._attempt(lambda connection: patiently(lambda: work(connection)))
        except _FAULTS as error:
            self._reading_resumes = self._meet(error)
            return absent

    def write(self, work: Callable[[sqlite3.Connection], T], absent: T) -> T:
        """The same for work that changes the file: it happens as a whole or not at all."""
        if monotonic() < max(self._reading_resumes, self._writing_resumes):
            return absent
        if self._connection and identity_of(self.path) != self._identity:
            # The file was removed or replaced: what is written to the old one is lost.
            self.close()

        def whole(connection: sqlite3.Connection) -> T:
            with transaction(connection):
                return work(connection)

        try:
            return self._attempt(whole)
        except _FAULTS as error:
            is_open = self._connection is not None
            self._writing_resumes = self._meet(error)
            if not is_open:
                self._reading_resumes = self._writing_resumes
            return absent

    def exists(self) -> bool:
        """Whether there is anything to read without making it."""
        return self._connection is not None or identity_of(self.path) is not None

    def discard(self) -> bool:
        """Delete the file whatever its state; whoever else has it open goes on with a new one."""
        self.close()
        try:
            if self.path.is_file():
                set_aside(self.path, identity_of(self.path))
        except OSError:
            return False
        remove_asides(self.path)
        self._reading_resumes = self._writing_resumes = 0.0
        return True

    def take_notices(self) -> tuple[str, ...]:
        """The sentences that nobody was told yet; any thread may ask."""
        # The deque lets another thread ask while the owner goes on.
        notices = []
        while self._notices:
            notices.append(self._notices.popleft())
        return tuple(notices)

    def close(self) -> None:
        """Let go of the file; the next use opens it again."""
        connection, self._connection = self._connection, None
        if connection:
            connection.close()

    def _attempt(self, work: Callable[[sqlite3.Connection], T]) -> T:
        try:
            return work(self._opened())
        except _FAULTS as error:
            if not self._begins_anew(error):
                raise
        return work(self._opened())

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            prepare_directory(self.path.parent)
            self._identity = identity_of(self.path)
            self._connection = connect(self.path)
            self._identity = identity_of(self.path)
        return self._connection

    def _begins_anew(self, error: sqlite3.Error | OSError) -> bool:
        """Whether the error was damage, and a new file can take the damaged one's place."""
        fault = fault_of(error)
        if fault not in {Fault.DAMAGED, Fault.FOREIGN}:
            return False
        self.close()
        try:
            aside = set_aside(self.path, self._identity)
        except OSError:
            return False
        if aside:
            self._notices.append(set_aside_sentence(fault, self.path, aside))
        return True

    def _meet(self, error: sqlite3.Error | OSError) -> float:
        """Say what happened, once; the moment at which to try again."""
        if isinstance(error, sqlite3.ProgrammingError):
            raise error
        fault = fault_of(error)
        if fault not in self._said:
            self._said.add(fault)
            self._notices.append(sentence(fault, self.path, error))
        if fault is Fault.FAILED:
            self.close()
        return monotonic() + PAUSE


_FAULTS: Final = (sqlite3.Error, OSError)
