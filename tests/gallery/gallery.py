"""Makes docs/gallery.md: the pages of ten blocks of real packages, one of each kind.

    python tests/gallery/gallery.py --write

The packages are the pinned samples of pyproject.toml; a test holds the file equal to what this makes.
"""

import asyncio
import importlib.util
import sys
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from blockguide.code.context.analyst import Analyst
from blockguide.code.source import read_source
from blockguide.document import Finished, NoKeeper, Parts, Writer, document
from blockguide.guide.page import render
from blockguide.settings import Deadlines, Settings
from blockguide.terminal.targets import Target, select
from blockguide.writers.offline.writer import VERSION, write

GALLERY = Path(__file__).parents[2] / "docs" / "gallery.md"
PATIENT = Settings(deadlines=Deadlines(start=60_000, names=60_000, call_sites=60_000))


HEAD = """\
# Gallery

Ten guides that the offline writer made, one for each kind of block. `make gallery` makes this page; a test holds it true.
"""


@dataclass(frozen=True)
class Piece:
    kind: str
    package: str
    file: str
    symbol: str | None = None
    lines: tuple[int, int] | None = None


PIECES = (
    Piece("A function", "more_itertools", "recipes.py", "grouper"),
    Piece("A generator", "more_itertools", "more.py", "chunked_even"),
    Piece("A class", "flask", "config.py", "ConfigAttribute"),
    Piece("A dataclass", "django", "contrib/sitemaps/views.py", "SitemapIndexItem"),
    Piece("An enumeration", "django", "db/models/constraints.py", "Deferrable"),
    Piece("An exception", "flask", "debughelpers.py", "UnexpectedUnicodeError"),
    Piece("A decorator", "django", "views/decorators/http.py", "require_http_methods"),
    Piece("A context manager", "django", "test/utils.py", "extend_sys_path"),
    Piece("Statements in a method", "flask", "config.py", lines=(130, 150)),
    Piece("A module", "sqlalchemy", "util/topological.py"),
)


async def gallery() -> str:
    """The whole file."""
    async with Analyst(PATIENT) as analyst:
        parts = Parts(analyst, Writer("offline", "", VERSION, write), NoKeeper())
        return HEAD + "".join([await shown(piece, parts) for piece in PIECES])


async def shown(piece: Piece, parts: Parts) -> str:
    source = read_source(file_of(piece))
    first, last = piece.lines or (None, None)
    selection = select(Target(piece.file, first, last, piece.symbol), source)
    async for event in document(selection, parts):
        if isinstance(event, Finished):
            place = (
                f"`{piece.package}/{piece.file}` of {piece.package} {version(distribution(piece))}"
            )
            what = f"`{piece.symbol}` in {place}" if piece.symbol else place
            lines = f", lines {first} to {last}" if piece.lines else ""
            return f"\n## {piece.kind}\n\n{what}{lines}\n\n`````markdown\n{render(event.entry.guide)}`````\n"
    raise AssertionError(piece)


def file_of(piece: Piece) -> Path:
    found = importlib.util.find_spec(piece.package)
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / piece.file


def distribution(piece: Piece) -> str:
    return piece.package.replace("_", "-")


if __name__ == "__main__":
    text = asyncio.run(gallery())
    if "--write" in sys.argv:
        GALLERY.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
