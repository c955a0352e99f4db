"""Finds a block again in a file's text, by its lines alone: moved, indented anew, or in a file renamed."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final
from zlib import crc32

from blockguide.code.comments import with_newlines
from blockguide.code.dedent import dedented_text
from blockguide.text import Lines


@dataclass(frozen=True, slots=True)
class Mark:
    """By what a kept guide's block is found again.

    Attributes:
        path: the file that it was written for.
        qualname: as in `Block.qualname`.
        named: whether the block is the definition of that name, not something inside it.
        kind: as in `BlockKind`.
        lines: where it stood.
        before: code points of other code in front of it on its first line.
        after: code points of other code and comments behind it on its last line.
        opening: `opening_of` its first line.
        text: hexadecimal SHA-256 of `Block.text`.
    """

    path: Path
    qualname: str
    named: bool
    kind: str
    lines: Lines
    before: int
    after: int
    opening: str
    text: str


def opening_of(line: str) -> str:
    """The hexadecimal checksum of a line without white space at its ends."""
    return f"{crc32(line.strip().encode('utf-8', 'surrogatepass')):08x}"


def text_of(lines: Sequence[str]) -> str:
    """The digest that a block has, `Mark.text`, if it is exactly these lines with their ends."""
    text = "".join(lines)
    return text_digest(dedented_text(text.rstrip(), lines[0])) if text.strip() else ""


def text_digest(text: str) -> str:
    """The hexadecimal SHA-256 of `Block.text`."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def stands_at(lines: Sequence[str], at: int, mark: Mark) -> bool:
    """Whether the block stands, as it was, from the line `lines[at]` on; the tree is not asked."""
    count = mark.lines.last - mark.lines.first + 1
    if at + count > len(lines) or (mark.kind == _MODULE and count != len(lines)):
        return False
    if not mark.before and not mark.after:
        return text_of(lines[at : at + count]) == mark.text
    first = lines[at]
    margin = len(first) - len(first.lstrip())
    text = "".join(lines[at : at + count]).rstrip()
    text = text[margin + mark.before : len(text) - mark.after]
    if mark.kind == _EXPRESSION:
        bare = with_newlines(text)
        return mark.text in {text_digest(bare), text_digest(f"({bare})")}
    return text_digest(dedented_text(text, first)) == mark.text


# `BlockKind` belongs to the syntax tree, and who looks for marks needs no tree.
_MODULE: Final = "module"
_EXPRESSION: Final = "expression"
