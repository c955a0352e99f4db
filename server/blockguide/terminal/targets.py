"""Reads what a person names on the command line, and makes selections of it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from blockguide.code.block import Selection
from blockguide.code.decode import decode
from blockguide.code.select import select_line, select_lines, select_module, select_symbol
from blockguide.code.source import Source, read_source, source_from_text
from blockguide.errors import BlockGuideError, ErrorCode

STANDARD_INPUT = "-"
_PLACE = re.compile(r"(?P<file>.+?):(?P<first>\d+)(?:-(?P<last>\d+))?")


@dataclass(frozen=True, slots=True)
class Target:
    """What to document.

    Attributes:
        path: the file as named, or `-` for standard input.
        first: 1-based first line, or None for all of the file.
        last: 1-based last line, inclusive; None for the statement around `first`.
        symbol: the dotted name of a definition, instead of lines.
    """

    path: str
    first: int | None = None
    last: int | None = None
    symbol: str | None = None

    def __str__(self) -> str:
        if self.symbol is not None:
            return f"{self.path}::{self.symbol}"
        place = f"{self.first}" if self.last is None else f"{self.first}-{self.last}"
        return self.path if self.first is None else f"{self.path}:{place}"


def parse_target(text: str, symbol: str | None = None) -> Target:
    """Reads `FILE`, `FILE:LINE` or `FILE:START-END`; a file that really has such a name wins.

    Raises:
        BlockGuideError: BAD_TARGET for lines together with a symbol.
    """
    match = None if Path(text).is_file() else _PLACE.fullmatch(text)
    if match is None:
        return Target(text, symbol=symbol)
    if symbol is not None:
        raise BlockGuideError(
            ErrorCode.BAD_TARGET,
            f"`{text}` names lines and --symbol names `{symbol}`.",
            "Give one of the two.",
        )
    last = match["last"]
    return Target(match["file"], int(match["first"]), int(last) if last else None)


def target_of_record(record: object) -> Target:
    """Reads one line of `--selections`: `{"path", "start", "end"}` or `{"path", "symbol"}`.

    Only `path` is required; `start` alone means the statement around that line.

    Raises:
        BlockGuideError: BAD_SELECTION_LINE for anything else.
    """
    if isinstance(record, dict):
        fields = {"path", "start", "end", "symbol"}
        path, start, end, symbol = (record.get(name) for name in ("path", "start", "end", "symbol"))
        fits = (
            isinstance(path, str)
            and path
            and all(value is None or type(value) is int for value in (start, end))
            and (symbol is None or isinstance(symbol, str))
            and not (end is not None and start is None)
            and not (symbol is not None and start is not None)
        )
        if fits and not record.keys() - fields:
            return Target(str(path), start, end, symbol)
    raise BlockGuideError(
        ErrorCode.BAD_SELECTION_LINE,
        "A selection is no object with a path and lines or a symbol.",
        'Write {"path": "a.py", "start": 3, "end": 9} or {"path": "a.py", "symbol": "Class.method"}.',
    )


def select(target: Target, source: Source) -> Selection:
    """The selection that a target means in the source of its path.

    Raises:
        BlockGuideError: whatever stands in the way: no such file, lines past the end, …
    """
    match target:
        case Target(symbol=str(symbol)):
            return select_symbol(source, symbol)
        case Target(first=int(first), last=int(last)):
            return select_lines(source, first, last)
        case Target(first=int(first)):
            return select_line(source, first)
    return select_module(source)


def reader(standard_input: Callable[[], bytes], named: Path | None) -> Callable[[str], Source]:
    """Reads the sources of targets.

    Args:
        standard_input: gives all bytes of standard input.
        named: the path that standard input is to be read as.
    """

    def read(path: str) -> Source:
        if path != STANDARD_INPUT:
            return read_source(Path(path))
        if named is None:
            raise BlockGuideError(
                ErrorCode.BAD_TARGET,
                "Standard input has no path to be read as.",
                "Add one: blockguide document - --path pkg/module.py",
            )
        return source_from_text(named.absolute(), decode(named, standard_input()))

    return read
