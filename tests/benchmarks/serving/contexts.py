"""What a block's context costs the second time, in CPU: ours, and the peers' answers about the same names."""

import asyncio
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import NamedTuple

import processes
from client import Client
from places import first_places
from servers import JEDI, OURS, PYRIGHT, Place, conversation, hover_at, open_file, package
from table import Row, compared

sys.path.insert(1, str(Path(__file__).parents[1] / "context"))
from sample import Sampled, sample

from blockguide.code.context.analyst import Analyst
from blockguide.code.facts.read import read_facts
from blockguide.code.select import block_at, select_lines
from blockguide.code.source import read_source
from blockguide.settings import Deadlines, Settings

PACKAGES = ("django", "sqlalchemy")
COUNT = 4

_PATIENT = Settings(deadlines=Deadlines(start=60_000, names=20_000))
_WARMING = 6
_QUIET = 0.25
_REPEATS = 4
_SETTLING = 6.0


class Cost(NamedTuple):
    """What our context cost, in CPU seconds, and the first place of each name that it holds."""

    seconds: float
    names: list[tuple[int, int]]


def contexts(environment: Mapping[str, str]) -> list[Row]:
    """The median over some functions of CPU seconds. Ours holds the uses of the block besides the names."""
    taken: dict[str, list[float]] = {JEDI: [], PYRIGHT: [], OURS: []}
    for name in PACKAGES:
        sampled = sample(name, COUNT)
        with ExitStack() as stack:
            start = Place(package(name) / "__init__.py", 0, "", (0, 0))
            clients = {
                peer: stack.enter_context(conversation(peer, environment, start))
                for peer in (JEDI, PYRIGHT)
            }
            for one, cost in zip(sampled, asyncio.run(_ours(sampled)), strict=True):
                if not cost.names:
                    continue
                taken[OURS].append(cost.seconds)
                for peer, client in clients.items():
                    taken[peer].append(_of_peer(client, one, cost.names))
    found = {name: median(values) for name, values in taken.items()}
    figure = f"context of a block, again, CPU ({len(taken[OURS])} blocks)"
    return compared(figure, "s", found, (JEDI, 0.2), (PYRIGHT, 1.5))


async def _ours(sampled: list[Sampled]) -> list[Cost]:
    taken = []
    async with Analyst(_PATIENT) as analyst:
        for one in sampled:
            block = block_at(select_lines(read_source(one.path), one.first, one.last))
            facts = read_facts(block)
            for _ in range(_WARMING):
                context = await analyst.context(block, facts)
                if not any(gap.transient for gap in context.gaps):
                    break
            worker = await analyst._supervisor._worker
            costs = []
            for _ in range(_REPEATS):
                before = process_time() + processes.cpu_seconds(worker.pid)
                await analyst.context(block, facts)
                costs.append(process_time() + processes.cpu_seconds(worker.pid) - before)
            wanted = {definition.name for definition in context.definitions}
            places = [(line, column) for _, line, column in first_places(block, wanted)]
            taken.append(Cost(min(costs), places))
    return taken


def _of_peer(client: Client, one: Sampled, names: list[tuple[int, int]]) -> float:
    """CPU seconds of definition and hover of each name, asked before: the least, as a peer works in the background."""
    open_file(client, Place(one.path, 0, "", (0, 0)))
    places = [
        hover_at(one.path.as_uri(), {"line": line, "character": column}) for line, column in names
    ]
    _ask(client, places)
    _settle(client)
    taken = []
    for _ in range(_REPEATS):
        before = processes.cpu_seconds(client.pid)
        _ask(client, places)
        taken.append(processes.cpu_seconds(client.pid) - before)
    client.notify("textDocument/didClose", {"textDocument": {"uri": one.path.as_uri()}})
    return min(taken)


def _ask(client: Client, places: list[dict[str, object]]) -> None:
    for at in places:
        client.request("textDocument/definition", at)
        client.request("textDocument/hover", at)


def _settle(client: Client) -> None:
    """Waits until what the server does by itself with a file that was opened is done."""
    until = perf_counter() + _SETTLING
    while perf_counter() < until:
        before = processes.cpu_seconds(client.pid)
        client.read_until(perf_counter() + _QUIET)
        if processes.cpu_seconds(client.pid) - before < _QUIET / 50:
            return
