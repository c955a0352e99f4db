"""What the context of a function costs, and how many of its names it resolves, against basedpyright."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from basedpyright import BasedPyright
from measure import cpu_seconds
from sample import Sampled, package_directory

from blockguide.code.block import Block
from blockguide.code.context.analyst import Analyst
from blockguide.code.facts.read import read_facts
from blockguide.code.facts.values import Facts, Origin
from blockguide.code.select import block_at, select_lines
from blockguide.code.source import Source, read_source, source_from_text
from blockguide.settings import Deadlines, Settings

sys.path.append(str(Path(__file__).parents[1]))
from places import first_places
from timing import parse_seconds

PATIENT = Settings(deadlines=Deadlines(start=60_000, names=20_000))
MOST_WARMING = 12


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds of one function's context, and of `ast.parse` of its file."""

    parse: float
    edited: float
    unchanged: float


async def costs(sampled: list[Sampled]) -> Iterator[Cost]:
    """The costs of each function, with a worker that has seen it before."""
    found = []
    async with Analyst(PATIENT) as analyst:
        for one in sampled:
            source = read_source(one.path)
            block, facts = _read(source, one.first, one.last)
            for _ in range(MOST_WARMING):
                context = await analyst.context(block, facts)
                if not any(gap.transient for gap in context.gaps):
                    break
            lines = list(source.lines)
            indent = lines[one.body - 1][
                : len(lines[one.body - 1]) - len(lines[one.body - 1].lstrip())
            ]
            lines.insert(one.body - 1, f"{indent}edited = {one.first}\n")
            changed = source_from_text(one.path, "".join(lines))
            edited = await _cost(analyst, *_read(changed, one.first, one.last + 1))
            unchanged = await _cost(analyst, *_read(changed, one.first, one.last + 1))
            found.append(Cost(parse_seconds(source.text), edited, unchanged))
    return found


def _read(source: Source, first: int, last: int) -> tuple[Block, Facts]:
    block = block_at(select_lines(source, first, last))
    return block, read_facts(block)


async def _cost(analyst: Analyst, block: Block, facts: Facts) -> float:
    worker = await analyst._supervisor._worker
    before = cpu_seconds(worker.pid)
    await analyst.context(block, facts)
    return cpu_seconds(worker.pid) - before


@dataclass(frozen=True, slots=True)
class Resolved:
    """How many of a package's names were asked about, and who found a definition."""

    asked: int
    ours: int
    theirs: int
    only_theirs: tuple[str, ...]


async def resolved(package: str, sampled: list[Sampled]) -> Resolved:
    asked = ours = theirs = 0
    missed: list[str] = []
    with BasedPyright(package_directory(package)) as server:
        async with Analyst(PATIENT) as analyst:
            for one in sampled:
                block, facts = _read(read_source(one.path), one.first, one.last)
                context = await analyst.context(block, facts)
                mine = {definition.name for definition in context.definitions}
                for name, line, column in first_places(block, _wanted(facts)):
                    found = bool(server.at("textDocument/definition", one.path, line + 1, column))
                    asked += 1
                    ours += name in mine
                    theirs += found
                    if found and name not in mine:
                        missed.append(f"{one.path.name}:{line + 1} {name}")
    return Resolved(asked, ours, theirs, tuple(missed))


def _wanted(facts: Facts) -> set[str]:
    """Each name and dotted path that the block reads from outside; no builtins."""
    return {
        f"{read.name}.{attribute}" if attribute else read.name
        for read in facts.reads
        if read.origin is not Origin.BUILTIN
        for attribute in ("", *read.attributes)
    }
