"""The judge of rewritings passes the original and fails wrong variants of it; pages tell nothing but what they should."""

import ast
import importlib
import importlib.util
import sys
from difflib import unified_diff
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from cases import ITEMS
from described import write_pages
from mutants import mutants
from original import definition_of
from rewriting import judge

sys.path.pop(0)

_SEEN = 0.85
"""The share of wrong variants that the cases of an item must tell from the original; some are equal to it."""

_VARIANTS = 16
"""Of each item so many are tried at most."""


def _installed(item):
    if importlib.util.find_spec(item.module.partition(".")[0]) is None:
        pytest.skip(f"{item.module} is not installed")
    return item


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.file)
def test_the_original_passes_and_wrong_variants_fail(item):
    definition = definition_of(_installed(item))
    right = ast.unparse(definition)
    wrong = mutants(definition, _VARIANTS)
    original, *judged = judge(item, [right, *wrong], seconds=0.5)
    assert original.faults == ()
    assert original.total >= 8
    alive = [text for text, one in zip(wrong, judged, strict=True) if one.passed]
    assert wrong
    shown = (
        "".join(unified_diff(right.splitlines(True), one.splitlines(True), n=0)) for one in alive
    )
    assert len(alive) <= len(wrong) * (1 - _SEEN), "\n".join(shown)


def test_what_does_not_run_fails():
    item = next(one for one in ITEMS if one.symbol == "parse257")
    texts = [
        "def parse257(resp:",
        "x = 1",
        "def parse257(resp):\n    while True: pass",
        "import os; os._exit(0)",
    ]
    assert not any(one.passed for one in judge(item, texts, seconds=0.5))


def test_a_page_holds_description_and_steps_alone(tmp_path):
    item = next(one for one in ITEMS if one.symbol == "Cmd.columnize")
    write_pages(tmp_path, (item,))
    page = (tmp_path / f"{item.file}.md").read_text()
    assert "def columnize(self, list, displaywidth=80):" in page
    assert "Description\n" in page
    assert "Execution Steps\n" in page
    assert "Usage Example" not in page
    assert "import" not in page
