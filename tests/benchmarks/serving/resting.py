"""The memory of all processes at rest: a while after the first guide, or the first hover."""

from collections import defaultdict
from collections.abc import Mapping
from contextlib import ExitStack
from time import perf_counter

from processes import pss, tree
from servers import JEDI, OURS, start
from starting import HOVER, begin, words
from table import Row, compared, medians

from blockguide.code.context.supervisor import RESTING

ROUNDS = 3
SETTLING = 5.0
"""Seconds for a process to be gone."""


def resting(environment: Mapping[str, str]) -> list[Row]:
    """All rounds rest at the same time."""
    held: dict[str, list[float]] = defaultdict(list)
    with ExitStack() as stack:
        clients = [
            (name, stack.enter_context(start(name, environment)))
            for _ in range(ROUNDS)
            for name in (JEDI, OURS)
        ]
        for name, client in clients:
            begin(client)
            if name == OURS:
                words(client)
            else:
                client.request("textDocument/hover", HOVER)
        until = perf_counter() + RESTING + SETTLING
        for _, client in clients:
            client.read_until(until)
        for name, client in clients:
            held[name].append(pss(tree(client.pid)))
    figure = f"  at rest, {RESTING:.0f} s later"
    return compared(figure, "MB", medians(held), (JEDI, 1.3))
