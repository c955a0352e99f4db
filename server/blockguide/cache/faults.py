"""What can go wrong with the file, and the one sentence that a person is told of it."""

import errno
import sqlite3
from enum import Enum, auto
from pathlib import Path

from blockguide.cache.database import ForeignDatabaseError, is_locked, primary_code


class Fault(Enum):
    """Why an operation on the file did not happen."""

    DAMAGED = auto()
    FOREIGN = auto()
    LOCKED = auto()
    FULL = auto()
    UNWRITABLE = auto()
    OTHER_VERSION = auto()
    FAILED = auto()


def fault_of(error: sqlite3.Error | OSError) -> Fault:
    """Which fault the error stands for."""
    if isinstance(error, ForeignDatabaseError):
        return Fault.FOREIGN
    if isinstance(error, OSError):
        return Fault.FULL if error.errno in _NO_SPACE else Fault.UNWRITABLE
    if is_locked(error):
        return Fault.LOCKED
    return _BY_CODE.get(primary_code(error), Fault.FAILED)


def sentence(fault: Fault, path: Path, error: Exception) -> str:
    """What a person is told of a fault that ends the keeping of guides for a while."""
    match fault:
        case Fault.LOCKED:
            return f"Another process has locked `{path}`: guides are not kept until it lets go."
        case Fault.FULL:
            return f"The disk that holds `{path}` is full: new guides are not kept."
        case Fault.UNWRITABLE:
            return f"`{path}` cannot be written: guides are not kept ({_reason(error)})."
        case Fault.OTHER_VERSION:
            return f"Another version of BlockGuide uses `{path}`: this one keeps no guides."
        case _:
            return f"`{path}` cannot be used: guides are not kept ({_reason(error)})."


def set_aside_sentence(fault: Fault, path: Path, aside: Path) -> str:
    """What a person is told when the file was replaced by a new one."""
    what = "belongs to another program" if fault is Fault.FOREIGN else "was damaged"
    return f"`{path}` {what}: it was set aside as `{aside.name}`, and a new cache begun."


_NO_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})

_BY_CODE = {
    sqlite3.SQLITE_CORRUPT: Fault.DAMAGED,
    sqlite3.SQLITE_NOTADB: Fault.DAMAGED,
    sqlite3.SQLITE_FORMAT: Fault.DAMAGED,
    sqlite3.SQLITE_FULL: Fault.FULL,
    sqlite3.SQLITE_READONLY: Fault.UNWRITABLE,
    sqlite3.SQLITE_CANTOPEN: Fault.UNWRITABLE,
    sqlite3.SQLITE_PERM: Fault.UNWRITABLE,
    # A statement of ours that the file's tables do not fit.
    sqlite3.SQLITE_ERROR: Fault.OTHER_VERSION,
    sqlite3.SQLITE_SCHEMA: Fault.OTHER_VERSION,
}


def _reason(error: Exception) -> str:
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return text[:1].lower() + text[1:]
