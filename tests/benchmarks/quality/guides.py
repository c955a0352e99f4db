"""Lets the product write the guides, by its public command, in as many processes as there are cores."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from values import Chosen

Answer = dict[str, Any]

_BATCH = 40
"""Blocks per process: one file's blocks stay together, so that its worker is warm."""

_PATIENCE = 400
"""Seconds that a batch may take; what it has answered until then counts."""


def write_guides(blocks: Sequence[Chosen], processes: int) -> list[Answer]:
    """The command's answer to each block, in order; one that never came is an error too."""
    batches = [blocks[start : start + _BATCH] for start in range(0, len(blocks), _BATCH)]
    with TemporaryDirectory() as folder, ThreadPoolExecutor(processes) as pool:
        numbered = [Path(folder) / f"{number}.jsonl" for number in range(len(batches))]
        answers = pool.map(_written, batches, numbered)
        return [answer for batch in answers for answer in batch]


def _written(batch: Sequence[Chosen], selections: Path) -> list[Answer]:
    selections.write_text("".join(f"{json.dumps(block.record)}\n" for block in batch))
    answered = selections.with_suffix(".answers")
    command = [
        sys.executable,
        "-m",
        "blockguide",
        "document",
        "--selections",
        str(selections),
        "--no-cache",
    ]
    environment = {
        name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
    }
    why = "the command ended early"
    with answered.open("wb") as out:
        try:
            subprocess.run(command, stdout=out, env=environment, timeout=_PATIENCE, check=False)
        except subprocess.TimeoutExpired:
            why = f"no answer within {_PATIENCE} seconds"
    answers = []
    for line in answered.read_text(errors="replace").splitlines():
        try:
            answers.append(json.loads(line))
        except ValueError:
            break
    missing = len(batch) - len(answers)
    return [
        *answers,
        *({"error": {"code": "none", "message": why, "advice": ""}} for _ in range(missing)),
    ]
