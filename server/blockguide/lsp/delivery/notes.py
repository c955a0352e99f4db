"""What this program wrote into the pages' files last, so that what a person changed is told apart from it."""

import hashlib
import json
import os
from pathlib import Path
from typing import Final, NamedTuple

NOTES: Final = ".written"
"""The directory beside the pages that holds a note for each of them."""


class Note(NamedTuple):
    """What was written into a page's file.

    Attributes:
        block: what the page speaks of.
        page: digest of the page as it should stand; empty while it grows in an editor.
        began: digest of what the file held when the page began to grow in an editor, else empty.
        holder: the process of the editor that has opened it and may hold more of it than the disk does, else 0.
    """

    block: str
    page: str
    began: str = ""
    holder: int = 0


def note_of(page: Path) -> Note | None:
    """The note of a page's file; None where there is none, or a damaged one."""
    try:
        fields = json.loads(_place(page).read_bytes())
        holder = int(fields.get("holder", 0))
        return Note(str(fields["block"]), str(fields["page"]), str(fields["began"]), holder)
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None


def write_note(page: Path, note: Note) -> None:
    """Writes the note of a page's file; raises OSError."""
    write(_place(page), json.dumps(note._asdict()))


def remove_note(page: Path) -> None:
    """Removes the note of a page's file; raises OSError."""
    _place(page).unlink(missing_ok=True)


def digest(text: bytes | str) -> str:
    """The digest of a page."""
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()


def create(path: Path, text: str) -> None:
    """Writes a new file that its owner alone may read.

    Raises:
        FileExistsError: there is one already.
        OSError: it cannot be written.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags, 0o600)
    try:
        with open(handle, "wb") as file:  # noqa: PTH123 - a handle, not a path
            file.write(text.encode())
    except OSError:
        path.unlink(missing_ok=True)
        raise


def write(path: Path, text: str) -> None:
    """Writes a file whole or not at all; raises OSError."""
    other = path.with_name(f".{path.name}.{os.getpid()}")
    other.unlink(missing_ok=True)
    create(other, text)
    try:
        other.replace(path)
    except OSError:
        other.unlink(missing_ok=True)
        raise


def _place(page: Path) -> Path:
    return page.parent / NOTES / f"{page.name}.json"
