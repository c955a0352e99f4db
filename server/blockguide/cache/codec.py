"""Recipes as keys and entries as bytes: what the database's columns hold."""

import json
import zlib
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from blockguide.guide.entry import Entry, Recipe
from blockguide.guide.marks import Mark
from blockguide.guide.record import entry_from_record, entry_to_record
from blockguide.text import Lines


def key_of(recipe: Recipe) -> bytes:
    """The SHA-256 of all of the recipe, as 32 bytes."""
    return _digest(
        recipe.block, recipe.place, recipe.writer, recipe.model, recipe.version, recipe.language
    )


def place_of(place: str) -> bytes:
    """What stands for `Recipe.place` in the database, 16 bytes."""
    return _digest(place)[:16]


def file_of(path: Path) -> bytes:
    """What stands for a file's path in the database, 16 bytes."""
    return _digest(str(path))[:16]


def author_of(recipe: Recipe) -> bytes:
    """What the guides share that may replace each other at one place, 16 bytes.

    The writer's version is left out: a guide by an earlier version is still an earlier guide.
    """
    return _digest(recipe.writer, recipe.model, recipe.language)[:16]


def pack_mark(mark: Mark) -> bytes:
    """The mark as compact JSON."""
    where = [str(mark.path), mark.qualname, mark.named, mark.kind]
    lines = [mark.lines.first, mark.lines.last, mark.before, mark.after]
    return _canonical([where, lines, mark.opening, mark.text])


def unpack_mark(blob: object) -> Mark:
    """The mark that `pack_mark` made these bytes of.

    Raises:
        ValueError: they are no such bytes.
    """
    if not isinstance(blob, bytes):
        raise ValueError("the mark is not made of bytes")  # noqa: TRY004 - data, not a wrong call
    match json.loads(blob.decode("utf-8", "surrogatepass")):
        case [
            [str(path), str(qualname), bool(named), str(kind)],
            [int(first), int(last), int(before), int(after)],
            str(opening),
            str(text),
        ]:
            lines = Lines(first, last)
            return Mark(Path(path), qualname, named, kind, lines, before, after, opening, text)
    raise ValueError("this is no mark")


def pack(entry: Entry) -> bytes:
    """The entry as compact JSON behind its checksum.

    Compression is left out on purpose: it would halve the file but cost two thirds of a lookup.
    """
    content = _canonical(entry_to_record(entry))
    return zlib.crc32(content).to_bytes(_CHECKSUM) + content


@lru_cache(maxsize=64)
def unpack(blob: object) -> Entry:
    """The entry that `pack` made these bytes of; the latest are remembered, for a hover repeats.

    Raises:
        ValueError: they are no such bytes, or an entry is made otherwise today.
    """
    if not isinstance(blob, bytes):
        raise ValueError("the record is not made of bytes")  # noqa: TRY004 - data, not a wrong call
    content = blob[_CHECKSUM:]
    if zlib.crc32(content) != int.from_bytes(blob[:_CHECKSUM]):
        raise ValueError("the record differs from its checksum")
    return entry_from_record(json.loads(content.decode("utf-8", "surrogatepass")))


_CHECKSUM: Final = 4
_JSON: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def _canonical(value: object) -> bytes:
    # Paths and source text may carry lone surrogates; they come back as they were.
    return _JSON.encode(value).encode("utf-8", "surrogatepass")


def _digest(*parts: str) -> bytes:
    return sha256(_canonical(parts)).digest()
