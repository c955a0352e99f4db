"""One immutable text of one file, and how it is read from the disk."""

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

from blockguide.code.decode import decode, read_bytes
from blockguide.text import split_lines

_SURROGATE = re.compile("[\ud800-\udfff]")
_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Source:
    r"""A file's text as it was at one moment.

    Attributes:
        path: absolute path of the file; for text without a file, the path it is to be read as.
        text: the decoded text without its byte order mark, line ends as they stand in the file. Lone
            surrogates, which no file can hold, are U+FFFD in it.
        version: the editor's version of the document, or None for a text read from the disk.
        lines: the lines of `text` with their ends kept. `\n`, `\r\n` and `\r` end a line; a
            form feed or U+2028 does not.
        digest: hexadecimal SHA-256 of `text` in UTF-8.
    """

    path: Path
    text: str
    version: int | None
    lines: tuple[str, ...]
    digest: str


def source_from_text(path: Path, text: str, version: int | None = None) -> Source:
    """A source made of a text at hand, such as an editor's buffer; a byte order mark is dropped.

    `path` is made absolute; nothing is read from the disk.
    """
    text = text.removeprefix(_BYTE_ORDER_MARK)
    try:
        encoded = text.encode()
    except UnicodeEncodeError:
        text = _SURROGATE.sub("\ufffd", text)
        encoded = text.encode()
    digest = hashlib.sha256(encoded).hexdigest()
    return Source(_absolute(path), text, version, split_lines(text), digest)


def read_source(path: Path) -> Source:
    """The file at `path`, decoded as Python would decode it (byte order mark, PEP 263, else UTF-8).

    Raises:
        BlockGuideError: NO_SUCH_FILE, IS_A_DIRECTORY, UNREADABLE_FILE, BINARY_FILE or
            UNDECODABLE_BYTES.
    """
    path = _absolute(path)
    return source_from_bytes(path, read_bytes(path))


def source_from_bytes(path: Path, data: bytes) -> Source:
    """A source made of bytes at hand, such as standard input, decoded as `read_source` would.

    Raises:
        BlockGuideError: BINARY_FILE, UNDECODABLE_BYTES.
    """
    return source_from_text(path, decode(path, data))


def _absolute(path: Path) -> Path:
    # Path.resolve would follow symbolic links, and those are the names that people know.
    return Path(os.path.abspath(path))  # noqa: PTH100
