"""Tells what fell short, grouped by figure and by cause; only of the half that authors may look at."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from figures import FIGURES
from values import Verdict

_SHOWN = 8
"""Blocks told of each cause."""

_MOST = 130
"""Blocks told of each figure."""


def failures(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """A page in Markdown, line by line."""
    develop = [one for one in verdicts if one.block.half == "develop"]
    yield f"# What fell short, of {len(develop)} guides of the half `develop`"
    for figure in FIGURES:
        told = 0
        causes: dict[str, list[tuple[Verdict, str]]] = defaultdict(list)
        for one in develop:
            for fault in one.faults.get(figure.key, ()):
                causes[_cause(fault)].append((one, fault))
        if not causes:
            continue
        count = sum(map(len, causes.values()))
        yield f"\n## {figure.title}: {figure.told(figure.value(develop))}, {count} faults"
        for cause, faults in sorted(causes.items(), key=lambda pair: -len(pair[1])):
            if told >= _MOST:
                break
            yield f"\n- **{len(faults)} x** {cause}"
            for one, fault in faults[:_SHOWN]:
                told += 1
                yield f"    - {one.block}: {fault}"


def shown(verdicts: Sequence[Verdict], key: str) -> Iterator[str]:
    """Each block of the half `develop` that has a fault of a figure, with its page."""
    for one in verdicts:
        if one.block.half == "develop" and one.faults.get(key):
            yield f"{'=' * 100}\n{one.block}"
            yield from (f"  FAULT {fault}" for fault in one.faults[key])
            yield one.page


def _cause(fault: str) -> str:
    """A fault without what differs from block to block."""
    plain = re.sub(r"^line \d+: ", "", fault)
    plain = re.sub(r"`[^`]*`|'[^']*'|\"[^\"]*\"", "…", plain)
    plain = re.sub(r"\d+", "N", plain)
    return plain[:70]
