"""The pages' files: readable names, and what a person has changed is never written over.

A file may be written anew only if it still holds what this program wrote into it last, speaks of the same
block, and is not open in an editor: one that was opened is, until the editor has closed it or is gone.
"""

import asyncio
import itertools
import re
import time
from collections.abc import Callable, Container
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import unquote

from blockguide.lsp.alive import is_alive
from blockguide.lsp.delivery.notes import (
    NOTES,
    Note,
    create,
    digest,
    note_of,
    remove_note,
    write,
    write_note,
)
from blockguide.lsp.paths import scheme_of
from blockguide.lsp.wire import PAGE_SCHEME

KEPT_SECONDS: Final = 30 * 24 * 3600
"""How long a page that nobody has changed stays."""

_LONGEST_NAME: Final = 180
_NOT_IN_NAMES: Final = re.compile(r"[^\w.-]+")
_RESERVED: Final = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)")


class PageFile(NamedTuple):
    """A page's file.

    Attributes:
        path: where it is.
        block: what it speaks of: the document's URI and the block's name.
    """

    path: Path
    block: str

    @property
    def uri(self) -> str:
        """The file's URI."""
        return self.path.as_uri()


@dataclass(slots=True)
class Loan:
    """A file in an editor's hands.

    Attributes:
        is_held: whether the editor can hold what no disk knows of.
        closed: set when the editor has closed it.
        last: what the editor told of it last before it closed it; None where it told nothing.
    """

    is_held: bool = True
    closed: asyncio.Event = field(default_factory=asyncio.Event)
    last: str | None = None


class Pages:
    """The directory of pages. Methods that touch files are to be run off the event loop.

    Those that write raise OSError where the disk does not let them.

    Args:
        directory: where it is.
        editor: the number of the editor's process, or 0; asked for when a page is opened.
    """

    def __init__(self, directory: Callable[[], Path], editor: Callable[[], int]) -> None:
        self._find = directory
        self._editor = editor
        self._directory: Path | None = None
        self._loans: dict[Path, Loan] = {}

    @property
    def directory(self) -> Path:
        """Where the pages are; made and tidied at its first use."""
        if self._directory is None:
            directory = self._find()
            for each in (directory, directory / NOTES):
                each.mkdir(mode=0o700, parents=True, exist_ok=True)
            _prune(directory, time.time() - KEPT_SECONDS)
            self._directory = directory
        return self._directory

    def holds(self, uri: str) -> bool:
        """Whether a URI names one of our pages."""
        scheme = scheme_of(uri)
        if scheme == PAGE_SCHEME:
            return True
        if self._directory is None or scheme != "file":
            return False
        return unquote(uri).startswith(f"{unquote(self._directory.as_uri())}/")

    def whole(self, block: str, name: str, text: str) -> PageFile:
        """A file that holds the whole page `text`: one that does already, or one that is written now."""
        return self._file(name, text, Note(block, digest(text)), self._holds_it_or_is_free)

    def growing(self, block: str, name: str, text: str) -> PageFile:
        """A file of its own that holds `text`, the beginning of a page; nobody else will write into it."""
        note = Note(block, "", digest(text), self._editor())
        file = self._file(name, text, note, self._is_free)
        self._loans[file.path] = Loan()
        return file

    def lend(self, file: PageFile) -> None:
        """Says that an editor has opened a file: from now on it can hold what no disk knows of."""
        self._loans[file.path] = Loan()
        note = note_of(file.path) or Note(file.block, "")
        write_note(file.path, note._replace(holder=self._editor()))

    def returned(self, uri: str, last: str | None = None) -> None:
        """Says that an editor has closed a page, and what it told of it last."""
        for path, loan in tuple(self._loans.items()):
            if loan.is_held and unquote(path.as_uri()) == unquote(uri):
                loan.is_held, loan.last = False, last
                loan.closed.set()

    def loan(self, file: PageFile) -> Loan:
        """The loan of a file; whom the file is given to next has another."""
        return self._loans[file.path]

    def withdraw(self, file: PageFile, text: str) -> None:
        """Takes back what `growing` gave, as no editor opened it: it holds `text` and may be written anew."""
        del self._loans[file.path]
        write_note(file.path, Note(file.block, digest(text)))

    def ended(self, file: PageFile, text: str) -> None:
        """Says that a page that grew in its editor ended as `text`, whatever the disk holds of it."""
        note = note_of(file.path) or Note(file.block, "")
        write_note(file.path, note._replace(page=digest(text)))

    def holds_other_than(self, file: PageFile, texts: Container[str]) -> bool:
        """Whether a file holds none of some texts, which are known by their digests: somebody else wrote it."""
        held = _bytes(file.path)
        return held is not None and digest(held) not in texts

    def _file(
        self, name: str, text: str, note: Note, fits: Callable[[PageFile, bytes, str], bool]
    ) -> PageFile:
        stem = _stem(name)
        for number in itertools.count(1):
            path = self.directory / (f"{stem}.md" if number == 1 else f"{stem}-{number}.md")
            file = PageFile(path, note.block)
            try:
                create(path, text)
            except FileExistsError:
                held = _bytes(path)
                if held is None or not fits(file, held, text):
                    continue
                if held != text.encode():
                    write(path, text)
            write_note(path, note)
            return file
        raise AssertionError("numbers do not end")

    def _holds_it_or_is_free(self, file: PageFile, held: bytes, text: str) -> bool:
        note = _note_of_untouched(file, held)
        return note is not None and (held == text.encode() or not self._is_open(file.path, note))

    def _is_free(self, file: PageFile, held: bytes, _: str) -> bool:
        note = _note_of_untouched(file, held)
        return note is not None and not self._is_open(file.path, note)

    def _is_open(self, path: Path, note: Note) -> bool:
        loan = self._loans.get(path)
        return loan.is_held if loan else is_alive(note.holder)


def block_of(uri: str, name: str) -> str:
    """What a page speaks of, so that two blocks of one name do not share a file."""
    return f"{uri}#{name}"


def _stem(name: str) -> str:
    stem = _NOT_IN_NAMES.sub("-", name).strip("-.") or "guide"
    stem = stem.encode()[:_LONGEST_NAME].decode(errors="ignore")
    return f"_{stem}" if _RESERVED.match(stem) else stem


def _note_of_untouched(file: PageFile, held: bytes) -> Note | None:
    """The note of a file of the same block that holds what was written into it; else None."""
    note = note_of(file.path)
    if note is None or note.block != file.block:
        return None
    return note if digest(held) in (note.page, note.began) else None


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _prune(directory: Path, before: float) -> None:
    """Removes pages that are older than `before` and that nobody has changed."""
    for path in directory.glob("*.md"):
        try:
            note = note_of(path)
            if note is None or path.stat().st_mtime >= before:
                continue
            if digest(path.read_bytes()) in (note.page, note.began):
                path.unlink()
                remove_note(path)
        except OSError:
            continue
