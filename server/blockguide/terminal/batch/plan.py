"""What is left to do in a batch: the pages that are missing, out of date, or without a source."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from blockguide.code.source import read_source
from blockguide.code.tree import parse
from blockguide.errors import BlockGuideError
from blockguide.terminal.batch.files import Stamp, digest_of_file, status_of
from blockguide.terminal.batch.ledger import Record


class Each(StrEnum):
    """What a page of a batch is about."""

    MODULE = "module"
    DEFINITION = "definition"


@dataclass(frozen=True, slots=True)
class Job:
    """A page to write: its path below the output directory, its selection, and its source as it is now."""

    page: str
    selection: dict[str, Any]
    source: Path
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Plan:
    """What a batch finds.

    Attributes:
        jobs: the pages to write.
        current: the records of the pages that stand.
        orphans: the records of the pages whose source, or whose definition in it, is gone.
    """

    jobs: tuple[Job, ...]
    current: dict[str, Record]
    orphans: tuple[Record, ...]


def make_plan(
    sources: Mapping[str, Path], each: Each, ledger: Mapping[str, Record], out: Path, version: str
) -> Plan:
    """Compares the sources, by the path that their pages mirror, with what the ledger says was done."""
    jobs: list[Job] = []
    current: dict[str, Record] = {}
    for mirrored, source in sources.items():
        status = status_of(source)
        for page, selection in _pages_of(mirrored, source, each):
            record = _still_true(ledger.get(page), status, source, version, out / page)
            if record:
                current[page] = record
            else:
                jobs.append(Job(page, selection, source, Stamp(digest_of_file(source), *status)))
    planned = {job.page for job in jobs} | current.keys()
    here = {str(source) for source in sources.values()}
    others = [record for page, record in ledger.items() if page not in planned]
    orphans = tuple(one for one in others if one.source in here or not Path(one.source).exists())
    kept = {one.page: one for one in others if one not in orphans}
    return Plan(tuple(jobs), {**kept, **current}, orphans)


def _still_true(
    record: Record | None, status: tuple[int, int], source: Path, version: str, page: Path
) -> Record | None:
    if record is None or record.version != version or record.source != str(source):
        return None
    if not page.exists():
        return None
    if (record.modified, record.size) == status:
        return record
    if record.digest == digest_of_file(source):
        return replace(record, modified=status[0], size=status[1])
    return None


def _pages_of(mirrored: str, source: Path, each: Each) -> Iterator[tuple[str, dict[str, Any]]]:
    if each is Each.MODULE:
        yield f"{mirrored}.md", {"path": str(source)}
        return
    try:
        names = list(_definitions(parse(read_source(source)).module.body))
    except BlockGuideError:
        yield f"{mirrored}.md", {"path": str(source)}
        return
    for name in dict.fromkeys(names):
        yield f"{mirrored}/{name}.md", {"path": str(source), "symbol": name}


def _definitions(body: Iterable[ast.stmt]) -> Iterator[str]:
    for statement in body:
        match statement:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield statement.name
            case ast.If() | ast.Try():
                yield from _definitions(statement.body)
                yield from _definitions(statement.orelse)
