"""Judges rewritings: each case must end as it does with the original."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from cases import ITEMS, Item

_SECONDS = 10
"""CPU time for all cases of one rewriting."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of a rewriting: how many cases are right of how many, and what is wrong."""

    right: int
    total: int
    faults: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return not self.faults


def judge_directory(folder: Path) -> dict[str, Judged | None]:
    """Each item's file name with its verdict; None for an item without a rewriting."""
    found: dict[str, Judged | None] = {}
    for item in ITEMS:
        path = folder / f"{item.file}.py"
        found[item.file] = judge(item, [path.read_text()])[0] if path.exists() else None
    return found


def judge(item: Item, rewritings: Sequence[str], seconds: float = _SECONDS) -> list[Judged]:
    """A verdict for each rewriting, in order."""
    question = {
        "module": item.module,
        "symbol": item.symbol,
        "setup": item.setup,
        "cases": item.cases,
        "rewritings": list(rewritings),
        "seconds": seconds,
    }
    with TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-P", str(Path(__file__).with_name("comparing.py"))],
            input=json.dumps(question),
            stdout=subprocess.PIPE,
            text=True,
            cwd=folder,
            check=True,
            env={"PYTHONHASHSEED": "0", "LANG": "C.UTF-8", "HOME": folder, "PATH": ""},
        )
    original, *others = json.loads(done.stdout)
    assert isinstance(original, list), f"{item.file}: the original itself: {original}"
    return [_compared(item, original, other) for other in others]


def _compared(item: Item, original: list[str], other: list[str] | str) -> Judged:
    if isinstance(other, str):
        return Judged(0, len(original), (other,))
    faults = tuple(
        f"{case}\n    was due: {due[:300]}\n    came:    {came[:300]}"
        for case, due, came in zip(item.cases, original, other, strict=True)
        if due != came
    )
    return Judged(len(original) - len(faults), len(original), faults)
