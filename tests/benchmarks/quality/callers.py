"""Sends examples to the processes of `calls.py`."""

import json
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby, islice
from pathlib import Path
from tempfile import TemporaryDirectory

Faults = dict[str, list[str]]

_BATCH = 60


def call_faults(examples: Sequence[tuple[str, str]], processes: int) -> list[Faults]:
    """The faults of imports and calls for each pair of example and package, in order."""
    batches = [
        run[start : start + _BATCH]
        for run in _runs(examples)
        for start in range(0, len(run), _BATCH)
    ]
    with ThreadPoolExecutor(processes) as pool:
        return [faults for batch in pool.map(_asked, batches) for faults in batch]


def _runs(examples: Sequence[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """Neighbours of one package: what another one's import has changed in a process, no judge is to see."""
    return [list(run) for _, run in groupby(examples, key=lambda pair: pair[1])]


def _asked(batch: Sequence[tuple[str, str]]) -> list[Faults]:
    lines = [json.dumps({"example": example, "package": package}) for example, package in batch]
    with TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-P", str(Path(__file__).with_name("calls.py"))],
            input="\n".join(lines),
            stdout=subprocess.PIPE,
            text=True,
            cwd=folder,
            check=False,
        )
    answers = [json.loads(line) for line in islice(done.stdout.splitlines(), len(batch))]
    lost = {"imports": ["the benchmark's own process was lost"], "calls": []}
    return [*answers, *([lost] * (len(batch) - len(answers)))]
