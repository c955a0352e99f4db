"""What earlier batches did: one line of JSON for each page, appended as it is written.

A batch that is killed loses at most the line that it was writing; the page is then written again.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from blockguide.terminal.batch.files import write_whole

NAME: Final = ".blockguide-batch.jsonl"


@dataclass(frozen=True, slots=True)
class Record:
    """One page that was written.

    Attributes:
        page: its path below the output directory, with `/`.
        source: absolute path of the file that it is about.
        digest: SHA-256 of that file's bytes.
        modified: that file's time of last change, in nanoseconds.
        size: that file's size in bytes.
        version: the writer's version.
        purpose: the first sentence of the page's description.
        errors: how many errors the checks found in it.
    """

    page: str
    source: str
    digest: str
    modified: int
    size: int
    version: str
    purpose: str
    errors: int


def read_ledger(out: Path) -> dict[str, Record]:
    """The records by page; a later line wins, and a line that cannot be read is passed over."""
    try:
        lines = (out / NAME).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return {}
    records = (_record(line) for line in lines)
    return {record.page: record for record in records if record}


def append(out: Path, record: Record) -> None:
    """Adds a record to the end.

    Raises:
        OSError: where the output directory cannot be written.
    """
    with (out / NAME).open("a", encoding="utf-8") as ledger:
        ledger.write(_line(record))


def rewrite(out: Path, records: Iterable[Record]) -> None:
    """Replaces the ledger by one line for each record.

    Raises:
        OSError: where the output directory cannot be written.
    """
    write_whole(out / NAME, "".join(map(_line, records)))


def _line(record: Record) -> str:
    return json.dumps(asdict(record)) + "\n"


def _record(line: str) -> Record | None:
    try:
        record = Record(**json.loads(line))
    except (ValueError, TypeError):
        return None
    types = [type(value) for value in asdict(record).values()]
    return record if types == [str, str, str, int, int, str, str, int] else None
